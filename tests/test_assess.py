"""Days, sources, reservations and the assessment as a document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from small import contested, library, profile

from treatygap import assess
from treatygap.model.assessment import Assessment
from treatygap.model.finding import Finding
from treatygap.model.instrument import Library, Reservation, StateStatus, Status
from treatygap.model.profile import Answer, Evidence, Practice, Statement
from treatygap.model.requirement import Requirement
from treatygap.model.schema import schema

EXISTS, DAYS = "power.search.exists", "power.search.days"


def demand(**more: Any) -> Requirement:
    return Requirement.model_validate(
        {
            "id": "toy.1",
            "provisions": ["toy:1"],
            "title": "A power to search",
            "met_when": {EXISTS: True},
            "severity": "major",
            "lens": ["ministry"],
            "because": "There is no such power.",
            "recommend": "Provide one.",
            **more,
        }
    )


def only(answers: dict[str, Any], *, held: Requirement | None = None, **more: Any) -> Finding:
    (finding,) = assess(profile(answers), library(held or demand()), **more).findings
    return finding


def dated(value: Any, begins: str | None = None, ends: str | None = None) -> Statement:
    evidence = Evidence(
        act="Search Act 2020",
        section="s. 1",
        in_force_from=date.fromisoformat(begins) if begins else None,
        in_force_to=date.fromisoformat(ends) if ends else None,
    )
    return Statement(value=value, evidence=(evidence,))


def test_a_conclusion_names_the_facts_and_the_evidence_behind_it() -> None:
    statement = dated(value=True)
    finding = only({EXISTS: Answer(value=True, evidence=statement.evidence, note="By warrant.")})
    (used,) = finding.facts
    assert (used.id, used.value, used.words, used.note) == (EXISTS, True, "yes", "By warrant.")
    assert used.evidence == statement.evidence
    assert finding.because == "Search: Exists: yes."
    assert finding.recommend is None


def test_a_gap_carries_its_reason_and_what_to_change() -> None:
    finding = only({EXISTS: False})
    assert (finding.conclusion, finding.because, finding.recommend) == (
        "not-met",
        "There is no such power.",
        "Provide one.",
    )


def test_an_undetermined_finding_names_what_would_settle_it() -> None:
    finding = only({})
    assert finding.conclusion == "undetermined"
    assert finding.possible == ("met", "not-met")
    assert finding.missing == (EXISTS,)


@pytest.mark.parametrize(
    ("day", "conclusion"),
    [("2019-12-31", "undetermined"), ("2020-01-01", "not-met"), ("2022-06-01", "met")],
)
def test_the_law_of_the_day_counts(day: str, conclusion: str) -> None:
    answer = Answer(values=(dated(False, "2020-01-01", "2021-12-31"), dated(True, "2022-01-01")))
    assert only({EXISTS: answer}, as_of=date.fromisoformat(day)).conclusion == conclusion


def test_a_repealed_section_leaves_the_fact_open_and_marks_the_finding() -> None:
    answer = Answer(values=(dated(True, "2020-01-01", "2021-12-31"),))
    finding = only({EXISTS: answer}, as_of=date(2025, 1, 1))
    assert finding.conclusion == "undetermined"
    assert "not-in-force" in finding.recheck
    assert finding.facts[0].statements[0].value is True
    assert "not in force on the day" in finding.facts[0].words


def test_law_read_before_the_day_marks_findings_that_rest_on_it() -> None:
    assert only({EXISTS: True}, as_of=date(2026, 6, 1)).recheck == ("read-before-day",)
    assert only({EXISTS: True}, as_of=date(2025, 6, 1)).recheck == ()


def test_unchecked_evidence_marks_the_finding() -> None:
    evidence = (Evidence(act="Search Act 2020", section="s. 1", checked="no"),)
    finding = only({EXISTS: Answer(value=True, evidence=evidence)})
    assert finding.recheck == ("evidence-unchecked",)


def test_practice_is_shown_and_never_evaluated() -> None:
    practice = Practice(says="No search has ever been made.")
    finding = only({EXISTS: Answer(value=True, practice=practice)})
    assert finding.conclusion == "met"
    assert finding.facts[0].practice == practice


def test_sources_that_differ_are_shown_side_by_side() -> None:
    answer = Answer(
        values=(
            Statement(value=True, source="government"),
            Statement(value=False, source="civil-society"),
        )
    )
    finding = only({EXISTS: answer})
    assert finding.by_source == {"government": "met", "civil-society": "not-met"}
    assert finding.facts[0].words == "contested: yes (government) and no (civil society)"


def test_an_option_not_used_is_no_gap_and_no_duty() -> None:
    option = demand(provisions=["toy:3"])
    found = assess(profile({EXISTS: False}), library(option))
    assert found.findings[0].conclusion == "not-met"
    assert not found.findings[0].gap
    assert found.tally.duties.findings == 0


def test_flags_need_the_requirement_to_apply() -> None:
    wide = demand(
        applies_when={EXISTS: True},
        met_when={"power.search.authority": "court"},
        over_reach={"when": {"power.search.days": {"at_least": 3}}, "because": "Long.",
                    "recommend": "Cut."},
    )  # fmt: skip
    answers = {"power.search.authority": "court", "power.search.days": 4}
    assert only({EXISTS: True, **answers}, held=wide).flags == ("over-reach",)
    assert only({EXISTS: False, **answers}, held=wide).flags == ()
    assert only(answers, held=wide).flags_possible == ("over-reach",)


def test_a_settled_finding_names_what_keeps_a_flag_open() -> None:
    long = {"when": {DAYS: {"at_least": 9}}, "because": "Long.", "recommend": "Shorten."}
    wide = demand(over_reach=long)
    finding = only({EXISTS: True}, held=wide)
    assert (finding.conclusion, finding.flags_possible) == ("met", ("over-reach",))
    assert finding.missing == (DAYS,)
    assert [item.id for item in assess(profile({EXISTS: True}), library(wide)).open_questions] == [
        DAYS
    ]
    disputed = only({EXISTS: True, DAYS: contested(3, 12)}, held=wide)
    assert (disputed.flags_possible, disputed.missing) == (("over-reach",), (DAYS,))
    assert [item.id for item in disputed.facts] == [DAYS, EXISTS]
    assert only({EXISTS: True, DAYS: contested(1, 3)}, held=wide).missing == ()


def reserving(*made: str) -> Library:
    held = library(demand())
    reservation = Reservation(
        id="toy.reservation.1", kind="reservation", provision="toy:1", title="Searches",
        says="A State may reserve the right not to search.", when="at ratification",
        covers=("toy.1",),
    )  # fmt: skip
    state = StateStatus(
        state="KEN", status="ratified", on=date(2026, 1, 1), source="s", reservations=made
    )
    status = Status(as_of=date(2026, 1, 1), source="s", states=(state,))
    toy = held.instruments[0].model_copy(update={"reservations": (reservation,), "status": status})
    return held.model_copy(update={"instruments": (toy,)})


def test_a_reservation_made_is_flagged_and_one_open_is_named() -> None:
    (open_,) = assess(profile({EXISTS: False}), reserving()).findings
    assert (open_.flags, open_.reservable) == ((), ("toy.reservation.1",))
    (made,) = assess(profile({EXISTS: False}), reserving("toy.reservation.1")).findings
    assert (made.conclusion, made.flags) == ("not-met", ("reserved",))
    (met,) = assess(profile({EXISTS: True}), reserving("toy.reservation.1")).findings
    assert (met.flags, met.reservable) == ((), ())


def test_open_questions_begin_with_those_that_settle_most() -> None:
    second = demand(id="toy.2", met_when={EXISTS: True, "law.since": "2020-01-01"})
    found = assess(profile({}), library(demand(), second))
    assert [(item.id, len(item.settles)) for item in found.open_questions] == [
        (EXISTS, 2),
        ("law.since", 1),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(value=False),
        Answer(values=(dated(True, "2020-01-01", "2021-12-31"),)),
        Answer(values=(Statement(value=True), Statement(value=False, source="court"))),
    ],
    ids=["one value", "out of force", "contested"],
)
def test_the_document_keeps_to_its_published_schema_and_comes_back_whole(answer: Answer) -> None:
    found = assess(profile({EXISTS: answer}), library(demand()))
    body = found.model_dump_json(exclude_none=True)
    Draft202012Validator.check_schema(schema("assessment"))
    Draft202012Validator(schema("assessment")).validate(json.loads(body))
    assert Assessment.model_validate_json(body) == found


def test_same_input_same_bytes_in_another_process_with_another_hash_seed() -> None:
    script = (
        "from treatygap.cli.inputs import read_profile\n"
        "from treatygap import assess\nfrom treatygap.store import library\n"
        "held = library(('unccc',))\n"
        "print(assess(read_profile('KEN', held.questions), held).model_dump_json())"
    )
    bodies = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(bodies) == 1


@pytest.mark.parametrize(
    ("status", "in_force", "day", "force"),
    [
        ("ratified", "2020-06-01", "2020-05-31", "prospective"),
        ("ratified", "2020-06-01", "2020-06-01", "binds"),
        ("acceded", None, "2021-01-01", "prospective"),
        ("signed", None, "2021-01-01", "prospective"),
        ("not-signed", None, "2021-01-01", "not-party"),
        ("unknown", None, "2021-01-01", "unknown"),
    ],
)
def test_an_instrument_binds_from_its_day(
    status: str, in_force: str | None, day: str, force: str
) -> None:
    entry = {"state": "KEN", "status": status, "on": "2020-01-01", "source": "s"}
    known = Status.model_validate(
        {"as_of": "2021-01-01", "source": "s", "states": [{**entry, "in_force": in_force}]}
    )
    (toy,) = library(demand()).instruments
    held = toy.model_copy(update={"status": known})
    assert held.force("KEN", date.fromisoformat(day)) == force
    assert toy.force("KEN", date.fromisoformat(day)) == "unknown"


@pytest.mark.parametrize(
    ("begins", "force"),
    [("no", "prospective"), ("unknown", "unknown"), ("each-party", "unknown")],
)
def test_a_day_that_nobody_has_found_is_not_read_as_not_in_force(begins: str, force: str) -> None:
    entry = {"state": "KEN", "status": "ratified", "on": "2020-01-01", "source": "s"}
    known = Status.model_validate({"as_of": "2021-01-01", "source": "s", "states": [entry]})
    (toy,) = library(demand()).instruments
    heading = toy.heading.model_copy(update={"in_force": begins})
    held = toy.model_copy(update={"status": known, "heading": heading})
    assert held.force("KEN", date(2021, 1, 1)) == force
