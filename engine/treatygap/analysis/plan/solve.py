"""The cheapest model of clauses, by a solver that proves it: RC2, over Glucose.

What follows at once from what must be true is worked in first: most changes of a plan do.

Source: A. Ignatiev, A. Morgado, J. Marques-Silva, RC2: an efficient MaxSAT solver (2019). The only
module that knows python-sat, loaded when first used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple, Self

Clause = list[int]


class Problem(NamedTuple):
    """Clauses that must hold, numbers that must be true, and prices of numbers that are true."""

    clauses: list[Clause]
    given: list[int]
    prices: dict[int, int]


class Solution(NamedTuple):
    """A cheapest model: the numbers that are true in it, and what it costs."""

    model: frozenset[int]
    cost: int


def cheapest(problem: Problem, also: Iterable[Clause] = ()) -> Solution | None:
    """Return a cheapest model that holds some clauses as well, None where there is none.

    The same problem gives the same model.
    """
    from pysat.examples.rc2 import RC2Stratified
    from pysat.formula import WCNF

    clauses = [*problem.clauses, *also]
    with Checker(clauses) as checker:
        fixed = checker.implied(problem.given)
        if fixed is None:
            return None
        priced = [number for number in problem.prices if number not in fixed]
        priced = [number for number in priced if problem.prices[number] and -number not in fixed]
        if not priced:  # RC2 wants something to minimise
            model = checker.model(problem.given)
            return None if model is None else _solution(model, problem)
    formula = WCNF()
    formula.hard = [
        [item for item in clause if -item not in fixed]
        for clause in clauses
        if fixed.isdisjoint(clause)
    ]
    formula.soft = [[-number] for number in priced]
    formula.wght = [problem.prices[number] for number in priced]
    formula.nv = max(abs(item) for clause in [*formula.hard, *formula.soft] for item in clause)
    with RC2Stratified(formula, solver="g4") as solver:
        model = solver.compute()
    if model is None:
        return None
    return _solution(fixed | set(model), problem)


def _solution(model: AbstractSet[int], problem: Problem) -> Solution:
    true = frozenset(number for number in model if number > 0)
    return Solution(true, sum(problem.prices.get(number, 0) for number in true))


class Checker:
    """Asks again and again whether clauses can hold under assumptions."""

    def __init__(self, clauses: list[Clause]) -> None:
        from pysat.solvers import Solver

        self._solver: Any = Solver(name="g4", bootstrap_with=clauses)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.delete()

    def implied(self, assumed: Sequence[int]) -> set[int] | None:
        """Return what follows at once from assumptions, None where they contradict each other."""
        possible, found = self._solver.propagate(assumptions=list(assumed))
        return {*found, *assumed} if possible else None

    def model(self, assumed: Sequence[int]) -> set[int] | None:
        """Return the numbers true in a model under assumptions, None where there is none."""
        if not self._solver.solve(assumptions=list(assumed)):
            return None
        return {number for number in self._solver.get_model() if number > 0}

    def core(self, assumed: Sequence[int]) -> list[int]:
        """Return assumptions that cannot hold together, none of which can be left out.

        None are returned where all can hold.
        """
        if self._solver.solve(assumptions=list(assumed)):
            return []
        found = set(self._solver.get_core() or ())
        core = [number for number in assumed if number in found]
        for number in list(core):
            rest = [other for other in core if other != number]
            if not self._solver.solve(assumptions=rest):
                core = rest
        return core
