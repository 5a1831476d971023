"""What the laws of states can ask of a company: which orders reach it, and where laws clash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from treatygap.analysis.obligations import obligations
from treatygap.analysis.reading import Reading
from treatygap.model.company import (
    Clash,
    ClashRule,
    Company,
    Duties,
    Reach,
    ReachRules,
    Rule,
    Ruled,
    StateDuties,
)
from treatygap.model.condition import Condition
from treatygap.model.instrument import Library
from treatygap.model.profile import Profile
from treatygap.model.question import Member
from treatygap.model.register import Register
from treatygap.model.weighed import Holds
from treatygap.version import VERSION

RANK: tuple[Holds, ...] = ("no", "unknown", "yes")


def duties(  # noqa: PLR0913, PLR0917 - whose laws, for whom, by which rules, on which day
    profiles: list[Profile],
    company: Company | None,
    library: Library,
    register: Register,
    rules: ReachRules,
    as_of: date | None = None,
) -> Duties:
    """Return what each law asks of companies and, of a company described, which orders reach it.

    By default, the day is the latest of those on which the laws were read.
    """
    day = as_of or max(profile.known_on for profile in profiles)
    desk = _Desk(profiles, company, library, rules, day) if company else None
    held = {profile.state for profile in profiles}
    stored = (company.data_location or ()) if company else ()
    return Duties(
        engine=VERSION,
        as_of=day,
        company=company,
        questions_hash=library.questions.hash,
        states=tuple(
            StateDuties(
                state=profile.state,
                name=profile.name,
                known_on=profile.known_on,
                profile_hash=profile.hash,
                asks=obligations(profile, library, register, day),
                reach=tuple(desk.reach(profile)) if desk else (),
            )
            for profile in profiles
        ),
        clashes=tuple(desk.clashes()) if desk else (),
        unread=tuple(sorted(set(stored) - held)),
    )


class _Desk:
    def __init__(
        self,
        profiles: list[Profile],
        company: Company,
        library: Library,
        rules: ReachRules,
        day: date,
    ) -> None:
        bank = library.questions.joined(rules.questions)
        self.rules, self.profiles = rules, profiles
        self.members = bank.members[rules.for_each]
        self.laws = {
            item.state: Reading(item, bank, day, company.facts(item.state)) for item in profiles
        }

    def reach(self, profile: Profile) -> Iterator[Reach]:
        law = self.laws[profile.state]
        for member in self.members:
            limits, grounds, exposures = (
                tuple(self._ruled(law, rules, member))
                for rules in (self.rules.limits, self.rules.grounds, self.rules.exposures)
            )
            ground = max((rule.holds for rule in grounds), key=RANK.index, default="no")
            reaches = min((*(rule.holds for rule in limits), ground), key=RANK.index)
            yield Reach(
                member=member.id,
                label=member.label,
                reaches=reaches,
                limits=limits,
                grounds=grounds,
                exposures=exposures if reaches != "no" else (),
            )

    def _ruled(self, law: Reading, rules: Iterable[Rule], member: Member) -> Iterator[Ruled]:
        for rule in rules:
            if rule.members is None or member.id in rule.members:
                yield self._weighed(law, rule, rule.when, member)

    def _weighed(
        self, law: Reading, rule: Rule | ClashRule, when: Condition, member: Member
    ) -> Ruled:
        return Ruled(**dict(law.weigh(when, self.rules, member.id)), id=rule.id, title=rule.title)

    def clashes(self) -> Iterator[Clash]:
        for rule in self.rules.clashes:
            for member in self.members:
                if rule.members is None or member.id in rule.members:
                    yield from self._between(rule, member)

    def _between(self, rule: ClashRule, member: Member) -> Iterator[Clash]:
        states = [profile.state for profile in self.profiles]
        for ordering in states:
            orders = self._weighed(self.laws[ordering], rule, rule.orders, member)
            for holding in states:
                bars = self._weighed(self.laws[holding], rule, rule.holds, member)
                if holding != ordering and "no" not in (orders.holds, bars.holds):
                    yield Clash(
                        id=rule.id,
                        title=rule.title,
                        label=member.label,
                        ordering=ordering,
                        holding=holding,
                        orders=orders,
                        bars=bars,
                        open="unknown" in (orders.holds, bars.holds),
                    )
