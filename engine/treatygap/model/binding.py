"""A requirement bound to a member and to the facts it will be judged on."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from treatygap.model.base import FactValue
from treatygap.model.instrument import Instrument
from treatygap.model.logic import Facts, Node, Step, facts_in
from treatygap.model.profile import Source, Statement
from treatygap.model.question import Member
from treatygap.model.requirement import Conclusion, Flag, Requirement


class Binding(NamedTuple):
    """One finding to be made: `applies` and `partly` are None where nothing is asked."""

    instrument: Instrument
    requirement: Requirement
    member: Member | None
    applies: Node | None
    met: Node
    partly: Node | None
    flags: dict[Flag, Node]

    @property
    def id(self) -> str:
        """The requirement's id, with `@member` where it repeats over a dimension."""
        return f"{self.requirement.id}@{self.member.id}" if self.member else self.requirement.id

    @property
    def member_label(self) -> str | None:
        """What the member is called that the finding is of, if it is of one."""
        return self.member.label if self.member else None

    @property
    def provisions(self) -> tuple[str, ...]:
        """The provisions behind this finding."""
        return self.requirement.provisions_for(self.member.id if self.member else None)

    @property
    def facts(self) -> frozenset[str]:
        """Every fact that the finding can depend on."""
        trees = (self.applies, self.met, self.partly, *self.flags.values())
        return frozenset(fact for tree in trees if tree for fact in facts_in(tree))


class Ledger(NamedTuple):
    """What is known of a state's law on a day.

    `agreed` holds facts of one value; `contested` holds a value for each source that speaks;
    `lapsed` names facts whose every statement is out of force; `statements` is all that was said.
    """

    day: date
    agreed: Facts
    contested: dict[str, dict[Source, FactValue]]
    lapsed: frozenset[str]
    statements: dict[str, tuple[Statement, ...]]

    def seen_by(self, source: Source) -> Facts:
        """Return the facts as one source gives them: agreed ones, and its own word on others."""
        own = {fact: said[source] for fact, said in self.contested.items() if source in said}
        return {**self.agreed, **own}


class Judgement(NamedTuple):
    """A binding judged on facts: the reasoning, the conclusion, and those still possible."""

    applies: Step | None
    met: Step
    partly: Step | None
    flags: dict[Flag, Step]
    conclusion: Conclusion
    possible: tuple[Conclusion, ...]


Judged = dict[Source, Judgement]
"""A judgement for each source that speaks to a binding; one, under `law`, where none differs."""
