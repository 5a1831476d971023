"""What a bill would change, as HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from treatygap.model.assessment import Count
from treatygap.model.finding import FactUsed, Finding
from treatygap.model.overlay import (
    Change,
    Direction,
    FactChanged,
    InstrumentRead,
    Overlay,
)
from treatygap.reporting import strings
from treatygap.reporting.facts import Cite, Citer
from treatygap.reporting.findings import shown
from treatygap.reporting.html import page
from treatygap.reporting.places import refs
from treatygap.reporting.translation import Translation


@dataclass(frozen=True, slots=True)
class Side:
    """A fact on one side of a bill; `words` is None where nothing is known of it."""

    words: str | None
    cites: tuple[Cite, ...]
    note: str | None


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact that a bill answers or repeals."""

    fact: FactChanged
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Row:
    """One change; `flag` names the flag that it is of, and `missing` what is not known."""

    finding: Finding
    instrument: InstrumentRead
    refs: tuple[str, ...]
    flag: str | None
    before: str
    after: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caused:
    """What changes by the same facts of the bill."""

    causes: tuple[FactRow, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """The findings under an instrument, or under all of several (`title` None), on both sides."""

    title: str | None
    before: Count
    after: Count


def render(found: Overlay, lang: str = "en") -> str:
    """Return an overlay as one HTML text. Raises ReportError where there is no such language."""
    translation = Translation(strings.load(lang))
    found = translation.value(found)
    facts = {item.id: _fact(item) for item in found.facts}
    rows = list(_rows(found))
    directions = [
        (direction, list(_caused([row for row in rows if row[0].direction == direction], facts)))
        for direction in get_args(Direction)
    ]
    return page(
        "overlay",
        translation,
        found=found,
        state=translation.words.state(found.state, found.name),
        refs=refs,
        measures=_measures(found),
        directions=[(direction, items) for direction, items in directions if items],
        facts=list(facts.values()),
        open=[(item, _instrument(found, item.finding)) for item in found.open],
    )


def _caused(rows: list[tuple[Change, Row]], facts: dict[str, FactRow]) -> Iterator[Caused]:
    """Yield rows under what causes them, so that a cause is said once."""
    for causes in dict.fromkeys(change.causes for change, _ in rows):
        same = tuple(row for change, row in rows if change.causes == causes)
        yield Caused(tuple(facts[name] for name in causes), same)


def _rows(found: Overlay) -> Iterator[tuple[Change, Row]]:
    for item in found.changes:
        instrument = _instrument(found, item.after)
        for change in item.changes:
            whole = change.of == "conclusion"
            yield (
                change,
                Row(
                    finding=item.after,
                    instrument=instrument,
                    refs=refs(item.after.provisions),
                    flag=None if whole else change.of,
                    before=shown(item.before) if whole else change.before,
                    after=shown(item.after) if whole else change.after,
                    missing=tuple(fact.label for fact in change.missing),
                ),
            )


def _instrument(found: Overlay, finding: Finding) -> InstrumentRead:
    return next(item for item in found.instruments if item.id == finding.instrument)


def _fact(item: FactChanged) -> FactRow:
    return FactRow(item, _side(item.before), _side(item.after))


def _side(fact: FactUsed | None) -> Side:
    if fact is None:
        return Side(None, (), None)
    return Side(fact.words, Citer()(fact.evidence), fact.note)


def _measures(found: Overlay) -> list[Measured]:
    groups = [
        {item.instrument: item.count for item in side.groups if item.by == "instrument"}
        for side in (found.before, found.after)
    ]
    each = [
        Measured(item.title, groups[0][item.id], groups[1][item.id])
        for item in found.instruments
        if item.id in groups[0]
    ]
    return each if len(each) == 1 else [Measured(None, found.before.all, found.after.all), *each]
