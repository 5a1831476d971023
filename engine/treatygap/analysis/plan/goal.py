"""What a plan must reach: conditions that are to hold, taken from requirements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from treatygap.analysis.residual import fold, leaves, truth
from treatygap.analysis.weight import weight
from treatygap.evaluate import step
from treatygap.model.base import FactValue
from treatygap.model.binding import Binding
from treatygap.model.instrument import Strength
from treatygap.model.logic import AtLeastOf, Facts, Leaf, Node, Not, Truth, some
from treatygap.model.requirement import Flag

MANDATORY, ALL = "mandatory", "all"
OPTIONAL: tuple[Strength, ...] = ("may", "none")


class Aim(NamedTuple):
    """A condition that is to hold for a binding: that it is met, or that a flag is not raised.

    `kept` aims hold already, outside the goal, and must not be lost.
    """

    binding: Binding
    flag: Flag | None
    node: Node
    kept: bool = False

    @property
    def strength(self) -> Strength:
        """The strength of the binding's provisions."""
        return self.binding.instrument.strength_of(self.binding.provisions)

    @property
    def weight(self) -> int:
        """The weight of what is to be reached, by strength and severity."""
        requirement = self.binding.requirement
        rule = requirement.rules[self.flag] if self.flag else None
        return weight(self.strength, (rule and rule.severity) or requirement.severity)


def aims(
    bindings: Iterable[Binding], goal: str, known: Facts, reserved: Iterable[str]
) -> Iterator[Aim]:
    """Yield what a goal asks for: `mandatory`, `all`, or the name of an instrument.

    `mandatory` asks that every duty is met and no law is contrary; `all`, that options are used
    too and nothing reaches too wide; an instrument, the mandatory of that one, while no duty of
    another is lost. A gap that a reservation sets aside (ids in `reserved`) is left alone.
    """
    skipped = set(reserved)
    for binding in bindings:
        strength = binding.instrument.strength_of(binding.provisions)
        inside = goal in (MANDATORY, ALL, binding.instrument.id)
        found = []
        if strength not in OPTIONAL or (goal == ALL and strength == "may"):
            found += [] if binding.id in skipped else [Aim(binding, None, _where(binding))]
        for flag, node in binding.flags.items():
            if flag == "contrary" or goal == ALL:
                found.append(Aim(binding, flag, _where(binding, Not(node))))
        for aim in found:
            if inside:
                yield aim
            elif truth(aim.node, known) == Truth.YES:
                yield aim._replace(kept=True)


def _where(binding: Binding, node: Node | None = None) -> Node:
    """Return what is to hold where a binding applies: what does not apply asks for nothing."""
    wanted = node or binding.met
    return some(Not(binding.applies), wanted) if binding.applies else wanted


def held(bindings: Iterable[Binding], known: Facts) -> dict[str, set[Leaf]]:
    """Return the tests that a plan must not make false, by fact: a plan repeals nothing.

    They are those on which a requirement depends to apply and that ask for something to exist or
    to reach a level (equals true, at_least, includes), where they hold now or may hold.
    """
    found: dict[str, set[Leaf]] = {}
    for binding in bindings:
        for leaf in _positive(binding.applies) if binding.applies else ():
            asks = leaf.operator in ("at_least", "includes") or leaf.operand is True
            if asks and step(leaf, known).truth != Truth.NO:
                found.setdefault(leaf.fact, set()).add(leaf)
    return found


def _positive(node: Node) -> Iterator[Leaf]:
    match node:
        case Leaf():
            yield node
        case AtLeastOf():
            for part in node.parts:
                yield from _positive(part)
        case Not():
            return


def demanded(leaf: Leaf, values: Iterable[FactValue], wanted: Iterable[Node]) -> bool:
    """Say whether an aim cannot hold while a test does: then the treaty asks to give it up.

    `values` are those of its fact that the aims can tell apart.
    """
    kept = [value for value in values if step(leaf, {leaf.fact: value}).truth == Truth.YES]
    return any(all(fold(node, {leaf.fact: value}) == Truth.NO for value in kept) for node in wanted)


def leaves_by_fact(wanted: Iterable[Node]) -> dict[str, list[Leaf]]:
    """Return the tests of nodes, by fact, each once."""
    found: dict[str, dict[Leaf, None]] = {}
    for node in wanted:
        for leaf in leaves(node):
            found.setdefault(leaf.fact, {})[leaf] = None
    return {fact: list(found[fact]) for fact in sorted(found)}
