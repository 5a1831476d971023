"""The cheapest plan: which facts are to change, and which demands cannot be met."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from treatygap.analysis.plan.encode import Coded, planned
from treatygap.analysis.plan.goal import Aim
from treatygap.analysis.plan.instance import Instance, Terms
from treatygap.analysis.plan.solve import Checker, Problem, cheapest
from treatygap.analysis.residual import fold, truth
from treatygap.model.logic import Facts, Truth, facts_in


class Blocked(NamedTuple):
    """Aims that cannot be reached together, that which was given up, and the facts in the way.

    `held` are those of tests that must go on to hold, `waits` unsettled ones that stay open.
    """

    aims: tuple[Aim, ...]
    dropped: Aim
    held: tuple[str, ...]
    waits: tuple[str, ...] = ()


class Found(NamedTuple):
    """The optimum: the facts changed or fixed, with their values, and what is said of it.

    `lacks` are, of facts that take several choices, those that the values must not hold.
    """

    changed: Facts
    lacks: dict[str, tuple[str, ...]]
    cost: int
    fewest: int
    others: bool
    aims: tuple[Aim, ...]
    blocked: tuple[Blocked, ...]
    closes: dict[str, list[Aim]]
    unless: dict[str, Facts]


def search(wanted: Iterable[Aim], terms: Terms) -> Found:
    """Return the cheapest changes under which all aims hold that can, and those that cannot."""
    instance = Instance(wanted, terms)
    reached, blocked = _reachable(instance)
    problem = instance.problem(reached)
    best, free = cheapest(problem), cheapest(instance.favourable(reached))
    if best is None or free is None:
        raise RuntimeError("there is no plan for aims that were found to be reachable")
    coded = [item for item in instance.coded.values() if item.value(best.model) is not None]
    changed = [item for item in coded if item.value(best.model) != item.present]
    values, cost = planned({}, changed, best.model), instance.cost(best.model)
    aims = tuple(instance.aims[number] for number in reached)
    closes = _closes(aims, values, _widest(changed, best.model), terms.known)
    return Found(
        changed=values,
        lacks={item.fact.id: item.lacking(best.model) for item in changed},
        cost=cost,
        fewest=instance.cost(free.model - instance.unsettled),
        others=_another(instance, problem, changed, best.model, cost),
        aims=aims,
        blocked=blocked,
        closes=closes,
        unless=_unless(instance, reached, changed, closes, best.model),
    )


def _reachable(instance: Instance) -> tuple[list[int], tuple[Blocked, ...]]:
    """Give up the least of the aims that stand in each other's way, until the rest can hold."""
    blocked = [Blocked((aim,), aim, ()) for aim in instance.impossible]
    reached = list(instance.aims)
    with Checker(instance.clauses) as checker:
        while core := checker.core([*reached, *instance.locks, *instance.waits]):
            against = [number for number in core if number in instance.aims]
            dropped = min(against, key=lambda number: _worth(instance.aims[number]))
            blocked.append(
                Blocked(
                    aims=tuple(instance.aims[number] for number in against),
                    dropped=instance.aims[dropped],
                    held=tuple(
                        instance.locks[item].fact for item in core if item in instance.locks
                    ),
                    waits=tuple(instance.waits[item] for item in core if item in instance.waits),
                )
            )
            reached.remove(dropped)
    return reached, tuple(blocked)


def _worth(aim: Aim) -> tuple[bool, int]:
    return aim.kept, aim.weight


def _another(
    instance: Instance, problem: Problem, changed: list[Coded], model: AbstractSet[int], cost: int
) -> bool:
    """Say whether other changes cost as little."""
    if not changed:
        return False
    other = cheapest(problem, [[-atom for item in changed for atom in _chosen(item, model)]])
    return other is not None and instance.cost(other.model) == cost


def _chosen(coded: Coded, model: AbstractSet[int]) -> list[int]:
    return [number for number in coded.atoms.values() if number in model]


def _widest(changed: Iterable[Coded], model: AbstractSet[int]) -> Facts:
    """Return the values of changes with every choice that is left open."""
    values = {item.fact.id: item.widest(model) for item in changed}
    return {fact: value for fact, value in values.items() if value is not None}


def _closes(
    reached: Iterable[Aim], changed: Facts, widest: Facts, known: Facts
) -> dict[str, list[Aim]]:
    """Return, for each change, the aims that fail when it alone is not made.

    Choices that the other changes leave open may be there or not: an aim must hold either way.
    """
    on: dict[str, list[Aim]] = {}
    for aim in reached:
        for fact in set(facts_in(aim.node)) & changed.keys():
            on.setdefault(fact, []).append(aim)
    closes = {}
    for fact in changed:
        rests = [_without(fact, values, known) for values in (changed, widest)]
        closes[fact] = [
            aim for aim in on[fact] if any(truth(aim.node, rest) != Truth.YES for rest in rests)
        ]
    return closes


def _without(fact: str, changed: Facts, known: Facts) -> Facts:
    return known | {other: value for other, value in changed.items() if other != fact}


def _unless(
    instance: Instance,
    reached: list[int],
    changed: list[Coded],
    closes: dict[str, list[Aim]],
    model: AbstractSet[int],
) -> dict[str, Facts]:
    """Return the changes that other unsettled facts can make needless, and values that would.

    A change is left out, all others are made, and unsettled facts may be as they like.
    """
    made = {item.fact.id for item in changed}
    rest = [item for name, item in instance.coded.items() if name not in made]
    open_ = [item for item in rest if item.present is None]
    chosen = {item.fact.id: _chosen(item, model) for item in changed}
    facts, known = planned({}, changed, model), instance.terms.known
    base = [*reached, *(atom for item in rest if item.present is not None for atom in item.idle)]
    near = _near(instance, reached)
    found: dict[str, Facts] = {}
    with Checker([*instance.clauses, *([number] for number in base)]) as checker:
        for item in changed:
            name = item.fact.id
            left = _without(name, facts, known)
            if any(fold(aim.node, left) == Truth.NO for aim in closes[name]):
                continue
            others = [atom for other, atoms in chosen.items() if other != name for atom in atoms]
            assumed = [*others, *item.idle]
            if checker.model(assumed) is None:
                continue
            close = [one for one in open_ if one.fact.id in near[name]]
            far = [atom for one in open_ if one.fact.id not in near[name] for atom in one.idle]
            if checker.model([*assumed, *far]) is None:
                close, far = open_, []
            found[name] = _fewest(checker, [*assumed, *far], close)
    return found


def _near(instance: Instance, reached: list[int]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for number in reached:
        facts = set(facts_in(instance.aims[number].node))
        for fact in facts:
            near.setdefault(fact, set()).update(facts)
    return near


def _fewest(checker: Checker, assumed: list[int], open_: list[Coded]) -> Facts:
    """Leave as many facts open as can be, one after the other."""
    fixed = []
    for item in open_:
        if checker.model([*assumed, *item.idle]) is None:
            fixed.append(item)
        else:
            assumed = [*assumed, *item.idle]
    return planned({}, fixed, checker.model(assumed) or set())
