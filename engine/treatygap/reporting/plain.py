"""Text as documents can carry it, whoever wrote it."""

from __future__ import annotations

import re
from urllib.parse import quote

_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")

_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
_RAISED = re.compile(r"(?<=\d)\^([0-9]+)")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#$^&])")

_WIDE = (
    r"[、。\N{FULLWIDTH COMMA}\N{FULLWIDTH SEMICOLON}\N{FULLWIDTH COLON}"
    r"\N{FULLWIDTH RIGHT PARENTHESIS}]"
)
_AFTER_WIDE = re.compile(rf"({_WIDE}(?:<[^<>]*>)*)\s+")
_BEFORE_WIDE = re.compile(r"(?<!\s)\s+(?=(?:<[^<>]*>)*\N{FULLWIDTH LEFT PARENTHESIS})")

_ADDRESS = ":/?#[]@!$&*+,;=%~"


def clean(text: str) -> str:
    """Return a text without what XML 1.0 refuses (section 2.2), and without what turns text round.

    Lines end in one way (section 2.11), where U+2028 and U+2029 end them too: fonts have no glyph
    for these. The marks U+202A to U+202E would turn what follows them too, in words that are ours.
    The raised number of a section that was put in between others, `§ 126^7`, is raised: `§ 126⁷`.
    """
    kept = _REFUSED.sub("", _LINE_END.sub("\n", text))
    return _RAISED.sub(lambda raised: raised[1].translate(_SUPERSCRIPTS), kept)


def closed(page: str) -> str:
    """Return a page without spaces beside wide signs: these are broad enough by themselves."""
    return _AFTER_WIDE.sub(r"\1", _BEFORE_WIDE.sub("", page))


def line(text: str) -> str:
    """Return a clean text in one line; a hyphen where nothing is left of it."""
    return " ".join(clean(text).split()) or "-"


def escaped(text: str) -> str:
    """Return a text in which nothing is Markdown."""
    return _SPECIAL.sub(r"\\\1", text)


def encoded(address: str) -> str:
    """Return an address with only the characters that may stand in one (RFC 3986)."""
    return quote(address, safe=_ADDRESS)
