"""The flat view of an assessment that templates see: no decision is left to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from treatygap.model.assessment import Assessment, Count, InstrumentUsed
from treatygap.model.finding import Finding
from treatygap.model.instrument import Chapter as NamedChapter
from treatygap.model.requirement import Lens, Safeguard
from treatygap.reporting.annexes import Reserved, Transposed, reserved, transposition, unchecked
from treatygap.reporting.assistance import Assisted, assisted
from treatygap.reporting.conflicts import Pull, pulls
from treatygap.reporting.contested import Contested, contested
from treatygap.reporting.findings import Chapter, chapters
from treatygap.reporting.next import First, first
from treatygap.reporting.obligations import RegisterView, register
from treatygap.reporting.picture import Bar, Grid, bar, grid
from treatygap.reporting.plan import PlanView
from treatygap.reporting.plan import view as plan_view
from treatygap.reporting.public import restricted
from treatygap.reporting.questions import Desk, desks
from treatygap.reporting.ratification import Decision, decisions
from treatygap.reporting.reforms import Reform, leading, reforms
from treatygap.reporting.robustness import FrailFacts
from treatygap.reporting.robustness import view as robustness_view
from treatygap.reporting.themes import ThemeView, themes
from treatygap.summarise import count, tally

FIRST = 5
"""Reforms named in the summary."""
LACKING = 3
"""Safeguards named in the summary."""
HASH = 12
"""Characters of a hash on the cover; the annex has all of them."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The duties of an instrument or a chapter, counted, with their bar."""

    chapter: NamedChapter | None
    count: Count
    bar: Bar | None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class InstrumentView:
    """One instrument as a report prints it."""

    used: InstrumentUsed
    hash: str
    duties: Count
    measures: tuple[Measure, ...]
    grid: Grid
    chapters: tuple[Chapter, ...]
    transposition: tuple[Transposed, ...]
    reserved: tuple[Reserved, ...]
    unchecked: tuple[str, ...]
    anchored: int

    @property
    def all_measures(self) -> tuple[Measure, ...]:
        """The instrument as a whole, then its chapters where there are several."""
        whole = Measure(None, self.duties, bar(self.duties), whole=True)
        return (whole, *self.measures) if len(self.measures) > 1 else (whole,)

    @property
    def lacking(self) -> tuple[tuple[Safeguard, int, int], ...]:
        """The safeguards that most powers lack."""
        return self.grid.lacking()[:LACKING]


@dataclass(frozen=True)
class View:
    """Everything a report prints."""

    assessment: Assessment
    profile_hash: str
    duties: Count
    options: Count
    no_demand: Count
    weakest: Measure | None
    instruments: tuple[InstrumentView, ...]
    reforms: tuple[Reform, ...]
    first: tuple[tuple[Reform, ...], ...]
    set_aside: int
    desks: tuple[Desk, ...]
    conflicts: tuple[Pull, ...]
    conflicts_elsewhere: int
    register: RegisterView | None
    plan: PlanView | None
    robustness: FrailFacts | None
    next: tuple[First, ...]
    decisions: tuple[Decision, ...]
    assisted: tuple[Assisted, ...]
    stale: bool
    restricted: bool

    @cached_property
    def themes(self) -> tuple[ThemeView, ...]:
        """The findings by theme; worked out where they are printed."""
        return themes(self.assessment)

    @cached_property
    def contested(self) -> tuple[Contested, ...]:
        """The contested facts; worked out where they are printed."""
        return contested(self.assessment)


def build(whole: Assessment, lens: Lens | None = None) -> View:
    """Return the view of an assessment; with a lens, of its findings under that lens."""
    assessment = seen(whole, lens) if lens else whole
    findings = assessment.findings
    instruments = tuple(_instrument(assessment, item) for item in assessment.instruments)
    due = reforms(findings)
    pulled = pulls(whole, {item.requirement for item in findings})
    return View(
        assessment=assessment,
        profile_hash=assessment.profile_hash[:HASH],
        duties=assessment.tally.duties,
        options=count(item for item in findings if item.strength == "may"),
        no_demand=count(item for item in findings if item.strength == "none"),
        weakest=_weakest(instruments),
        instruments=instruments,
        reforms=due,
        first=leading(due, FIRST),
        set_aside=sum(item.gap and "reserved" in item.flags for item in findings),
        desks=desks(assessment),
        conflicts=tuple(pull for pull in pulled if pull.here),
        conflicts_elsewhere=sum(not pull.here for pull in pulled),
        register=register(whole.parts.obligations) if whole.parts.obligations else None,
        plan=_plan(whole),
        robustness=_robustness(whole),
        next=first(assessment),
        decisions=decisions(whole),
        assisted=assisted(whole),
        stale=any("read-before-day" in item.recheck for item in findings),
        restricted=restricted(whole),
    )


def _plan(whole: Assessment) -> PlanView | None:
    headings = {item.id: item.heading for item in whole.instruments}
    return plan_view(whole.parts.plan, headings, linked=True) if whole.parts.plan else None


def _robustness(whole: Assessment) -> FrailFacts | None:
    headings = {item.id: item.heading for item in whole.instruments}
    found = whole.parts.robustness
    return robustness_view(found, headings, linked=True) if found is not None else None


def seen(assessment: Assessment, lens: Lens) -> Assessment:
    """Return the assessment with the findings under a lens, their counts and their questions."""
    findings = tuple(item for item in assessment.findings if lens in item.lens)
    held = {item.id for item in findings}
    asked = [
        item.model_copy(update={"settles": tuple(one for one in item.settles if one in held)})
        for item in assessment.open_questions
    ]
    return assessment.model_copy(
        update={
            "findings": findings,
            "tally": tally(findings),
            "open_questions": tuple(item for item in asked if item.settles),
        }
    )


def _instrument(assessment: Assessment, used: InstrumentUsed) -> InstrumentView:
    duties = [item for item in assessment.findings if _duty(item) and item.instrument == used.id]
    found = chapters(assessment, used)
    return InstrumentView(
        used=used,
        hash=used.hash[:HASH],
        duties=count(duties),
        measures=tuple(_measures(found, duties)),
        grid=grid(assessment, used),
        chapters=found,
        transposition=transposition(assessment, used),
        reserved=reserved(assessment, used),
        unchecked=unchecked(used),
        anchored=sum(item.official is not None for item in used.provisions),
    )


def _duty(finding: Finding) -> bool:
    return finding.strength not in ("may", "none")


def _measures(found: tuple[Chapter, ...], duties: list[Finding]) -> Iterable[Measure]:
    for chapter in found:
        inside = count(
            item for item in duties if item.chapter == (chapter.of.number if chapter.of else None)
        )
        if inside.findings:
            yield Measure(chapter.of, inside, bar(inside))


def _weakest(instruments: tuple[InstrumentView, ...]) -> Measure | None:
    measures = [item for instrument in instruments for item in instrument.measures]
    gaps = [item for item in measures if item.count.partly + item.count.not_met]
    return max(gaps, key=lambda item: item.count.partly + item.count.not_met, default=None)
