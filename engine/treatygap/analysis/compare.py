"""Assessments side by side: of several states, several days, or before and after a correction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from treatygap.analysis.reasons import Side, reasons
from treatygap.model.assessment import Assessment
from treatygap.model.compare import (
    AssessmentCompared,
    Comparison,
    FindingCompared,
    Reason,
    RequirementCompared,
)
from treatygap.model.finding import Finding
from treatygap.model.overlay import InstrumentRead
from treatygap.version import VERSION


def ordered(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Return assessments by name of the state and day, else as given."""
    return tuple(sorted(assessments, key=lambda item: (item.name, item.as_of)))


def compare(
    assessments: Iterable[Assessment], renames: Mapping[str, str] | None = None
) -> Comparison:
    """Return where assessments differ, requirement by requirement, and why.

    Columns are `ordered`. A difference is explained between each column and the next one that
    differs from it. `renames` gives the new id for each old one of a requirement or a fact, so that
    assessments of different versions meet.
    """
    sides = [Side(_renamed(item, renames or {})) for item in ordered(assessments)]
    held = [set(side.hashes) for side in sides]
    shared = set.intersection(*held)
    names = dict.fromkeys(
        finding.id for side in sides for finding in side.of.findings if finding.instrument in shared
    )
    differences = [found for name in names if (found := _difference(name, sides))]
    return Comparison(
        engine=VERSION,
        columns=tuple(_column(side.of) for side in sides),
        instruments=tuple(sorted(shared)),
        left_out=tuple(sorted(set.union(*held) - shared)),
        same=len(names) - len(differences),
        differences=tuple(sorted(differences, key=lambda item: item.instrument)),
    )


def _renamed(of: Assessment, renames: Mapping[str, str]) -> Assessment:
    if not renames:
        return of

    def new(item: str) -> str:
        name, at, member = item.partition("@")
        return f"{renames.get(name, name)}{at}{member}"

    findings = tuple(
        item.model_copy(
            update={
                "id": new(item.id),
                "requirement": new(item.requirement),
                "facts": tuple(fact.model_copy(update={"id": new(fact.id)}) for fact in item.facts),
                "missing": tuple(map(new, item.missing)),
            }
        )
        for item in of.findings
    )
    questions = tuple(item.model_copy(update={"id": new(item.id)}) for item in of.open_questions)
    return of.model_copy(update={"findings": findings, "open_questions": questions})


def _difference(name: str, sides: list[Side]) -> RequirementCompared | None:
    found = [side.findings.get(name) for side in sides]
    cells = [_cell(item) for item in found]
    if len(set(cells)) == 1:
        return None
    about = next(item for item in found if item)
    return RequirementCompared(
        id=name,
        requirement=about.requirement,
        member_label=about.member_label,
        instrument=about.instrument,
        provisions=about.provisions,
        title=about.title,
        strength=about.strength,
        severity=about.severity,
        safeguard=about.safeguard,
        cells=tuple(cells),
        reasons=tuple(_reasons(name, sides, cells)),
    )


def _reasons(name: str, sides: list[Side], cells: list[FindingCompared | None]) -> Iterator[Reason]:
    for (one, first), (other, second) in pairwise(enumerate(sides)):
        if cells[one] != cells[other]:
            yield from reasons(name, first, second, (one, other))


def _cell(finding: Finding | None) -> FindingCompared | None:
    if finding is None:
        return None
    return FindingCompared(
        conclusion=finding.conclusion,
        flags=finding.flags,
        flags_possible=finding.flags_possible,
    )


def _column(of: Assessment) -> AssessmentCompared:
    return AssessmentCompared(
        state=of.state,
        name=of.name,
        as_of=of.as_of,
        known_on=of.known_on,
        engine=of.engine,
        profile_hash=of.profile_hash,
        questions_hash=of.questions_hash,
        answered=of.answered,
        asked=of.asked,
        acts=of.acts,
        instruments=tuple(
            InstrumentRead(
                id=item.id,
                title=item.heading.title,
                unit=item.heading.unit,
                version=item.version,
                hash=item.hash,
            )
            for item in of.instruments
        ),
        groups=of.tally.groups,
    )
