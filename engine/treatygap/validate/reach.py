"""The rules on when an order reaches a company, and their examples, against the question bank."""

from __future__ import annotations

from collections.abc import Iterator

from treatygap.load.document import Document, nearest
from treatygap.load.yaml import Path
from treatygap.model.company import (
    ClashExample,
    ClashRule,
    ReachExample,
    ReachExamples,
    ReachRules,
    Rule,
)
from treatygap.model.condition import Condition
from treatygap.model.diagnostic import Diagnostic
from treatygap.model.question import QuestionBank
from treatygap.validate.condition import check_condition, check_facts


def check_reach(rules: ReachRules, document: Document, bank: QuestionBank) -> list[Diagnostic]:
    """Return every problem of the rules; none means valid."""
    return sorted(set(_Checker(rules, document, bank).problems()))


def check_reach_examples(
    examples: ReachExamples, document: Document, rules: ReachRules, bank: QuestionBank
) -> list[Diagnostic]:
    """Return every problem of examples of valid rules; none means valid."""
    return sorted({*_of_examples(examples, document, rules, bank.joined(rules.questions))})


def _of_examples(
    examples: ReachExamples, document: Document, rules: ReachRules, bank: QuestionBank
) -> Iterator[Diagnostic]:
    members = tuple(item.id for item in bank.members[rules.for_each])
    clashes = {rule.id: rule.members or members for rule in rules.clashes}
    for index, example in enumerate(examples.reach):
        yield from _of_example(example, ("reach", index), members, rules, bank, document)
    for index, clash in enumerate(examples.clashes):
        path = ("clashes", index)
        if clash.clash in clashes:
            held = clashes[clash.clash]
            yield from _of_example(clash, path, held, rules, bank, document)
        else:
            message, hint = f"no clash '{clash.clash}'", nearest(clash.clash, list(clashes))
            yield document.problem((*path, "clash"), "unknown-clash", message, hint)


def _of_example(  # noqa: PLR0913, PLR0917 - what is checked, for whom, and where it stands
    example: ReachExample | ClashExample,
    path: Path,
    members: tuple[str, ...],
    rules: ReachRules,
    bank: QuestionBank,
    document: Document,
) -> Iterator[Diagnostic]:
    if example.member not in members:
        message, hint = f"no member '{example.member}'", nearest(example.member, list(members))
        yield document.problem((*path, "member"), "unknown-member", message, hint)
        return
    parts = (
        (path, example),
        *(((*path, "cases", n), case) for n, case in enumerate(example.cases)),
    )
    for where, part in parts:
        for name in ("facts", "orders", "holds"):
            facts = getattr(part, name, {})
            yield from check_facts(facts, (*where, name), rules, example.member, bank, document)


class _Checker:
    def __init__(self, rules: ReachRules, document: Document, bank: QuestionBank) -> None:
        self.rules, self.document = rules, document
        self.bank = bank.joined(rules.questions)
        self.members = [item.id for item in bank.members.get(rules.for_each, ())]

    def problems(self) -> Iterator[Diagnostic]:
        rules, document = self.rules, self.document
        if not self.members:
            message = f"no dimension '{rules.for_each}'"
            hint = nearest(rules.for_each, list(self.bank.members))
            yield document.problem(("for_each",), "unknown-dimension", message, hint)
            return
        groups = (
            ("limits", rules.limits),
            ("grounds", rules.grounds),
            ("exposures", rules.exposures),
        )
        for name, group in groups:
            for index, rule in enumerate(group):
                yield from self._rule(rule, (name, index), {"when": rule.when})
        for index, clash in enumerate(rules.clashes):
            conditions = {"orders": clash.orders, "holds": clash.holds}
            yield from self._rule(clash, ("clashes", index), conditions)

    def _rule(
        self, rule: Rule | ClashRule, path: Path, conditions: dict[str, Condition]
    ) -> Iterator[Diagnostic]:
        for member in rule.members or self.members:
            if member not in self.members:
                hint = nearest(member, self.members)
                where = (*path, "members")
                yield self.document.problem(where, "unknown-member", f"no member '{member}'", hint)
                continue
            for name, condition in conditions.items():
                yield from check_condition(
                    condition, (*path, name), self.rules, member, self.bank, self.document
                )
