"""The values of a fact that conditions can tell apart, one for each class of like values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise, product

from treatygap.evaluate import step
from treatygap.model.base import FactValue
from treatygap.model.logic import Leaf, Truth
from treatygap.model.question import Fact


def classes(
    fact: Fact, leaves: Iterable[Leaf], present: FactValue | None = None
) -> tuple[FactValue, ...]:
    """Return one value for each way the leaves on a fact can come out, in the order of values.

    Of like values the one nearest to the present is taken, so the present stands for its own
    class; without one, the first that a leaf names. Leaves on other facts are not expected.
    """
    tests = list(dict.fromkeys(leaves))
    named = {item for leaf in tests for item in operands(leaf)}
    found: dict[tuple[Truth, ...], tuple[tuple[float, bool, int], FactValue]] = {}
    own = () if present is None else (present,)
    for place, value in enumerate((*own, *_candidates(fact, tests, present))):
        key = tuple(step(leaf, {fact.id: value}).truth for leaf in tests)
        rank = (_distance(fact, value, present), value not in named, place)
        if key not in found or rank < found[key][0]:
            found[key] = (rank, value)
    return tuple(value for _, value in sorted(found.values(), key=lambda item: item[0][2]))


def operands(leaf: Leaf) -> tuple[object, ...]:
    """Return the values of the fact that a test names; that it is answered names none."""
    if leaf.operator == "answered":
        return ()
    return leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,)


def _candidates(fact: Fact, leaves: list[Leaf], present: FactValue | None) -> Iterable[FactValue]:
    named = {item for leaf in leaves for item in operands(leaf)}
    match fact.question.type:
        case "yes_no":
            return True, False
        case "one_of":
            return fact.question.choices
        case "some_of":
            chosen = present if isinstance(present, tuple) else ()
            return _chosen(fact.question.choices, leaves, chosen)
        case "number":
            numbers = sorted(item for item in named if type(item) in (int, float))  # type: ignore[type-var]
            return _numbers(numbers, whole=fact.question.unit == "count")  # type: ignore[arg-type]
        case "date":
            return _days(sorted(str(item) for item in named))


def _chosen(
    choices: tuple[str, ...], leaves: list[Leaf], present: tuple[str, ...]
) -> Iterator[FactValue]:
    """Choices that stand in the same leaves are alike: none of them, some, or all can be there."""
    alike: dict[tuple[bool, ...], list[str]] = {}
    for choice in choices:
        alike.setdefault(tuple(choice in operands(leaf) for leaf in leaves), []).append(choice)
    rest = alike.pop((False,) * len(leaves), [])
    kept = {item for item in rest if item in present}
    states = [_states(block, present) for block in alike.values()]
    for state in product(*states):
        taken = kept.union(*state)
        yield tuple(choice for choice in choices if choice in taken)


def _states(block: list[str], present: tuple[str, ...]) -> list[set[str]]:
    there = {item for item in block if item in present}
    some = there if 0 < len(there) < len(block) else set(block[:-1])
    return [set(), set(block), *([some] if len(block) > 1 else [])]


def _numbers(named: list[float], *, whole: bool) -> list[float]:
    found = {item for number in named for item in (number - 1, number, number + 1)}
    if not whole:
        found |= {(low + high) / 2 for low, high in pairwise(named) if 0 < high - low <= 1}
    return sorted(item for item in found if item >= 0) or [0]


def _days(named: list[str]) -> list[str]:
    days = {date.fromisoformat(item) for item in named} or {date(2000, 1, 1)}
    around = {day + timedelta(days=shift) for day in days for shift in (-1, 0, 1)}
    return [day.isoformat() for day in sorted(around)]


def _distance(fact: Fact, value: FactValue, present: FactValue | None) -> float:
    if present is None:
        return 0
    match fact.question.type:
        case "some_of":
            return len(set(_set(value)) ^ set(_set(present)))
        case "number":
            return abs(float(str(value)) - float(str(present)))
        case "date":
            return abs((date.fromisoformat(str(value)) - date.fromisoformat(str(present))).days)
        case "one_of" if fact.question.ordered:
            choices = fact.question.choices
            return abs(choices.index(str(value)) - choices.index(str(present)))
        case _:
            return float(value != present)


def _set(value: FactValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
