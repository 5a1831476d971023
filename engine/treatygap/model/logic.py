"""Conditions as evaluated: a tree over whole fact ids, in strong Kleene logic."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple, assert_never

from treatygap.model.base import FactValue, Scalar


class Truth(IntEnum):
    """Strong Kleene truth values, ordered: every is the minimum, some the maximum.

    Source: S. C. Kleene, Introduction to Metamathematics (1952), section 64.
    """

    NO = 0
    UNKNOWN = 1
    YES = 2

    def __invert__(self) -> Truth:
        return Truth(2 - self)


class Leaf(NamedTuple):
    """A test on one fact; `operator` is a test's key, or `equals`.

    `choices` holds the question's choices in rising order where the order counts, else nothing.
    """

    fact: str
    operator: str
    operand: Scalar | tuple[Scalar, ...]
    choices: tuple[str, ...] = ()


class Not(NamedTuple):
    """The part does not hold."""

    part: Node


class AtLeastOf(NamedTuple):
    """At least `needed` of the parts hold: all of them is `every`, one of them `some`."""

    needed: int
    parts: tuple[Node, ...]


Node = Leaf | Not | AtLeastOf
Facts = dict[str, FactValue]


def every(*parts: Node) -> Node:
    """Join parts that must all hold; one part is itself."""
    return parts[0] if len(parts) == 1 else AtLeastOf(len(parts), parts)


def some(*parts: Node) -> Node:
    """Join parts of which one must hold; one part is itself."""
    return parts[0] if len(parts) == 1 else AtLeastOf(1, parts)


def facts_in(node: Node) -> Iterator[str]:
    """Yield the facts a node tests, from left to right."""
    match node:
        case Leaf():
            yield node.fact
        case Not():
            yield from facts_in(node.part)
        case AtLeastOf():
            for part in node.parts:
                yield from facts_in(part)
        case _:
            assert_never(node)


class Step(NamedTuple):
    """A node with its truth, and the steps of its parts: the whole reasoning, nothing skipped."""

    node: Node
    truth: Truth
    parts: tuple[Step, ...] = ()
