"""What to change, most urgent first: one entry for a requirement and a reason."""

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
    """A change of the law, why it is due, and the findings that it mends."""

    kind: str
    title: str
    instrument: str
    refs: tuple[str, ...]
    members: tuple[str, ...]
    strength: Strength
    severity: Severity
    because: str
    recommend: str
    anchor: str
    findings: int


def reforms(findings: Iterable[Finding]) -> tuple[Reform, ...]:
    """Return reforms by severity, strength and kind; gaps set aside by a reservation are none."""
    grouped: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        for kind, _, recommend in _reasons(finding):
            grouped.setdefault((finding.requirement, kind, recommend), []).append(finding)
    found = [_reform(kind, group) for (_, kind, _), group in grouped.items()]
    return tuple(sorted(found, key=_urgency))


def _reasons(finding: Finding) -> Iterator[tuple[str, str, str]]:
    for raised in finding.flags_raised:
        if raised.flag != "reserved":
            yield raised.flag, raised.because, raised.recommend
    if finding.gap and "reserved" not in finding.flags:
        yield finding.conclusion, finding.because, finding.recommend or finding.because


def _reform(kind: str, group: list[Finding]) -> Reform:
    first = group[0]
    because, recommend = next((why, what) for name, why, what in _reasons(first) if name == kind)
    refs = dict.fromkeys(ref.partition(":")[2] for item in group for ref in item.provisions)
    return Reform(
        kind=kind,
        title=first.title,
        instrument=first.instrument,
        refs=tuple(refs),
        members=tuple(item.member_label for item in group if item.member_label),
        strength=min((item.strength for item in group), key=STRENGTHS.index),
        severity=first.severity,
        because=because,
        recommend=recommend,
        anchor=anchor(first),
        findings=len(group),
    )


def _urgency(reform: Reform) -> tuple[int, int, int]:
    severities = get_args(Severity)
    return (
        -severities.index(reform.severity),
        STRENGTHS.index(reform.strength),
        KINDS.index(reform.kind),
    )
