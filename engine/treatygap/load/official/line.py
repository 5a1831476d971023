"""Lines of text: what every format is read into, free of markup and control characters."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_JOINERS = "\u200c\u200d"
"""Invisible, and part of the spelling in some scripts."""
_NOT_TEXT = ("Cc", "Cf", "Cs")


class Line(NamedTuple):
    """A line or a paragraph; `heading` where the format says so.

    `gap` says that a wide space or a tab stands after the first word, as after a number.
    """

    text: str
    heading: bool = False
    gap: bool = False


def line(text: str, *, heading: bool = False) -> Line:
    """Return a line without control characters, each white space a single space."""
    kept = "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace()
        or character in _JOINERS
        or unicodedata.category(character) not in _NOT_TEXT
    )
    gap = re.match(r"\s*\S+(\t|\s{2,})\s*\S", kept) is not None
    return Line(" ".join(kept.split()), heading, gap)
