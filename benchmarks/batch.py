"""Print the reports of twenty states one after another and on two processors, in turn.

    python benchmarks/batch.py [ROUNDS]

The profiles that ship are copied under other names until there are twenty. Aim: at least 1.7 times
as fast on two processors.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from measure import ROOT, cold

STATES = 20
AIM = 1.7
ROUNDS = 1
OPTIONS = ("-i", "np-principles")


def main(rounds: int) -> None:
    """Measure and print both times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shipped = sorted((ROOT / "profiles").glob("*.yaml"))
        copies = [folder / f"{index}.yaml" for index in range(STATES)]
        for index, copy in enumerate(copies):
            shutil.copyfile(shipped[index % len(shipped)], copy)
        walls: dict[str, list[float]] = {"1": [], "2": []}
        for _ in range(rounds):
            for jobs, found in walls.items():
                to = ("--to", folder / jobs, "--jobs", jobs)
                found.append(cold("-m", "treatygap", "batch", *copies, *OPTIONS, *to).wall)
    alone, together = (median(found) for found in walls.values())
    print(f"{STATES} reports one after another: {alone:.1f} s; on two processors: {together:.1f} s")
    print(f"{alone / together:.2f} times as fast; aim at least {AIM}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
