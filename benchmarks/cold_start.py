"""Assess Kenya to JSON in a cold process, against a process that only imports the same libraries.

    python benchmarks/cold_start.py [ROUNDS]

They run in turn, so that a busy machine slows all. `import pydantic` alone loads next to nothing,
so the bare process asks for `BaseModel`; the import statements alone are shown too. Aim: at most
2.5 times the bare process. Library and profile are in the cache, as after any first run.
"""

import sys
import tempfile
from pathlib import Path

from measure import PROFILE, Cost, cold, middle

AIM = 2.5
ROUNDS = 7
IMPORTED = "import click, pydantic, yaml"
BARE = "import click, yaml; from pydantic import BaseModel"


def row(name: str, cost: Cost, bare: Cost) -> str:
    """Return a line of the table."""
    ratios = cost.wall / bare.wall, cost.cpu / bare.cpu
    return (
        f"{name:<24}{cost.wall:>8.2f}{cost.cpu:>8.2f}{cost.peak:>6.0f}"
        f"{ratios[0]:>8.2f}{ratios[1]:>8.2f}"
    )


def main(rounds: int) -> None:
    """Measure and print the table."""
    costs: dict[str, list[Cost]] = {"import statements alone": [], "bare process": [], "assess": []}
    with tempfile.TemporaryDirectory() as folder:
        assess = ("-m", "treatygap", "assess", PROFILE, "-i", "unccc")
        cold(*assess)
        for _ in range(rounds):
            costs["import statements alone"].append(cold("-c", IMPORTED))
            costs["bare process"].append(cold("-c", BARE))
            costs["assess"].append(cold(*assess, "-o", Path(folder) / "KEN.json"))
    bare = middle(costs["bare process"])
    columns = f"{'wall s':>8}{'CPU s':>8}{'MB':>6}{'wall x':>8}{'CPU x':>8}"
    print(f"{f'Medians of {rounds}':<24}{columns}")
    for name, found in costs.items():
        print(row(name, middle(found), bare))
    print(f"Aim: assess at most {AIM} times the bare process.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
