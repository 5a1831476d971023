"""Every word a reader sees that is not law, in the reader's language, and how it writes values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from gettext import NullTranslations
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from pycountry import countries

from treatygap.content import content
from treatygap.load.document import read
from treatygap.model.instrument import Chapter
from treatygap.reporting import ReportError, catalogues
from treatygap.reporting.passages import breadth, direction, filled, isolated, joined

ENGLISH = "en"
CUSTOMS = {ENGLISH: "en_GB"}
"""Languages whose dates and lists are those of one country: United Nations English is British."""

BOTH_MONTHS = {"ar": "ar_LB"}
"""Languages that name a month as two regions do: United Nations Arabic, `تشرين الثاني/نوفمبر`."""

BEFORE_I = re.compile(r"h?[ií](?!e)", re.IGNORECASE)
"""Before the sound of i, Spanish says e for y. Source: Diccionario panhispánico de dudas, y."""


LETTER = re.compile(r"(?<=\()[a-z](?=\))")
"""The letter of a subparagraph in a reference: the b of `14(1)(b)`."""

BRACKET = re.compile(r"(?<=[\w)])\(")
"""Where a paragraph begins in a reference, but for the end of a range: `40(29)-(31)`."""


class Strings:
    """The words of one language; called with a dotted key and the values to fill in."""

    def __init__(self, lang: str, table: dict[str, Any], translations: NullTranslations) -> None:
        self.lang = lang
        self._table = table
        self._translations = translations
        self._locale = Locale.parse(CUSTOMS.get(lang, lang))

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key, its placeholders filled; `n` chooses the plural form.

        What is not yet translated is returned in English. Raises ReportError where English lacks
        the key or the text a value.
        """
        try:
            return filled(self._text(key, values), {k: self._said(v) for k, v in values.items()})
        except (KeyError, IndexError) as error:
            raise ReportError(f"the text of '{key}' ({self.lang}) asks for {error}") from None

    def _text(self, key: str, values: dict[str, object]) -> str:
        text = self._find(key)
        if isinstance(text, dict) and text.keys() == {"one", "other"}:
            n = values.get("n", 0)
            count = int(n) if isinstance(n, int | float) else 0
            return self._translations.npgettext(key, text["one"], text["other"], count)
        if not isinstance(text, str):
            raise ReportError(f"reports/locales/en.yaml: '{key}' is not a text")
        return self._translations.pgettext(key, text)

    def _find(self, key: str) -> object:
        node: object = self._table
        for part in key.split("."):
            if not isinstance(node, dict) or part not in node:
                raise ReportError(f"reports/locales/en.yaml has no '{key}'")
            node = node[part]
        return node

    def _said(self, value: object) -> str:
        if isinstance(value, str):
            return value
        return self.number(value) if isinstance(value, int | float) else str(value)

    @property
    def direction(self) -> str:
        """Where the language's lines run: `ltr` or `rtl`."""
        return "rtl" if self._locale.text_direction == "rtl" else "ltr"

    @property
    def wide(self) -> bool:
        """Whether its signs are as broad as two letters, and hold the space that follows them."""
        return breadth(self("sign.stop")) > 1

    def signed(self, text: str) -> bool:
        """Say whether a text takes the signs of this language: it runs and is set as they are."""
        return direction(text) == self.direction and (not self.wide or breadth(text) > len(text))

    def number(self, number: float) -> str:
        """Return a number as this language writes it."""
        return format_decimal(number, locale=self._locale)

    def day(self, day: date) -> str:
        """Return a date as this language writes it; French counts the first day of a month."""
        written = format_date(day, "long", locale=self._locale)
        if self.lang in BOTH_MONTHS:
            month = format_date(day, "MMMM", locale=self._locale)
            other = format_date(day, "MMMM", locale=BOTH_MONTHS[self.lang])
            written = written.replace(month, f"{other}/{month}")
        return f"1er{written[1:]}" if self.lang == "fr" and day.day == 1 else written

    def tells(self, text: str, day: date) -> bool:
        """Say whether a text names a day, in this language or, untranslated, in English."""
        return any(
            item in text for item in (self.day(day), format_date(day, "long", CUSTOMS[ENGLISH]))
        )

    def percent(self, share: float) -> str:
        """Return a share of one as a whole percentage."""
        return format_percent(share, locale=self._locale)

    def span(self, low: float, high: float) -> str:
        """Return a share with both of its bounds, in figures; once where they are the same."""
        bounds = self.percent(low), self.percent(high)
        if bounds[0] == bounds[1]:
            return bounds[0]
        return self("number.range", low=bounds[0], high=bounds[1])

    def between(self, low: float, high: float) -> str:
        """Return a share with both of its bounds."""
        return self("number.between", low=self.percent(low), high=self.percent(high))

    def join(self, items: Iterable[str]) -> str:
        """Return items as an enumeration: `a, b and c`."""
        held = list(items)
        pattern = format_list([f"{{i{n}}}" for n in range(len(held))], locale=self._locale)
        if self.lang == "es" and held and BEFORE_I.match(held[-1]):
            pattern = pattern.replace(" y ", " e ")
        return joined(pattern, held)

    def listed(self, items: Iterable[str]) -> str:
        """Return items one after the other: `24(1), 24(2)`; in Arabic each keeps its order."""
        held = list(items) if self.direction == "ltr" else [isolated(item) for item in items]
        apart = f"{self('sign.list')}{'' if self.wide else ' '}"
        return joined(apart.join(f"{{i{n}}}" for n in range(len(held))), held)

    def place(self, unit: str, refs: Iterable[str]) -> str:
        """Return provisions with what they are provisions of: `Art. 24(1), 24(2)`.

        `unit` is that of the instrument: article, or principle: `Principles 1 and 5`.
        """
        held = list(refs)
        units = {ref.partition("(")[0] for ref in held}
        places = self.places(held) if unit == "article" else self.join(self._numbered(held))
        return self(f"common.ref.{unit}", refs=places, n=len(units))

    def places(self, refs: Iterable[str]) -> str:
        """Return provisions one after the other, as this language cites them.

        In Arabic as the United Nations write them, from right to left: `14 (1) (أ)`.
        """
        return self.listed(self._numbered(refs))

    def _numbered(self, refs: Iterable[str]) -> list[str]:
        held = [LETTER.sub(self._letter, ref) for ref in refs]
        if self.direction == "ltr":
            return held
        return [isolated(BRACKET.sub("\u00a0(", ref), self.direction) for ref in held]

    def _letter(self, found: re.Match[str]) -> str:
        return self._counted("letters", found[0])

    def chapter(self, chapter: Chapter | None) -> str:
        """Return the heading of a chapter, or that of what stands outside any.

        Its Roman number is written as this language counts chapters.
        """
        if chapter is None:
            return self("common.general")
        if not chapter.numbered:
            return chapter.title
        number = self._counted("chapters", chapter.number)
        return self("common.chapter", number=number, title=chapter.title)

    def annex(self, mark: str) -> str:
        """Return the name of an annex by its capital letter."""
        return self("part.annex", mark=self._counted("annexes", mark))

    def _counted(self, series: str, mark: str) -> str:
        """Return what stands in this language for a letter or a number of a series."""
        english = str(self._find(f"counted.{series}")).split(", ")
        said = self(f"counted.{series}").split(", ")
        return said[english.index(mark)] if mark in english else mark

    def ended(self, text: str) -> str:
        """Return a text with the stop of a sentence, unless it has one as Russian dates do."""
        stop = self("sign.stop")
        return text if str(text).endswith((stop, ".")) else joined(f"{{i0}}{stop}", [text])

    def language(self, code: str) -> str:
        """Return the name of a language by its code, or the code where the name is not known."""
        named: str = self._locale.languages.get(code, code)
        return named

    def state(self, code: str, name: str) -> str:
        """Return the name of a state (ISO 3166-1 alpha-3); `name` where there is no other."""
        known = countries.get(alpha_3=code)
        named: str = self._locale.territories.get(known.alpha_2, name) if known else name
        return named


def load(lang: str) -> Strings:
    """Return the words of a language by its code.

    Raises ReportError where there is no such language, Invalid where the English is faulty.
    """
    known = [ENGLISH, *catalogues.languages()]
    if lang not in known:
        raise ReportError(f"there is no report language '{lang}'; there are: {', '.join(known)}")
    return Strings(
        lang, english(), NullTranslations() if lang == ENGLISH else catalogues.words(lang)
    )


def english() -> dict[str, Any]:
    """Return the English words by key, as nested tables."""
    table: dict[str, Any] = read(content("reports") / "locales" / "en.yaml").data
    return table
