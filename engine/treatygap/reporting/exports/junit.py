"""An assessment as a JUnit report, so that a build can fail on a gap.

A gap, and law that is contrary to a provision, is a failure. What is undetermined, does not
apply or is set aside by a reservation is skipped, with a message: neither failed nor passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from treatygap.model.finding import Finding
from treatygap.reporting.exports import Order
from treatygap.reporting.exports.naming import moment
from treatygap.reporting.exports.said import facts, spoken
from treatygap.reporting.findings import shown
from treatygap.reporting.plain import clean, line
from treatygap.reporting.strings import Strings

FAILS = ("contrary", "not-met", "partly")
PASSES = ("met", "option", "option-partly", "no-duty", "no-duty-partly")


def export(order: Order) -> bytes:
    """Return a suite for each chapter of each instrument, a test case for each finding.

    Raises ReportError where there is no such language.
    """
    t, assessment = spoken(order)
    asked = {item.id: item.label for item in assessment.open_questions}
    root = Element("testsuites", name=line(f"{assessment.name}, {assessment.as_of}"))
    grouped = groupby(sorted(assessment.findings, key=_part), key=_part)
    for (instrument, chapter), group in grouped:
        name = line(f"{instrument}.{chapter}" if chapter else instrument)
        suite = SubElement(root, "testsuite", name=name, timestamp=moment(assessment).rstrip("Z"))
        for finding in group:
            suite.append(_case(finding, name, asked, t))
    for suite in root:
        _count(suite, suite.iter("testcase"))
    _count(root, root.iter("testcase"))
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _part(finding: Finding) -> tuple[str, str]:
    return finding.instrument, finding.chapter or ""


def outcome(finding: Finding) -> str:
    """Return what decides whether a finding fails: a reservation, a flag, or the conclusion."""
    if "contrary" in finding.flags:
        return "contrary"
    shows = shown(finding)
    return "reserved" if shows in FAILS and "reserved" in finding.flags else shows


def _case(finding: Finding, suite: str, asked: dict[str, str], t: Strings) -> Element:
    made = Element("testcase", classname=suite, name=line(finding.id), time="0")
    shows = outcome(finding)
    says = t(f"conclusion.{shows}")
    if shows in FAILS:
        message = f"{says}: {finding.title}"
        SubElement(made, "failure", type=shows, message=line(message)).text = _advice(finding)
    elif shows not in PASSES:
        missing = "; ".join(asked.get(item, item) for item in finding.missing)
        wanted = f". {t('findings.missing')}: {missing}" if missing else ""
        SubElement(made, "skipped", message=line(f"{says}: {finding.title}{wanted}"))
    flags = [t(f"conclusion.{flag}") for flag in finding.flags]
    told = [finding.title, "; ".join([says, *flags]), *facts(finding, t)]
    SubElement(made, "system-out").text = clean("\n".join(told))
    return made


def _advice(finding: Finding) -> str:
    raised = [part for flag in finding.flags_raised for part in (flag.because, flag.recommend)]
    own = [finding.because, finding.recommend or ""] if finding.gap else []
    return clean("\n".join(dict.fromkeys(filter(None, [*raised, *own]))))


def _count(element: Element, cases: Iterable[Element]) -> None:
    held = list(cases)
    for name, kind in (("failures", "failure"), ("skipped", "skipped")):
        element.set(name, str(sum(case.find(kind) is not None for case in held)))
    element.attrib |= {"tests": str(len(held)), "errors": "0", "time": "0"}
