"""What a state says on joining: each statement of the two conventions has a draft that fits it."""

from __future__ import annotations

import re

import pytest

from treatygap.model.instrument import Reservation
from treatygap.store import library

HELD = {item.id: item for item in library(("budapest", "budapest-p1", "unccc")).instruments}
SAID = [entry for item in HELD.values() for entry in item.reservations]
INHERITED = "budapest-p1.reservation.12-1"
"""Made to the Convention, it holds for the Protocol without a word."""


@pytest.mark.parametrize("entry", SAID, ids=lambda entry: str(entry.id))
def test_a_draft_names_its_paragraph(entry: Reservation) -> None:
    if entry.id == INHERITED:
        assert entry.draft is None
        return
    assert entry.draft
    opening, _, _ = entry.draft.partition("[")
    numbers = re.findall(r"\d+", entry.provision.partition(":")[2])[:1]
    article40 = entry.id.startswith("budapest.declaration")
    assert numbers[0] in re.findall(r"\d+", entry.draft if article40 else opening)


PLACES = {
    "unccc": "11(3) 17(2) 23(3)(a) 23(3)(b) 37(6) 37(19) 40(12) 40(13) 41(2) 42(4) 53(7) 63(3)-(4)",
    "budapest": """2 3 4(2) 6(1)(b) 6(3) 7 9(3) 9(4) 10(3) 11(3) 14(3)(a) 14(3)(b) 22(2) 24(7)(a)
        27(2)(c) 27(9)(e) 29(4) 35(1) 38(1) 41(1) 43(1)""",
}


@pytest.mark.parametrize(("instrument", "provisions"), PLACES.items())
def test_nothing_that_a_convention_lets_a_state_say_is_left_out(
    instrument: str, provisions: str
) -> None:
    there = {entry.provision.partition(":")[2] for entry in HELD[instrument].reservations}
    assert set(provisions.split()) <= there


@pytest.mark.parametrize("entry", SAID, ids=lambda entry: str(entry.id))
def test_only_a_reservation_covers_and_only_duties_are_demanded(entry: Reservation) -> None:
    assert not entry.covers or entry.kind == "reservation"
    assert not (entry.demanded and entry.kind == "reservation")
    provision = HELD[entry.id.partition(".")[0]].by_id[entry.provision]
    assert provision.strength == "shall" or not entry.demanded
