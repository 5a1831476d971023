"""Assessments side by side: where they differ, and why."""

from typing import Literal

from treatygap.model.assessment import Group
from treatygap.model.base import Day, Text, Value
from treatygap.model.finding import FactUsed
from treatygap.model.instrument import Strength
from treatygap.model.overlay import InstrumentRead
from treatygap.model.profile import Act
from treatygap.model.requirement import Conclusion, Flag, Safeguard, Severity

Why = Literal[
    "other-state",
    "law-changed",
    "law-or-answer",
    "answer-corrected",
    "evidence-corrected",
    "answered-on-one-side",
    "answered",
    "no-longer-answered",
    "profile-changed",
    "rule-changed",
    "rule-may-differ",
    "engine-differs",
    "not-in-other",
]
"""Why two findings on one requirement differ.

`law-or-answer`: the profile was changed and so was the day, and no date of the evidence tells
whether the law changed or the answer. `profile-changed`: in a fact that the assessments do not
name, as behind a flag that is not raised. `rule-may-differ`: facts differ and so do the rulesets,
whose rules an assessment does not hold.
"""

Silence = Literal["unanswered", "not-stated"]
"""What is known of a fact where an assessment gives no value: that it is open, or not even that."""


class AssessmentCompared(Value):
    """One of the assessments: of what law, on which day, made with what."""

    state: Text
    name: Text
    as_of: Day
    known_on: Day
    engine: Text
    profile_hash: Text
    questions_hash: Text
    answered: int
    asked: int
    acts: tuple[Act, ...]
    instruments: tuple[InstrumentRead, ...]
    groups: tuple[Group, ...]


class FactCompared(Value):
    """A fact with what each of two assessments says of it."""

    id: Text
    label: Text
    first: FactUsed | Silence
    second: FactUsed | Silence


class Reason(Value):
    """Why the findings of two columns, by their numbers, differ."""

    why: Why
    between: tuple[int, int]
    facts: tuple[FactCompared, ...] = ()


class FindingCompared(Value):
    """What one assessment says of a requirement."""

    conclusion: Conclusion
    flags: tuple[Flag, ...] = ()
    flags_possible: tuple[Flag, ...] = ()


class RequirementCompared(Value):
    """A requirement of which assessments say different things; a cell is None where it is not in.

    Reasons are given for each column and the next one that differs from it.
    """

    id: Text
    requirement: Text
    member_label: str | None = None
    instrument: Text
    provisions: tuple[str, ...]
    title: Text
    strength: Strength
    severity: Severity
    safeguard: Safeguard | None = None
    cells: tuple[FindingCompared | None, ...]
    reasons: tuple[Reason, ...]


class Comparison(Value):
    """Assessments side by side, by name of the state and day. There is no order of merit in it.

    Only `instruments` that all of them are made under are compared; `left_out` names the others.
    """

    format: Literal["treatygap-comparison/1"] = "treatygap-comparison/1"
    engine: Text
    columns: tuple[AssessmentCompared, ...]
    instruments: tuple[Text, ...]
    left_out: tuple[Text, ...]
    same: int
    differences: tuple[RequirementCompared, ...]
