"""A company as its owner describes it, and what the laws of states can ask of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from treatygap.model.base import Day, FactId, FactValue, Text, Value, Word
from treatygap.model.condition import Condition
from treatygap.model.question import Question
from treatygap.model.register import Obligations
from treatygap.model.requirement import Scoped
from treatygap.model.weighed import Holds, Weighed

State = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Service = Literal[
    "internet-access",
    "telephony",
    "messaging",
    "e-mail",
    "social",
    "hosting",
    "cloud",
    "search",
    "domain-names",
    "marketplace",
    "payments",
    "software",
]
DataHeld = Literal["subscriber", "traffic", "content", "other-stored"]


class CompanyFile(Value):
    """A company as authored. What is left out is not known; an empty list says that there is none.

    States are written as ISO 3166-1 alpha-3 codes.
    """

    name: Text
    services: tuple[Service, ...] | None = None
    data_held: tuple[DataHeld, ...] | None = None
    data_location: tuple[State, ...] | None = None
    established_in: tuple[State, ...] | None = None
    staff_in: tuple[State, ...] | None = None
    users_in: tuple[State, ...] | None = None
    encryption: Literal["none", "in-transit", "end-to-end"] | None = None


class Company(CompanyFile):
    """A company as loaded; `hash` is the SHA-256 of its file."""

    hash: str

    def facts(self, state: str) -> dict[str, FactValue]:
        """Return what the description says of the company as one state sees it."""
        stored = self.data_location
        found: dict[str, FactValue | None] = {
            "company.established": _among(state, self.established_in),
            "company.staff": _among(state, self.staff_in),
            "company.users": _among(state, self.users_in),
            "company.data-there": _among(state, stored),
            "company.data-elsewhere": None if stored is None else any(x != state for x in stored),
            "company.data": self.data_held,
            "company.services": self.services,
            "company.encryption": self.encryption,
        }
        return {fact: value for fact, value in found.items() if value is not None}


def _among(state: str, states: tuple[str, ...] | None) -> bool | None:
    return None if states is None else state in states


class Rule(Value):
    """A condition on a power and a company; for the members named, or for all."""

    id: Word
    title: Text
    members: tuple[Word, ...] | None = None
    when: Condition


class ClashRule(Value):
    """What the law of one state orders and that of another, which holds the data, forbids."""

    id: Word
    title: Text
    members: tuple[Word, ...] | None = None
    orders: Condition
    holds: Condition


class ReachRules(Scoped):
    """When an order reaches a company: all `limits` hold, and at least one of the `grounds`."""

    for_each: Word
    questions: tuple[Question, ...]
    limits: tuple[Rule, ...] = Field(min_length=1)
    grounds: tuple[Rule, ...] = Field(min_length=1)
    exposures: tuple[Rule, ...] = ()
    clashes: tuple[ClashRule, ...] = ()


class ReachCase(Value):
    """Facts changed from an example's base, whether the order reaches then, and by which rules.

    `fails` are the limits that surely do not hold, `grounds` and `exposures` those that surely do.
    """

    name: Text
    facts: dict[FactId, FactValue] = Field(default_factory=dict)
    expect: Holds
    fails: tuple[Word, ...] = ()
    grounds: tuple[Word, ...] = ()
    exposures: tuple[Word, ...] = ()


class ReachExample(Value):
    """Cases of orders under the power that `member` names; the base is what they change."""

    member: Word
    facts: dict[FactId, FactValue] = Field(default_factory=dict)
    cases: tuple[ReachCase, ...] = Field(min_length=1)


class ClashCase(Value):
    """Facts changed in either state, and whether their laws clash then."""

    name: Text
    orders: dict[FactId, FactValue] = Field(default_factory=dict)
    holds: dict[FactId, FactValue] = Field(default_factory=dict)
    expect: Holds


class ClashExample(Value):
    """Cases of one clash over a power, from facts of the state that orders and that which holds."""

    clash: Word
    member: Word
    orders: dict[FactId, FactValue] = Field(default_factory=dict)
    holds: dict[FactId, FactValue] = Field(default_factory=dict)
    cases: tuple[ClashCase, ...] = Field(min_length=1)


class ReachExamples(Value):
    """What proves the rules on when an order reaches a company, and where laws clash."""

    reach: tuple[ReachExample, ...]
    clashes: tuple[ClashExample, ...] = ()


class Ruled(Weighed):
    """A rule as it came out."""

    id: Word
    title: Text


class Reach(Value):
    """Whether orders under one power reach the company, on which rules, and what they expose to."""

    member: Word
    label: Text
    reaches: Holds
    limits: tuple[Ruled, ...]
    grounds: tuple[Ruled, ...]
    exposures: tuple[Ruled, ...]


class Clash(Value):
    """An order of one state that reaches the company and meets a bar of another.

    It is `open` where it only may.
    """

    id: Word
    title: Text
    label: Text
    ordering: State
    holding: State
    orders: Ruled
    bars: Ruled
    open: bool


class StateDuties(Value):
    """What one state's law asks of companies, and how it reaches this one, if one is described."""

    state: State
    name: Text
    known_on: Day
    profile_hash: Text
    asks: Obligations
    reach: tuple[Reach, ...] = ()


class Duties(Value):
    """What the laws of several states can ask of a company, side by side.

    `unread` are states where it stores data and whose law is not among them.
    """

    format: Literal["treatygap-obligations/1"] = "treatygap-obligations/1"
    engine: Text
    as_of: Day
    company: Company | None = None
    questions_hash: Text
    states: tuple[StateDuties, ...]
    clashes: tuple[Clash, ...] = ()
    unread: tuple[State, ...] = ()
