"""A plan of reform as a report's section and as a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from treatygap.model.instrument import Heading
from treatygap.model.plan import Demanded, Plan, PlanAct, PlanChange
from treatygap.reporting.facts import Line, printed

FIRST = 3
"""Demands named with a change; how many more there are is said."""


@dataclass(frozen=True, slots=True)
class Close:
    """A demand with the instrument that makes it; `anchor` is where its finding is printed."""

    demanded: Demanded
    instrument: str
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
class PlanView:
    """A plan as it is printed."""

    plan: Plan
    certain: int
    acts: tuple[Act, ...]
    obstacles: tuple[tuple[Close, tuple[Close, ...], tuple[Line, ...], bool], ...]


def view(plan: Plan, headings: Mapping[str, Heading], *, linked: bool) -> PlanView:
    """Return a plan as printed; `headings` are those of its instruments.

    Where it is linked, findings are printed in the same report.
    """

    def close(item: Demanded) -> Close:
        heading = headings[item.instrument]
        refs = tuple(ref.partition(":")[2] for ref in item.provisions)
        anchor = f"r-{item.finding.partition('@')[0]}" if linked else None
        return Close(item, heading.title, heading.unit, refs, anchor)

    number = 0
    acts = []
    for act in plan.acts:
        steps = []
        for change in act.changes:
            number += 1
            now = printed([change.before])[0] if change.before else None
            closes = tuple(map(close, _each_once(change.closes)))
            steps.append(Step(number, change, now, closes[:FIRST], len(closes[FIRST:])))
        acts.append(Act(act, tuple(steps)))
    obstacles = tuple(
        (close(item.dropped), tuple(map(close, item.demands)), printed(item.keeps), item.repeals)
        for item in plan.obstacles
    )
    return PlanView(plan, sum(item.certain for item in plan.changes), tuple(acts), obstacles)


def _each_once(closes: Iterable[Demanded]) -> list[Demanded]:
    """Keep one demand of each requirement: its members say the same."""
    return list({item.finding.partition("@")[0]: item for item in closes}.values())
