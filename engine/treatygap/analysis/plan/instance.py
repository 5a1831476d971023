"""A goal as clauses: what holds, what may change and at what price."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from treatygap.analysis.classes import classes
from treatygap.analysis.plan.encode import Encoder
from treatygap.analysis.plan.goal import Aim, demanded, leaves_by_fact
from treatygap.analysis.plan.solve import Problem
from treatygap.analysis.residual import fold
from treatygap.model.logic import Facts, Leaf, Node, Truth, facts_in
from treatygap.model.question import QuestionBank


class Price(NamedTuple):
    """What changing a fact costs, and the act it opens, None where no act is cited."""

    cost: int
    act: str | None


class Terms(NamedTuple):
    """What a plan has to go by: facts, which of them stay, and prices."""

    bank: QuestionBank
    known: Facts
    fixed: frozenset[str]
    held: dict[str, set[Leaf]]
    price: Callable[[str], Price]
    opening: dict[str, int]


class Instance:
    """A goal as clauses. `problem` is what a solver minimises; benchmarks read it too."""

    def __init__(self, wanted: Iterable[Aim], terms: Terms) -> None:
        self.terms = terms
        self._encoder = Encoder()
        stay = {fact: value for fact, value in terms.known.items() if fact in terms.fixed}
        folded = [(aim, fold(aim.node, stay)) for aim in wanted]
        self.impossible = tuple(aim for aim, node in folded if node == Truth.NO)
        open_ = [(aim, node) for aim, node in folded if not isinstance(node, Truth)]
        for fact, tests in leaves_by_fact(node for _, node in open_).items():
            kept = sorted(terms.held.get(fact, ()), key=repr)
            self._encoder.fact(terms.bank.facts[fact], [*tests, *kept], terms.known.get(fact))
        self.coded = self._encoder.facts
        self.aims = {self._aim(node): aim for aim, node in open_}
        self.locks = {self._lock(leaf): leaf for leaf in self._kept()}
        self.waits = {-self.coded[fact].changed: fact for fact in self.coded if fact in terms.fixed}
        self.clauses = self._encoder.clauses
        self.prices = self._prices()

    @property
    def _unit(self) -> int:
        return 2 * len(self.coded) + 3

    def _aim(self, node: Node) -> int:
        selector = self._encoder.new()
        self._encoder.clauses.append([-selector, self._encoder.number(node)])
        return selector

    def _lock(self, leaf: Leaf) -> int:
        selector = self._encoder.new()
        self._encoder.clauses += [[-selector, -atom] for atom in self._encoder.forbid(leaf)]
        return selector

    def _kept(self) -> list[Leaf]:
        """Return the tests that must go on to hold: a treaty that asks to give one up may."""
        on: dict[str, list[Node]] = {}
        for aim in self.aims.values():
            for fact in set(facts_in(aim.node)):
                on.setdefault(fact, []).append(aim.node)
        found = []
        for fact in self.coded:
            held = sorted(self.terms.held.get(fact, ()), key=repr)
            tests = [*leaves_by_fact(on[fact])[fact], *held] if held else ()
            values = classes(self.terms.bank.facts[fact], tests)
            found += [leaf for leaf in held if not demanded(leaf, values, on[fact])]
        return found

    def _prices(self) -> dict[int, int]:
        """Price what is changed by whole units, and a little more where the fact is settled."""
        unit = self._unit
        prices: dict[int, int] = {}
        opened: dict[str, int] = {}
        for name, coded in self.coded.items():
            price = self.terms.price(name)
            prices[coded.changed] = price.cost * unit + 1 + (coded.present is not None)
            if price.act in self.terms.opening:
                act = opened.setdefault(price.act, 0) or self._encoder.new()
                opened[price.act] = act
                self.clauses.append([-coded.changed, act])
        return prices | {act: self.terms.opening[name] * unit for name, act in opened.items()}

    @property
    def unsettled(self) -> frozenset[int]:
        """The numbers that say that an unsettled fact is fixed."""
        return frozenset(item.changed for item in self.coded.values() if item.present is None)

    def cost(self, model: Iterable[int]) -> int:
        """Return what the changes in a model cost."""
        true = set(model)
        return sum(price // self._unit for number, price in self.prices.items() if number in true)

    def problem(self, reached: Iterable[int]) -> Problem:
        """Return what is to be minimised when these aims are to be reached."""
        return Problem(self.clauses, [*reached, *self.locks, *self.waits], self.prices)

    def favourable(self, reached: Iterable[int]) -> Problem:
        """Return the same where unsettled facts are as good as can be, whatever that takes."""
        settled = [
            number
            for number, leaf in self.locks.items()
            if self.coded[leaf.fact].present is not None
        ]
        prices = {
            number: price for number, price in self.prices.items() if number not in self.unsettled
        }
        return Problem(self.clauses, [*reached, *settled], prices)
