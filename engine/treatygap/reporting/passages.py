"""Texts that a page prints with markup of their own: their language, and where they run."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Self

from markupsafe import Markup, escape


class Passage(str):
    """A text that HTML prints with markup around it; everywhere else it is its plain text.

    `lang` is the language of the whole text where it is not the report's.
    """

    __slots__ = ("html", "lang")
    html: Markup
    lang: str | None

    def __new__(cls, text: str, html: Markup, lang: str | None = None) -> Self:
        """Return a text with its markup."""
        made = super().__new__(cls, text)
        made.html, made.lang = html, lang
        return made

    def __html__(self) -> Markup:
        return self.html


class Label(Passage):
    """The label of a fact that is asked of a member of a dimension, in its two pieces."""

    __slots__ = ("member", "rest")
    member: str
    rest: str


def pieces(label: str) -> tuple[str | None, str]:
    """Return the member that the label of a fact names, if any, and the rest of the label."""
    if isinstance(label, Label):
        return label.member, label.rest
    head, colon, rest = label.partition(": ")
    return (head, rest) if colon else (None, label)


def filled(pattern: str, values: dict[str, str]) -> str:
    """Return a pattern with its places filled; a passage where a value is one.

    Raises KeyError or IndexError where a place has no value.
    """
    plain = pattern.format(**{name: str(value) for name, value in values.items()})
    if not any(isinstance(value, Passage | Markup) for value in values.values()):
        return plain
    return Passage(plain, Markup(escape(pattern)).format(**values))  # noqa: S704 - just escaped


def joined(pattern: str, items: Iterable[str]) -> str:
    """Return a pattern with its places `{i0}`, `{i1}`, … filled with items."""
    return filled(pattern, {f"i{n}": item for n, item in enumerate(items)})


def plain(text: str) -> str:
    """Return a text for a place that takes no markup: an attribute, a title, a link."""
    return str(text)


def foreign(text: str) -> bool:
    """Say whether the whole of a text is in another language than the report."""
    return isinstance(text, Passage) and text.lang is not None


def direction(text: str) -> str:
    """Return where a text runs, by its first letter with a direction. Source: UAX #9, P2."""
    for letter in text:
        match unicodedata.bidirectional(letter):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "ltr"


def breadth(text: str) -> int:
    """Return how many letters broad a text is; a Chinese letter or sign is as broad as two.

    Source: UAX #11, East Asian Width.
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def isolated(text: str, way: str | None = None) -> str:
    """Return a text that keeps its own order of letters and numbers within lines of another.

    `way` says where it runs; without one its first letter does.
    """
    if isinstance(text, Passage):
        return text
    return Passage(text, Markup('<bdi dir="{}">{}</bdi>').format(way or direction(text), text))
