"""What to change, most urgent first: one entry for a requirement and a recommendation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import get_args

from treatygap.model.finding import Finding
from treatygap.model.instrument import STRENGTHS, Strength
from treatygap.model.requirement import Severity
from treatygap.reporting.findings import anchor
from treatygap.reporting.places import refs

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


@dataclass(frozen=True, slots=True)
class Reason:
    """A gap or a flag of one finding: why a reform is due."""

    kind: str
    severity: Severity
    because: str
    recommend: str
    finding: Finding


def reforms(findings: Iterable[Finding]) -> tuple[Reform, ...]:
    """Return reforms by severity, strength and kind; gaps set aside by a reservation are none."""
    grouped: dict[tuple[str, str], list[Reason]] = {}
    for finding in findings:
        for reason in _reasons(finding):
            grouped.setdefault((finding.requirement, reason.recommend), []).append(reason)
    found = [_reform(recommend, due) for (_, recommend), due in grouped.items()]
    return tuple(sorted(found, key=_urgency))


def leading(due: Iterable[Reform], count: int) -> tuple[tuple[Reform, ...], ...]:
    """Return the first reforms; what several instruments ask for in the same words is one."""
    alike: dict[object, list[Reform]] = {}
    for reform in due:
        alike.setdefault((reform.title, reform.recommend, reform.members), []).append(reform)
    return tuple(map(tuple, islice(alike.values(), count)))


def _reasons(finding: Finding) -> Iterator[Reason]:
    for raised in finding.flags_raised:
        if raised.flag != "reserved":
            yield Reason(raised.flag, raised.severity, raised.because, raised.recommend, finding)
    if finding.gap and "reserved" not in finding.flags:
        recommend = finding.recommend or finding.because
        yield Reason(finding.conclusion, finding.severity, finding.because, recommend, finding)


def _reform(recommend: str, due: list[Reason]) -> Reform:
    group = list({reason.finding.id: reason.finding for reason in due}.values())
    first = group[0]
    return Reform(
        kinds=tuple(sorted({reason.kind for reason in due}, key=KINDS.index)),
        title=first.title,
        instrument=first.instrument,
        refs=tuple(dict.fromkeys(ref for item in group for ref in refs(item.provisions))),
        members=tuple(item.member_label for item in group if item.member_label),
        strength=min((item.strength for item in group), key=STRENGTHS.index),
        severity=max((reason.severity for reason in due), key=get_args(Severity).index),
        because=tuple(dict.fromkeys(reason.because for reason in due)),
        recommend=recommend,
        anchor=anchor(first),
    )


def _urgency(reform: Reform) -> tuple[int, int, int]:
    return reform.rank, STRENGTHS.index(reform.strength), KINDS.index(reform.kinds[0])
