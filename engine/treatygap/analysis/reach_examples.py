"""Examples run against the rules on when an order reaches, and what they leave unproven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from treatygap.analysis.reach import RANK, reach, weighed
from treatygap.analysis.reading import Reading
from treatygap.examples import Failure
from treatygap.model.base import UNKNOWN, FactValue
from treatygap.model.company import ReachExamples, ReachRules, Ruled
from treatygap.model.profile import Profile
from treatygap.model.question import QuestionBank
from treatygap.model.weighed import Holds

DAY = date(2000, 1, 1)
EMPTY = Profile(state="XXX", name="Example", known_on=DAY, answers={}, hash="0")
Shown = set[tuple[str, str, Holds]]
"""How a rule of a group came out in some example."""


def run(examples: ReachExamples, rules: ReachRules, bank: QuestionBank) -> list[Failure]:
    """Return every example that fails, and every rule that no example shows both ways."""
    desk = _Desk(rules, bank)
    failures = [*desk.reached(examples), *desk.clashed(examples)]
    return failures + [
        Failure(f"{group} {name}", f"no example where it {verb}")
        for group, names in _rules(rules)
        for name in names
        for verb, holds in (("holds", "yes"), ("fails", "no"))
        if (group, name, holds) not in desk.shown
    ]


def _rules(rules: ReachRules) -> Iterator[tuple[str, list[str]]]:
    for group in ("limits", "grounds", "exposures"):
        yield group, [rule.id for rule in getattr(rules, group)]
    for side in ("orders", "holds"):
        yield f"clashes {side}", [rule.id for rule in rules.clashes]


class _Desk:
    def __init__(self, rules: ReachRules, bank: QuestionBank) -> None:
        self.rules, self.bank = rules, bank.joined(rules.questions)
        self.members = {member.id: member for member in self.bank.members[rules.for_each]}
        self.shown: Shown = set()

    def reached(self, examples: ReachExamples) -> Iterator[Failure]:
        for example in examples.reach:
            for case in example.cases:
                law = self._law({**example.facts, **case.facts}, example.member)
                found = reach(law, self.rules, self.members[example.member])
                self._show("limits", found.limits)
                self._show("grounds", found.grounds)
                self._show("exposures", found.exposures)
                named = (
                    _that(found.limits, "no"),
                    _that(found.grounds, "yes"),
                    _that(found.exposures, "yes"),
                )
                wanted = (case.fails, case.grounds, case.exposures)
                if (found.reaches, *named) != (case.expect, *wanted):
                    got = ", ".join((found.reaches, *(name for names in named for name in names)))
                    yield Failure(example.member, f"'{case.name}' gives {got}")

    def clashed(self, examples: ReachExamples) -> Iterator[Failure]:
        known = {rule.id: rule for rule in self.rules.clashes}
        for example in examples.clashes:
            rule, member = known[example.clash], self.members[example.member]
            for case in example.cases:
                ordering = self._law({**example.orders, **case.orders}, member.id)
                holding = self._law({**example.holds, **case.holds}, member.id)
                orders = weighed(ordering, self.rules, rule, rule.orders, member)
                bars = weighed(holding, self.rules, rule, rule.holds, member)
                self._show("clashes orders", (orders,))
                self._show("clashes holds", (bars,))
                got = min(orders.holds, bars.holds, key=RANK.index)
                if got != case.expect:
                    yield Failure(example.clash, f"'{case.name}' gives {got}")

    def _law(self, facts: Mapping[str, FactValue], member: str) -> Reading:
        known = {
            self.rules.whole_id(fact, member): value
            for fact, value in facts.items()
            if value != UNKNOWN
        }
        return Reading(EMPTY, self.bank, DAY, known)

    def _show(self, group: str, found: Iterable[Ruled]) -> None:
        self.shown |= {(group, rule.id, rule.holds) for rule in found}


def _that(found: Iterable[Ruled], holds: Holds) -> tuple[str, ...]:
    return tuple(rule.id for rule in found if rule.holds == holds)
