"""The routes to evidence in another state, as HTML."""

from __future__ import annotations

from dataclasses import dataclass

from treatygap.model.route import Cooperation, RouteTaken, Side
from treatygap.model.weighed import Holds, Weighed
from treatygap.reporting import strings
from treatygap.reporting.facts import Line, printed, short_label
from treatygap.reporting.html import page
from treatygap.reporting.places import refs
from treatygap.reporting.translation import Translation

CASE = "case."
"""What the facts of a case begin with: the cover says them, once."""


@dataclass(frozen=True, slots=True)
class Row:
    """A step or a term: whether it holds, and on what."""

    title: str
    of: Side
    holds: Holds
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    because: str | None


@dataclass(frozen=True, slots=True)
class Way:
    """A route with its steps and terms."""

    route: RouteTaken
    anchor: str
    steps: tuple[Row, ...]
    terms: tuple[Row, ...]

    @property
    def fails(self) -> tuple[Row, ...]:
        """The steps that fail."""
        return tuple(row for row in self.steps if row.holds == "no")

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not known about the steps."""
        return tuple(dict.fromkeys(item for row in self.steps for item in row.missing))


@dataclass(frozen=True, slots=True)
class Guard:
    """The safeguards of a power under the law of one side, and the routes that use it."""

    of: Side
    power: str
    routes: tuple[str, ...]
    lines: tuple[Line, ...]
    missing: tuple[str, ...]


def render(found: Cooperation, lang: str = "en") -> str:
    """Return the routes as one HTML text. Raises ReportError where there is no such language."""
    translation = Translation(strings.load(lang))
    found = translation.value(found)
    ways = [
        Way(
            route,
            f"route-{route.id}",
            tuple(_row(step, step.title, step.of, step.because) for step in route.steps),
            tuple(_row(term, term.title, term.of) for term in route.terms),
        )
        for route in found.routes
    ]
    sides = {"asking": found.asking, "asked": found.asked}
    return page(
        "cooperation",
        translation,
        found=found,
        names={side: translation.words.state(one.state, one.name) for side, one in sides.items()},
        ways=ways,
        guards=_guards(ways),
        refs=refs,
    )


def _row(item: Weighed, title: str, of: Side, because: str | None = None) -> Row:
    facts = printed(fact for fact in item.facts if not fact.id.startswith(CASE))
    return Row(title, of, item.holds, facts, tuple(fact.label for fact in item.missing), because)


def _guards(ways: list[Way]) -> tuple[Guard, ...]:
    """Return the safeguards of routes that are not closed, each power of a side once."""
    grouped: dict[tuple[Side, str], list[RouteTaken]] = {}
    for way in ways:
        if way.route.outcome != "closed":
            grouped.setdefault((way.route.acts, way.route.power), []).append(way.route)
    return tuple(
        Guard(
            of,
            power,
            tuple(route.title for route in routes),
            printed(routes[0].safeguards, [power]),
            tuple(short_label(fact.label, [power]) for fact in routes[0].safeguards_unknown),
        )
        for (of, power), routes in grouped.items()
    )
