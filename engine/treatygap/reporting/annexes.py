"""What the annexes list: provisions beside national law, and sources with their marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from treatygap.model.assessment import Assessment, InstrumentUsed, ProvisionUsed
from treatygap.model.finding import Finding
from treatygap.model.instrument import Reservation
from treatygap.model.profile import Act
from treatygap.reporting.findings import WORST_FIRST, shown


@dataclass(frozen=True, slots=True)
class National:
    """The sections of one act that findings cite."""

    act: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Transposed:
    """A provision beside the conclusions drawn under it and the national provisions cited."""

    provision: ProvisionUsed
    conclusions: tuple[tuple[str, int], ...]
    national: tuple[National, ...]
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reservation, declaration or notification, and what it would set aside."""

    reservation: Reservation
    made: bool
    conclusions: tuple[tuple[str, int], ...]


def transposition(assessment: Assessment, instrument: InstrumentUsed) -> tuple[Transposed, ...]:
    """Return every provision of an instrument with what the assessment says under it."""
    under: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        for ref in finding.provisions:
            under.setdefault(ref, []).append(finding)
    return tuple(_transposed(item, under.get(item.id, [])) for item in instrument.provisions)


def _transposed(provision: ProvisionUsed, under: list[Finding]) -> Transposed:
    withheld = any("rests-on-withheld" in finding.recheck for finding in under)
    return Transposed(provision, _conclusions(under), _national(under), withheld)


def reserved(assessment: Assessment, instrument: InstrumentUsed) -> tuple[Reserved, ...]:
    """Return what the instrument lets or makes a state say on joining."""
    made = instrument.state_status.reservations if instrument.state_status else ()
    return tuple(
        Reserved(
            item,
            item.id in made,
            _conclusions(find for find in assessment.findings if find.requirement in item.covers),
        )
        for item in instrument.reservations
    )


def unchecked(instrument: InstrumentUsed) -> tuple[str, ...]:
    """Return the numbers of provisions not yet held against an official text."""
    return tuple(item.ref for item in instrument.provisions if not item.is_checked)


def act_checked(act: Act) -> bool:
    """Say whether the copy of an act that was read is described."""
    return act.checked not in (None, "no")


def _conclusions(findings: Iterable[Finding]) -> tuple[tuple[str, int], ...]:
    counted = Counter[str]()
    for item in findings:
        counted.update([shown(item), *(flag for flag in item.flags if flag in WORST_FIRST)])
    return tuple((item, counted[item]) for item in WORST_FIRST if item in counted)


def _national(findings: Iterable[Finding]) -> tuple[National, ...]:
    cited: dict[str, dict[str, None]] = {}
    for finding in findings:
        for fact in finding.facts:
            evidence = [*fact.evidence, *(one for said in fact.statements for one in said.evidence)]
            for item in evidence:
                cited.setdefault(item.source, {})[item.section] = None
    return tuple(National(act, tuple(sorted(cited[act], key=_natural))) for act in cited)


def _natural(section: str) -> list[tuple[str, int]]:
    """Order `s. 9` before `s. 50`."""
    return [(word, int(number or 0)) for word, number in re.findall(r"(\D*)(\d*)", section)]
