"""Conflicts between requirements, as a report prints them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from treatygap.model.assessment import Assessment
from treatygap.model.tension import Conflict
from treatygap.reporting.facts import Line, printed
from treatygap.reporting.findings import anchor
from treatygap.reporting.places import refs


@dataclass(frozen=True, slots=True)
class End:
    """One of the requirements that pull apart, and where its finding is printed, if it is."""

    instrument: str
    unit: str
    refs: tuple[str, ...]
    title: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Pull:
    """A conflict that is the same for some members, with its requirements and the facts of all."""

    conflict: Conflict
    members: tuple[str, ...]
    ends: tuple[End, ...]
    lines: tuple[Line, ...]
    missing: tuple[str, ...]

    @property
    def here(self) -> bool:
        """Whether it concerns the reader: the finding of one of its requirements is printed."""
        return any(end.anchor for end in self.ends)


def pulls(assessment: Assessment, shown: Collection[str]) -> tuple[Pull, ...]:
    """Return the conflicts of an assessment, in its order; none where they were not asked for.

    `shown` names the requirements whose findings the report prints.
    """
    headings = {item.id: item.heading for item in assessment.instruments}
    first = {item.requirement: item for item in reversed(assessment.findings)}

    def end(requirement: str) -> End:
        item = first[requirement]
        heading = headings[item.instrument]
        where = anchor(item) if item.requirement in shown else None
        return End(heading.title, heading.unit, refs(item.provisions), item.title, where)

    alike: dict[tuple[str, bool], list[Conflict]] = {}
    for conflict in assessment.parts.conflicts or ():
        alike.setdefault((conflict.id, conflict.shown), []).append(conflict)
    return tuple(_pull(same, tuple(map(end, same[0].between))) for same in alike.values())


def _pull(same: list[Conflict], ends: tuple[End, ...]) -> Pull:
    facts = {fact.id: fact for conflict in same for fact in conflict.facts}
    missing = {fact.id: fact.label for conflict in same for fact in conflict.missing}
    members = tuple(item.member_label for item in same if item.member_label)
    return Pull(same[0], members, ends, printed(facts.values()), tuple(missing.values()))
