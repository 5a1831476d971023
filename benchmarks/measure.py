"""Cold processes and what they cost, with modules compiled as those of an installed program are."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
COMPILED = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
PROFILE = ROOT / "profiles" / "KEN.yaml"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds on the clock, seconds of processor, peak memory in MB."""

    wall: float
    cpu: float
    peak: float


def cold(*arguments: str | Path) -> Cost:
    """Run this Python on `arguments` in a new process; CalledProcessError if it fails."""
    command = [sys.executable, *map(str, arguments)]
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=COMPILED, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.stderr.write(said.read().decode())
            raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(costs: list[Cost]) -> Cost:
    """Return the medians of each figure on its own."""
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        median(cost.peak for cost in costs),
    )
