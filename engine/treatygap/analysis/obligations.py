"""The register of a law: what can be asked of a company, power by power."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from treatygap.bind import ledger, lower, members_of
from treatygap.evaluate import step
from treatygap.explain import deciding
from treatygap.finding import Finder
from treatygap.model.condition import Condition
from treatygap.model.finding import FactAsked, FactUsed
from treatygap.model.instrument import Library
from treatygap.model.logic import Step, Truth, facts_in
from treatygap.model.profile import Profile
from treatygap.model.question import Member
from treatygap.model.register import (
    Cell,
    Column,
    Given,
    Headline,
    Obligation,
    Obligations,
    Register,
)

GIVEN: dict[Truth, Given] = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}


def obligations(
    profile: Profile, library: Library, register: Register, as_of: date | None = None
) -> Obligations:
    """Return the register of a profile on a day, by default the day its law was read.

    A power that the law does not give has no cells; of one that may be given, they hold what is
    known of it. A fact on which sources differ is printed for each source.
    """
    return _Filler(profile, library, register, as_of or profile.known_on).filled()


class _Filler:
    def __init__(self, profile: Profile, library: Library, register: Register, day: date) -> None:
        self.bank, self.register = library.questions, register
        self.known = ledger(profile, self.bank, day)
        self.finder = Finder(self.bank, self.known, profile.answers, ())
        self.members = [item for item in members_of(register, self.bank) if item]

    def filled(self) -> Obligations:
        return Obligations(
            headlines=tuple(
                Headline(
                    id=line.id,
                    title=line.title,
                    shown=self._where(line.when, Truth.YES),
                    open=self._where(line.when, Truth.UNKNOWN),
                )
                for line in self.register.headlines
            ),
            powers=tuple(map(self._obligation, self.members)),
            general=tuple(self._cells(self.register.general, None)),
        )

    def _step(self, condition: Condition, member: Member | None) -> Step:
        node = lower(condition, self.bank, self.register, member.id if member else None)
        return step(node, self.known.agreed)

    def _where(self, condition: Condition, truth: Truth) -> tuple[str, ...]:
        found = [(item, self._step(condition, item)) for item in self.members]
        return tuple(
            item.label
            for item, held in found
            if held.truth == truth and self.bank.facts.keys() >= set(facts_in(held.node))
        )

    def _obligation(self, member: Member) -> Obligation:
        found = self._step(self.register.given, member)
        used, missing = self._told(sorted(set(deciding(found))))
        cells = self._cells(self.register.columns, member) if found.truth != Truth.NO else ()
        known = found.truth == Truth.YES
        return Obligation(
            member=member.id,
            label=member.label,
            given=GIVEN[found.truth],
            facts=used,
            missing=missing,
            cells=tuple(cell for cell in cells if known or cell.facts),
        )

    def _cells(self, columns: Iterable[Column], member: Member | None) -> Iterator[Cell]:
        for column in columns:
            used, missing = self._told(self._asked(column, member))
            if used or missing:
                yield Cell(column=column.id, title=column.title, facts=used, missing=missing)

    def _asked(self, column: Column, member: Member | None) -> Iterator[str]:
        """Yield the facts of a column that the bank has for a member and that can arise."""
        for entry in column.facts:
            fact = self.register.whole_id(entry.fact, member.id if member else None)
            arises = entry.when is None or self._step(entry.when, member).truth != Truth.NO
            if arises and fact in self.bank.facts:
                yield fact

    def _told(self, facts: Iterable[str]) -> tuple[tuple[FactUsed, ...], tuple[FactAsked, ...]]:
        used, missing = list[FactUsed](), list[FactAsked]()
        for fact in facts:
            if any(item.known for item in self.known.statements.get(fact, ())):
                used.append(self.finder.used(fact))
            else:
                missing.append(self.finder.asked(fact))
        return tuple(used), tuple(missing)
