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
    """A conflict with its requirements and the facts that show it."""

    conflict: Conflict
    ends: tuple[End, ...]
    lines: tuple[Line, ...]


def pulls(assessment: Assessment, shown: Collection[str]) -> tuple[Pull, ...]:
    """Return the conflicts of an assessment, in its order; none where they were not asked for.

    `shown` names the requirements whose findings the report prints.
    """
    headings = {item.id: item.heading for item in assessment.instruments}
    first = {item.requirement: item for item in reversed(assessment.findings)}
    found = []
    for conflict in assessment.parts.conflicts or ():
        ends = []
        for item in map(first.__getitem__, conflict.between):
            heading = headings[item.instrument]
            where = anchor(item) if item.requirement in shown else None
            ends.append(End(heading.title, heading.unit, refs(item.provisions), item.title, where))
        found.append(Pull(conflict, tuple(ends), printed(conflict.facts)))
    return tuple(found)
