"""Requirements bound to members and facts: conditions lowered to trees, answers chosen by day."""

from __future__ import annotations

from datetime import date
from typing import get_args

from treatygap.model.base import FactValue, Scalar
from treatygap.model.binding import Binding, Ledger
from treatygap.model.condition import Condition, Test, operation
from treatygap.model.instrument import Instrument, Library, natural
from treatygap.model.logic import AtLeastOf, Leaf, Node, Not, every, some
from treatygap.model.profile import Profile, Source, Statement
from treatygap.model.question import Fact, Member, QuestionBank
from treatygap.model.requirement import Requirement, Scoped, Severity


def lower(condition: Condition, bank: QuestionBank, scope: Scoped, member: str | None) -> Node:
    """Return the tree of a condition for a member, with whole fact ids.

    Facts that the question bank lacks become leaves without choices; validation refuses them.
    """

    def node(part: Condition) -> Node:
        return lower(part, bank, scope, member)

    parts = [
        _leaf(scope.whole_id(fact, member), test, bank.facts)
        for fact, test in condition.tests.items()
    ]
    if condition.all:
        parts.append(every(*map(node, condition.all)))
    if condition.any:
        parts.append(some(*map(node, condition.any)))
    if condition.not_:
        parts.append(Not(node(condition.not_)))
    if condition.at_least:
        count = condition.at_least
        parts.append(AtLeastOf(count.count, tuple(map(node, count.of))))
    return every(*parts)


def _leaf(fact: str, test: Test, facts: dict[str, Fact]) -> Node:
    known = facts.get(fact)
    choices = known.question.choices if known and known.question.ordered else ()
    if not isinstance(test, dict):
        return Leaf(fact, "equals", _truth_word(test, known))
    operator, operand = operation(test)
    return Leaf(fact, operator, operand, choices)


def _truth_word(value: Scalar, fact: Fact | None) -> Scalar:
    """Read `yes` and `no`, which YAML 1.2 keeps as text, as answers to a yes-or-no question."""
    if fact and fact.question.type == "yes_no" and value in ("yes", "no"):
        return value == "yes"
    return value


def members_of(scope: Scoped, bank: QuestionBank) -> tuple[Member | None, ...]:
    """Return the members that something repeats over; a single None without a dimension."""
    if scope.for_each is None:
        return (None,)
    return tuple(
        member
        for member in bank.members.get(scope.for_each, ())
        if scope.members is None or member.id in scope.members
    )


def bind(
    requirement: Requirement, member: Member | None, instrument: Instrument, bank: QuestionBank
) -> Binding:
    """Return a requirement bound to one member (None without a dimension)."""
    name = member.id if member else None

    def tree(condition: Condition) -> Node:
        return lower(condition, bank, requirement, name)

    return Binding(
        instrument=instrument,
        requirement=requirement,
        member=member,
        applies=tree(requirement.applies_when) if requirement.applies_when else None,
        met=tree(requirement.met_when),
        partly=tree(requirement.partly_when) if requirement.partly_when else None,
        flags={flag: tree(rule.when) for flag, rule in requirement.rules.items()},
    )


def bind_all(library: Library) -> list[Binding]:
    """Return every finding to be made, in the order of instruments and their provisions."""
    bank = library.questions
    return [
        bind(requirement, member, instrument, bank)
        for instrument in sorted(library.instruments, key=lambda item: item.id)
        for requirement in sorted(instrument.requirements, key=_by_provision)
        for member in members_of(requirement, bank)
    ]


def _by_provision(requirement: Requirement) -> tuple[list[tuple[int, str]], int, str]:
    """By the first provision, the most severe first."""
    severity = -get_args(Severity).index(requirement.severity)
    return min(map(natural, requirement.all_provisions)), severity, requirement.id


def ledger(profile: Profile, bank: QuestionBank, day: date) -> Ledger:
    """Return what a profile says on a day; answers to questions not in the bank are left out."""
    agreed: dict[str, FactValue] = {}
    contested: dict[str, dict[Source, FactValue]] = {}
    lapsed: set[str] = set()
    statements: dict[str, tuple[Statement, ...]] = {}
    for fact_id, answer in profile.answers.items():
        fact = bank.facts.get(fact_id)
        if fact is None:
            continue
        said = tuple(
            Statement(
                value=settle(item.value, fact),
                source=item.source,
                evidence=profile.cite(item.evidence),
                note=item.note,
                restricted=item.restricted,
            )
            for item in answer.statements
        )
        statements[fact_id] = said
        known = [item for item in said if item.known]
        valid = [item for item in known if item.in_force(day)]
        by_source = {item.source: item.value for item in valid}
        if len(set(by_source.values())) == 1:
            agreed[fact_id] = valid[0].value
        elif by_source:
            contested[fact_id] = by_source
        elif known:
            lapsed.add(fact_id)
    return Ledger(day, agreed, contested, frozenset(lapsed), statements)


def settle(value: FactValue, fact: Fact) -> FactValue:
    """Return an answer in one form: truth values for yes and no, choices in their order."""
    if isinstance(value, tuple):
        return tuple(choice for choice in fact.question.choices if choice in value)
    return _truth_word(value, fact)
