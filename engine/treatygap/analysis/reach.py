"""What the laws of states can ask of a company: which orders reach it, and where laws clash."""

from __future__ import annotations

from collections.abc import Iterator
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
        return (reach(law, self.rules, member) for member in self.members)

    def clashes(self) -> Iterator[Clash]:
        for rule in self.rules.clashes:
            for member in self.members:
                if rule.members is None or member.id in rule.members:
                    yield from self._between(rule, member)

    def _between(self, rule: ClashRule, member: Member) -> Iterator[Clash]:
        states = [profile.state for profile in self.profiles]
        for ordering in states:
            reached = reach(self.laws[ordering], self.rules, member).reaches
            orders = weighed(self.laws[ordering], self.rules, rule, rule.orders, member)
            for holding in states:
                bars = weighed(self.laws[holding], self.rules, rule, rule.holds, member)
                met = {reached, orders.holds, bars.holds}
                if holding != ordering and "no" not in met:
                    yield Clash(
                        id=rule.id,
                        title=rule.title,
                        label=member.label,
                        ordering=ordering,
                        holding=holding,
                        orders=orders,
                        bars=bars,
                        open="unknown" in met,
                    )


def reach(law: Reading, rules: ReachRules, member: Member) -> Reach:
    """Return whether an order under one power reaches the company that a law is read with."""
    limits, grounds, exposures = (
        tuple(
            weighed(law, rules, rule, rule.when, member)
            for rule in group
            if rule.members is None or member.id in rule.members
        )
        for group in (rules.limits, rules.grounds, rules.exposures)
    )
    ground = max((rule.holds for rule in grounds), key=RANK.index, default="no")
    reaches = min((*(rule.holds for rule in limits), ground), key=RANK.index)
    return Reach(
        member=member.id,
        label=member.label,
        reaches=reaches,
        limits=limits,
        grounds=grounds,
        exposures=exposures if reaches != "no" else (),
    )


def weighed(
    law: Reading, rules: ReachRules, rule: Rule | ClashRule, when: Condition, member: Member
) -> Ruled:
    """Return how one of the rules comes out, by a condition of it."""
    return Ruled(**dict(law.weigh(when, rules, member.id)), id=rule.id, title=rule.title)
