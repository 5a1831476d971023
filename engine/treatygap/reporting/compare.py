"""Assessments side by side, as HTML."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase
from typing import get_args

from treatygap.model.assessment import Assessment, Count, InstrumentUsed
from treatygap.model.compare import (
    Comparison,
    FactCompared,
    RequirementCompared,
    Silence,
)
from treatygap.model.finding import FactUsed
from treatygap.model.requirement import Safeguard
from treatygap.reporting import strings
from treatygap.reporting.facts import Line, printed
from treatygap.reporting.findings import WORST_FIRST, as_shown
from treatygap.reporting.html import page
from treatygap.reporting.picture import Cell, grid
from treatygap.reporting.places import refs
from treatygap.reporting.translation import Translation
from treatygap.summarise import count

STEP, GAP = 7.6, 3.4
"""From tile to tile and from power to power, in units of the picture; a tile is seven broad."""
WIDTH, LABEL, LETTER = 165.6, 24.6, 1.2
"""Widths of the picture, of the column of safeguards and of a letter, in millimetres."""
SCALES = (0.91, 0.68)
"""Millimetres for a unit, where all powers fit beside one another; else they stand in bands."""
BANDS = 0.78
"""Millimetres for a unit where there are bands: two of them stand on a page."""


@dataclass(frozen=True, slots=True)
class Block:
    """One power in the picture: a row of tiles, one a column, for each safeguard."""

    label: str
    x: float
    lines: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Band:
    """The powers that fit beside one another."""

    blocks: tuple[Block, ...]

    @property
    def head(self) -> int:
        """The most lines that a label takes."""
        return max(len(block.lines) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Picture:
    """Powers by safeguards under one instrument, with a tile for each assessment."""

    safeguards: tuple[Safeguard, ...]
    bands: tuple[Band, ...]
    shown: tuple[str, ...]
    scale: float

    @property
    def width(self) -> float:
        """Its width in units."""
        return round(WIDTH / self.scale, 2)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All powers, in order."""
        return tuple(block for band in self.bands for block in band.blocks)


@dataclass(frozen=True, slots=True)
class Part:
    """One instrument: its picture, its duties by chapter and what differs under it."""

    title: str
    unit: str
    picture: Picture
    counts: tuple[tuple[str | None, tuple[Count, ...]], ...]
    differences: tuple[RequirementCompared, ...]


def render(found: Comparison, assessments: Sequence[Assessment], lang: str = "en") -> str:
    """Return a comparison as one HTML text.

    `assessments` are those compared, in the order of its columns. Raises ReportError where there is
    no such language.
    """
    translation = Translation(strings.load(lang))
    found = translation.value(found)
    said = [translation.assessment(item) for item in assessments]
    by_instrument = {
        name: tuple(items)
        for name, items in groupby(found.differences, lambda item: item.instrument)
    }
    parts = [
        _part(used, said, by_instrument.get(used.id, ()))
        for used in said[0].instruments
        if used.id in found.instruments
    ]
    return page(
        "compare",
        translation,
        found=found,
        columns=list(zip(ascii_uppercase, found.columns, said, strict=False)),
        parts=parts,
        as_shown=as_shown,
        refs=refs,
        side=_side,
        step=STEP,
        label=LABEL,
    )


def _part(
    used: InstrumentUsed,
    said: Sequence[Assessment],
    differences: tuple[RequirementCompared, ...],
) -> Part:
    whole = _duties(used.id, None, said)
    counted = [(item.title, _duties(used.id, item.number, said)) for item in used.heading.chapters]
    return Part(
        title=used.heading.title,
        unit=used.heading.unit,
        picture=_picture(used.id, said),
        counts=tuple(
            (title, counts)
            for title, counts in [(None, whole), *(one for one in counted if one[1] != whole)]
            if all(one.findings for one in counts)
        ),
        differences=differences,
    )


def _duties(instrument: str, chapter: str | None, said: Sequence[Assessment]) -> tuple[Count, ...]:
    """Count the duties under an instrument, or a chapter of it, in each assessment."""
    return tuple(
        count(
            item
            for item in one.findings
            if item.instrument == instrument
            and item.strength not in ("may", "none")
            and chapter in (None, item.chapter)
        )
        for one in said
    )


def _picture(instrument: str, said: Sequence[Assessment]) -> Picture:
    grids = [
        grid(item, next(used for used in item.instruments if used.id == instrument))
        for item in said
    ]
    safeguards = tuple(
        name for name in get_args(Safeguard) if any(name in one.columns for one in grids)
    )
    places = [
        {
            (row.label, name): cell
            for row in one.rows
            for name, cell in zip(one.columns, row.cells, strict=True)
        }
        for one in grids
    ]
    labels = list(dict.fromkeys(row.label for one in grids for row in one.rows))
    wide = STEP * len(said)
    scale = next((one for one in SCALES if _fit(one, wide) >= len(labels)), BANDS)
    fit = -(-len(labels) // -(-len(labels) // _fit(scale, wide))) if labels else 1
    letters = int(wide * scale / LETTER)
    blocks = [
        Block(
            label=label,
            x=round(LABEL / scale + index % fit * (wide + GAP), 2),
            lines=tuple(textwrap.wrap(label, letters, break_long_words=False)),
            rows=tuple(tuple(place.get((label, name)) for place in places) for name in safeguards),
        )
        for index, label in enumerate(labels)
    ]
    bands = [Band(tuple(blocks[at : at + fit])) for at in range(0, len(blocks), fit)]
    used = {cell.shows for block in blocks for row in block.rows for cell in row if cell}
    shown = tuple(item for item in WORST_FIRST if item in used)
    return Picture(safeguards, tuple(bands), shown, scale)


def _fit(scale: float, wide: float) -> int:
    """Return how many powers, each so many units wide, fit beside one another at a scale."""
    return max(1, int(((WIDTH - LABEL) / scale + GAP) // (wide + GAP)))


def _side(fact: FactCompared) -> Iterator[Line | Silence]:
    """Yield what each side says of a fact, or a key of why it says nothing."""
    for used in (fact.first, fact.second):
        yield printed([used])[0] if isinstance(used, FactUsed) else used
