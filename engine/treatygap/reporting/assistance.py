"""Technical assistance by provision, as a report prints it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from treatygap.model.assessment import Assessment, InstrumentUsed, ProvisionUsed
from treatygap.model.assistance import Need
from treatygap.model.requirement import Assistance


@dataclass(frozen=True, slots=True)
class Needed:
    """A need with its provision, and the titles of the requirements that are unmet."""

    need: Need
    provision: ProvisionUsed
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assisted:
    """The needs of one instrument, and how many provisions call for each kind."""

    used: InstrumentUsed
    needs: tuple[Needed, ...]
    counts: tuple[tuple[Assistance, int], ...]
    none: int


def assisted(assessment: Assessment) -> tuple[Assisted, ...]:
    """Return the needs by instrument; nothing where they were not worked out."""
    needs = {item.provision: item for item in assessment.parts.assistance or ()}
    titles = {item.id: item.title for item in assessment.findings}
    return tuple(_instrument(used, needs, titles) for used in assessment.instruments)


def _instrument(used: InstrumentUsed, needs: dict[str, Need], titles: dict[str, str]) -> Assisted:
    found = tuple(
        Needed(
            need=needs[item.id],
            provision=item,
            titles=tuple(dict.fromkeys(titles[name] for name in needs[item.id].findings)),
        )
        for item in used.provisions
        if item.id in needs
    )
    counts = Counter(kind for item in found for kind in item.need.kinds)
    none = sum(not item.need.kinds for item in found)
    return Assisted(used, found, tuple(counts.most_common()), none)
