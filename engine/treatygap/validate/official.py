"""An official text against the ruleset of its instrument: whether it fits, and what differs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from treatygap.anchor import anchored
from treatygap.model.diagnostic import Diagnostic, Place
from treatygap.model.instrument import Instrument
from treatygap.model.official import Article, OfficialText

AGREEING = 0.5
"""A lower share of its headings, or of the provisions in its articles, tells another text."""


def check_official(text: OfficialText, instrument: Instrument, file: str) -> list[Diagnostic]:
    """Return why a text cannot be that of the instrument; none means that it can.

    Headings are compared in English, the language of the rulesets.
    """
    numbers = {item.number for item in text.articles}
    within = [item for item in instrument.provisions if item.article in numbers]
    hint = f"is this the text of {instrument.id}?"
    found = len(anchored(text, instrument))
    if found < max(1, len(within) * AGREEING):
        message = f"only {found} of {len(instrument.provisions)} provisions are found in it"
        return [Diagnostic(Place(file), "another-text", message, hint)]
    pairs = list(_headings(text, instrument))
    agree = sum(_same(article, known) for article, known in pairs)
    if text.language == "en" and pairs and agree < len(pairs) * AGREEING:
        message = f"only {agree} of {len(pairs)} headings are those of the ruleset"
        return [Diagnostic(Place(file), "another-text", message, hint)]
    return []


def articles_of(instrument: Instrument) -> list[int]:
    """Return the numbers of the articles that the ruleset knows of."""
    stated = range(1, (instrument.heading.articles or 0) + 1)
    return sorted({*stated, *(item.article for item in instrument.provisions)})


def differences(text: OfficialText, instrument: Instrument) -> list[str]:
    """Return what differs between an official text and the ruleset, a sentence each."""
    return [
        *_articles(text, instrument),
        *_heading_lines(text, instrument),
        *_paragraphs(text, instrument),
        *_lost(text, instrument),
    ]


def _articles(text: OfficialText, instrument: Instrument) -> Iterator[str]:
    held, known = [item.number for item in text.articles], articles_of(instrument)
    absent = [number for number in known if number not in held]
    unknown = [number for number in held if number not in known]
    if absent:
        yield f"not in the file: {_numbers(absent)}"
    if unknown:
        yield f"not in the ruleset: {_numbers(unknown)}"


def _heading_lines(text: OfficialText, instrument: Instrument) -> Iterator[str]:
    pairs = list(_headings(text, instrument))
    other = [(article, known) for article, known in pairs if not _same(article, known)]
    if other and text.language != "en":
        yield f"headings are not compared: the file is not in English ({text.language})"
        return
    for article, known in other:
        stated = "', '".join(sorted(known))
        yield (
            f"article {article.number}: the heading is '{article.heading}',"
            f" in the ruleset '{stated}'"
        )


def _paragraphs(text: OfficialText, instrument: Instrument) -> Iterator[str]:
    most: dict[int, int] = {}
    for item in instrument.provisions:
        numbers = [int(number) for number in re.findall(r"\((\d+)\)", item.ref)]
        most[item.article] = max(most.get(item.article, 0), *numbers, 0)
    for article in text.articles:
        known = most.get(article.number, 0)
        if known and article.paragraphs != known:
            yield (
                f"article {article.number}: {article.paragraphs} numbered paragraphs,"
                f" in the ruleset {known}"
            )


def _lost(text: OfficialText, instrument: Instrument) -> Iterator[str]:
    numbers = {item.number for item in text.articles}
    found = anchored(text, instrument)
    lost = [
        item.ref
        for item in instrument.provisions
        if item.article in numbers and item.id not in found
    ]
    if lost:
        yield f"provisions without words in the file: {', '.join(lost)}"


def _headings(text: OfficialText, instrument: Instrument) -> Iterator[tuple[Article, set[str]]]:
    """Yield the articles that have a heading in both, with those of the ruleset."""
    known: dict[int, set[str]] = {}
    for item in instrument.provisions:
        known.setdefault(item.article, set()).add(item.heading)
    for article in text.articles:
        if article.heading and article.number in known:
            yield article, known[article.number]


def _same(article: Article, known: set[str]) -> bool:
    return _bare(article.heading or "") in {_bare(item) for item in known}


def _bare(heading: str) -> str:
    return "".join(re.findall(r"\w", heading.casefold()))


def _numbers(numbers: list[int]) -> str:
    """Return article numbers with rows of them as ranges: `articles 1, 3-5`."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and rows[-1][-1] == number - 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    named = [str(row[0]) if len(row) == 1 else f"{row[0]}-{row[-1]}" for row in rows]
    return f"{'article' if len(numbers) == 1 else 'articles'} {', '.join(named)}"
