"""A law read for single conditions: whether they hold, on what facts, and what would tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from treatygap.bind import ledger, lower
from treatygap.evaluate import step
from treatygap.explain import deciding
from treatygap.finding import Finder
from treatygap.model.base import FactValue
from treatygap.model.condition import Condition
from treatygap.model.finding import FactAsked, FactUsed
from treatygap.model.logic import Truth, facts_in
from treatygap.model.profile import Answer, Profile
from treatygap.model.question import QuestionBank
from treatygap.model.requirement import Scoped
from treatygap.model.weighed import Holds, Weighed

HOLDS: dict[Truth, Holds] = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}


class Reading:
    """A profile on a day, together with the facts of a case; what these lack is unknown."""

    def __init__(
        self, profile: Profile, bank: QuestionBank, day: date, case: Mapping[str, FactValue]
    ) -> None:
        answers = {**profile.answers, **{fact: Answer(value=case[fact]) for fact in case}}
        whole = profile.model_copy(update={"answers": answers})
        self.bank = bank
        self._known = ledger(whole, bank, day)
        self._finder = Finder(bank, self._known, answers, ())

    def weigh(self, condition: Condition, scope: Scoped, member: str | None) -> Weighed:
        """Return whether a condition holds for a member, with the facts that decide it.

        A fact on which sources differ, or whose evidence is out of force, decides nothing.
        """
        found = step(lower(condition, self.bank, scope, member), self._known.agreed)
        facts, missing = self.told(sorted(set(deciding(found))))
        return Weighed(holds=HOLDS[found.truth], facts=facts, missing=missing)

    def arises(self, condition: Condition, scope: Scoped, member: str | None) -> bool:
        """Say whether the bank has every fact that a condition tests for a member."""
        node = lower(condition, self.bank, scope, member)
        return self.bank.facts.keys() >= set(facts_in(node))

    def told(self, facts: Iterable[str]) -> tuple[tuple[FactUsed, ...], tuple[FactAsked, ...]]:
        """Return facts as they are printed: those somebody stated, and those nobody did.

        What the bank does not ask is left out.
        """
        used, missing = list[FactUsed](), list[FactAsked]()
        for fact in filter(self.bank.facts.__contains__, facts):
            if any(item.known for item in self._known.statements.get(fact, ())):
                used.append(self._finder.used(fact))
            else:
                missing.append(self._finder.asked(fact))
        return tuple(used), tuple(missing)
