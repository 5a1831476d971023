"""Examples run against their requirements, and against mutants of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from treatygap.bind import bind, members_of, settle
from treatygap.evaluate import judge
from treatygap.explain import raised
from treatygap.model.base import UNKNOWN, FactValue, Scalar
from treatygap.model.binding import Binding
from treatygap.model.instrument import Instrument
from treatygap.model.logic import AtLeastOf, Facts, Leaf, Node, Not, Truth
from treatygap.model.question import Question, QuestionBank
from treatygap.model.requirement import Case, Conclusion, Example, Flag, Requirement

EXHAUSTIVE = 4096
"""Up to so many combinations of answers, mutants that no facts tell apart are left out."""

Outcome = tuple[Conclusion, frozenset[Flag]]


class Failure(NamedTuple):
    """An example whose requirement concludes otherwise, or what examples lack."""

    requirement: str
    message: str


class Mutation(NamedTuple):
    """How many mutants there were, how many some example noticed, and which none did."""

    total: int
    noticed: int
    missed: tuple[str, ...]


def outcome(binding: Binding, facts: Facts) -> Outcome:
    """Return the conclusion and the flags of a binding on facts."""
    judgement = judge(binding, facts)
    return judgement.conclusion, frozenset(raised(judgement, Truth.YES))


def run(instrument: Instrument, examples: Iterable[Example], bank: QuestionBank) -> list[Failure]:
    """Return every example that fails, and every conclusion or flag that no example reaches."""
    by_requirement = _grouped(examples)
    failures: list[Failure] = []
    for requirement in instrument.requirements:
        reached: set[str] = set()
        for example in by_requirement.get(requirement.id, []):
            binding = _binding(requirement, example, instrument, bank)
            for case in example.cases:
                got = outcome(binding, _facts(requirement, binding, example, case, bank))
                reached |= {got[0], *got[1]}
                if got != (case.expect, frozenset(case.flags)):
                    message = f"'{case.name}' gives {_said(got)}, expected {_said_case(case)}"
                    failures.append(Failure(requirement.id, message))
        failures += [
            Failure(requirement.id, f"no example gives {lacking}")
            for lacking in sorted(_reachable(requirement) - reached)
        ]
    return failures


def mutate(instrument: Instrument, examples: Iterable[Example], bank: QuestionBank) -> Mutation:
    """Return how many changes to conditions the examples notice.

    Mutants that give the same outcome on every combination of answers are not counted.
    """
    by_requirement = _grouped(examples)
    noticed, missed = 0, list[str]()
    for requirement in instrument.requirements:
        found = by_requirement.get(requirement.id, [])
        member = members_of(requirement, bank)[0]
        plain = bind(requirement, member, instrument, bank)
        bound = [_binding(requirement, example, instrument, bank) for example in found]
        cases = [
            (number, _facts(requirement, binding, example, case, bank))
            for number, (example, binding) in enumerate(zip(found, bound, strict=True))
            for case in example.cases
        ]
        expected = [outcome(bound[number], facts) for number, facts in cases]
        mutants = [dict(_mutants(binding, bank)) for binding in bound] or [
            dict(_mutants(plain, bank))
        ]
        for name in mutants[0]:
            got = [outcome(mutants[number][name], facts) for number, facts in cases]
            if got != expected:
                noticed += 1
            elif _differs(bound[0] if bound else plain, mutants[0][name], bank):
                missed.append(f"{requirement.id}: {name}")
    return Mutation(noticed + len(missed), noticed, tuple(missed))


def _grouped(examples: Iterable[Example]) -> dict[str, list[Example]]:
    grouped: dict[str, list[Example]] = {}
    for example in examples:
        grouped.setdefault(example.requirement, []).append(example)
    return grouped


def _binding(
    requirement: Requirement, example: Example, instrument: Instrument, bank: QuestionBank
) -> Binding:
    members = members_of(requirement, bank)
    named = [member for member in members if member and member.id == example.at]
    return bind(requirement, (named or members)[0], instrument, bank)


def _facts(
    requirement: Requirement, binding: Binding, example: Example, case: Case, bank: QuestionBank
) -> Facts:
    member = binding.member.id if binding.member else None
    whole: dict[str, Scalar | tuple[str, ...]] = {}
    for written in (example.base, case.set):
        whole |= {requirement.whole_id(fact, member): value for fact, value in written.items()}
    return {
        fact: settle(value, bank.facts[fact]) for fact, value in whole.items() if value != UNKNOWN
    }


def _reachable(requirement: Requirement) -> set[str]:
    found = {"met", "not-met", "undetermined", *requirement.rules}
    found |= {"not-applicable"} if requirement.applies_when else set()
    return found | ({"partly"} if requirement.partly_when else set())


def _said(got: Outcome) -> str:
    return " with ".join([got[0], *sorted(got[1])])


def _said_case(case: Case) -> str:
    return _said((case.expect, frozenset(case.flags)))


def _mutants(binding: Binding, bank: QuestionBank) -> Iterator[tuple[str, Binding]]:
    for change, node in _changes(binding.met, bank):
        yield f"met: {change}", binding._replace(met=node)
    for change, node in _changes(binding.applies, bank) if binding.applies else ():
        yield f"applies: {change}", binding._replace(applies=node)
    for change, node in _changes(binding.partly, bank) if binding.partly else ():
        yield f"partly: {change}", binding._replace(partly=node)
    for flag, tree in binding.flags.items():
        for change, node in _changes(tree, bank):
            yield f"{flag}: {change}", binding._replace(flags={**binding.flags, flag: node})


def _changes(node: Node, bank: QuestionBank) -> Iterator[tuple[str, Node]]:
    match node:
        case Leaf():
            yield f"negate {_short(node)}", Not(node)
            yield from _leaf_changes(node, bank.facts[node.fact].question)
        case Not():
            yield f"drop not before {_name(node.part)}", node.part
            for change, part in _changes(node.part, bank):
                yield change, Not(part)
        case AtLeastOf():
            yield from _join_changes(node, bank)


def _join_changes(node: AtLeastOf, bank: QuestionBank) -> Iterator[tuple[str, Node]]:
    parts = node.parts
    for count in (node.needed - 1, node.needed + 1):
        if 1 <= count <= len(parts):
            yield f"{count} instead of {node.needed} of {_name(node)}", node._replace(needed=count)
    for index, part in enumerate(parts):
        rest = (*parts[:index], *parts[index + 1 :])
        count = len(rest) if node.needed == len(parts) else min(node.needed, len(rest))
        yield f"drop {_name(part)}", AtLeastOf(count, rest)
        for change, changed in _changes(part, bank):
            yield change, node._replace(parts=(*parts[:index], changed, *parts[index + 1 :]))


def _leaf_changes(leaf: Leaf, question: Question) -> Iterator[tuple[str, Node]]:
    operand = leaf.operand
    if isinstance(operand, tuple) and len(operand) > 1:
        for value in operand:
            rest = tuple(item for item in operand if item != value)
            yield f"drop {value} from {_short(leaf)}", leaf._replace(operand=rest)
    if leaf.operator in ("at_least", "at_most") and not isinstance(operand, tuple):
        for near in _near(operand, question):
            yield f"{near} instead of {operand} in {_short(leaf)}", leaf._replace(operand=near)


def _near(operand: Scalar, question: Question) -> list[Scalar]:
    if question.ordered and isinstance(operand, str):
        place = question.choices.index(operand)
        return [
            question.choices[i] for i in (place - 1, place + 1) if 0 <= i < len(question.choices)
        ]
    return [operand - 1, operand + 1] if isinstance(operand, int | float) else []


def _differs(first: Binding, second: Binding, bank: QuestionBank) -> bool:
    facts = sorted(first.facts | second.facts)
    domains = [_domain(fact, first, bank.facts[fact].question) for fact in facts]
    size = 1
    for domain in domains:
        size *= len(domain)
    if size > EXHAUSTIVE:
        return True
    for values in product(*domains):
        known: Facts = {f: v for f, v in zip(facts, values, strict=True) if v is not None}
        if outcome(first, known) != outcome(second, known):
            return True
    return False


def _domain(fact: str, binding: Binding, question: Question) -> list[FactValue | None]:
    match question.type:
        case "yes_no":
            return [None, True, False]
        case "one_of":
            return [None, *question.choices]
        case "some_of":
            picks = product((False, True), repeat=len(question.choices))
            return [
                None,
                *(tuple(c for c, on in zip(question.choices, p, strict=True) if on) for p in picks),
            ]
        case _:
            bounds = [leaf.operand for leaf in _leaves(binding) if leaf.fact == fact]
            numbers = [bound for bound in bounds if isinstance(bound, int | float)]
            near = {near for bound in numbers for near in (bound - 1, bound, bound + 1)}
            return [None, *sorted(near), *(bound for bound in bounds if isinstance(bound, str))]


def _leaves(binding: Binding) -> Iterator[Leaf]:
    def walk(node: Node) -> Iterator[Leaf]:
        if isinstance(node, Leaf):
            yield node
        for part in (node.part,) if isinstance(node, Not) else getattr(node, "parts", ()):
            yield from walk(part)

    for tree in (binding.applies, binding.met, binding.partly, *binding.flags.values()):
        if tree:
            yield from walk(tree)


def _short(leaf: Leaf) -> str:
    return f"{leaf.fact} {leaf.operator}"


def _name(node: Node) -> str:
    return _short(node) if isinstance(node, Leaf) else f"({', '.join(map(_name, _parts(node)))})"


def _parts(node: Not | AtLeastOf) -> tuple[Node, ...]:
    return (node.part,) if isinstance(node, Not) else node.parts
