"""A treaty, a state and its law on a line of time: days, and where they stand in the picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from treatygap.analysis.watch import cited
from treatygap.model.assessment import Assessment, InstrumentUsed
from treatygap.model.finding import Finding
from treatygap.model.instrument import natural

WIDTH, EDGE, APART, ASIDE = 165.0, 7.0, 6.6, 3.8
"""Of the picture, its margins, between marks and beside the day of the report, in millimetres."""
YEARS = 10
"""How far back changes of the law are shown."""
TICKS = 8
NAMED = 8
"""Sections named of an act on one day."""
STEPS = (1, 2, 5, 10, 20, 50)

Shape = Literal["treaty", "state", "law"]


class Day(NamedTuple):
    """Something that happened, or will, on a day: whose it is, and in whose words.

    `more` counts the sections that `says` does not name.
    """

    on: date
    shape: Shape
    kind: str
    says: str | None = None
    more: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A day with its number and its place: `level` keeps marks apart that would touch.

    `x` differs from `at`, where the day is, if the mark would hide the day of the report.
    """

    day: Day
    number: int
    at: float
    x: float
    level: int
    ahead: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Marks in the order of days, years along the line, and where the day of the report is."""

    marks: tuple[Mark, ...]
    years: tuple[tuple[int, float], ...]
    today: float
    width: float = WIDTH

    @property
    def levels(self) -> int:
        """How many marks stand above one another at most."""
        return 1 + max(mark.level for mark in self.marks)


def timeline(assessment: Assessment, used: InstrumentUsed, findings: Iterable[Finding]) -> Timeline:
    """Return the line of time of one treaty, its state and the law that the findings cite."""
    days = sorted({*_treaty(used), *_state(assessment, used), *_law(assessment, findings)})
    first = min(days[0].on, assessment.as_of).toordinal()
    last = max(days[-1].on, assessment.as_of).toordinal()
    scale = (WIDTH - 2 * EDGE) / max(last - first, 1)

    def place(on: date) -> float:
        return round(EDGE + (on.toordinal() - first) * scale, 2)

    ends: list[float] = []
    marks = []
    for number, day in enumerate(days, start=1):
        at = place(day.on)
        x = _aside(at, place(assessment.as_of), day.on, assessment.as_of)
        level = next((n for n, end in enumerate(ends) if x - end >= APART), len(ends))
        ends[level : level + 1] = [x]
        marks.append(Mark(day, number, at, x, level, day.on > assessment.as_of))
    years = range(date.fromordinal(first).year + 1, date.fromordinal(last).year + 1)
    step = next((step for step in STEPS if len(years) <= TICKS * step), STEPS[-1])
    ticks = tuple((year, place(date(year, 1, 1))) for year in years if year % step == 0)
    return Timeline(tuple(marks), ticks, place(assessment.as_of))


def _aside(at: float, today: float, on: date, report: date) -> float:
    """Return a place on the same side of the day of the report that leaves that day free."""
    if on == report:
        return at
    return max(at, today + ASIDE) if on > report else min(at, today - ASIDE)


def _treaty(used: InstrumentUsed) -> Iterator[Day]:
    yield Day(used.heading.adopted, "treaty", "adopted")
    if isinstance(used.heading.in_force, date):
        yield Day(used.heading.in_force, "treaty", "in-force")
    for item in used.heading.milestones:
        yield Day(item.on, "treaty", "milestone", item.says)
    if used.status_as_of:
        yield Day(used.status_as_of, "treaty", "status")


def _state(assessment: Assessment, used: InstrumentUsed) -> Iterator[Day]:
    known = used.state_status
    if known:
        yield Day(known.on, "state", "state", known.status)
        if known.in_force:
            yield Day(known.in_force, "state", "binds")
    yield Day(assessment.known_on, "law", "law-read")
    if assessment.as_of != assessment.known_on:
        yield Day(assessment.as_of, "state", "report")


def _law(assessment: Assessment, findings: Iterable[Finding]) -> Iterator[Day]:
    """Yield the days on which cited law begins and ends, an act once for each of them.

    An act that begins or ends as a whole is named without its sections. The note on a section says
    why it has a day of its own, the last one where it has two.
    """
    since = assessment.as_of.year - YEARS
    acts = {item.title: item for item in assessment.acts}
    changes: dict[tuple[date, str, str], dict[str, set[str]]] = {}
    for item in (evidence for finding in findings for evidence in cited(finding)):
        act = acts.get(item.act)
        days = (
            ("law-begins", item.in_force_from, act and act.in_force_from),
            ("law-ends", item.in_force_to, act and act.in_force_to),
        )
        for kind, on, whole in days:
            if on and on.year >= since:
                sections = changes.setdefault((on, kind, item.source), {})
                if on != whole:
                    told = item.note if kind == "law-ends" or not item.in_force_to else None
                    sections.setdefault(told or "", set()).add(item.section)
    for (on, kind, source), sections in changes.items():
        said, more = _sections(sections)
        yield Day(on, "law", kind, ", ".join(filter(None, (source, said))), more)


def _sections(noted: dict[str, set[str]]) -> tuple[str, int]:
    """Return the first sections, each note after those it is on, and how many more there are."""
    room = NAMED
    said = []
    for note, sections in sorted(noted.items(), key=lambda item: natural(min(item[1]))):
        named = "; ".join(sorted(sections, key=natural)[:room])
        said += [f"{named} ({note})" if note else named] if named else []
        room = max(room - len(sections), 0)
    return "; ".join(said), max(sum(map(len, noted.values())) - NAMED, 0)
