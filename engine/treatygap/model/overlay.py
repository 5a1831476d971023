"""What a bill would change in the findings on a state's law."""

from typing import Literal

from treatygap.model.assessment import Tally
from treatygap.model.base import Day, Text, Value
from treatygap.model.finding import FactAsked, FactUsed, Finding
from treatygap.model.requirement import Conclusion, Flag

Standing = Literal["raised", "possible", "absent"]
"""Whether a flag is raised; `possible` while unknown facts keep it open."""

Aspect = Literal["conclusion"] | Flag
"""What of a finding can differ."""

State = Conclusion | Standing

Direction = Literal["better", "worse", "settled", "unsettled", "begins", "ends", "option"]
"""Where a change leads.

`settled` and `unsettled` come from and lead to what is not known: they say nothing of the law.
`begins` and `ends` say that the requirement applies now, or no longer; `option`, that something the
provision merely allows is taken up or left.
"""

Effect = Literal["changes", "no-change", "same-value", "not-in-force"]


class BillUsed(Value):
    """The bill as it went into an overlay."""

    title: Text
    short: Text | None = None
    url: Text | None = None
    version: Text | None = None
    in_force_from: Day | None = None
    hash: Text


class InstrumentRead(Value):
    """An instrument under which findings were made."""

    id: Text
    title: Text
    unit: Literal["article", "principle"]
    version: Text
    hash: Text


class FactChanged(Value):
    """A fact that the bill answers or repeals, before and after; None where it is unanswered.

    `findings` counts those that can depend on it, `changes` those that the bill changes by it.
    """

    id: Text
    label: Text
    before: FactUsed | None = None
    after: FactUsed | None = None
    effect: Effect
    findings: int
    changes: int


class Change(Value):
    """A conclusion, or a flag, that differs; `causes` are the facts of the bill that make it so.

    `missing` are the unknown facts that keep one of the sides open.
    """

    of: Aspect
    before: State
    after: State
    direction: Direction
    causes: tuple[str, ...]
    missing: tuple[FactAsked, ...] = ()


class FindingChanged(Value):
    """A finding before and after, with every change between them."""

    before: Finding
    after: Finding
    changes: tuple[Change, ...]

    @property
    def causes(self) -> tuple[str, ...]:
        """Every fact of the bill that causes one of the changes, sorted."""
        return tuple(sorted({fact for change in self.changes for fact in change.causes}))


class StillOpen(Value):
    """A finding that can depend on the bill, with what unknown facts keep open before and after."""

    finding: Finding
    of: Aspect
    missing: tuple[FactAsked, ...]


class Overlay(Value):
    """A profile before and after a bill, on one day; free of clock and host."""

    format: Literal["treatygap-overlay/1"] = "treatygap-overlay/1"
    engine: Text
    state: Text
    name: Text
    as_of: Day
    known_on: Day
    profile_hash: Text
    questions_hash: Text
    bill: BillUsed
    in_force: bool
    instruments: tuple[InstrumentRead, ...]
    facts: tuple[FactChanged, ...]
    changes: tuple[FindingChanged, ...]
    open: tuple[StillOpen, ...]
    before: Tally
    after: Tally
