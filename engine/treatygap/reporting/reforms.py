"""What to change, most urgent first: one entry for a requirement and a recommendation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from treatygap.model.assessment import Finding
from treatygap.model.instrument import STRENGTHS, Strength
from treatygap.model.requirement import Severity
from treatygap.reporting.findings import anchor

KINDS = ("contrary", "not-met", "over-reach", "partly")
"""Why a reform is due, the most serious first."""


@dataclass(frozen=True, slots=True)
class Reform:
    """A change of the law, why it is due, and where the finding is printed."""

    kinds: tuple[str, ...]
    title: str
    instrument: str
    refs: tuple[str, ...]
    members: tuple[str, ...]
    strength: Strength
    severity: Severity
    because: tuple[str, ...]
    recommend: str
    anchor: str

    @property
    def rank(self) -> int:
        """Severity as a number, the most severe first."""
        return -get_args(Severity).index(self.severity)


def reforms(findings: Iterable[Finding]) -> tuple[Reform, ...]:
    """Return reforms by severity, strength and kind; gaps set aside by a reservation are none."""
    grouped: dict[tuple[str, str], list[tuple[str, str, Finding]]] = {}
    for finding in findings:
        for kind, because, recommend in _reasons(finding):
            due = grouped.setdefault((finding.requirement, recommend), [])
            due.append((kind, because, finding))
    found = [_reform(recommend, due) for (_, recommend), due in grouped.items()]
    return tuple(sorted(found, key=_urgency))


def _reasons(finding: Finding) -> Iterator[tuple[str, str, str]]:
    for raised in finding.flags_raised:
        if raised.flag != "reserved":
            yield raised.flag, raised.because, raised.recommend
    if finding.gap and "reserved" not in finding.flags:
        yield finding.conclusion, finding.because, finding.recommend or finding.because


def _reform(recommend: str, due: list[tuple[str, str, Finding]]) -> Reform:
    group = list({item.id: item for _, _, item in due}.values())
    first = group[0]
    return Reform(
        kinds=tuple(sorted({kind for kind, _, _ in due}, key=KINDS.index)),
        title=first.title,
        instrument=first.instrument,
        refs=tuple(
            dict.fromkeys(ref.partition(":")[2] for item in group for ref in item.provisions)
        ),
        members=tuple(item.member_label for item in group if item.member_label),
        strength=min((item.strength for item in group), key=STRENGTHS.index),
        severity=first.severity,
        because=tuple(dict.fromkeys(because for _, because, _ in due)),
        recommend=recommend,
        anchor=anchor(first),
    )


def _urgency(reform: Reform) -> tuple[int, int, int]:
    return reform.rank, STRENGTHS.index(reform.strength), KINDS.index(reform.kinds[0])
