"""The words of an official text that stand behind a provision of a ruleset."""

from __future__ import annotations

import re

from treatygap.model.instrument import Instrument
from treatygap.model.official import OfficialText, Passage

_REF = re.compile(
    r"(?P<article>\d{1,3})(?:\((?P<first>\d+)\))?(?:\((?P<letter>[a-z])\))?(?:-\((?P<last>\d+)\))?"
)
LEFT_OUT = " […] "
"""Stands for the letters between the words that lead in and the letter asked for."""


def words(text: OfficialText, ref: str) -> str | None:
    """Return the words under a number such as `6`, `24(2)`, `6(1)(a)`, `1(b)` or `40(9)-(11)`.

    A letter comes with the words that lead in to it. None where any part of it is not found.
    """
    parsed = _REF.fullmatch(ref)
    if not parsed:
        return None
    number = int(parsed["article"])
    found = [part for item in text.articles if item.number == number for part in item.passages]
    if not parsed["first"] and not parsed["letter"]:
        return _joined(found)
    first = int(parsed["first"]) if parsed["first"] else None
    if parsed["letter"]:
        return _under_letter([part for part in found if part.paragraph == first], parsed["letter"])
    wanted = range(first or 0, int(parsed["last"] or first or 0) + 1)
    inside = [part for part in found if part.paragraph in wanted]
    complete = {part.paragraph for part in inside} == set(wanted)
    return _joined(inside) if complete else None


def anchored(text: OfficialText, instrument: Instrument) -> dict[str, str]:
    """Return the official words of every provision that is found, by its id."""
    found = {item.id: words(text, item.ref) for item in instrument.provisions}
    return {name: said for name, said in found.items() if said}


def _joined(parts: list[Passage]) -> str | None:
    return " ".join(part.text for part in parts) or None


def _under_letter(parts: list[Passage], letter: str) -> str | None:
    at = next((n for n, part in enumerate(parts) if part.letter == letter), None)
    if at is None:
        return None
    lead, said = parts[0], parts[at]
    if lead.letter is not None:
        return said.text
    return f"{lead.text}{' ' if at == 1 else LEFT_OUT}{said.text}"
