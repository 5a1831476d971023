"""What one instrument adds to another, drops from it, widens and narrows."""

from __future__ import annotations

from collections.abc import Iterable

from treatygap.model.concordance import Change, Concordance, Difference, Pair, Relation
from treatygap.model.instrument import Instrument, natural

CHANGES: dict[Relation, Change] = {
    "equal": "same",
    "subset": "wider",
    "superset": "narrower",
    "intersects": "differs",
}
ORDER: tuple[Change, ...] = ("added", "dropped", "wider", "narrower", "differs", "same")


def differences(
    first: Instrument, second: Instrument, concordance: Concordance
) -> tuple[Difference, ...]:
    """Return what the second instrument does with each provision of the first, and beyond it.

    The concordance relates `first` to `second`. A provision of the first that is a subset of one
    of the second is wider in the second. Sorted by change, then by provision.
    """
    return tuple(sorted(_all(first, second, concordance.pairs), key=_place))


def _all(first: Instrument, second: Instrument, pairs: Iterable[Pair]) -> Iterable[Difference]:
    for pair in pairs:
        change = CHANGES.get(pair.relation) or ("dropped" if pair.a else "added")
        yield Difference(
            change=change,
            first=first.by_id[pair.a] if pair.a else None,
            second=second.by_id[pair.b] if pair.b else None,
            because=pair.because,
        )


def _place(item: Difference) -> tuple[int, list[list[tuple[int, str]]]]:
    sides = [side for side in (item.first, item.second) if side]
    return ORDER.index(item.change), [natural(side.ref) for side in sides]
