"""Every word a reader sees that is not law, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from treatygap.content import content
from treatygap.load.document import read
from treatygap.reporting import ReportError


class Strings:
    """The words of one language; called with a dotted key and the values to fill in."""

    def __init__(self, lang: str, table: dict[str, Any]) -> None:
        self.lang = lang
        self._table = table

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key, its placeholders filled; `n` chooses between one and other.

        Raises ReportError where the language lacks the key or the text a value.
        """
        text = self._find(key)
        if isinstance(text, dict):
            text = text.get("one" if values.get("n") == 1 else "other")
        if not isinstance(text, str):
            raise ReportError(f"reports/locales/{self.lang}.yaml: '{key}' is not a text")
        try:
            return text.format(**values)
        except (KeyError, IndexError) as error:
            message = f"reports/locales/{self.lang}.yaml: '{key}' asks for {error}"
            raise ReportError(message) from None

    def _find(self, key: str) -> object:
        node: object = self._table
        for part in key.split("."):
            if not isinstance(node, dict) or part not in node:
                raise ReportError(f"reports/locales/{self.lang}.yaml has no '{key}'")
            node = node[part]
        return node

    def day(self, day: date) -> str:
        """Return a date as this language writes it."""
        month = self(f"date.months.{day.month}")
        return self("date.day", day=day.day, month=month, year=day.year)

    def percent(self, share: float) -> str:
        """Return a share of one as a whole percentage."""
        return self("number.percent", n=round(share * 100))

    def between(self, low: float, high: float) -> str:
        """Return a share with both of its bounds."""
        return self("number.between", low=self.percent(low), high=self.percent(high))

    def join(self, items: Iterable[str]) -> str:
        """Return items as an enumeration: `a, b and c`."""
        *most, last = list(items) or [""]
        if not most:
            return last
        return self("list.last", first=self("list.comma").join(most), last=last)


def load(lang: str) -> Strings:
    """Return the words of a language by its code.

    Raises ReportError where there is no such language, Invalid where its file is faulty.
    """
    files = {path.stem: path for path in (content("reports") / "locales").glob("*.yaml")}
    if lang not in files:
        known = ", ".join(sorted(files))
        raise ReportError(f"there is no report language '{lang}'; there are: {known}")
    return Strings(lang, read(files[lang]).data)
