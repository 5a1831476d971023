"""Routes to evidence, and their examples, against the question bank and the instruments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from treatygap.load.document import Document, nearest
from treatygap.load.yaml import Path
from treatygap.model.condition import Condition
from treatygap.model.diagnostic import Diagnostic
from treatygap.model.instrument import Library
from treatygap.model.question import QuestionBank
from treatygap.model.route import Matter, Route, RouteExample, RoutesFile, Treaty
from treatygap.validate.condition import check_condition, check_facts


def check_routes(
    routes: RoutesFile, document: Document, library: Library, instruments: list[str]
) -> list[Diagnostic]:
    """Return every problem of the routes; none means valid.

    `instruments` names all that there are; provisions are looked up in those of the library.
    """
    return sorted(set(_Checker(routes, document, library, instruments).problems()))


class _Checker:
    def __init__(
        self, routes: RoutesFile, document: Document, library: Library, instruments: list[str]
    ) -> None:
        self.routes, self.document, self.instruments = routes, document, instruments
        self.bank = library.questions.joined(routes.questions)
        self.held = {item.id: list(item.by_id) for item in library.instruments}
        self.offences = _members(self.bank, "offence")
        self.powers = _members(self.bank, "power")

    def problems(self) -> Iterator[Diagnostic]:
        own = [question.id for question in self.routes.questions]
        yield from self._twice("questions", own)
        yield from self._twice("terms", [term.id for term in self.routes.terms])
        yield from self._twice("routes", [route.id for route in self.routes.routes])
        for index, fact in enumerate(self.routes.safeguards):
            about = [Matter(chosen={"power": power}) for power in self.powers]
            if not any(item.whole_id(fact, None) in self.bank.facts for item in about):
                yield self.document.problem(("safeguards", index), "unknown-fact",
                                            f"no fact '{fact}' of any power")  # fmt: skip
        for index, route in enumerate(self.routes.routes):
            yield from self._route(route, ("routes", index))

    def _twice(self, key: str, ids: list[str]) -> Iterator[Diagnostic]:
        for index, name in enumerate(ids):
            if name in ids[:index]:
                message = f"'{name}' is defined already"
                yield self.document.problem((key, index, "id"), "duplicate-id", message)

    def _route(self, route: Route, path: Path) -> Iterator[Diagnostic]:
        for data, power in route.powers.items():
            if power not in self.powers:
                hint = nearest(power, self.powers)
                where = (*path, "powers", data)
                yield self.document.problem(where, "unknown-member", f"no power '{power}'", hint)
        for index, treaty in enumerate(route.treaties):
            where = (*path, "treaties", index)
            yield from self._provisions(treaty, (*where, "provisions"))
            if treaty.when:
                yield from self._condition(treaty.when, (*where, "when"), route)
        for index, step in enumerate(route.steps):
            yield from self._condition(step.when, (*path, "steps", index, "when"), route)
        for number, term in enumerate(self.routes.terms):
            if term.id in route.terms:
                yield from self._condition(term.when, ("terms", number, "when"), route)

    def _provisions(self, treaty: Treaty, path: Path) -> Iterator[Diagnostic]:
        for number, name in enumerate(treaty.provisions):
            instrument = name.partition(":")[0]
            where = (*path, number)
            if instrument != treaty.instrument:
                message = f"'{name}' is of another instrument than '{treaty.provisions[0]}'"
                yield self.document.problem(where, "bad-value", message, "write a treaty for each")
            elif instrument not in self.instruments:
                hint = nearest(instrument, self.instruments)
                message = f"no instrument '{instrument}'"
                yield self.document.problem(where, "unknown-instrument", message, hint)
            elif instrument in self.held and name not in self.held[instrument]:
                hint = nearest(name, self.held[instrument])
                message = f"no provision '{name}'"
                yield self.document.problem(where, "unknown-provision", message, hint)

    def _condition(self, condition: Condition, path: Path, route: Route) -> Iterator[Diagnostic]:
        for power in sorted(set(route.powers.values()) & set(self.powers)):
            for offence in self.offences:
                about = Matter(chosen={"power": power, "offence": offence})
                yield from check_condition(condition, path, about, None, self.bank, self.document)


def check_route_examples(
    examples: Iterable[RouteExample], document: Document, routes: RoutesFile, library: Library
) -> list[Diagnostic]:
    """Return every problem of examples of routes; none means valid."""
    bank = library.questions.joined(routes.questions)
    known = {route.id: route for route in routes.routes}
    found: list[Diagnostic] = []
    for index, example in enumerate(examples):
        route = known.get(example.route)
        if route is None or example.data not in route.powers:
            hint = nearest(example.route, list(known)) if route is None else ""
            message = f"no route '{example.route}' that brings {example.data} data"
            found.append(document.problem((index, "route"), "unknown-route", message, hint))
            continue
        chosen = {"power": route.powers[example.data]}
        chosen |= {"offence": example.offence} if example.offence else {}
        held = [
            ((index,), example),
            *(((index, "cases", n), c) for n, c in enumerate(example.cases)),
        ]
        for path, part in held:
            for name in ("case", "asking", "asked"):
                facts, about = getattr(part, name), Matter(chosen=chosen)
                found += check_facts(facts, (*path, name), about, None, bank, document)
    return sorted(set(found))


def _members(bank: QuestionBank, dimension: str) -> list[str]:
    return [member.id for member in bank.members.get(dimension, ())]
