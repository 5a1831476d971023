"""Conditions with what is known worked in: only tests on unknown facts are left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from treatygap.evaluate import step
from treatygap.model.binding import Binding
from treatygap.model.logic import AtLeastOf, Facts, Leaf, Node, Not, Truth
from treatygap.model.requirement import Flag

Left = Node | Truth
"""A condition that is still open, or its truth."""


class Residual(NamedTuple):
    """A binding with what is known worked in; what it does not ask for is as if it held."""

    applies: Left
    met: Left
    partly: Left
    flags: dict[Flag, Left]

    @property
    def settled(self) -> bool:
        """True where nothing is open."""
        trees = (self.applies, self.met, self.partly, *self.flags.values())
        return all(isinstance(tree, Truth) for tree in trees)


def residual(binding: Binding, facts: Facts) -> Residual:
    """Return a binding with the facts worked in."""
    return Residual(
        applies=fold(binding.applies, facts) if binding.applies else Truth.YES,
        met=fold(binding.met, facts),
        partly=fold(binding.partly, facts) if binding.partly else Truth.NO,
        flags={flag: fold(node, facts) for flag, node in binding.flags.items()},
    )


def fold(node: Node, facts: Facts) -> Left:
    """Return a node with the facts worked in; its truth (never UNKNOWN) where they settle it."""
    match node:
        case Leaf():
            return step(node, facts).truth if node.fact in facts else node
        case Not():
            part = fold(node.part, facts)
            return ~part if isinstance(part, Truth) else Not(part)
        case AtLeastOf():
            parts = [fold(part, facts) for part in node.parts]
            needed = node.needed - parts.count(Truth.YES)
            open_ = tuple(part for part in parts if not isinstance(part, Truth))
            if needed <= 0:
                return Truth.YES
            if needed > len(open_):
                return Truth.NO
            return open_[0] if len(open_) == 1 else AtLeastOf(needed, open_)
        case _:
            assert_never(node)


def truth(tree: Left, facts: Facts) -> Truth:
    """Return the truth of what is left on more facts."""
    if isinstance(tree, Truth):
        return tree
    folded = fold(tree, facts)
    return folded if isinstance(folded, Truth) else Truth.UNKNOWN


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the tests of a node, from left to right."""
    match node:
        case Leaf():
            yield node
        case Not():
            yield from leaves(node.part)
        case AtLeastOf():
            for part in node.parts:
                yield from leaves(part)
        case _:
            assert_never(node)
