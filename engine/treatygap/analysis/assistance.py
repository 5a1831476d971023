"""The technical assistance that gaps call for, by provision, as a table of the rulesets says."""

from __future__ import annotations

from typing import get_args

from treatygap.analysis.courses import may_be_unmet, unmet
from treatygap.model.assessment import Assessment
from treatygap.model.assistance import AssistanceRules, Need
from treatygap.model.finding import Finding
from treatygap.model.instrument import Kind, Library
from treatygap.model.requirement import Assistance

ORDER: tuple[Assistance, ...] = get_args(Assistance)


def assistance(
    assessment: Assessment, library: Library, rules: AssistanceRules
) -> tuple[Need, ...]:
    """Return each provision with a gap and what it calls for, in the order of the instruments.

    A requirement's own kinds count where it has them; otherwise those of the provision's kind and
    of the topics of the facts that decided. It judges what a reform takes, not what a state has.
    """
    own = {
        item.id: item.assistance
        for instrument in library.instruments
        for item in instrument.requirements
    }
    under: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        for provision in finding.provisions:
            under.setdefault(provision, []).append(finding)
    found = []
    for item in (provision for used in assessment.instruments for provision in used.provisions):
        findings = under.get(item.id, [])
        gaps = [finding for finding in findings if unmet(finding)]
        if not gaps:
            continue
        kinds: set[Assistance] = set()
        for finding in gaps:
            said = own.get(finding.requirement)
            kinds |= {*said} if said is not None else _derived(item.kind, finding, library, rules)
        found.append(
            Need(
                provision=item.id,
                kinds=tuple(sorted(kinds, key=ORDER.index)),
                findings=tuple(finding.id for finding in gaps),
                open=sum(may_be_unmet(finding) for finding in findings) - len(gaps),
            )
        )
    return tuple(found)


def _derived(
    kind: Kind, finding: Finding, library: Library, rules: AssistanceRules
) -> set[Assistance]:
    facts = library.questions.facts
    decided = {fact.id for fact in finding.facts} - {*finding.preconditions}
    topics = {facts[name].question.topic for name in decided if name in facts}
    by_topic = (rules.by_topic.get(topic, ()) for topic in topics)
    return {*rules.by_kind[kind]}.union(*by_topic)
