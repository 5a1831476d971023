"""Judgements explained: the facts that decided, and those that would settle."""

from __future__ import annotations

from collections.abc import Iterator

from treatygap.model.binding import Judged, Judgement
from treatygap.model.logic import Leaf, Step, Truth, facts_in
from treatygap.model.requirement import Flag


def deciding(step: Step) -> Iterator[str]:
    """Yield the facts that carry a settled truth: keeping only these keeps it.

    For an unknown truth, yield the unknown facts that keep it open.
    """
    if isinstance(step.node, Leaf):
        yield step.node.fact
    for part in step.parts:
        if part.truth == step.truth or len(step.parts) == 1:
            yield from deciding(part)


def leaves(step: Step) -> Iterator[Step]:
    """Yield the steps of single facts, from left to right."""
    if isinstance(step.node, Leaf):
        yield step
    for part in step.parts:
        yield from leaves(part)


def reasons(judgement: Judgement) -> tuple[set[str], set[str]]:
    """Return the facts that decided a conclusion, and those that would settle an undetermined one.

    For an undetermined conclusion the first set is what is known so far.
    """
    applies, met, partly = judgement.applies, judgement.met, judgement.partly
    if applies and applies.truth == Truth.NO:
        return set(deciding(applies)), set()
    steps = [item for item in (applies, met) if item]
    if partly and met.truth != Truth.YES:
        steps.append(partly)
    decided = {fact for item in steps if item.truth != Truth.UNKNOWN for fact in deciding(item)}
    missing = {fact for item in steps if item.truth == Truth.UNKNOWN for fact in deciding(item)}
    if missing:
        known = (leaf for item in steps for leaf in leaves(item) if leaf.truth != Truth.UNKNOWN)
        decided |= {leaf.node.fact for leaf in known if isinstance(leaf.node, Leaf)}
    return decided, missing


def preconditions(judged: Judged) -> set[str]:
    """Return the facts that only say that a requirement applies, and decide nothing else in it."""
    before, after = set[str](), set[str]()
    for judgement in judged.values():
        if judgement.applies and judgement.applies.truth == Truth.YES:
            before |= set(deciding(judgement.applies))
        others = (judgement.met, judgement.partly, *judgement.flags.values())
        after |= {fact for step in others if step for fact in facts_in(step.node)}
    return before - after


def raised(judgement: Judgement, truth: Truth) -> dict[Flag, Step]:
    """Return the flags whose condition has a truth (YES: raised; UNKNOWN: still possible)."""
    return {
        flag: step for flag, step in judgement.flags.items() if flag_truth(judgement, flag) == truth
    }


def flag_truth(judgement: Judgement, flag: Flag) -> Truth:
    """Return whether a flag is raised: its condition holds where the requirement applies."""
    held = judgement.applies.truth if judgement.applies else Truth.YES
    return min(held, judgement.flags[flag].truth)


def waiting(judgement: Judgement, flag: Flag) -> set[str]:
    """Return the unknown facts that keep a flag open; none where it is not."""
    if flag_truth(judgement, flag) != Truth.UNKNOWN:
        return set()
    steps = [step for step in (judgement.applies, judgement.flags[flag]) if step]
    unknown = (step for step in steps if step.truth == Truth.UNKNOWN)
    return {fact for step in unknown for fact in deciding(step)}
