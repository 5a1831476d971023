"""Which of several changed facts make a finding differ."""

from __future__ import annotations

from collections.abc import Iterable

from treatygap.explain import waiting
from treatygap.finding import Verdict, verdict
from treatygap.model.base import FactValue
from treatygap.model.binding import Binding, Judged, Ledger
from treatygap.model.overlay import Aspect, State
from treatygap.pipeline import judge_sources


def value(known: Ledger, fact: str) -> object:
    """Return what is known of a fact, in a form that is equal where it says the same."""
    said = known.agreed.get(fact)
    return (type(said), said) if said is not None else known.contested.get(fact)


class Trial:
    """A binding judged with some of the changed facts, and the others as they were.

    `changed` names the facts that differ between the two sides and that the binding can depend on.
    """

    def __init__(self, binding: Binding, before: Ledger, after: Ledger) -> None:
        self._binding = binding
        self._before, self._after = before, after
        self._known: dict[frozenset[str], Verdict] = {}
        self.changed = frozenset(
            fact for fact in binding.facts if value(before, fact) != value(after, fact)
        )

    def _judged(self, taken: frozenset[str]) -> tuple[Judged, set[str]]:
        agreed: dict[str, FactValue] = {}
        contested = {}
        for fact in self._binding.facts:
            side = self._after if fact in taken else self._before
            if fact in side.agreed:
                agreed[fact] = side.agreed[fact]
            elif fact in side.contested:
                contested[fact] = side.contested[fact]
        known = self._after._replace(agreed=agreed, contested=contested)
        return judge_sources(self._binding, known), set(contested)

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """What of the finding can differ: the conclusion, and the flags it can raise."""
        return "conclusion", *self._binding.flags

    def verdict(self, taken: Iterable[str]) -> Verdict:
        """Return what the binding comes to with the facts `taken` from the side after."""
        key = frozenset(taken)
        if key not in self._known:
            self._known[key] = verdict(*self._judged(key))
        return self._known[key]

    def missing(self, side: Iterable[str], of: Aspect) -> set[str]:
        """Return the unknown facts that keep an aspect open with the facts `side` taken."""
        if of == "conclusion":
            return self.verdict(side).missing
        judged, _ = self._judged(frozenset(side))
        return {fact for item in judged.values() for fact in waiting(item, of)}

    def state(self, taken: Iterable[str], of: Aspect) -> State:
        """Return the conclusion, or where a flag stands, with the facts `taken`."""
        found = self.verdict(taken)
        if of == "conclusion":
            return found.conclusion
        if of in found.flags:
            return "raised"
        return "possible" if of in found.flags_possible else "absent"

    def causes(self, of: Aspect) -> tuple[str, ...]:
        """Return the changed facts that make an aspect differ, sorted.

        They are those whose change alone makes it differ, or without whose change it would not be
        as it is after. Where these do not bring it about together, the facts that carry the
        verdict on either side join them, or else all that changed.
        """
        before, after = self.state((), of), self.state(self.changed, of)
        matter = frozenset(
            fact
            for fact in self.changed
            if self.state({fact}, of) != before or self.state(self.changed - {fact}, of) != after
        )
        for found in (matter, matter | (self._carrying() & self.changed)):
            if self.state(found, of) == after:
                return tuple(sorted(found))
        return tuple(sorted(self.changed))

    def _carrying(self) -> frozenset[str]:
        sides = (self.verdict(()), self.verdict(self.changed))
        return frozenset(fact for side in sides for fact in side.decided | side.missing)
