"""An assessment as assertions in JSON-LD. Source: W3C Evaluation and Report Language 1.0."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from treatygap.model.assessment import Assessment, InstrumentUsed
from treatygap.model.finding import Finding
from treatygap.reporting.exports import Order
from treatygap.reporting.exports.naming import identity, urn, uuid
from treatygap.reporting.exports.said import facts, spoken
from treatygap.reporting.findings import shown
from treatygap.reporting.strings import Strings

Json = dict[str, Any]
CONTEXT = {
    "earl": "http://www.w3.org/ns/earl#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "treatygap": urn("earl#"),
}
OUTCOMES = {
    "met": "earl:passed",
    "partly": "earl:failed",
    "not-met": "earl:failed",
    "contrary": "earl:failed",
    "undetermined": "earl:cantTell",
    "not-applicable": "earl:inapplicable",
    "option": "earl:inapplicable",
    "option-partly": "earl:inapplicable",
    "no-duty": "earl:inapplicable",
    "no-duty-partly": "earl:inapplicable",
}
"""An option that is not used, and an absence that no duty forbids, are no failures."""


def export(order: Order) -> bytes:
    """Return the findings of an assessment, and the provisions that nothing tests, as assertions.

    Raises ReportError where there is no such language.
    """
    t, assessment = spoken(order)
    graph = [_assertor(assessment), _subject(assessment, t), *_assertions(assessment, t)]
    made = {"@context": CONTEXT | {"@language": order.lang}, "@graph": graph}
    return f"{json.dumps(made, indent=2, ensure_ascii=False)}\n".encode()


def _assertor(assessment: Assessment) -> Json:
    return {
        "@id": urn("engine"),
        "@type": "earl:Software",
        "dct:title": _code("treatygap"),
        "dct:hasVersion": _code(assessment.engine),
    }


def _subject(assessment: Assessment, t: Strings) -> Json:
    return {
        "@id": _law(assessment),
        "@type": "earl:TestSubject",
        "dct:title": t("hashes.profile", state=assessment.name),
        "dct:date": {"@type": "xsd:date", "@value": assessment.as_of.isoformat()},
        "dct:identifier": _code(assessment.profile_hash),
    }


def _law(assessment: Assessment) -> str:
    return urn("law", assessment.state, assessment.as_of.isoformat())


def _assertions(assessment: Assessment, t: Strings) -> Iterator[Json]:
    tested = {ref for finding in assessment.findings for ref in finding.provisions}
    asked = {item.id: item.label for item in assessment.open_questions}
    for finding in assessment.findings:
        test = {
            "@id": urn("finding", finding.id),
            "@type": "earl:TestRequirement",
            "dct:title": finding.title,
            "dct:isPartOf": [{"@id": urn("provision", ref)} for ref in finding.provisions],
        }
        missing = [asked.get(item, item) for item in finding.missing]
        yield _assertion(assessment, test, _result(finding, missing, t))
    for used in assessment.instruments:
        for test, reason in _untested(used, tested, t):
            outcome = {"earl:outcome": {"@id": "earl:untested"}, "dct:description": reason}
            yield _assertion(assessment, test, {"@type": "earl:TestResult"} | outcome)


def _assertion(assessment: Assessment, test: Json, result: Json) -> Json:
    return {
        "@id": f"urn:uuid:{uuid('assertion', identity(assessment), test['@id'])}",
        "@type": "earl:Assertion",
        "earl:assertedBy": {"@id": urn("engine")},
        "earl:subject": {"@id": _law(assessment)},
        "earl:mode": {"@id": "earl:automatic"},
        "earl:test": test,
        "earl:result": result,
    }


def _result(finding: Finding, missing: list[str], t: Strings) -> Json:
    shows = "contrary" if "contrary" in finding.flags else shown(finding)
    parts = [t(f"conclusion.{shows}"), *facts(finding, t)]
    parts += [f"{t('findings.missing')}: {'; '.join(missing)}"] if missing else []
    return {
        "@type": "earl:TestResult",
        "earl:outcome": {"@id": OUTCOMES[shows]},
        "dct:description": "\n".join(parts),
        "treatygap:conclusion": _code(finding.conclusion),
        "treatygap:possible": [_code(item) for item in finding.possible],
        "treatygap:flag": [_code(item) for item in finding.flags],
        "treatygap:severity": _code(finding.severity),
    }


def _code(word: str) -> Json:
    """Return a word that is the same in every language."""
    return {"@type": "xsd:string", "@value": word}


def _untested(used: InstrumentUsed, tested: set[str], t: Strings) -> Iterator[tuple[Json, str]]:
    for item in used.provisions:
        if item.id not in tested:
            about = {"@id": urn("provision", item.id), "@type": "earl:TestRequirement"}
            reason = item.not_assessable or t("transposition.not_tested")
            yield about | {"dct:title": item.heading}, reason
