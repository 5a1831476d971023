"""Open questions by who can answer them, one entry for a question asked of several members."""

from __future__ import annotations

from dataclasses import dataclass

from treatygap.model.assessment import Assessment, OpenQuestion
from treatygap.model.question import Respondent


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the members it is open for, and how many findings wait for it."""

    anchor: str
    label: str
    ask: str
    members: tuple[str, ...]
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
    found = [_desk(respondent, asked) for respondent, asked in by_desk.items()]
    return tuple(sorted(found, key=lambda desk: (-desk.settles, desk.respondent)))


def anchors(assessment: Assessment) -> dict[str, str]:
    """Return the entry that each open question is printed under, by question id."""
    return {item.id: f"q-{_key(item).replace('.', '-')}" for item in assessment.open_questions}


def _key(item: OpenQuestion) -> str:
    parts = item.id.split(".")
    return ".".join((parts[0], parts[-1])) if len(parts) > 2 else item.id  # noqa: PLR2004


def _desk(respondent: Respondent, questions: list[OpenQuestion]) -> Desk:
    grouped: dict[str, list[OpenQuestion]] = {}
    for item in questions:
        grouped.setdefault(_key(item), []).append(item)
    settled = {finding for item in questions for finding in item.settles}
    asked = tuple(_asked(key, group) for key, group in grouped.items())
    return Desk(respondent, asked, len(questions), len(settled))


def _asked(key: str, group: list[OpenQuestion]) -> Asked:
    of_members = key != group[0].id
    pairs = [item.label.partition(": ") for item in group]
    return Asked(
        anchor=f"q-{key.replace('.', '-')}",
        label=pairs[0][2] if of_members and pairs[0][2] else group[0].label,
        ask=group[0].ask,
        members=tuple(member for member, colon, _ in pairs if of_members and colon),
        notes=tuple(dict.fromkeys(item.note for item in group if item.note)),
        settles=len({finding for item in group for finding in item.settles}),
    )
