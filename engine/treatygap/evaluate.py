"""Conditions judged on facts, in strong Kleene logic."""

from __future__ import annotations

from typing import assert_never

from treatygap.model.base import FactValue
from treatygap.model.binding import Binding, Judgement
from treatygap.model.logic import AtLeastOf, Facts, Leaf, Node, Not, Step, Truth
from treatygap.model.requirement import Conclusion


def step(node: Node, facts: Facts) -> Step:
    """Return the truth of a node on facts, with that of every part of it.

    A fact that is not among `facts` is unknown.
    """
    match node:
        case Leaf():
            known = node.fact in facts
            holds = Truth.YES if known and _holds(node, facts[node.fact]) else Truth.NO
            return Step(node, holds if known else Truth.UNKNOWN)
        case Not():
            part = step(node.part, facts)
            return Step(node, ~part.truth, (part,))
        case AtLeastOf():
            parts = tuple(step(part, facts) for part in node.parts)
            ranked = sorted((part.truth for part in parts), reverse=True)
            reached = ranked[node.needed - 1] if node.needed <= len(ranked) else Truth.NO
            return Step(node, reached, parts)
        case _:
            assert_never(node)


def _holds(leaf: Leaf, value: FactValue) -> bool:
    operand = leaf.operand
    chosen = set(value) if isinstance(value, tuple) else {value}
    named = set(operand) if isinstance(operand, tuple) else {operand}
    match leaf.operator:
        case "equals":
            return value == operand
        case "in":
            return bool(chosen & named)
        case "not_in":
            return not chosen & named
        case "includes":
            return named <= chosen
        case "excludes":
            return not named & chosen
        case "answered":
            return True
        case "at_least":
            return _order(leaf, value) >= _order(leaf, operand)
        case "at_most":
            return _order(leaf, value) <= _order(leaf, operand)
        case other:
            raise ValueError(f"unknown operator {other}")


def _order(leaf: Leaf, value: object) -> tuple[float, str]:
    if leaf.choices:
        return leaf.choices.index(str(value)), ""
    return (value, "") if isinstance(value, int | float) else (0, str(value))


def judge(binding: Binding, facts: Facts) -> Judgement:
    """Return a binding's conclusion on facts, with those still possible and the whole reasoning.

    Flags are raised only where the requirement applies.
    """
    applies = step(binding.applies, facts) if binding.applies else None
    met = step(binding.met, facts)
    partly = step(binding.partly, facts) if binding.partly else None
    held = applies.truth if applies else Truth.YES
    possible = outcomes(held, met.truth, partly.truth if partly else Truth.NO)
    return Judgement(
        applies=applies,
        met=met,
        partly=partly,
        flags={flag: step(node, facts) for flag, node in binding.flags.items()},
        conclusion=possible[0] if len(possible) == 1 else "undetermined",
        possible=possible if len(possible) > 1 else (),
    )


def outcomes(applies: Truth, met: Truth, partly: Truth) -> tuple[Conclusion, ...]:
    """Return the conclusions that three truth values leave open, from best to worst."""
    may_apply, may_not_be_met = applies != Truth.NO, met != Truth.YES
    possible: list[tuple[Conclusion, bool]] = [
        ("met", may_apply and met != Truth.NO),
        ("partly", may_apply and may_not_be_met and partly != Truth.NO),
        ("not-met", may_apply and may_not_be_met and partly != Truth.YES),
        ("not-applicable", applies != Truth.YES),
    ]
    return tuple(conclusion for conclusion, open_ in possible if open_)
