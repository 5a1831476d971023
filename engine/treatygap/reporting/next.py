"""Questions to ask next, as a report prints them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from treatygap.model.assessment import Assessment
from treatygap.model.next import NextQuestion
from treatygap.model.question import Respondent
from treatygap.reporting.questions import Pointer, pointers
from treatygap.words import spoken

FIRST = 12
"""Questions printed in a report; the list to fill in has all of them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The questions of one respondent."""

    respondent: Respondent
    questions: tuple[NextQuestion, ...]


First = tuple[NextQuestion, Pointer]
"""A question to ask first, and the place of its entry among all open questions."""


def first(assessment: Assessment) -> tuple[First, ...]:
    """Return the weightiest questions of an assessment; none where they were not asked for."""
    asked = assessment.parts.next or ()
    known = pointers(assessment)
    return tuple((item, known.get(item.id, Pointer(item.label, None))) for item in asked[:FIRST])


def sheets(questions: Iterable[NextQuestion]) -> tuple[Sheet, ...]:
    """Return questions by respondent, in the order in which each is first named."""
    found: dict[Respondent, list[NextQuestion]] = {}
    for item in questions:
        found.setdefault(item.respondent, []).append(item)
    return tuple(Sheet(respondent, tuple(asked)) for respondent, asked in found.items())


def answers(question: NextQuestion) -> tuple[str, ...]:
    """Return the answers to tick, in plain words; none for a number or a date."""
    if question.type == "yes_no":
        return spoken(True), spoken(False)  # noqa: FBT003 - they are answers
    return tuple(map(spoken, question.choices))
