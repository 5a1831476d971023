"""Whether one state can obtain evidence from another: every declared route, step by step."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from treatygap.analysis.reading import Reading
from treatygap.model.base import FactValue
from treatygap.model.finding import FactAsked, FactUsed
from treatygap.model.instrument import Force, Library
from treatygap.model.profile import Profile
from treatygap.model.question import QuestionBank
from treatygap.model.route import (
    Cooperation,
    Data,
    Matter,
    Outcome,
    Party,
    Route,
    Routes,
    RouteTaken,
    Side,
    Standing,
    StepTaken,
    TermFound,
    Treaty,
    TreatyFound,
)
from treatygap.model.weighed import Holds
from treatygap.version import VERSION

SERIOUS = "serious-crime"
"""The offence that is no member of the dimension: known by its penalty alone."""


def cooperation(  # noqa: PLR0913, PLR0917 - who asks whom, for what, and under which rules
    asking: Profile,
    asked: Profile,
    offence: str,
    data: Data,
    library: Library,
    routes: Routes,
    *,
    years: int | None = None,
    as_of: date | None = None,
) -> Cooperation:
    """Return where every route leads that can bring this kind of data, those open first.

    `offence` is a member of the dimension or SERIOUS, with the longest term of imprisonment in the
    asking state, if known. By default, the day is the later of those the two laws were read.
    """
    day = as_of or max(asking.known_on, asked.known_on)
    case = case_facts(offence, data, years)
    desk = Desk(library, routes, {"asking": asking, "asked": asked}, day)
    taken = [desk.taken(route, offence, data, case) for route in routes.routes]
    found = [route for route in taken if route]
    labels = {item.id: item.label for item in library.questions.members.get("offence", ())}
    return Cooperation(
        engine=VERSION,
        as_of=day,
        asking=party(asking),
        asked=party(asked),
        offence=offence,
        offence_label=labels.get(offence),
        case=case,
        data=data,
        questions_hash=library.questions.hash,
        routes_hash=routes.hash,
        routes=tuple(sorted(found, key=lambda route: ORDER.index(route.outcome))),
    )


ORDER: tuple[Outcome, ...] = ("open", "conditional", "undetermined", "closed")


def party(profile: Profile) -> Party:
    """Return what a result keeps of a profile."""
    return Party(
        state=profile.state,
        name=profile.name,
        profile_hash=profile.hash,
        known_on=profile.known_on,
    )


def case_facts(offence: str, data: Data, years: int | None) -> dict[str, FactValue]:
    """Return the facts of a case; an unknown penalty is left out."""
    named = "serious-crime" if offence == SERIOUS else "named"
    case: dict[str, FactValue] = {"case.data": data, "case.offence": named}
    return case if years is None else {**case, "case.years": years}


def matter(offence: str | None, power: str) -> Matter:
    """Return what the facts of a route's conditions are about."""
    chosen = {"power": power}
    return Matter(chosen={**chosen, "offence": offence} if offence else chosen)


