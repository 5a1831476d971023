"""Findings in reading order: chapter, article, requirement, member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from treatygap.model.assessment import Assessment, Count, Finding, FlagRaised, InstrumentUsed
from treatygap.model.instrument import Provision
from treatygap.model.requirement import Reading
from treatygap.reporting.facts import Line, lines, short_label
from treatygap.reporting.questions import anchors

WORST_FIRST = (
    "contrary",
    "not-met",
    "partly",
    "over-reach",
    "undetermined",
    "met",
    "option",
    "no-duty",
    "not-applicable",
)
"""What a finding shows, from the worst. `option` and `no-duty` are absences that breach nothing."""


def shown(finding: Finding) -> str:
    """Return what to show as a conclusion: an option not used is not a duty not met."""
    if finding.conclusion in ("not-met", "partly") and not finding.gap:
        return "option" if finding.strength == "may" else "no-duty"
    return finding.conclusion


def worst(finding: Finding) -> str:
    """Return the worst of a finding's conclusion and flags."""
    flags = [flag for flag in finding.flags if flag in WORST_FIRST]
    return min([shown(finding), *flags], key=WORST_FIRST.index)


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that would settle a finding, and the open question to go to."""

    label: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, or several that do not apply, under the heading of their requirement."""

    finding: Finding
    members: tuple[str, ...]
    shows: str
    lines: tuple[Line, ...]
    missing: tuple[Missing, ...]

    @property
    def compact(self) -> bool:
        """True where the law meets the requirement or the requirement does not apply."""
        return worst(self.finding) in ("met", "not-applicable")


@dataclass(frozen=True, slots=True)
class Advice:
    """A reason or recommendation, with the members it is said of (none: all of them)."""

    text: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlagAdvice:
    """A raised flag, with the members it is raised for."""

    raised: FlagRaised
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A requirement with all its findings in one chapter."""

    first: Finding
    anchor: str
    refs: tuple[str, ...]
    articles: tuple[int, ...]
    rows: tuple[Row, ...]
    reasons: tuple[Advice, ...]
    recommendations: tuple[Advice, ...]
    flags: tuple[FlagAdvice, ...]
    reading: Reading | None

    @property
    def single(self) -> bool:
        """True for a requirement without members."""
        return len(self.rows) == 1 and not self.rows[0].members


@dataclass(frozen=True, slots=True)
class Article:
    """The requirements of one article, or of several that one requirement spans."""

    numbers: tuple[int, ...]
    heading: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of an instrument; `number` is None for findings outside any."""

    anchor: str
    number: str | None
    title: str | None
    count: Count | None
    articles: tuple[Article, ...]


def chapters(assessment: Assessment, instrument: InstrumentUsed) -> tuple[Chapter, ...]:
    """Return the findings of one instrument by chapter."""
    findings = [item for item in assessment.findings if item.instrument == instrument.id]
    counts = {
        group.key: group.count
        for group in assessment.tally.groups
        if group.instrument == instrument.id and group.by == "chapter"
    }
    titles = {item.number: item.title for item in instrument.heading.chapters}
    numbers: list[str | None] = [None, *titles]
    found = []
    for number in numbers:
        inside = [item for item in findings if item.chapter == number]
        if inside:
            anchor = f"chapter-{instrument.id}-{(number or 'none').lower()}"
            articles = tuple(_articles(inside, instrument, anchors(assessment)))
            title, count = titles.get(number or ""), counts.get(number or "")
            found.append(Chapter(anchor, number, title, count, articles))
    return tuple(found)


def _articles(
    findings: Iterable[Finding], instrument: InstrumentUsed, known: dict[str, str]
) -> Iterator[Article]:
    provisions = {item.id: item for item in instrument.provisions}
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.requirement, []).append(finding)
    blocks = [_block(group, provisions, known) for group in grouped.values()]
    blocks.sort(key=lambda block: block.articles)
    headings = {item.article: item.heading for item in instrument.provisions}
    for numbers, inside in groupby(blocks, key=lambda block: block.articles):
        heading = headings.get(numbers[0]) if len(numbers) == 1 else None
        yield Article(numbers, heading, tuple(inside))


def _block(group: list[Finding], provisions: dict[str, Provision], known: dict[str, str]) -> Block:
    used = dict.fromkeys(ref for finding in group for ref in finding.provisions)
    found = [provisions[ref] for ref in used if ref in provisions]
    gaps = [item for item in group if item.conclusion in ("not-met", "partly")]
    return Block(
        first=group[0],
        anchor=anchor(group[0]),
        refs=tuple(ref.partition(":")[2] for ref in used),
        articles=tuple(sorted({item.article for item in found})),
        rows=tuple(_rows(group, known)),
        reasons=_advice([(item, item.because) for item in gaps], group),
        recommendations=_advice([(item, item.recommend) for item in gaps if item.gap], group),
        flags=_flags(group),
        reading=next((item.reading for item in group if item.reading), None),
    )


def anchor(finding: Finding) -> str:
    """Return the id of the block that a finding stands in."""
    return f"r-{finding.requirement}"


def _rows(group: list[Finding], known: dict[str, str]) -> Iterator[Row]:
    outside = [item for item in group if worst(item) == "not-applicable"]
    for finding in group:
        if len(outside) > 1 and finding in outside:
            if finding is outside[0]:
                yield _outside(outside)
            continue
        labels = (finding.member_label,) if finding.member_label else ()
        missing = tuple(
            Missing(short_label(label, labels), target)
            for label, target in ((item, known.get(item)) for item in finding.missing)
        )
        yield Row(finding, labels, shown(finding), lines(finding, labels), missing)


def _outside(group: list[Finding]) -> Row:
    labels = tuple(item.member_label for item in group if item.member_label)
    facts = tuple(line for item in group for line in lines(item))
    return Row(group[0], labels, shown(group[0]), facts, ())


def _advice(texts: list[tuple[Finding, str | None]], group: list[Finding]) -> tuple[Advice, ...]:
    said: dict[str, list[str]] = {}
    for finding, text in texts:
        if text:
            said.setdefault(text, []).append(finding.member_label or "")
    everywhere = len(texts) == len(group)
    return tuple(
        Advice(text, () if len(said) == 1 and everywhere else tuple(filter(None, members)))
        for text, members in said.items()
    )


def _flags(group: list[Finding]) -> tuple[FlagAdvice, ...]:
    said: dict[FlagRaised, list[str]] = {}
    for finding in group:
        for raised in finding.flags_raised:
            said.setdefault(raised, []).append(finding.member_label or "")
    return tuple(FlagAdvice(raised, tuple(filter(None, said[raised]))) for raised in said)
