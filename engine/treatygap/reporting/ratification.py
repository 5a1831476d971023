"""The decision on joining a treaty, as a report prints it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import get_args

from treatygap.model.assessment import Assessment, InstrumentUsed
from treatygap.model.finding import Finding
from treatygap.model.instrument import Reservation
from treatygap.model.ratification import Course, Prepared, Ratification, Standing
from treatygap.model.requirement import Severity
from treatygap.reporting.findings import anchor
from treatygap.reporting.passages import pieces
from treatygap.reporting.places import refs
from treatygap.reporting.questions import pointers
from treatygap.reporting.reforms import Reform, reforms
from treatygap.reporting.timeline import Timeline, timeline

NAMED: tuple[Severity, ...] = ("major", "critical")
"""Severities of open findings that are listed one by one."""
ORDER = get_args(Standing)
IDLE: tuple[Standing, ...] = ("idle", "closed", "late")
"""What nothing is to be done about."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with what it does for this state; findings by their titles."""

    reservation: Reservation
    prepared: Prepared
    anchor: str
    sets_aside: tuple[str, ...]
    may_set_aside: tuple[str, ...]
    waits_for: tuple[str, ...]
    may_wait_for: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A gap to close before deposit, and the statements that could set it aside instead."""

    reform: Reform
    aside: tuple[Reservation, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A requirement that may turn out unmet, and the questions that would tell."""

    title: str
    refs: tuple[str, ...]
    severity: Severity
    anchor: str
    members: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One treaty: the courses open, what is due, what to say, what is open and what to watch."""

    used: InstrumentUsed
    part: Ratification
    due: tuple[Due, ...]
    said: tuple[Said, ...]
    undecided: tuple[Undecided, ...]
    lesser: int
    questions: int
    timeline: Timeline

    @property
    def reached(self) -> bool:
        """True where a reservation could set some gap aside."""
        return any(row.aside for row in self.due)

    @property
    def courses(self) -> dict[str, Course]:
        """The courses by name."""
        return {course.id: course for course in self.part.courses}

    @property
    def usable(self) -> tuple[Said, ...]:
        """What the state may or must still say."""
        return tuple(item for item in self.said if item.prepared.standing not in IDLE)

    @property
    def idle(self) -> tuple[tuple[Standing, tuple[Said, ...]], ...]:
        """What is of no use to the state, or not open to it, by the reason."""
        of = (
            (name, [item for item in self.said if item.prepared.standing == name]) for name in IDLE
        )
        return tuple((name, tuple(items)) for name, items in of if items)


def decisions(assessment: Assessment) -> tuple[Decision, ...]:
    """Return the decisions on joining each treaty; none where they were not worked out."""
    used = {item.id: item for item in assessment.instruments}
    return tuple(
        _decision(assessment, used[part.instrument], part)
        for part in assessment.parts.ratification or ()
    )


def _decision(assessment: Assessment, used: InstrumentUsed, part: Ratification) -> Decision:
    findings = {item.id: item for item in assessment.findings if item.instrument == used.id}
    said = sorted(
        _all_said(used, part, findings), key=lambda item: ORDER.index(item.prepared.standing)
    )
    open_ = [findings[name] for name in part.open]
    named = [item for item in open_ if item.severity in NAMED]
    return Decision(
        used=used,
        part=part,
        due=tuple(_due([findings[name] for name in part.unmet], said)),
        said=tuple(said),
        undecided=tuple(_undecided(assessment, named)),
        lesser=len(open_) - len(named),
        questions=sum(
            not findings.keys().isdisjoint(item.settles) for item in assessment.open_questions
        ),
        timeline=timeline(assessment, used, findings.values()),
    )


def _all_said(
    used: InstrumentUsed, part: Ratification, findings: dict[str, Finding]
) -> Iterable[Said]:
    known = {item.id: item for item in used.reservations}

    def titles(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(findings[name].title for name in names))

    for item in part.prepared:
        yield Said(
            reservation=known[item.id],
            prepared=item,
            anchor=f"s-{used.id}-{item.id}",
            sets_aside=titles(item.sets_aside),
            may_set_aside=titles(item.may_set_aside),
            waits_for=titles(item.waits_for),
            may_wait_for=titles(item.may_wait_for),
            missing=tuple(fact.label for fact in item.missing),
        )


def _due(findings: list[Finding], said: list[Said]) -> Iterable[Due]:
    for reform in reforms(findings):
        if reform.kinds == ("over-reach",):
            continue
        names = {item.id for item in findings if anchor(item) == reform.anchor}
        yield Due(
            reform,
            tuple(
                item.reservation
                for item in said
                if item.prepared.standing == "useful" and names & {*item.prepared.sets_aside}
            ),
        )


def _undecided(assessment: Assessment, findings: list[Finding]) -> Iterable[Undecided]:
    labels = {name: pieces(item.label)[1] for name, item in pointers(assessment).items()}
    ranked = sorted(findings, key=lambda item: -get_args(Severity).index(item.severity))
    for _, group in groupby(ranked, key=lambda item: item.requirement):
        rows = list(group)
        asked = (labels[fact] for item in rows for fact in item.missing if fact in labels)
        yield Undecided(
            title=rows[0].title,
            refs=tuple(dict.fromkeys(ref for item in rows for ref in refs(item.provisions))),
            severity=rows[0].severity,
            anchor=anchor(rows[0]),
            members=tuple(item.member_label for item in rows if item.member_label),
            questions=tuple(dict.fromkeys(asked)),
        )
