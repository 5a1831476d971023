"""Findings in reading order: chapter, article, requirement, member."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from treatygap.model.assessment import Assessment, Count, InstrumentUsed
from treatygap.model.finding import Finding, FlagRaised
from treatygap.model.instrument import Chapter as NamedChapter
from treatygap.model.instrument import Strength
from treatygap.model.requirement import Conclusion, Reading
from treatygap.reporting.facts import Line, lines, short_label
from treatygap.reporting.places import block_id, refs
from treatygap.reporting.questions import Pointer, pointers

WORST_FIRST = (
    "contrary",
    "not-met",
    "partly",
    "over-reach",
    "undetermined",
    "met",
    "option",
    "option-partly",
    "no-duty",
    "no-duty-partly",
    "not-applicable",
)
"""What a finding shows, from the worst. `option` and `no-duty`, whole or partly, breach nothing."""


def shown(finding: Finding) -> str:
    """Return what to show as a conclusion: an option not used is not a duty not met."""
    return as_shown(finding.conclusion, finding.strength)


def as_shown(conclusion: Conclusion, strength: Strength) -> str:
    """Return what to show as a conclusion on a provision of some strength."""
    if conclusion in ("not-met", "partly") and strength in ("may", "none"):
        absence = "option" if strength == "may" else "no-duty"
        return f"{absence}-partly" if conclusion == "partly" else absence
    return conclusion


def worst(finding: Finding) -> str:
    """Return the worst of a finding's conclusion and flags."""
    flags = [flag for flag in finding.flags if flag in WORST_FIRST]
    return min([shown(finding), *flags], key=WORST_FIRST.index)


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, or several members of which the same is said, under their requirement."""

    finding: Finding
    members: tuple[str, ...]
    shows: str
    lines: tuple[Line, ...]
    missing: tuple[Pointer, ...]
    reservable: tuple[str, ...] = ()

    @property
    def marks(self) -> tuple[str, ...]:
        """Reasons to check again; that the law was read before the day is said in the summary."""
        return tuple(item for item in self.finding.recheck if item != "read-before-day")

    @property
    def said(self) -> object:
        """All that is printed of the finding but its member: rows that agree in it are one."""
        of = self.finding
        outcome = (
            self.shows,
            of.flags,
            of.flags_possible,
            of.possible,
            tuple(of.by_source.items()),
        )
        return outcome, self.lines, self.missing, self.reservable, self.marks

    @property
    def open(self) -> bool:
        """True where something about the finding is still to be settled or checked."""
        of = self.finding
        waits = of.possible or of.flags_possible or of.by_source or self.missing
        return bool(waits or self.reservable or self.marks)

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
    unit: str
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
        """True where one thing is said, of no member or of all of them."""
        return len(self.rows) == 1


@dataclass(frozen=True, slots=True)
class Article:
    """The requirements of one article, or of several that one requirement spans.

    `numbers` are those that the instrument cites: `P1` for article 1 of its protocol.
    """

    numbers: tuple[str, ...]
    heading: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of an instrument with its findings; `of` is None for findings outside any."""

    anchor: str
    of: NamedChapter | None
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
    found = []
    for of in (None, *instrument.heading.chapters):
        number = of.number if of else None
        inside = [item for item in findings if item.chapter == number]
        if inside:
            anchor = f"chapter-{instrument.id}-{(number or 'none').lower()}"
            articles = tuple(_articles(inside, instrument, pointers(assessment)))
            found.append(Chapter(anchor, of, counts.get(number or ""), articles))
    return tuple(found)


def _articles(
    findings: Iterable[Finding], instrument: InstrumentUsed, known: dict[str, Pointer]
) -> Iterator[Article]:
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.requirement, []).append(finding)
    blocks = [_block(group, instrument, known) for group in grouped.values()]
    blocks.sort(key=lambda block: block.articles)
    headings = {item.article: item.heading for item in instrument.provisions}
    cited = {item.article: refs([item.id])[0].partition("(")[0] for item in instrument.provisions}
    told: set[str] = set()
    for numbers, inside in groupby(blocks, key=lambda block: block.articles):
        heading = headings.get(numbers[0]) if len(numbers) == 1 else None
        named = tuple(cited[number] for number in numbers)
        yield Article(named, heading, tuple(_notes_once(inside, told)))


def _notes_once(blocks: Iterable[Block], told: set[str]) -> Iterator[Block]:
    """Keep a note where it is first printed under an article; with what is met, in a chapter."""
    here: set[str] = set()

    def first(line: Line, before: set[str]) -> Line:
        again = line.note in before
        for seen in (here, told):
            seen.update(filter(None, [line.note]))
        return replace(line, note=None) if again else line

    for block in blocks:
        rows = []
        for row in block.rows:
            before = told if row.compact else here
            rows.append(replace(row, lines=tuple(first(line, before) for line in row.lines)))
        yield replace(block, rows=tuple(rows))


def _block(group: list[Finding], instrument: InstrumentUsed, known: dict[str, Pointer]) -> Block:
    articles = {item.id: item.article for item in instrument.provisions}
    provisions = dict.fromkeys(ref for finding in group for ref in finding.provisions)
    firsts = {finding.provisions[0] for finding in group if finding.provisions}
    reserve = {item.id: item.title for item in instrument.reservations}
    gaps = [item for item in group if item.conclusion in ("not-met", "partly")]
    flags = _flags(group)
    said = {item.raised.recommend for item in flags}
    return Block(
        first=group[0],
        unit=instrument.heading.unit,
        anchor=anchor(group[0]),
        refs=refs(provisions),
        articles=tuple(sorted({articles[ref] for ref in firsts if ref in articles})),
        rows=_rows(group, known, reserve),
        reasons=_advice([(item, item.because) for item in gaps if not _flagged(item)], group),
        recommendations=_advice(
            [(item, item.recommend) for item in gaps if item.gap and item.recommend not in said],
            group,
        ),
        flags=flags,
        reading=next((item.reading for item in group if item.reading), None),
    )


def anchor(finding: Finding) -> str:
    """Return the id of the block that a finding stands in."""
    return block_id(finding.requirement)


def _flagged(finding: Finding) -> bool:
    """Say whether the reason of a flag is, or begins with, that of its finding."""
    reason = finding.because.rstrip(".")
    return any(raised.because.startswith(reason) for raised in finding.flags_raised)


def _rows(
    group: list[Finding], known: dict[str, Pointer], reserve: dict[str, str]
) -> tuple[Row, ...]:
    alike: dict[object, list[Finding]] = {}
    for finding in group:
        alike.setdefault(_row((finding,), known, reserve).said, []).append(finding)
    return tuple(_row(tuple(same), known, reserve) for same in alike.values())


def _row(same: tuple[Finding, ...], known: dict[str, Pointer], reserve: dict[str, str]) -> Row:
    first = same[0]
    labels = tuple(item.member_label for item in same if item.member_label)
    waits = [known.get(item, Pointer(item, None)) for item in first.missing]
    return Row(
        finding=first,
        members=labels,
        shows=shown(first),
        lines=lines(first, labels),
        missing=tuple(Pointer(short_label(item.label, labels), item.anchor) for item in waits),
        reservable=tuple(reserve.get(item, item) for item in first.reservable),
    )


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
