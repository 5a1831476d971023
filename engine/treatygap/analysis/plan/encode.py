"""Aims and facts as clauses: numbers for atoms, lists of numbers for what must hold.

A fact has an atom for each value that the aims tell apart; one that takes several choices has two
for each choice, there and not there. A settled fact has exactly one value, an unsettled one at most
one: without any it is left open, and neither a test on it nor its contrary holds. So a condition
holds on a model just when the engine finds it true on what the model fixes. Conditions have no
negation but at their tests, so each needs clauses in one direction only.

Source: D. A. Plaisted, S. Greenbaum, A structure-preserving clause form translation (1986).
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import NamedTuple, assert_never

from treatygap.analysis.classes import classes, operands
from treatygap.evaluate import step
from treatygap.model.base import FactValue
from treatygap.model.logic import AtLeastOf, Facts, Leaf, Node, Not, Truth
from treatygap.model.question import Fact

Clause = list[int]
Atom = tuple[FactValue | str, bool]
"""A value of a fact, or of one that takes several choices, a choice and whether it is there."""


class Coded(NamedTuple):
    """A fact as numbers: its atoms, and the number that says that the plan changes or fixes it."""

    fact: Fact
    present: FactValue | None
    atoms: dict[Atom, int]
    changed: int

    @property
    def idle(self) -> tuple[int, ...]:
        """What is true of the fact where the plan leaves it alone."""
        if self.present is None:
            return tuple(-number for number in self.atoms.values())
        return tuple(number for atom, number in self.atoms.items() if _is(atom, self.present))

    def value(self, model: AbstractSet[int]) -> FactValue | None:
        """Return the value that a model fixes, None where it leaves the fact open."""
        chosen = [atom for atom, number in self.atoms.items() if number in model]
        if not chosen:
            return None
        if self.fact.question.type != "some_of":
            return chosen[0][0]
        there = set[object](self.present) if isinstance(self.present, tuple) else set[object]()
        there |= {item for item, present in chosen if present}
        there -= {item for item, present in chosen if not present}
        return tuple(choice for choice in self.fact.question.choices if choice in there)

    def lacking(self, model: AbstractSet[int]) -> tuple[str, ...]:
        """Return the choices that a model takes away, or rules out where nobody settled them."""
        had = self.fact.question.choices if self.present is None else self.present
        out = {
            item for (item, there), number in self.atoms.items() if not there and number in model
        }
        return tuple(item for item in had if item in out) if isinstance(had, tuple) else ()

    def widest(self, model: AbstractSet[int]) -> FactValue | None:
        """Return the value with every choice that a model leaves open."""
        value = self.value(model)
        if self.present is not None or not isinstance(value, tuple):
            return value
        named = {item for item, _ in self.atoms}
        kept = {*value, *(named - set(self.lacking(model)))}
        return tuple(choice for choice in self.fact.question.choices if choice in kept)


def _is(atom: Atom, value: FactValue) -> bool:
    what, there = atom
    return (what in value) == there if isinstance(value, tuple) else what == value


class Encoder:
    """Numbers facts and conditions, and collects the clauses between them."""

    def __init__(self) -> None:
        self.clauses: list[Clause] = []
        self.facts: dict[str, Coded] = {}
        self.top = 0
        self._numbers: dict[tuple[Node, bool], int] = {}

    def new(self) -> int:
        """Return a number not used yet."""
        self.top += 1
        return self.top

    def fact(self, fact: Fact, tests: Iterable[Leaf], present: FactValue | None) -> Coded:
        """Give numbers to a fact and to its values that tests tell apart."""
        tests = list(tests)
        atoms: dict[Atom, int] = {}
        if fact.question.type == "some_of":
            choices = fact.question.choices
            named = {item for leaf in tests for item in operands(leaf)}
            for choice in (item for item in choices if item in (named or choices[:1])):
                pair = [self.new(), self.new()]
                atoms[choice, True], atoms[choice, False] = pair
                self._one_of(pair, settled=present is not None)
        else:
            atoms = {(value, True): self.new() for value in classes(fact, tests, present)}
            self._one_of(list(atoms.values()), settled=present is not None)
        coded = Coded(fact, present, atoms, self.new())
        self.clauses += [
            [-number, coded.changed]
            for atom, number in atoms.items()
            if present is None or not _is(atom, present)
        ]
        self.facts[fact.id] = coded
        return coded

    def _one_of(self, numbers: list[int], *, settled: bool) -> None:
        self.clauses += [[-one, -other] for one, other in combinations(numbers, 2)]
        if settled:
            self.clauses.append(numbers)

    def number(self, node: Node, *, holds: bool = True) -> int:
        """Return a number that can be true only where a node holds (or surely does not)."""
        key = (node, holds)
        if key not in self._numbers:
            self._numbers[key] = self._number(node, holds=holds)
        return self._numbers[key]

    def _number(self, node: Node, *, holds: bool) -> int:
        match node:
            case Leaf():
                return self._leaf(node, holds=holds)
            case Not():
                return self.number(node.part, holds=not holds)
            case AtLeastOf():
                parts = [self.number(part, holds=holds) for part in node.parts]
                needed = node.needed if holds else len(parts) - node.needed + 1
                return self._at_least(needed, parts)
            case _:
                assert_never(node)

    def _at_least(self, needed: int, parts: list[int]) -> int:
        """At least `needed` of the parts: of any that leave fewer out, one holds."""
        if needed == len(parts) == 1:
            return parts[0]
        made = self.new()
        spare = len(parts) - needed + 1
        self.clauses += [[-made, *some] for some in combinations(parts, max(spare, 0))]
        return made

    def _leaf(self, leaf: Leaf, *, holds: bool) -> int:
        coded = self.facts[leaf.fact]
        if coded.fact.question.type != "some_of" or leaf.operator == "answered":
            wanted = Truth.YES if holds else Truth.NO
            return self._at_least(1, [
                number for (what, there), number in coded.atoms.items()
                if step(leaf, {leaf.fact: (str(what),) if coded.fact.question.type == "some_of"
                               else what}).truth == wanted
            ])  # fmt: skip
        there = (leaf.operator in ("includes", "in")) == holds
        whole = (leaf.operator in ("includes", "excludes")) == holds
        named = [coded.atoms[str(item), there] for item in operands(leaf)]
        return self._at_least(len(named) if whole else 1, named)

    def forbid(self, leaf: Leaf) -> list[int]:
        """Return the atoms of a fact on which a test would not hold."""
        coded = self.facts[leaf.fact]
        if coded.fact.question.type == "some_of":
            return [coded.atoms[str(item), False] for item in operands(leaf)
                    if (str(item), False) in coded.atoms]  # fmt: skip
        return [
            number
            for (value, _), number in coded.atoms.items()
            if step(leaf, {leaf.fact: value}).truth == Truth.NO
        ]


def planned(known: Facts, facts: Iterable[Coded], model: AbstractSet[int]) -> Facts:
    """Return what is known once a model is law."""
    values = {coded.fact.id: coded.value(model) for coded in facts}
    return {**known, **{fact: value for fact, value in values.items() if value is not None}}
