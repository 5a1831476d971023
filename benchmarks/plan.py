"""The cheapest plan for Kenya under all instruments, against other solvers on the same instance.

    python benchmarks/plan.py [ROUNDS]

RC2 (python-sat), HiGHS and clingo get the same clauses and prices and must find the same cost; they
run in turn. Then the whole analyses beside one assessment: the plan with its proof, and the next
questions. Aims: RC2 at least ten times faster than HiGHS, the plan below one second, the
next questions at most twice one assessment.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import clingo
import highspy
from measure import PROFILE

from treatygap.analysis import cheapest_plan, next_questions
from treatygap.analysis.plan import Prices, terms_of
from treatygap.analysis.plan.goal import MANDATORY, aims
from treatygap.analysis.plan.instance import Instance
from treatygap.analysis.plan.solve import Problem, cheapest
from treatygap.bind import bind_all, ledger
from treatygap.load.profile import load_profile
from treatygap.model.plan import Costs
from treatygap.pipeline import assess
from treatygap.store import library

ROUNDS = 5


def every(problem: Problem) -> list[list[int]]:
    """Return all clauses of a problem, what must be true among them."""
    return [*problem.clauses, *([number] for number in problem.given)]


def rc2(problem: Problem) -> int:
    """Return the least price by RC2."""
    found = cheapest(problem)
    if found is None:
        raise RuntimeError("no plan")
    return found.cost


def highs(problem: Problem) -> int:
    """Return the least price by HiGHS, each number a variable of 0 or 1."""
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("mip_rel_gap", 0.0)
    top = max(abs(item) for clause in every(problem) for item in clause)
    for number in range(1, top + 1):
        solver.addVar(0.0, 1.0)
        solver.changeColCost(number - 1, float(problem.prices.get(number, 0)))
        solver.changeColIntegrality(number - 1, highspy.HighsVarType.kInteger)
    for clause in every(problem):
        columns = [abs(item) - 1 for item in clause]
        signs = [1.0 if item > 0 else -1.0 for item in clause]
        least = 1.0 - sum(item < 0 for item in clause)
        solver.addRow(least, highspy.kHighsInf, len(columns), columns, signs)
    solver.run()
    found: float = solver.getInfo().objective_function_value
    return round(found)


def asp(problem: Problem) -> int:
    """Return the least price by clingo, by cores, as RC2 does."""
    control = clingo.Control(["--opt-strategy=usc"])
    with control.backend() as backend:
        top = max(abs(item) for clause in every(problem) for item in clause)
        atoms = {number: backend.add_atom() for number in range(1, top + 1)}
        backend.add_rule(list(atoms.values()), [], choice=True)
        for clause in every(problem):
            body = [-atoms[item] if item > 0 else atoms[-item] for item in clause]
            backend.add_rule([], body)
        backend.add_minimize(0, [(atoms[n], price) for n, price in problem.prices.items() if price])
    costs: list[int] = []
    control.solve(on_model=lambda model: costs.append(model.cost[0]))
    return costs[-1]


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Return the seconds that some work takes, and what it returns."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def main(rounds: int) -> None:
    """Measure and print the table."""
    held = library()
    profile, _ = load_profile(PROFILE)
    known = ledger(profile, held.questions, profile.known_on)
    bindings = bind_all(held)
    wanted = aims(bindings, MANDATORY, known.agreed, ())
    prices = Prices(profile, known, Costs())
    instance = Instance(wanted, terms_of(held.questions, known, bindings, prices))
    problem = instance.problem(list(instance.aims))
    solvers = {"RC2": rc2, "HiGHS": highs, "clingo": asp}
    works: dict[str, Callable[[], object]] = {
        name: partial(solve, problem) for name, solve in solvers.items()
    }
    works["plan, proved"] = lambda: cheapest_plan(profile, held)
    works["next questions"] = lambda: next_questions(profile, held)
    works["one assessment"] = lambda: assess(profile, held)
    seconds: dict[str, list[float]] = {name: [] for name in works}
    costs = set()
    for _ in range(rounds):
        for name, work in works.items():
            took, found = timed(work)
            seconds[name].append(took)
            if name in solvers:
                costs.add(found)
    if len(costs) != 1:
        raise RuntimeError(f"the solvers differ: {costs}")
    print(f"{len(instance.aims)} demands, {len(instance.coded)} facts, "
          f"{len(problem.clauses)} clauses; medians of {rounds}, seconds")  # fmt: skip
    middle = {name: median(found) for name, found in seconds.items()}
    for name, found in middle.items():
        over = middle["RC2"] if name in solvers else middle["one assessment"]
        beside = "RC2" if name in solvers else "one assessment"
        print(f"{name:<18}{found:>8.3f}{found / over:>8.1f} times {beside}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
