"""Text as documents can carry it, whoever wrote it."""

from __future__ import annotations

import re

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return a text without what XML 1.0 refuses (section 2.2), and without what turns text round.

    The marks U+202A to U+202E would turn what follows them too, in words that are ours.
    """
    return _REFUSED.sub("", text)


def line(text: str) -> str:
    """Return a clean text in one line; a hyphen where nothing is left of it."""
    return " ".join(clean(text).split()) or "-"
