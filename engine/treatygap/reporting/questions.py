"""Open questions by who can answer them, one entry for a question asked of several members."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from treatygap.model.assessment import Assessment, OpenQuestion
from treatygap.model.question import Respondent
from treatygap.reporting.passages import Passage, pieces

SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-Z])")
"""Between two sentences; a section's number never begins one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the members it is open for, and how many findings wait for it.

    `every` names the dimension where the question is open for all of its members.
    """

    anchor: str
    label: str
    ask: str
    members: tuple[str, ...]
    every: str | None
    notes: tuple[str, ...]
    settles: int


@dataclass(frozen=True, slots=True)
class Desk:
    """The questions that one respondent can answer; `open` counts each member's on its own."""

    respondent: Respondent
    questions: tuple[Asked, ...]
    open: int
    settles: int


def desks(assessment: Assessment) -> tuple[Desk, ...]:
    """Return the open questions by respondent, those who settle most findings first."""
    by_desk: dict[Respondent, list[OpenQuestion]] = {}
    for item in assessment.open_questions:
        by_desk.setdefault(item.respondent, []).append(item)
    order = {item.id: [one.label for one in item.members] for item in assessment.dimensions}
    found = [_desk(respondent, asked, order) for respondent, asked in by_desk.items()]
    return tuple(sorted(found, key=lambda desk: (-desk.settles, desk.respondent)))


@dataclass(frozen=True, slots=True)
class Pointer:
    """An open question as findings name it, and the entry it is printed under."""

    label: str
    anchor: str | None


def pointers(assessment: Assessment) -> dict[str, Pointer]:
    """Return a pointer to each open question, by its id."""
    return {item.id: Pointer(item.label, _anchor(_key(item))) for item in assessment.open_questions}


def _anchor(key: str) -> str:
    return f"q-{key.replace('.', '-')}"


def _key(item: OpenQuestion) -> str:
    parts = item.id.split(".")
    return ".".join((parts[0], parts[-1])) if len(parts) > 2 else item.id  # noqa: PLR2004


def _desk(
    respondent: Respondent, questions: list[OpenQuestion], order: dict[str, list[str]]
) -> Desk:
    grouped: dict[str, list[OpenQuestion]] = {}
    for item in questions:
        grouped.setdefault(_key(item), []).append(item)
    settled = {finding for item in questions for finding in item.settles}
    asked = tuple(_asked(key, group, order) for key, group in grouped.items())
    return Desk(respondent, asked, len(questions), len(settled))


def _asked(key: str, group: list[OpenQuestion], order: dict[str, list[str]]) -> Asked:
    of_members, dimension = key != group[0].id, key.partition(".")[0]
    pairs = [pieces(item.label) for item in group]
    ranks = order.get(dimension, [])
    members = [member for member, _ in pairs if of_members and member is not None]
    members.sort(key=lambda label: ranks.index(label) if label in ranks else len(ranks))
    return Asked(
        anchor=_anchor(key),
        label=pairs[0][1] if of_members else group[0].label,
        ask=group[0].ask,
        members=tuple(members),
        every=dimension if of_members and members == ranks else None,
        notes=tuple(_once(item.note for item in group if item.note)),
        settles=len({finding for item in group for finding in item.settles}),
    )


def _once(notes: Iterable[str]) -> Iterable[str]:
    """Yield notes without the sentences that stand in a note before."""
    told: set[str] = set()
    for note in dict.fromkeys(notes):
        sentences = [note] if isinstance(note, Passage) else SENTENCE.split(note)
        new = [item for item in sentences if item not in told]
        told.update(new)
        if new:
            yield note if len(new) == len(sentences) else " ".join(new)
