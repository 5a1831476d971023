"""What there is to translate, as messages by domain: taken from the English words and rulesets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from treatygap.load.library import Sources
from treatygap.model.base import Value
from treatygap.model.concordance import Concordance
from treatygap.model.question import Question
from treatygap.reporting.catalogues import WORDS, Message
from treatygap.reporting.strings import english
from treatygap.reporting.texts import law_of
from treatygap.rules import concordances, reach_rules, register, routes, tensions
from treatygap.store import sources
from treatygap.words import spoken_choice

Domains = dict[str, list[Message]]
QUESTIONS, PROVIDER, TENSIONS, BETWEEN = "questions", "provider", "tensions", "between"
"""Domains beside those named after an instrument: the question bank, what a law asks of a company,
what requirements demand against each other, and what else joins instruments."""


def collected() -> Domains:
    """Return all messages of this installation by domain. Raises Invalid with every problem."""
    found = sources()
    library = found.library
    declared: dict[str, list[Value]] = {
        PROVIDER: [register(library), reach_rules(library)],
        TENSIONS: [*tensions(library)],
        BETWEEN: [routes(library)],
    }
    return messages(english(), found, concordances(library.instruments), declared)


def messages(
    words: dict[str, Any],
    found: Sources,
    pairs: Iterable[Concordance],
    declared: dict[str, list[Value]],
) -> Domains:
    """Return all messages by domain, each in the order of its files.

    A domain is the report's own words, an instrument, the question bank, what is `declared` for it,
    or what joins instruments: concordances. Questions in a file named after an instrument belong to
    that instrument.
    """
    library = found.library
    held: dict[str, list[Message]] = {WORDS: list(_words(words)), QUESTIONS: []}
    for dimension in library.questions.dimensions:
        held[QUESTIONS] += _law(law_of(dimension, ""))
    for item in library.instruments:
        parts = (item.heading, *item.provisions, *item.requirements, *item.reservations)
        status = (item.status,) if item.status else ()
        held[item.id] = [
            found for part in (*parts, *status) for found in _law(law_of(part, f"{item.id}.status"))
        ]
    for question in library.questions.questions:
        file = PurePath(found.origins[Question.__name__, question.id][0].file).stem
        held[file if file in held else QUESTIONS] += _question(question)
    for domain, values in declared.items():
        held[domain] = [found for item in values for found in _law(law_of(item, ""))]
    for concordance in pairs:
        place = f"{concordance.a}-{concordance.b}"
        held.setdefault(BETWEEN, []).extend(_law(law_of(concordance, place)))
    return {name: _merged(found) for name, found in held.items() if found}


def _words(table: dict[str, Any], lead: str = "") -> Iterator[Message]:
    for key, value in table.items():
        if not isinstance(value, dict):
            yield Message(value, context=f"{lead}{key}")
        elif value.keys() == {"one", "other"}:
            yield Message(value["one"], context=f"{lead}{key}", plural=value["other"])
        else:
            yield from _words(value, f"{lead}{key}.")


def _law(found: Iterable[tuple[str, str]]) -> Iterator[Message]:
    for place, text in found:
        yield Message(text, places=[place])


def _question(question: Question) -> Iterator[Message]:
    yield from _law(law_of(question, ""))
    for choice in question.choices:
        place = f"{question.id}.choices"
        yield Message(spoken_choice(choice), question.id, comment=question.label, places=[place])


def _merged(found: list[Message]) -> list[Message]:
    """Return messages with those that say the same in the same context as one."""
    once: dict[tuple[str | None, str], Message] = {}
    for item in found:
        first = once.setdefault((item.context, item.text), item)
        if first is not item:
            first.places += [place for place in item.places if place not in first.places]
    return list(once.values())
