"""What a bill would change in every finding on a state's law, and by which of its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from treatygap.analysis.causes import Trial, value
from treatygap.analysis.enactment import enacted, in_effect
from treatygap.bind import bind_all
from treatygap.model.bill import Bill
from treatygap.model.binding import Binding
from treatygap.model.finding import FactAsked, Finding
from treatygap.model.instrument import Instrument, Library, Strength
from treatygap.model.overlay import (
    Aspect,
    BillUsed,
    Change,
    Direction,
    Effect,
    FactChanged,
    FindingChanged,
    InstrumentRead,
    Overlay,
    State,
    StillOpen,
)
from treatygap.model.profile import Profile
from treatygap.model.question import Fact, QuestionBank
from treatygap.pipeline import Examiner
from treatygap.summarise import tally
from treatygap.version import VERSION

RANK: dict[State, int] = {
    "met": 2, "partly": 1, "not-met": 0,
    "absent": 1, "raised": 0,
}  # fmt: skip
"""How good a settled state is, among those of its kind."""
UNSETTLED: tuple[State, ...] = ("undetermined", "possible")


def overlay(profile: Profile, library: Library, bill: Bill, as_of: date | None = None) -> Overlay:
    """Return what a bill changes under every instrument of a library.

    Before and after are of one day: `as_of`, or the day the profile's law was read, or, where that
    is later, the day from which the bill is in force. Only findings that can depend on a fact of
    the bill are made again. Profile, bill and library are taken as valid.
    """
    day = as_of or max(profile.known_on, bill.in_force_from or profile.known_on)
    old = Examiner(profile, library, day)
    new = Examiner(enacted(profile, bill, day), library, day)
    touched = in_effect(bill, profile, day)
    pairs = [_both(binding, touched, old, new) for binding in bind_all(library)]
    facts = library.questions.facts
    compared = [
        _Compared(Trial(pair.binding, old.known, new.known), pair.before, pair.after, facts)
        for pair in pairs
        if pair.touched
    ]
    changes = tuple(found for item in compared if (found := item.changed()).changes)
    counts = {fact: sum(fact in pair.touched for pair in pairs) for fact in touched}
    return Overlay(
        engine=VERSION,
        state=profile.state,
        name=profile.name,
        as_of=day,
        known_on=profile.known_on,
        profile_hash=profile.hash,
        questions_hash=library.questions.hash,
        bill=_used(bill),
        in_force=bill.in_force(day),
        instruments=instruments_read(library.instruments),
        facts=_facts(bill, (old, new), library.questions, counts, changes),
        changes=changes,
        open=tuple(found for item in compared for found in item.open()),
        before=tally(tuple(pair.before for pair in pairs)),
        after=tally(tuple(pair.after for pair in pairs)),
    )


class _Pair(NamedTuple):
    binding: Binding
    touched: frozenset[str]
    before: Finding
    after: Finding


def _both(binding: Binding, touched: frozenset[str], old: Examiner, new: Examiner) -> _Pair:
    facts = binding.facts & touched
    before = old.finding(binding)
    return _Pair(binding, facts, before, new.finding(binding) if facts else before)


class _Compared:
    """A finding on both sides of a bill."""

    def __init__(
        self, trial: Trial, before: Finding, after: Finding, facts: dict[str, Fact]
    ) -> None:
        self._trial, self._facts = trial, facts
        self._before, self._after = before, after

    def changed(self) -> FindingChanged:
        """Return both sides with what differs, which may be nothing."""
        changes = tuple(self._change(of) for of, sides in self._aspects() if sides[0] != sides[1])
        return FindingChanged(before=self._before, after=self._after, changes=changes)

    def open(self) -> Iterator[StillOpen]:
        """Yield what is open on both sides."""
        for of, sides in self._aspects():
            if sides[0] == sides[1] and sides[0] in UNSETTLED:
                missing = self._asked(self._trial.missing(self._trial.changed, of))
                yield StillOpen(finding=self._after, of=of, missing=missing)

    def _aspects(self) -> Iterator[tuple[Aspect, tuple[State, State]]]:
        for of in self._trial.aspects:
            yield of, (self._trial.state((), of), self._trial.state(self._trial.changed, of))

    def _asked(self, facts: set[str]) -> tuple[FactAsked, ...]:
        return tuple(FactAsked(id=fact, label=self._facts[fact].label) for fact in sorted(facts))

    def _change(self, of: Aspect) -> Change:
        before, after = self._trial.state((), of), self._trial.state(self._trial.changed, of)
        sides = ((), before), (self._trial.changed, after)
        missing = {
            fact
            for taken, state in sides
            if state in UNSETTLED
            for fact in self._trial.missing(taken, of)
        }
        return Change(
            of=of,
            before=before,
            after=after,
            direction=direction(before, after, self._after.strength),
            causes=self._trial.causes(of),
            missing=self._asked(missing),
        )


def direction(before: State, after: State, strength: Strength) -> Direction:
    """Return where a change leads; whatever is not known on one side says nothing of the law."""
    if after in UNSETTLED:
        return "unsettled"
    if before in UNSETTLED:
        return "settled"
    if before == "not-applicable":
        return "begins"
    if after == "not-applicable":
        return "ends"
    if strength in ("may", "none") and after in ("met", "partly", "not-met"):
        return "option"
    return "better" if RANK[after] > RANK[before] else "worse"


def instruments_read(instruments: Iterable[Instrument]) -> tuple[InstrumentRead, ...]:
    """Return what names instruments and their rulesets, in order of name."""
    return tuple(
        InstrumentRead(
            id=item.id,
            title=item.heading.title,
            unit=item.heading.unit,
            version=item.heading.version,
            hash=item.hash,
        )
        for item in sorted(instruments, key=lambda item: item.id)
    )


def _used(bill: Bill) -> BillUsed:
    return BillUsed(
        title=bill.title,
        short=bill.short,
        url=bill.url,
        version=bill.version,
        in_force_from=bill.in_force_from,
        hash=bill.hash,
    )


def _facts(
    bill: Bill,
    sides: tuple[Examiner, Examiner],
    bank: QuestionBank,
    findings: dict[str, int],
    changes: tuple[FindingChanged, ...],
) -> tuple[FactChanged, ...]:
    caused = Counter(fact for item in changes for fact in item.causes)

    def changed(fact: str) -> FactChanged:
        before, after = (side.used(fact) for side in sides)
        effect: Effect = "changes" if fact in caused else "no-change"
        if fact not in findings:
            effect, after = "not-in-force", None
        elif value(sides[0].known, fact) == value(sides[1].known, fact):
            effect = "same-value"
        return FactChanged(
            id=fact,
            label=bank.facts[fact].label,
            before=before,
            after=after,
            effect=effect,
            findings=findings.get(fact, 0),
            changes=caused[fact],
        )

    return tuple(map(changed, sorted({*bill.answers, *bill.repeals})))
