"""Facts on which sources differ, side by side, and what each source makes of the findings."""

from __future__ import annotations

from dataclasses import dataclass

from treatygap.model.assessment import Assessment
from treatygap.model.finding import FactUsed, Finding
from treatygap.reporting.facts import Line, printed


@dataclass(frozen=True, slots=True)
class Contested:
    """A contested fact: what each source says, and the findings that rest on it."""

    line: Line
    findings: tuple[Finding, ...]


def contested(assessment: Assessment) -> tuple[Contested, ...]:
    """Return the facts that sources in force answer differently, in the order of the findings."""
    facts: dict[str, FactUsed] = {}
    resting: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        for fact in finding.facts:
            if fact.value is None and len({item.words for item in fact.statements}) > 1:
                facts.setdefault(fact.id, fact)
                resting.setdefault(fact.id, []).append(finding)
    return tuple(
        Contested(printed([fact])[0], tuple(resting[name])) for name, fact in facts.items()
    )
