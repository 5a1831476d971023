"""A plan put in words: changes by act, the most urgent first, each with what it closes."""

from __future__ import annotations

from treatygap.analysis.plan.goal import Aim
from treatygap.analysis.plan.instance import Terms
from treatygap.analysis.plan.search import Blocked, Found
from treatygap.analysis.residual import truth
from treatygap.analysis.supposed import supposed
from treatygap.finding import Finder
from treatygap.model.base import FactValue
from treatygap.model.binding import Ledger
from treatygap.model.finding import FactUsed
from treatygap.model.instrument import Library
from treatygap.model.logic import Truth, facts_in
from treatygap.model.plan import Demanded, Obstacle, Plan, PlanAct, PlanChange, Side
from treatygap.model.profile import Profile


class Desk:
    """Writes up the plans of one profile."""

    def __init__(
        self, profile: Profile, library: Library, known: Ledger, terms: Terms, wanted: list[Aim]
    ) -> None:
        self._profile = profile
        self._library = library
        self._known = known
        self._terms = terms
        self._wanted = wanted
        self._finder = Finder(library.questions, known, profile.answers, ())

    def plan(self, found: Found, goal: str, sides: tuple[Side, ...]) -> Plan:
        """Return the plan that was found, by act, with what stands in its way."""
        asked = [aim for aim in self._wanted if not aim.kept]
        due = [aim for aim in asked if truth(aim.node, self._known.agreed) != Truth.YES]
        return Plan(
            state=self._profile.state,
            name=self._profile.name,
            as_of=self._known.day,
            goal=goal,
            instruments=tuple(item.id for item in self._library.instruments),
            demands=len(asked),
            bans=sum(aim.flag is not None for aim in asked),
            due=len(due),
            fewest=found.fewest,
            cost=found.cost,
            others=found.others,
            acts=self._acts(found),
            obstacles=tuple(map(self._obstacle, found.blocked)),
            sides=sides,
        )

    def _acts(self, found: Found) -> tuple[PlanAct, ...]:
        grouped: dict[str | None, list[tuple[int, PlanChange]]] = {}
        for fact in sorted(found.changed):
            closed = found.closes[fact]
            rank = max((aim.weight for aim in closed), default=0)
            change = self._change(fact, found, closed)
            grouped.setdefault(self._terms.price(fact).act, []).append((rank, change))
        acts = sorted(
            grouped.items(), key=lambda item: (-max(r for r, _ in item[1]), item[0] or "~")
        )
        return tuple(self._act(name, changes) for name, changes in acts)

    def _act(self, name: str | None, changes: list[tuple[int, PlanChange]]) -> PlanAct:
        changes.sort(key=lambda item: (-item[0], -len(item[1].closes), item[1].after.id))
        act = self._profile.acts.get(name or "")
        return PlanAct(
            act=act.title if act else name,
            short=act.short if act else None,
            changes=tuple(change for _, change in changes),
        )

    def _change(self, fact: str, found: Found, closed: list[Aim]) -> PlanChange:
        unless = found.unless.get(fact, {})
        lacks = found.lacks[fact]
        open_ = fact not in self._known.agreed
        return PlanChange(
            before=self._finder.used(fact) if fact in self._known.agreed else None,
            after=self._as(fact, found.changed[fact]),
            lacks=self._as(fact, lacks) if lacks and (open_ or not found.changed[fact]) else None,
            cost=self._terms.price(fact).cost,
            unless=tuple(self._as(name, value) for name, value in sorted(unless.items())),
            closes=tuple(map(self._demanded, closed)),
        )

    def _as(self, fact: str, value: FactValue) -> FactUsed:
        return supposed(self._library.questions.facts[fact], value)

    def _obstacle(self, blocked: Blocked) -> Obstacle:
        tested = {fact for aim in blocked.aims for fact in facts_in(aim.node)}
        stay = tested & self._terms.fixed & self._known.agreed.keys()
        return Obstacle(
            demands=tuple(map(self._demanded, blocked.aims)),
            dropped=self._demanded(blocked.dropped),
            keeps=tuple(
                map(
                    self._finder.used,
                    sorted(stay | (set(blocked.held) & self._known.agreed.keys())),
                )
            ),
            waits=tuple(map(self._finder.asked, sorted(blocked.waits))),
            repeals=bool(blocked.held),
        )

    def _demanded(self, aim: Aim) -> Demanded:
        binding = aim.binding
        requirement = binding.requirement
        rule = requirement.rules[aim.flag] if aim.flag else None
        return Demanded(
            finding=binding.id,
            title=requirement.title,
            member_label=binding.member_label,
            instrument=binding.instrument.id,
            provisions=binding.provisions,
            strength=aim.strength,
            severity=(rule and rule.severity) or requirement.severity,
            flag=aim.flag,
            raised=aim.flag is not None and truth(aim.node, self._known.agreed) == Truth.NO,
        )
