"""The two pictures: powers by safeguards, and chapters as bars with bounds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from treatygap.model.assessment import Assessment, Count, InstrumentUsed
from treatygap.model.finding import Finding
from treatygap.model.requirement import Safeguard
from treatygap.reporting.findings import WORST_FIRST, worst

POWERS = "power"
BAR = 100.0
HATCH = 1.6
LABEL = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """The worst of the findings for one power and safeguard; `shows` is None where none is."""

    shows: str | None
    undetermined: int

    @property
    def also_open(self) -> bool:
        """True where a settled conclusion stands beside findings that are still open."""
        return self.undetermined > 0 and self.shows != "undetermined"


@dataclass(frozen=True, slots=True)
class PowerRow:
    """One power under all safeguards of the grid."""

    label: str
    cells: tuple[Cell, ...]

    @property
    def label_lines(self) -> list[str]:
        """The label broken to fit beside the picture."""
        return textwrap.wrap(self.label, LABEL, max_lines=3, placeholder="…")


@dataclass(frozen=True, slots=True)
class Grid:
    """Powers by safeguards under one instrument, those alone for which something is tested."""

    columns: tuple[Safeguard, ...]
    rows: tuple[PowerRow, ...]
    shown: tuple[str, ...]

    def places(self, shows: str) -> int:
        """Return how many places of the picture show a conclusion."""
        return sum(cell.shows == shows for row in self.rows for cell in row.cells)

    @property
    def untested(self) -> int:
        """How many places are blank, because nothing tests that power for that safeguard."""
        return sum(cell.shows is None for row in self.rows for cell in row.cells)

    def lacking(self) -> tuple[tuple[Safeguard, int, int], ...]:
        """Return safeguards with the powers that lack them surely and perhaps, most first."""
        counts = []
        for index, column in enumerate(self.columns):
            cells = [row.cells[index] for row in self.rows]
            lack = sum(cell.shows in ("contrary", "not-met", "partly") for cell in cells)
            counts.append((column, lack, sum(cell.shows == "undetermined" for cell in cells)))
        return tuple(sorted((item for item in counts if item[1]), key=lambda item: -item[1]))


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar, in units of BAR; `hatch` is an SVG path over undetermined pieces."""

    shows: str
    x: float
    width: float
    hatch: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A count drawn: what is met first, what is undetermined beside it, then the rest."""

    count: Count
    segments: tuple[Segment, ...]
    low: float
    high: float


def grid(assessment: Assessment, instrument: InstrumentUsed) -> Grid:
    """Return the picture of powers by safeguards under one instrument."""
    found: dict[tuple[str, str], list[Finding]] = {}
    for item in assessment.findings:
        if item.instrument == instrument.id and item.member and item.safeguard:
            found.setdefault((item.member, item.safeguard), []).append(item)
    dimension = next((item for item in assessment.dimensions if item.id == POWERS), None)
    members = dimension.members if dimension else ()
    columns = tuple(
        column
        for column in get_args(Safeguard)
        if any((member.id, column) in found for member in members)
    )
    rows = tuple(
        PowerRow(
            member.label, tuple(_cell(found.get((member.id, column), ())) for column in columns)
        )
        for member in members
        if any((member.id, column) in found for column in columns)
    )
    used = {cell.shows for row in rows for cell in row.cells}
    return Grid(columns, rows, tuple(item for item in WORST_FIRST if item in used))


def _cell(findings: Iterable[Finding]) -> Cell:
    shows = [worst(item) for item in findings]
    first = min(shows, key=WORST_FIRST.index, default=None)
    return Cell(first, shows.count("undetermined"))


def bar(count: Count) -> Bar | None:
    """Return the bar of a count, or None where nothing applies."""
    parts = (
        ("met", count.met),
        ("undetermined", count.undetermined),
        ("partly", count.partly),
        ("not-met", count.not_met),
    )
    total = sum(number for _, number in parts)
    if not total or not count.share_met:
        return None
    segments, x = [], 0.0
    for shows, number in parts:
        width = BAR * number / total
        hatch = _hatch(x, width) if shows == "undetermined" else ""
        segments.append(Segment(shows, round(x, 2), round(width, 2), hatch))
        x += width
    share = count.share_met
    return Bar(count, tuple(segments), round(BAR * share.low, 2), round(BAR * share.high, 2))


def _hatch(x: float, width: float, height: float = 6.0) -> str:
    """Return slanted lines that stay inside a rectangle at `x`."""
    lines, start = [], x - height + HATCH
    while start < x + width:
        left, right = max(start, x), min(start + height, x + width)
        top, bottom = height - (left - start), height - (right - start)
        lines.append(f"M{left:.2f} {top:.2f}L{right:.2f} {bottom:.2f}")
        start += HATCH
    return "".join(lines)
