"""Plans: the smallest set of changes of law that meets a goal, and what stands in its way."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from treatygap.model.base import Day, FactId, Text, Value
from treatygap.model.finding import FactAsked, FactUsed, FindingNamed
from treatygap.model.requirement import Conclusion, Flag

Price = Annotated[int, Field(ge=0)]


class Costs(Value):
    """What it costs to change a fact (1 where not said), and to open an act at all (else 0).

    Acts go by their short names in the profile.
    """

    facts: dict[FactId, Price] = Field(default_factory=dict)
    acts: dict[str, Price] = Field(default_factory=dict)


class Demanded(FindingNamed):
    """What a plan is to reach in one finding: that it is met, or that a flag is not raised.

    `raised` is true where the law as it is known raises the flag; else the flag is open.
    """

    flag: Flag | None = None
    raised: bool = False


class PlanChange(Value):
    """A fact of domestic law that is to have another value, and the demands that need it.

    `before` is None where nobody has settled the fact: then the change is due only if the fact
    has not that value already. `lacks` are choices that the value must not hold, where it is told
    by them: of an unsettled fact, or one that is to hold none. `unless` are other unsettled facts
    under whose values it is not due.
    """

    before: FactUsed | None = None
    after: FactUsed
    lacks: FactUsed | None = None
    cost: int
    unless: tuple[FactUsed, ...] = ()
    closes: tuple[Demanded, ...]

    @property
    def certain(self) -> bool:
        """True where the change is due in any case."""
        return self.before is not None and not self.unless


class PlanAct(Value):
    """The changes in one act; `act` is None for provisions that no cited act holds yet."""

    act: Text | None = None
    short: Text | None = None
    changes: tuple[PlanChange, ...]


class Obstacle(Value):
    """Demands that no changes reach together; `keeps` are facts that are not to be changed.

    `waits` are facts that are not known, and that no law can settle.
    `repeals` says that a power, an offence or the like would have to be given up.
    """

    demands: tuple[Demanded, ...]
    dropped: Demanded
    keeps: tuple[FactUsed, ...] = ()
    waits: tuple[FactAsked, ...] = ()
    repeals: bool = False


class Side(Value):
    """Something that the plan makes worse beside its goal; `duty` is False for options."""

    finding: Text
    title: Text
    duty: bool
    before: Conclusion | Flag
    after: Conclusion | Flag


class Plan(Value):
    """The cheapest changes that meet the goal, or all of it that can be met.

    `fewest` is the least cost if every unsettled fact turned out favourable; `cost` is that of
    this plan if every one turned out unfavourable, and no plan costs less then. `bans` counts the
    demands that no flag be raised; the others are requirements to be met. `others` says that
    another plan costs as much.
    """

    format: Literal["treatygap-plan/1"] = "treatygap-plan/1"
    state: Text
    name: Text
    as_of: Day
    goal: Text
    instruments: tuple[Text, ...]
    demands: int
    bans: int = 0
    due: int
    fewest: int
    cost: int
    others: bool
    acts: tuple[PlanAct, ...]
    obstacles: tuple[Obstacle, ...] = ()
    sides: tuple[Side, ...] = ()

    @property
    def changes(self) -> tuple[PlanChange, ...]:
        """All changes, in the order of their acts."""
        return tuple(change for act in self.acts for change in act.changes)
