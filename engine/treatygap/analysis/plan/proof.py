"""The proof of a plan: the engine judges the law once the changes are made."""

from __future__ import annotations

from collections.abc import Iterable

from treatygap.analysis.plan.goal import OPTIONAL, Aim
from treatygap.finding import Verdict, verdict
from treatygap.model.binding import Binding, Ledger
from treatygap.model.plan import Side
from treatygap.pipeline import judge_sources

FINE = {"met", "not-applicable"}


def prove(
    reached: Iterable[Aim], bindings: Iterable[Binding], before: Ledger, after: Ledger
) -> tuple[Side, ...]:
    """Check that every aim holds after the changes; return what became worse beside them.

    Raises RuntimeError where an aim does not hold.
    """
    verdicts: dict[str, Verdict] = {}
    changed = {fact for fact, value in after.agreed.items() if before.agreed.get(fact) != value}
    sides: list[Side] = []
    for binding in bindings:
        found = verdict(judge_sources(binding, after), set(after.contested))
        verdicts[binding.id] = found
        if binding.facts & changed:
            was = verdict(judge_sources(binding, before), set(before.contested))
            sides += _worse(binding, was, found)
    failed = [aim.binding.id for aim in reached if not _holds(aim, verdicts[aim.binding.id])]
    if failed:
        raise RuntimeError(f"the plan does not reach {', '.join(failed)}")
    return tuple(sides)


def _holds(aim: Aim, found: Verdict) -> bool:
    if aim.flag:
        return aim.flag not in found.flags | found.flags_possible
    return set(found.possible or (found.conclusion,)) <= FINE


def _worse(binding: Binding, was: Verdict, found: Verdict) -> Iterable[Side]:
    title = binding.requirement.title
    duty = binding.instrument.strength_of(binding.provisions) not in OPTIONAL
    lost = was.conclusion == "met" and found.conclusion in ("partly", "not-met")
    if lost:
        before, after = was.conclusion, found.conclusion
        yield Side(finding=binding.id, title=title, duty=duty, before=before, after=after)
    for flag in sorted(found.flags - was.flags - was.flags_possible):
        yield Side(finding=binding.id, title=title, duty=duty, before=was.conclusion, after=flag)
