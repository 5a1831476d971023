"""The provisions of an instrument by chapter."""

from __future__ import annotations

from dataclasses import dataclass

from treatygap.model.assessment import InstrumentUsed, ProvisionUsed
from treatygap.reporting.strings import Strings

OUTSIDE = "general"
"""The number of what stands outside the chapters."""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter, or what stands outside any, with its provisions."""

    number: str
    title: str
    provisions: tuple[ProvisionUsed, ...]


def outline(used: InstrumentUsed, t: Strings) -> tuple[Part, ...]:
    """Return the parts of an instrument that hold provisions, what is outside the chapters last."""
    left = list(used.provisions)
    parts = []
    for chapter in used.heading.chapters:
        first, last = chapter.articles
        inside = tuple(item for item in left if first <= item.article <= last)
        left = [item for item in left if item not in inside]
        parts.append(Part(chapter.number, t.chapter(chapter), inside))
    parts.append(Part(OUTSIDE, t.chapter(None), tuple(left)))
    return tuple(part for part in parts if part.provisions)
