"""Which texts of the model are law, to be translated, and which were written by users, to be kept.

One table serves both ways: messages for translators are taken from a library by it, and an
assessment is put into another language by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from treatygap.model.assessment import InstrumentUsed, OpenQuestion
from treatygap.model.base import Value
from treatygap.model.company import Clash, ClashRule, Reach, Rule, Ruled
from treatygap.model.compare import FactCompared, RequirementCompared
from treatygap.model.concordance import Pair
from treatygap.model.finding import (
    FactAsked,
    FactStatement,
    FactUsed,
    Finding,
    FindingNamed,
    FlagRaised,
)
from treatygap.model.instrument import (
    Chapter,
    Heading,
    Milestone,
    Provision,
    Reservation,
    StateStatus,
    Status,
)
from treatygap.model.next import NextQuestion
from treatygap.model.overlay import BillUsed, FactChanged, InstrumentRead
from treatygap.model.plan import PlanAct, Side
from treatygap.model.profile import Act, Evidence, Practice
from treatygap.model.question import Dimension, Member, Question
from treatygap.model.ratification import Watch
from treatygap.model.register import Cell, Column, Counted, Headline, Obligation
from treatygap.model.requirement import FlagRule, Reading, Requirement
from treatygap.model.route import (
    Cooperation,
    Route,
    RouteTaken,
    Step,
    StepTaken,
    Term,
    TermFound,
    TreatyFound,
)
from treatygap.model.tension import Conflict, Tension

V = TypeVar("V", bound=Value)

LAW: dict[type[Value], tuple[str, ...]] = {
    Heading: ("title", "citation", "begins", "sources"),
    Milestone: ("says",),
    Chapter: ("title",),
    Provision: ("heading", "gist", "not_assessable"),
    Requirement: ("title", "because", "recommend"),
    FlagRule: ("because", "recommend"),
    Reading: ("says", "source"),
    Reservation: ("title", "says", "when", "draft"),
    Status: ("source", "note"),
    StateStatus: ("source", "note"),
    InstrumentUsed: ("status_source", "status_note"),
    Dimension: ("label",),
    Member: ("label",),
    Question: ("label", "ask", "help"),
    OpenQuestion: ("ask", "help"),
    NextQuestion: ("ask", "help"),
    Side: ("title",),
    FindingNamed: ("title", "member_label"),
    Tension: ("title", "because", "recommend"),
    Pair: ("because",),
    Finding: ("title", "member_label", "because", "recommend"),
    FlagRaised: ("because", "recommend"),
    InstrumentRead: ("title",),
    Watch: ("says",),
    RequirementCompared: ("title", "member_label"),
    Conflict: ("title", "member_label", "because", "recommend"),
    Counted: ("title",),
    Column: ("title",),
    Headline: ("title", "shown", "open", "withheld"),
    Obligation: ("label",),
    Cell: ("title",),
    Rule: ("title",),
    ClashRule: ("title",),
    Ruled: ("title",),
    Reach: ("label",),
    Clash: ("title", "label"),
    Route: ("title", "brings"),
    Step: ("title", "fails"),
    Term: ("title",),
    Cooperation: ("offence_label",),
    RouteTaken: ("title", "brings", "power"),
    StepTaken: ("title", "because"),
    TermFound: ("title",),
    TreatyFound: ("title",),
}
"""Texts of the rulesets, by the type that holds them."""

WRITTEN: dict[type[Value], tuple[str, ...]] = {
    Act: ("title", "short", "version", "checked"),
    Evidence: ("act", "short", "section", "note", "checked"),
    Practice: ("says",),
    FactUsed: ("note",),
    FactStatement: ("note",),
    OpenQuestion: ("note",),
    BillUsed: ("title", "short", "version"),
    NextQuestion: ("note",),
    PlanAct: ("act", "short"),
}
"""Texts of profiles."""

LABELLED = (FactUsed, FactAsked, FactChanged, FactCompared, OpenQuestion, NextQuestion)
"""What bears the label of a fact: `Member: Question` where it is asked of a member."""


def fields(table: dict[type[Value], tuple[str, ...]], kind: type[Value]) -> tuple[str, ...]:
    """Return the fields that a table names for a type and the types it is made from."""
    return tuple(name for base in kind.__mro__ for name in table.get(base, ()))


def changed(value: V, change: Callable[[Value], dict[str, Any]]) -> V:
    """Return a value with the fields that `change` gives for it, those inside it changed first."""
    update: dict[str, Any] = {}
    for name in type(value).model_fields:
        held = getattr(value, name)
        if isinstance(held, Value):
            update[name] = changed(held, change)
        elif isinstance(held, tuple) and any(isinstance(item, Value) for item in held):
            update[name] = tuple(
                changed(item, change) if isinstance(item, Value) else item for item in held
            )
    made = value.model_copy(update=update)
    return made.model_copy(update=change(made))


def law_of(value: Value, place: str) -> Iterator[tuple[str, str]]:
    """Yield the law in a value and all values inside it: where it stands, and the text."""
    here = str(getattr(value, "id", place))
    for name in fields(LAW, type(value)):
        held = getattr(value, name)
        for text in held if isinstance(held, tuple) else (held,):
            if text:
                yield f"{here}.{name}", text
    for name in type(value).model_fields:
        held = getattr(value, name)
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, Value):
                yield from law_of(item, f"{here}.{name}")
