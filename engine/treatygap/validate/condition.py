"""Conditions and facts against the question bank: every fact in it, every test fit for its fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from treatygap.load.document import Document, nearest
from treatygap.load.yaml import Path
from treatygap.model.base import UNKNOWN, FactValue
from treatygap.model.condition import Condition, Test, operation
from treatygap.model.diagnostic import Diagnostic
from treatygap.model.question import Question, QuestionBank
from treatygap.model.requirement import Requirement, Scoped
from treatygap.validate.profile import problem_with


def no_fact(fact: str, path: Path, bank: QuestionBank, document: Document) -> Diagnostic:
    """Return that the bank lacks a fact, with the one nearest to it."""
    hint = nearest(fact, list(bank.facts))
    return document.problem(path, "unknown-fact", f"no fact '{fact}'", hint)


def check_facts(  # noqa: PLR0913, PLR0917 - what is checked, for whom, and where it stands
    facts: Mapping[str, FactValue],
    path: Path,
    scope: Scoped,
    member: str | None,
    bank: QuestionBank,
    document: Document,
) -> Iterator[Diagnostic]:
    """Yield every fact of an example that the bank lacks, and every value that is no answer."""
    for fact, value in facts.items():
        whole = scope.whole_id(fact, member)
        known = bank.facts.get(whole)
        if known is None:
            yield no_fact(whole, (*path, fact), bank, document)
        elif value != UNKNOWN and (problem := problem_with(value, known.question)):
            yield document.problem((*path, fact), "bad-answer", *problem)


def check_condition(  # noqa: PLR0913, PLR0917 - what is checked, for whom, and where it stands
    condition: Condition,
    path: Path,
    scope: Scoped,
    member: str | None,
    bank: QuestionBank,
    document: Document,
) -> Iterator[Diagnostic]:
    """Yield every fact of a condition that the bank lacks, and every test unfit for its fact."""
    for where, fact, test in tests(condition, path):
        whole = scope.whole_id(fact, member)
        known = bank.facts.get(whole)
        if known is None:
            yield no_fact(whole, where, bank, document)
        else:
            for message, hint in wrong_operands(test, known.question):
                yield document.problem(where, "bad-test", message, hint)


def conditions(requirement: Requirement) -> Iterator[tuple[Path, Condition]]:
    """Yield a requirement's conditions, each with where it stands in the requirement."""
    for name in ("applies_when", "met_when", "partly_when"):
        condition = getattr(requirement, name)
        if condition is not None:
            yield (name,), condition
    for flag, rule in (("contrary", requirement.contrary), ("over_reach", requirement.over_reach)):
        if rule is not None:
            yield (flag, "when"), rule.when


def tests(condition: Condition, path: Path) -> Iterator[tuple[Path, str, Test]]:
    """Yield the tests in a condition: where each stands, its fact as written, and the test."""
    for fact, test in condition.tests.items():
        yield (*path, fact), fact, test
    joined: list[tuple[Path, Condition]] = []
    for name, parts in (("all", condition.all), ("any", condition.any)):
        joined += [((*path, name, index), part) for index, part in enumerate(parts or ())]
    if condition.not_:
        joined.append(((*path, "not"), condition.not_))
    if condition.at_least:
        parts = condition.at_least.of
        joined += [((*path, "at_least", "of", index), part) for index, part in enumerate(parts)]
    for inner, part in joined:
        yield from tests(part, inner)


def wrong_operands(test: Test, question: Question) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a test on a question, and what would be right."""
    if not isinstance(test, dict):
        yield from _wrong_value(test, question)
        return
    operator, operand = operation(test)
    if operator == "answered":
        return
    ranked = question.ordered or question.type in ("number", "date")
    if operator in ("at_least", "at_most") and not ranked:
        yield f"{operator} on '{question.id}', whose answers have no order", "use in"
    elif operator in ("includes", "excludes") and question.type != "some_of":
        yield f"{operator} on '{question.id}', which takes one answer", "use in or not_in"
    else:
        for value in operand if isinstance(operand, tuple) else (operand,):
            yield from _wrong_value(value, question)


def _wrong_value(value: FactValue, question: Question) -> Iterator[tuple[str, str]]:
    several: FactValue = (
        (value,) if question.type == "some_of" and isinstance(value, str) else value
    )
    problem = problem_with(several, question)
    if problem:
        yield problem
