"""An assessment in another language: the law translated, what users wrote kept and marked."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from markupsafe import Markup

from treatygap.model.assessment import Assessment
from treatygap.model.base import FactValue, Value
from treatygap.model.finding import FactUsed
from treatygap.reporting import catalogues
from treatygap.reporting.passages import Label, Passage, direction, pieces
from treatygap.reporting.strings import ENGLISH, Strings
from treatygap.reporting.texts import LABELLED, LAW, WRITTEN, changed, fields
from treatygap.words import WITHHELD, spoken_choice

V = TypeVar("V", bound=Value)
LATIN_ENDS = "\u0250"
"""The letter after those of Latin script."""


class Translation:
    """Puts texts into the language of some words; into English, it leaves all as it is."""

    def __init__(self, words: Strings) -> None:
        self.words = words
        self._english = words.lang == ENGLISH
        self._known = {} if self._english else catalogues.law(words.lang)

    def law(self, text: str | None, context: str | None = None) -> Any:
        """Return a text of the rulesets translated, or in English, marked as not translated.

        `context` tells texts apart that English writes alike: the question of a choice.
        """
        if self._english or not text or isinstance(text, Passage):
            return text
        if text == WITHHELD:
            return self.words("common.withheld")
        translated = self._known.get((context, text))
        if translated:
            return translated
        html = Markup('<span lang="en" dir="ltr">{}</span>&#160;<span class="en">{}</span>')
        return Passage(text, html.format(text, self.words("common.untranslated")), ENGLISH)

    def written(self, text: str | None) -> Any:
        """Return what a user wrote, set off from the lines around it; Latin script is English."""
        if self._english or not text or isinstance(text, Passage):
            return text
        if text == WITHHELD:
            return self.words("common.withheld")
        way = direction(text)
        first = next((letter for letter in text if letter.isalpha()), "")
        lang = ENGLISH if first < LATIN_ENDS else None
        named = Markup(' lang="en"') if lang else Markup()
        html = Markup('<bdi{} dir="{}">{}</bdi>').format(named, way, text)
        return Passage(text, html, lang)

    def assessment(self, found: Assessment) -> Assessment:
        """Return an assessment in the language of the words."""
        if self._english:
            return found
        named = self.words.state(found.state, found.name)
        held = {"name": named, "profile_hash": self.law(found.profile_hash)}
        return self.value(found).model_copy(update=held if found.public else {"name": named})

    def value(self, found: V) -> V:
        """Return any value of the model in the language of the words."""
        return found if self._english else changed(found, self._change)

    def _change(self, value: Value) -> dict[str, Any]:
        update: dict[str, Any] = {}
        for table, turn in ((LAW, self.law), (WRITTEN, self.written)):
            for name in fields(table, type(value)):
                held = getattr(value, name)
                update[name] = tuple(map(turn, held)) if isinstance(held, tuple) else turn(held)
        if isinstance(value, LABELLED):
            update["label"] = self._label(value.id, value.label)
        if isinstance(value, FactUsed):
            apart = value.value is None and not value.withheld
            update["words"] = "" if apart else self._said(value, value.value)
            update["statements"] = tuple(
                item.model_copy(update={"words": self._said(value, item.value)})
                for item in value.statements
            )
        return update

    def _label(self, fact: str, label: str) -> str:
        member, rest = pieces(label) if fact.count(".") > 1 else (None, label)
        if member is None:
            said: str = self.law(label)
            return said
        head, tail = self.law(member), self.law(rest)
        whole = self.words("common.of_member", member=head, label=tail)
        html = whole.html if isinstance(whole, Passage) else Markup("{}").format(whole)
        made = Label(str(whole), html, None)
        made.member, made.rest = head, tail
        return made

    def _said(self, fact: FactUsed, value: FactValue | None) -> str:
        """Return an answer as a reader says it; None is one that is withheld."""
        if value is None:
            return self.words("common.withheld")
        if isinstance(value, bool):
            return self.words("value.yes") if value else self.words("value.no")
        if isinstance(value, int | float):
            number = self.words.number(value)
            unit = fact.unit if fact.unit != "count" else None
            return self.words(f"value.{unit}", n=value) if unit else number
        question = fact.id.rpartition(".")[2] if fact.id.count(".") > 1 else fact.id
        if isinstance(value, tuple):
            if not value:
                return self.words("value.none")
            return self.words.join(self.law(spoken_choice(item), question) for item in value)
        try:
            return self.words.day(date.fromisoformat(value))
        except ValueError:
            said: str = self.law(spoken_choice(value), question)
            return said
