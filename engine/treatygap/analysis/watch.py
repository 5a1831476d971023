"""What to look at again before joining a treaty, and on which day where one is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from treatygap.analysis.courses import may_be_unmet, unmet
from treatygap.model.assessment import Assessment, InstrumentUsed
from treatygap.model.finding import Finding
from treatygap.model.profile import Evidence
from treatygap.model.ratification import Watch


def watch(
    assessment: Assessment, used: InstrumentUsed, findings: Iterable[Finding]
) -> tuple[Watch, ...]:
    """Return what to re-check, dated first and in the order of days, then what has no day."""
    found = list(findings)
    listed = [*_instrument(assessment, used), *_law(assessment, found), *_open(used, found)]
    return tuple(sorted(listed, key=lambda item: (item.on is None, item.on)))


def cited(finding: Finding) -> Iterator[Evidence]:
    """Yield all evidence that a finding rests on, of every source."""
    for fact in finding.facts:
        yield from fact.evidence
        for said in fact.statements:
            yield from said.evidence


def _instrument(assessment: Assessment, used: InstrumentUsed) -> Iterator[Watch]:
    for item in used.heading.milestones:
        if item.on >= assessment.as_of:
            yield Watch(kind="milestone", on=item.on, says=item.says)
    if used.heading.begins and used.force != "binds":
        yield Watch(
            kind="begins",
            says=used.heading.begins,
            count=used.ratifications,
            needed=used.ratifications_needed,
        )
    if used.status_as_of:
        yield Watch(kind="status", on=used.status_as_of, says=used.status_source)
    if used.state_status:
        says = used.state_status.note or used.state_status.source
        yield Watch(kind="state", on=used.state_status.on, says=says)


def _law(assessment: Assessment, findings: list[Finding]) -> Iterator[Watch]:
    yield Watch(kind="law-read", on=assessment.known_on)
    seen = dict.fromkeys(item for finding in findings for item in cited(finding))
    for item in sorted(seen, key=lambda one: (one.source, one.section)):
        if item.in_force_from and item.in_force_from > assessment.as_of:
            yield Watch(kind="law-begins", on=item.in_force_from, evidence=item)
        if item.in_force_to and item.in_force_to >= assessment.as_of:
            yield Watch(kind="law-ends", on=item.in_force_to, evidence=item)


def _open(used: InstrumentUsed, findings: list[Finding]) -> Iterator[Watch]:
    counts = {
        "recheck": sum(bool(item.recheck) for item in findings),
        "undetermined": sum(may_be_unmet(item) and not unmet(item) for item in findings),
        "unchecked": sum(not item.is_checked for item in used.provisions),
    }
    for kind, count in counts.items():
        if count:
            yield Watch.model_validate({"kind": kind, "count": count})
