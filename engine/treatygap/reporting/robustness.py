"""Facts that may be wrong and what flips with them, as a report prints them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from treatygap.model.instrument import Heading
from treatygap.model.robustness import Flip, FrailFact, Otherwise
from treatygap.reporting.facts import Line, printed
from treatygap.reporting.findings import as_shown
from treatygap.reporting.places import block_id, refs

FIRST = 20
"""Facts printed in a report; the data has all of them."""
FLIPS = 6
"""Flips named under a value; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A finding that flips; `anchor` is where it is printed.

    The instrument is named where there are several.
    """

    flip: Flip
    instrument: str | None
    unit: str
    refs: tuple[str, ...]
    anchor: str | None

    @property
    def before(self) -> str:
        """What the finding shows, as it stands among the findings."""
        return as_shown(self.flip.before, self.flip.strength)

    @property
    def after(self) -> str:
        """What it would show."""
        return as_shown(self.flip.after, self.flip.strength)


@dataclass(frozen=True, slots=True)
class Case:
    """Other values of a fact and the first of the findings that flip under them."""

    otherwise: Otherwise
    turns: tuple[Turn, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Frail:
    """A fact that may be wrong; `unknown` counts the findings that flip were it not known."""

    item: FrailFact
    line: Line
    cases: tuple[Case, ...]
    unknown: int


@dataclass(frozen=True, slots=True)
class FrailFacts:
    """The facts printed, and how many there are in all."""

    facts: tuple[Frail, ...]
    all: int


def view(
    found: Iterable[FrailFact],
    headings: Mapping[str, Heading],
    *,
    linked: bool,
    most: int | None = FIRST,
) -> FrailFacts:
    """Return frail facts as printed, `most` of them; `headings` are those of the instruments.

    Where it is linked, findings are printed in the same report.
    """

    def turn(flip: Flip) -> Turn:
        heading = headings[flip.instrument]
        anchor = block_id(flip.finding) if linked else None
        instrument = heading.title if len(headings) > 1 else None
        return Turn(flip, instrument, heading.unit, refs(flip.provisions), anchor)

    def frail(item: FrailFact) -> Frail:
        cases = tuple(
            Case(other, tuple(map(turn, other.flips[:FLIPS])), len(other.flips[FLIPS:]))
            for other in item.otherwise
            if other.values
        )
        unknown = sum(len(other.flips) for other in item.otherwise if not other.values)
        return Frail(item, printed([item.fact])[0], cases, unknown)

    facts = list(found)
    return FrailFacts(tuple(map(frail, facts[:most])), len(facts))
