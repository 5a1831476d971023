"""The lines of an article as passages, by marks that follow one another."""

from __future__ import annotations

from itertools import islice, pairwise

from treatygap.load.official.line import Line
from treatygap.load.official.mark import Mark, latin, marks
from treatygap.model.official import Passage

FAR = 200
"""Lines in which the number two follows the number one."""
_ROMAN_ONE, _ROMAN_TWO, _AFTER_I = "i", "ii", "j"


class _Reader:
    """Reads an article; a mark counts when it is the next in its row and of the style before."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._rows = {"paragraph": 0, "letter": 0}
        self._styles: dict[str, str] = {}

    def read(self) -> list[tuple[int, int, list[str]]]:
        """Return paragraph, letter (0 where there is none) and lines of every passage."""
        found: list[tuple[int, int, list[str]]] = []
        for index, item in enumerate(self._lines):
            before = self._lines[index - 1] if index else None
            mark = self._accept(marks(item, before), index)
            if mark and mark.kind == "paragraph":  # a letter may follow on the same line
                rest = marks(Line(item.text[mark.end :].strip()), before)
                self._accept([one for one in rest if one.kind == "letter"], index)
            if mark or not found:
                found.append((self._rows["paragraph"], self._rows["letter"], [item.text]))
            else:
                found[-1][2].append(item.text)
        return found

    def _accept(self, read: list[Mark], index: int) -> Mark | None:
        for mark in read:
            styled = self._styles.get(mark.kind, mark.style) == mark.style
            if styled and mark.number == self._rows[mark.kind] + 1 and not self._roman(mark, index):
                self._styles[mark.kind] = mark.style
                if mark.kind == "paragraph":
                    self._rows["letter"] = 0
                self._rows[mark.kind] = mark.number
                return mark
        return None

    def _roman(self, mark: Mark, index: int) -> bool:
        """Say whether the letter i is the number one: a number two comes before a letter j."""
        if mark.kind != "letter" or latin(mark.number) != _ROMAN_ONE:
            return False
        words = (
            item.text.split()[0].strip("().")
            for item in islice(self._lines, index + 1, index + 1 + FAR)
        )
        return next((word for word in words if word in (_ROMAN_TWO, _AFTER_I)), "") == _ROMAN_TWO


def passages(lines: list[Line]) -> tuple[Passage, ...]:
    """Return the passages of an article; what stands before the first mark is one without."""
    return tuple(
        Passage(
            paragraph=paragraph or None,
            letter=latin(letter) if letter else None,
            text=_joined(parts),
        )
        for paragraph, letter, parts in _Reader(lines).read()
    )


def _joined(parts: list[str]) -> str:
    """Join lines; one that ends in a hyphen goes on without a space."""
    pieces = [parts[0]]
    for before, part in pairwise(parts):
        broken = before[-2:-1].isalpha() and before.endswith("-") and part[0].isalpha()
        pieces += [part] if broken else [" ", part]
    return "".join(pieces)
