"""The profiles that ship: valid, evidenced, and cited in the form each state's acts use."""

from __future__ import annotations

import re
from functools import cache

import pytest

from treatygap.content import content
from treatygap.load.profile import load_profile
from treatygap.model.profile import Evidence, Profile
from treatygap.store import library
from treatygap.validate.profile import check_profile

STATES = sorted(path.stem for path in content("profiles").glob("*.yaml"))
FORMS = {
    "CAN": r"ss?\. \d",
    "EST": r"§§? \d",
    "KEN": r"(ss?|Arts?)\. \d",
    "PHL": r"(Sections?|Articles?) [\dIVX]",
    "SGP": r"ss?\. \d",
}
"""How a pinpoint begins in the acts of each state."""


@cache
def shipped(state: str) -> Profile:
    profile, document = load_profile(content("profiles") / f"{state}.yaml")
    assert check_profile(profile, document, library().questions) == []
    return profile


def evidence(profile: Profile) -> list[Evidence]:
    return [
        item
        for answer in profile.answers.values()
        for statement in answer.statements
        for item in profile.cite(statement.evidence)
    ]


@pytest.mark.parametrize("state", STATES)
def test_every_answer_has_evidence_and_what_nobody_knows_has_none(state: str) -> None:
    for fact, answer in shipped(state).answers.items():
        for statement in answer.statements:
            assert bool(statement.evidence) == statement.known, fact


@pytest.mark.parametrize("state", STATES)
def test_every_section_has_the_form_its_act_uses(state: str) -> None:
    checked = [item for item in evidence(shipped(state)) if item.checked != "no"]
    assert [item.section for item in checked if not re.match(FORMS[state], item.section)] == []


@pytest.mark.parametrize("state", STATES)
def test_every_act_says_which_version_was_read_and_how_it_was_checked(state: str) -> None:
    for act in shipped(state).acts.values():
        assert act.version, act.title
        assert act.checked, act.title


@pytest.mark.parametrize("state", STATES)
def test_notes_speak_of_the_law_alone(state: str) -> None:
    for fact, answer in shipped(state).answers.items():
        for note in (answer.note, *(item.note for item in answer.statements)):
            assert not re.search(r"\b(I|we|our|my)\b", note or ""), fact
