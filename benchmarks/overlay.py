"""Lay a bill over Kenya's profile under all instruments, against assessing the profile once.

    python benchmarks/overlay.py [ROUNDS]

Both run in one process, in turn, with the library loaded. The bill turns round some answers of
every power, as a large bill would. Aim: at most twice the assessment.
"""

import sys
import time
from collections.abc import Callable
from statistics import median

from measure import PROFILE

from treatygap.analysis.overlay import overlay
from treatygap.load.profile import load_profile
from treatygap.model.bill import Bill
from treatygap.model.profile import Answer, Evidence, Profile
from treatygap.pipeline import assess
from treatygap.store import library

AIM = 2.0
ROUNDS = 9
SMALL = ("power.expedited-preservation.authorisation", "power.production-order.authorisation")
LARGE = ("authorisation", "review", "notice", "remedy")


def bill(profile: Profile, facts: tuple[str, ...]) -> Bill:
    """Return a made-up bill that gives other answers to some facts of a profile."""
    clause = Evidence(act="bill", section="cl. 1")
    turned = {True: False, False: True, "court": "police", "police": "court", "none": "court"}
    answers = {
        fact: Answer(value=turned.get(value, "none"), evidence=(clause,))
        for fact in facts
        if isinstance(value := profile.answers[fact].statements[0].value, bool | str)
    }
    return Bill(title="Bill", answers=answers, hash="0")


def seconds(work: Callable[[], object]) -> float:
    """Return the seconds of processor that some work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main(rounds: int) -> None:
    """Measure and print the table."""
    held, (profile, _) = library(), load_profile(PROFILE)
    large = tuple(
        fact
        for fact in profile.answers
        if fact.startswith("power.") and fact.rpartition(".")[2] in LARGE
    )
    works: dict[str, Callable[[], object]] = {
        "assessment": lambda: assess(profile, held),
        f"bill of {len(SMALL)} answers": lambda: overlay(profile, held, bill(profile, SMALL)),
        f"bill of {len(large)} answers": lambda: overlay(profile, held, bill(profile, large)),
    }
    costs: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            costs[name].append(seconds(work))
    once = median(costs["assessment"])
    print(f"{f'Medians of {rounds}':<24}{'CPU ms':>8}{'ratio':>8}")
    for name, found in costs.items():
        print(f"{name:<24}{1000 * median(found):>8.0f}{median(found) / once:>8.2f}")
    print(f"Aim: at most {AIM} times the assessment.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
