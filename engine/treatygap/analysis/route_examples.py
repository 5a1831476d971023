"""Examples run against their routes, and what they leave unproven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from treatygap.analysis.cooperation import SERIOUS, Desk, case_facts, matter
from treatygap.examples import Failure
from treatygap.model.base import UNKNOWN, FactValue
from treatygap.model.instrument import Library
from treatygap.model.profile import Answer, Profile
from treatygap.model.route import (
    Matter,
    Route,
    RouteCase,
    RouteExample,
    Routes,
    StepTaken,
    TermFound,
)

DAY = date(2000, 1, 1)
REACHED = ("open", "conditional")


def run(examples: Iterable[RouteExample], routes: Routes, library: Library) -> list[Failure]:
    """Return every example that fails, and every route, step and term that no example proves."""
    known = {route.id: route for route in routes.routes}
    failures: list[Failure] = []
    proven: set[tuple[str, str]] = set()
    raised: set[str] = set()
    for example in examples:
        route = known[example.route]
        about = matter(example.offence, route.powers[example.data])
        for case in example.cases:
            outcome, steps, terms = _walk(route, about, example, case, routes, library)
            at = next((step.id for step in steps if step.holds == "no"), None)
            sure = tuple(term.id for term in terms if term.holds == "yes")
            if (outcome, at, sure) != (case.expect, case.at, case.terms):
                got = ", ".join(filter(None, [outcome, at, *sure]))
                failures.append(Failure(route.id, f"'{case.name}' gives {got}"))
            proven.add((route.id, at or outcome))
            raised |= set(sure)
    failures += [
        Failure(route.id, f"no example {lacking}")
        for route in routes.routes
        for lacking in _lacking(route, proven)
    ]
    unused = [term.id for term in routes.terms if term.id not in raised]
    return failures + [Failure("terms", f"no example raises '{name}'") for name in unused]


def _walk(  # noqa: PLR0913, PLR0917 - one case, and all it is judged by
    route: Route,
    about: Matter,
    example: RouteExample,
    case: RouteCase,
    routes: Routes,
    library: Library,
) -> tuple[str, tuple[StepTaken, ...], tuple[TermFound, ...]]:
    asking = _law({**example.asking, **case.asking}, about)
    asked = _law({**example.asked, **case.asked}, about)
    given = {**example.case, **case.case}
    facts = case_facts(example.offence or SERIOUS, example.data, None)
    facts |= {fact: value for fact, value in given.items() if value != UNKNOWN}
    desk = Desk(library, routes, {"asking": asking, "asked": asked}, DAY)
    return desk.walk(route, about, facts)


def _law(facts: Mapping[str, FactValue], about: Matter) -> Profile:
    answers = {about.whole_id(fact, None): Answer(value=facts[fact]) for fact in facts}
    return Profile(state="XXX", name="Example", known_on=DAY, answers=answers, hash="0")


def _lacking(route: Route, proven: set[tuple[str, str]]) -> Iterator[str]:
    if not any((route.id, outcome) in proven for outcome in REACHED):
        yield "finds it open"
    for step in route.steps:
        if (route.id, step.id) not in proven:
            yield f"fails at '{step.id}'"