class Desk:
    """Takes routes between two laws on a day."""

    def __init__(
        self, library: Library, routes: Routes, laws: dict[Side, Profile], day: date
    ) -> None:
        self.bank: QuestionBank = library.questions.joined(routes.questions)
        self.routes, self.laws, self.day = routes, laws, day
        self.instruments = {item.id: item for item in library.instruments}
        self.powers = {item.id: item.label for item in self.bank.members["power"]}
        self._read: dict[object, dict[Side, Reading]] = {}

    def taken(
        self, route: Route, offence: str, data: Data, case: dict[str, FactValue]
    ) -> RouteTaken | None:
        """Return where a route leads; None where it cannot bring this kind of data."""
        power = route.powers.get(data)
        if power is None:
            return None
        about = matter(None if offence == SERIOUS else offence, power)
        treaties = tuple(
            found for item in route.treaties if (found := self._treaty(item, about, case))
        )
        standing = standing_of(treaties)
        outcome, steps, terms = self.walk(route, about, _with(case, standing))
        hoped = "prospective" in {standing_of([item]) for item in treaties}
        later = self.walk(route, about, _with(case, "binding"))[0] if hoped else outcome
        used, unknown = self._safeguards(route.acts, about, case)
        return RouteTaken(
            id=route.id,
            title=route.title,
            brings=route.brings,
            acts=route.acts,
            outcome=outcome,
            later=later if later != outcome else None,
            standing=standing,
            treaties=treaties,
            steps=steps,
            terms=terms,
            power=self.powers[power],
            safeguards=used,
            safeguards_unknown=unknown,
        )

    def walk(
        self, route: Route, about: Matter, case: dict[str, FactValue]
    ) -> tuple[Outcome, tuple[StepTaken, ...], tuple[TermFound, ...]]:
        """Return the outcome of a route in a case, its steps, and the terms not ruled out."""
        law = self._laws(case)
        steps = tuple(
            StepTaken(
                **dict(found),
                id=step.id,
                title=step.title,
                of=step.of,
                because=step.fails if found.holds == "no" else None,
            )
            for step in route.steps
            for found in [law[step.of].weigh(step.when, about, None)]
        )
        terms = tuple(
            TermFound(**dict(found), id=term.id, title=term.title, of=term.of)
            for term in self.routes.terms_of(route)
            for found in [law[term.of].weigh(term.when, about, None)]
            if found.holds != "no"
        )
        return outcome_of(steps, terms), steps, terms

    def _laws(self, case: dict[str, FactValue]) -> dict[Side, Reading]:
        key = tuple(sorted(case.items()))
        if key not in self._read:
            self._read[key] = {
                side: Reading(profile, self.bank, self.day, case)
                for side, profile in self.laws.items()
            }
        return self._read[key]

    def _treaty(
        self, treaty: Treaty, about: Matter, case: dict[str, FactValue]
    ) -> TreatyFound | None:
        held = self.instruments.get(treaty.instrument)
        if held is None:
            return None
        law = self._laws(case)["asking"]
        covers: Holds = law.weigh(treaty.when, about, None).holds if treaty.when else "yes"
        begins = held.heading.in_force
        return TreatyFound(
            instrument=held.id,
            title=held.heading.title,
            provisions=treaty.provisions,
            in_force=begins <= self.day if isinstance(begins, date) else begins != "no",
            asking=held.force(self.laws["asking"].state, self.day),
            asked=held.force(self.laws["asked"].state, self.day),
            covers=covers,
        )

    def _safeguards(
        self, side: Side, about: Matter, case: dict[str, FactValue]
    ) -> tuple[tuple[FactUsed, ...], tuple[FactAsked, ...]]:
        wholes = (about.whole_id(fact, None) for fact in self.routes.safeguards)
        return self._laws(case)[side].told(wholes)


def _with(case: dict[str, FactValue], standing: Standing | None) -> dict[str, FactValue]:
    return case if standing is None else {**case, "case.treaty": standing}


def outcome_of(steps: Iterable[StepTaken], terms: Iterable[TermFound]) -> Outcome:
    """Return what steps and terms come to: a step that fails closes, an unknown one leaves open."""
    held = {step.holds for step in steps}
    if "no" in held:
        return "closed"
    if "unknown" in held:
        return "undetermined"
    return "conditional" if any(terms) else "open"


BETWEEN: dict[frozenset[Force], Standing] = {
    frozenset({"binds"}): "binding",
    frozenset({"binds", "prospective"}): "prospective",
    frozenset({"prospective"}): "prospective",
}


def standing_of(treaties: Iterable[TreatyFound]) -> Standing | None:
    """Return the best that treaties which cover a case are to both sides; None if not known."""
    best: list[Standing | None] = []
    for item in treaties:
        pair = frozenset({item.asking, item.asked})
        if item.covers == "no" or pair & {"not-party", "soft-law"}:
            best.append("none")
        elif "unknown" in pair:
            best.append(None if item.in_force else "none")
        elif item.covers == "unknown" and pair == {"binds"}:
            best.append(None)
        else:
            best.append(BETWEEN[pair])
    ranked: tuple[Standing | None, ...] = ("binding", None, "prospective")
    return next((item for item in ranked if item in best), "none")
