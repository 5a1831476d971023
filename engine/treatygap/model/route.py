"""Routes by which one state obtains electronic evidence from another, and where they lead."""

from __future__ import annotations

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from treatygap.model.base import Day, FactId, FactValue, ProvisionId, Scalar, Text, Value, Word
from treatygap.model.condition import Condition
from treatygap.model.finding import FactAsked, FactUsed
from treatygap.model.instrument import Force
from treatygap.model.question import Question
from treatygap.model.requirement import Scoped
from treatygap.model.weighed import Holds, Weighed

Data = Literal["subscriber", "traffic", "content", "stored"]
DATA: tuple[Data, ...] = get_args(Data)
Side = Literal["asking", "asked"]
Standing = Literal["none", "prospective", "binding"]
Outcome = Literal["open", "conditional", "closed", "undetermined"]


class Treaty(Value):
    """Provisions of one instrument that can carry a route, and the cases that they cover."""

    provisions: Annotated[tuple[ProvisionId, ...], Field(min_length=1)]
    when: Condition | None = None

    @property
    def instrument(self) -> str:
        """The instrument that the provisions belong to."""
        return self.provisions[0].partition(":")[0]


class Step(Value):
    """What must hold in the law of one side; `fails` says what it means if it does not."""

    id: Word
    title: Text
    of: Side
    when: Condition
    fails: Text


class Term(Value):
    """A condition or a ground of refusal that applies where the law of one side is so."""

    id: Word
    title: Text
    of: Side = "asked"
    when: Condition


class Route(Value):
    """A way to evidence: for each kind of data that it can bring, the power it uses.

    `acts` is the side under whose law the power is used.
    """

    id: Word
    title: Text
    brings: Text
    powers: dict[Data, Word]
    acts: Side = "asked"
    treaties: tuple[Treaty, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1)
    terms: tuple[Word, ...] = ()


class RoutesFile(Value):
    """All routes, the terms they name, the safeguards shown, and the questions about a case.

    A case answers `case.data`, `case.offence`, `case.years`, `case.criminalized-there` and, for
    each route, `case.treaty`.
    """

    questions: tuple[Question, ...]
    safeguards: tuple[Text, ...] = ()
    terms: tuple[Term, ...] = ()
    routes: tuple[Route, ...]

    @model_validator(mode="after")
    def _terms_exist(self) -> Self:
        known = {term.id for term in self.terms}
        for route in self.routes:
            for name in route.terms:
                if name not in known:
                    raise ValueError(f"route '{route.id}' names no term '{name}' of the file")
        return self

    def terms_of(self, route: Route) -> tuple[Term, ...]:
        """Return the terms of a route, in the order of the file."""
        return tuple(term for term in self.terms if term.id in route.terms)


class Routes(RoutesFile):
    """Routes as loaded; `hash` is the SHA-256 of their file."""

    hash: str


class Matter(Scoped):
    """What is sought: the members meant by facts of `offence` and `power`."""

    chosen: dict[Word, Word]

    def whole_id(self, fact: str, member: str | None) -> str:  # noqa: ARG002 - no member at hand
        """Return the fact id meant by a condition: `power.exists` is that of the power used."""
        head, _, rest = fact.partition(".")
        at = self.chosen.get(head)
        return f"{head}.{at}.{rest}" if at and "." not in rest else fact


class RouteCase(Value):
    """Facts changed from an example's base, the outcome they must get, and the step it fails at."""

    name: Text
    case: dict[FactId, Scalar] = Field(default_factory=dict)
    asking: dict[FactId, Scalar | tuple[str, ...]] = Field(default_factory=dict)
    asked: dict[FactId, Scalar | tuple[str, ...]] = Field(default_factory=dict)
    expect: Outcome
    at: Word | None = None
    terms: tuple[Word, ...] = ()


class RouteExample(Value):
    """Cases of one route for an offence and a kind of data; the base is what they change."""

    route: Word
    offence: Word | None = None
    data: Data
    case: dict[FactId, Scalar] = Field(default_factory=dict)
    asking: dict[FactId, Scalar | tuple[str, ...]] = Field(default_factory=dict)
    asked: dict[FactId, Scalar | tuple[str, ...]] = Field(default_factory=dict)
    cases: tuple[RouteCase, ...] = Field(min_length=1)


class StepTaken(Weighed):
    """A step as it came out; `because` says what it means where it fails."""

    id: Word
    title: Text
    of: Side
    because: Text | None = None


class TermFound(Weighed):
    """A condition or ground of refusal that applies, or may."""

    id: Word
    title: Text
    of: Side


class TreatyFound(Value):
    """An instrument that can carry a route, its force for both sides, and if it covers the case.

    `in_force` is false where it is known not to be in force: not where nobody has found out.
    """

    instrument: Word
    title: Text
    provisions: tuple[ProvisionId, ...]
    in_force: bool
    asking: Force
    asked: Force
    covers: Holds


class RouteTaken(Value):
    """A route as it came out; `later` is its outcome once a treaty binds both sides."""

    id: Word
    title: Text
    brings: Text
    acts: Side
    outcome: Outcome
    later: Outcome | None = None
    standing: Standing | None
    treaties: tuple[TreatyFound, ...]
    steps: tuple[StepTaken, ...]
    terms: tuple[TermFound, ...]
    power: Text
    safeguards: tuple[FactUsed, ...] = ()
    safeguards_unknown: tuple[FactAsked, ...] = ()


class Party(Value):
    """One side: its code, name, the hash of its profile and the day its law was read."""

    state: Text
    name: Text
    profile_hash: Text
    known_on: Day


class Cooperation(Value):
    """All routes from one state to evidence in another, for an offence and a kind of data."""

    format: Literal["treatygap-cooperation/1"] = "treatygap-cooperation/1"
    engine: Text
    as_of: Day
    asking: Party
    asked: Party
    offence: Word
    offence_label: Text | None = None
    case: dict[FactId, FactValue]
    data: Data
    questions_hash: Text
    routes_hash: Text
    routes: tuple[RouteTaken, ...]
