"""Which conclusions rest on a single weak, contested or dated fact, and what flips with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from treatygap.analysis.classes import classes
from treatygap.analysis.residual import leaves
from treatygap.analysis.supposed import supposed
from treatygap.analysis.weight import weight
from treatygap.bind import bind_all, ledger
from treatygap.finding import Finder, Verdict, verdict
from treatygap.model.base import FactValue
from treatygap.model.binding import Binding, Ledger
from treatygap.model.finding import FactUsed
from treatygap.model.instrument import Library
from treatygap.model.profile import Profile
from treatygap.model.question import Fact
from treatygap.model.robustness import Flip, FrailFact, Frailty, Otherwise
from treatygap.pipeline import judge_sources


def robustness(
    profile: Profile, library: Library, as_of: date | None = None
) -> tuple[FrailFact, ...]:
    """Return the facts that may be wrong and flip a finding by themselves, the weightiest first.

    A fact is frail when sources differ on it, evidence for it is unchecked, it rests on law with
    a last day, or the law was read before the day. For each, every other value that conditions
    can tell apart is tried, and that it were unknown; all other facts stay.
    """
    day = as_of or profile.known_on
    known = ledger(profile, library.questions, day)
    finder = Finder(library.questions, known, profile.answers, ())
    on: dict[str, list[Binding]] = {}
    for binding in bind_all(library):
        for fact in binding.facts:
            on.setdefault(fact, []).append(binding)
    found = []
    for name in sorted(on.keys() & (known.agreed.keys() | known.contested.keys())):
        reasons = tuple(_reasons(name, known, early=profile.known_on < day))
        otherwise = _otherwise(library.questions.facts[name], on[name], known) if reasons else ()
        if otherwise:
            found.append(_frail(finder.used(name), reasons, otherwise))
    return tuple(sorted(found, key=lambda item: (-item.weight, -item.findings, item.fact.id)))


def _reasons(fact: str, known: Ledger, *, early: bool) -> Iterator[Frailty]:
    evidence = [item for said in known.statements[fact] for item in said.evidence
                if said.known and said.in_force(known.day)]  # fmt: skip
    if fact in known.contested:
        yield "contested"
    if any(item.checked in (None, "no") for item in evidence):
        yield "evidence-unchecked"
    if any(item.in_force_to for item in evidence):
        yield "ends"
    if early:
        yield "read-before-day"


def _otherwise(fact: Fact, touched: list[Binding], known: Ledger) -> tuple[Otherwise, ...]:
    """Return what flips under each other value, values with the same flips together."""
    before = [(binding, _stands(binding, known)) for binding in touched]
    values = {value for item in before for value in _values(fact, item, known)}
    values |= set(known.contested.get(fact.id, {}).values())
    grouped: dict[tuple[Flip, ...], list[FactValue]] = {}
    for value in sorted(values - {known.agreed.get(fact.id)}, key=lambda one: _place(fact, one)):
        flips = tuple(_flips(before, _with(known, fact.id, value)))
        if flips:
            grouped.setdefault(flips, []).append(value)
    found = [
        other
        for flips, same in grouped.items()
        for other in _others(fact, known.agreed.get(fact.id), same, flips)
    ]
    lost = tuple(_flips(before, _with(known, fact.id, None)))
    return (*found, *([Otherwise(values=(), flips=lost)] if lost else []))


def _others(
    fact: Fact, present: FactValue | None, same: list[FactValue], flips: tuple[Flip, ...]
) -> Iterator[Otherwise]:
    """Choices are told by what is fewer and more, so each such value stands alone."""
    if not isinstance(present, tuple):
        yield Otherwise(values=tuple(supposed(fact, value) for value in same), flips=flips)
        return
    for value in same:
        there = value if isinstance(value, tuple) else ()
        fewer = tuple(item for item in present if item not in there)
        more = tuple(item for item in there if item not in present)
        yield Otherwise(
            values=(supposed(fact, value),),
            fewer=supposed(fact, fewer) if fewer else None,
            more=supposed(fact, more) if more else None,
            flips=flips,
        )


def _values(fact: Fact, stands: tuple[Binding, Verdict], known: Ledger) -> Iterator[FactValue]:
    """Yield the values that a binding tells apart; of choices, the nearest for each outcome."""
    binding, was = stands
    trees = (binding.applies, binding.met, binding.partly, *binding.flags.values())
    tests = [leaf for tree in trees if tree for leaf in leaves(tree) if leaf.fact == fact.id]
    present = known.agreed.get(fact.id)
    found = classes(fact, tests, present)
    if not isinstance(present, tuple):
        yield from found
        return
    seen = {(was.conclusion, frozenset(was.flags))}
    for value in sorted(found, key=lambda one: (len({*_set(one)} ^ {*present}), str(one))):
        stand = _stands(binding, _with(known, fact.id, value))
        outcome = (stand.conclusion, frozenset(stand.flags))
        if outcome not in seen:
            seen.add(outcome)
            yield value


def _set(value: FactValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _place(fact: Fact, value: FactValue) -> tuple[float, str]:
    choices = fact.question.choices
    if isinstance(value, bool | int | float):
        return -value if isinstance(value, bool) else value, ""
    return (choices.index(value), "") if value in choices else (len(value), str(value))


def _with(known: Ledger, fact: str, value: FactValue | None) -> Ledger:
    agreed = {name: held for name, held in known.agreed.items() if name != fact}
    contested = {name: held for name, held in known.contested.items() if name != fact}
    if value is not None:
        agreed[fact] = value
    return known._replace(agreed=agreed, contested=contested)


def _stands(binding: Binding, known: Ledger) -> Verdict:
    return verdict(judge_sources(binding, known), set(known.contested))


def _flips(before: Iterable[tuple[Binding, Verdict]], known: Ledger) -> Iterator[Flip]:
    for binding, was in before:
        found = _stands(binding, known)
        if (found.conclusion, found.flags) != (was.conclusion, was.flags):
            requirement = binding.requirement
            yield Flip(
                finding=binding.id,
                title=requirement.title,
                member_label=binding.member_label,
                instrument=binding.instrument.id,
                provisions=binding.provisions,
                strength=binding.instrument.strength_of(binding.provisions),
                severity=requirement.severity,
                before=was.conclusion,
                after=found.conclusion,
                raised=tuple(sorted(found.flags - was.flags)),
                dropped=tuple(sorted(was.flags - found.flags)),
            )


def _frail(
    fact: FactUsed, reasons: tuple[Frailty, ...], otherwise: tuple[Otherwise, ...]
) -> FrailFact:
    flipped = {flip.finding: flip for item in otherwise for flip in item.flips if item.values}
    touched = {flip.finding for item in otherwise for flip in item.flips}
    return FrailFact(
        fact=fact,
        reasons=reasons,
        findings=len(touched),
        weight=sum(weight(flip.strength, flip.severity) for flip in flipped.values()),
        otherwise=otherwise,
    )
