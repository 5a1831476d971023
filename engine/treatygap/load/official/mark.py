"""The marks of paragraphs and letters at the beginning of a line: `2.`, `(b)`, `1 -`, `(ب)`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from treatygap.load.official.line import Line

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ALPHABETS = (
    _LATIN,
    "ابجدهوزحطيكلمنسعفصقرشت",  # in the order of their value as numbers, as in treaties
    "абвгдежзиклмнопрстуфхцчш",
)
_DIGITS = "一二三四五六七八九"
_PARAGRAPH = (
    ("point", re.compile(r"(\d{1,2})\s?[.)](?![\d.])")),
    ("dash", re.compile(r"(\d{1,2})\s?[-–—](?=\s)")),  # noqa: RUF001 - dashes as written
    ("brackets", re.compile(r"\((\d{1,2})\)")),
    ("comma", re.compile(r"([一二三四五六七八九十]{1,3})、")),
    ("bare", re.compile(r"(\d{1,2})(?=\s[^\W\d_])")),
)
_LETTER = (
    ("brackets", re.compile(r"[(（]([^\W\d_])ـ?[)）]")),  # noqa: RUF001 - wide brackets as written
    ("point", re.compile(r"([^\W\d_])[.)](?![^\W\d_]\.)")),
    ("bare", re.compile(r"([^\W\d_])(?=\s)")),
)
_ENDS = (".", ";", ":", "؛", "。", "；", "：")  # noqa: RUF001 - as written


class Mark(NamedTuple):
    """What a line may begin with, up to `end`; whether it does, the marks before it say."""

    kind: Literal["paragraph", "letter"]
    style: str
    number: int
    end: int


def number_of(digits: str) -> int:
    """Return a number of up to 99, in digits of any script or in Chinese words; else 0."""
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS.find(tens) + 1 if tens else len(ten)) * 10 + (_DIGITS.find(ones) + 1) * bool(
        ones
    )


def marks(item: Line, before: Line | None) -> list[Mark]:
    """Return what the beginning of a line can be read as.

    A bare letter needs a gap after it; a bare number a gap, or the end of a sentence before it.
    """
    ended = before is None or before.heading or before.text.endswith(_ENDS)
    read: list[Mark] = []
    for style, pattern in _PARAGRAPH:
        found = pattern.match(item.text)
        if found and (style != "bare" or item.gap or (ended and _rises(item.text))):
            read.append(Mark("paragraph", style, number_of(found[1]), found.end()))
    for style, pattern in _LETTER:
        found = pattern.match(item.text)
        if found and (style != "bare" or item.gap):
            read += [Mark("letter", style, n, found.end()) for n in _letter(found[1])]
    return read


def _rises(text: str) -> bool:
    following = text.partition(" ")[2]
    return bool(following) and not following[0].islower()


def _letter(character: str) -> Iterator[int]:
    bare = unicodedata.normalize("NFD", character)[0]
    for alphabet in (*_ALPHABETS, _DIGITS):
        place = alphabet.find(bare)
        if place >= 0:
            yield place + 1


def latin(number: int) -> str:
    """Return the letter by which rulesets name the letter of this number."""
    return _LATIN[number - 1]
