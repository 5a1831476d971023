"""A plan of reform as a report's section and as a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from treatygap.model.instrument import Heading
from treatygap.model.plan import Demanded, Plan, PlanAct, PlanChange
from treatygap.reporting.facts import Line, printed
from treatygap.reporting.places import block_id, refs

FIRST = 3
"""Demands named with a change; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Close:
    """A demand with the instrument that makes it, where the plan is for several.

    `anchor` is where its finding is printed.
    """

    demanded: Demanded
    instrument: str | None
    unit: str
    refs: tuple[str, ...]
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A change with what the law says now, and the first of the demands it closes."""

    number: int
    change: PlanChange
    now: Line | None
    closes: tuple[Close, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Act:
    """The changes in one act, or in no act that is cited."""

    act: PlanAct
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """The changes due in any case, or those due only if what is not known turns out so."""

    certain: bool
    count: int
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Barred:
    """A demand that the plan gives up, and what stands in its way."""

    dropped: Close
    demands: tuple[Close, ...]
    keeps: tuple[Line, ...]
    waits: tuple[str, ...]
    repeals: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as it is printed."""

    plan: Plan
    shares: tuple[Share, ...]
    obstacles: tuple[Barred, ...]


def view(plan: Plan, headings: Mapping[str, Heading], *, linked: bool) -> PlanView:
    """Return a plan as printed; `headings` are those of its instruments.

    Where it is linked, findings are printed in the same report.
    """

    def close(item: Demanded) -> Close:
        heading = headings[item.instrument]
        anchor = block_id(item.finding) if linked else None
        title = heading.title if len(headings) > 1 else None
        return Close(item, title, heading.unit, refs(item.provisions), anchor)

    numbers = count(1)

    def step(change: PlanChange) -> Step:
        now = printed([change.before])[0] if change.before else None
        closes = tuple(map(close, _each_once(change.closes)))
        return Step(next(numbers), change, now, closes[:FIRST], len(closes[FIRST:]))

    shares = []
    for certain in (True, False):
        acts = []
        for act in plan.acts:
            steps = tuple(step(item) for item in act.changes if item.certain is certain)
            if steps:
                acts.append(Act(act, steps))
        shares.append(Share(certain, sum(len(act.steps) for act in acts), tuple(acts)))
    obstacles = tuple(
        Barred(
            close(item.dropped),
            tuple(map(close, item.demands)),
            printed(item.keeps),
            tuple(fact.label for fact in item.waits),
            item.repeals,
        )
        for item in plan.obstacles
    )
    return PlanView(plan, tuple(shares), obstacles)


def _each_once(closes: Iterable[Demanded]) -> list[Demanded]:
    """Keep one demand of each requirement: its members say the same."""
    return list({item.finding.partition("@")[0]: item for item in closes}.values())
