"""A saved assessment against itself: what was counted and cited follows from its findings."""

from __future__ import annotations

from collections.abc import Iterator

from treatygap.model.assessment import Assessment
from treatygap.model.diagnostic import Diagnostic, Place
from treatygap.summarise import tally


def check_assessment(assessment: Assessment, file: str) -> list[Diagnostic]:
    """Return every way in which an assessment contradicts itself; none means that it may print."""
    return [
        Diagnostic(Place(file), "bad-assessment", message, "assess the profile again")
        for message in _contradictions(assessment)
    ]


def _contradictions(assessment: Assessment) -> Iterator[str]:
    if assessment.tally != tally(assessment.findings):
        yield "the counts do not follow from the findings"
    ids = {finding.id for finding in assessment.findings}
    if len(ids) < len(assessment.findings):
        yield "a finding stands in it twice"
    provisions = {
        provision.id for instrument in assessment.instruments for provision in instrument.provisions
    }
    yield from _unsourced(assessment)
    yield from _one_sided(assessment)
    yield from _unfounded(assessment, ids)
    yield from _unasked(assessment, ids)
    for finding in assessment.findings:
        for provision in finding.provisions:
            if provision not in provisions:
                yield f"{finding.id} cites '{provision}', which is no provision in it"
        if {*finding.flags} != {raised.flag for raised in finding.flags_raised}:
            yield f"{finding.id} has flags without a reason, or reasons without a flag"
    for question in assessment.open_questions:
        for finding_id in question.settles:
            if finding_id not in ids:
                yield f"{question.id} settles '{finding_id}', which is no finding in it"


def _unsourced(assessment: Assessment) -> Iterator[str]:
    for instrument in assessment.instruments:
        if not instrument.text and any(item.official for item in instrument.provisions):
            yield f"{instrument.id} has official words, and no text that they are from"


def _one_sided(assessment: Assessment) -> Iterator[str]:
    requirements = {finding.requirement for finding in assessment.findings}
    for conflict in assessment.parts.conflicts or ():
        for requirement in conflict.between:
            if requirement not in requirements:
                yield f"{conflict.id} is between '{requirement}', which has no finding in it"


def _unfounded(assessment: Assessment, findings: set[str]) -> Iterator[str]:
    reservations = {
        item.id: {said.id for said in item.reservations} for item in assessment.instruments
    }
    for part in assessment.parts.ratification or ():
        if part.instrument not in reservations:
            yield f"its ratification is of '{part.instrument}', which is no instrument in it"
            continue
        for said in part.prepared:
            if said.id not in reservations[part.instrument]:
                yield f"{part.instrument} has no reservation '{said.id}'"
        named = (*part.unmet, *part.open, *(name for said in part.prepared for name in said.named))
        for name in named:
            if name not in findings:
                yield f"ratification of {part.instrument} names '{name}', no finding in it"


def _unasked(assessment: Assessment, findings: set[str]) -> Iterator[str]:
    for need in assessment.parts.assistance or ():
        for name in need.findings:
            if name not in findings:
                yield f"assistance under {need.provision} is for '{name}', no finding in it"
