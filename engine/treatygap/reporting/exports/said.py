"""What the law says, behind a finding, as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from treatygap.model.finding import Finding
from treatygap.reporting.facts import Cite, Line, lines
from treatygap.reporting.strings import Strings


def facts(finding: Finding, t: Strings) -> tuple[str, ...]:
    """Return the facts that decided a finding, a text each, with citations and notes."""
    return tuple(_line(line, t) for line in lines(finding, [finding.member_label]))


def _line(line: Line, t: Strings) -> str:
    by_source = [f"{t(f'source.{one.label}')}: {_value(one, t)}" for one in line.by_source]
    said = f"{line.label}: {_value(line, t)}{'; '.join(by_source)}"
    if line.practice:
        practice = f"{line.practice}{_cited(line.practice_cites)}"
        return f"{said} {t('findings.practice')}: {practice}"
    return said


def _value(line: Line, t: Strings) -> str:
    lapsed = "" if line.in_force else f" [{t('findings.lapsed')}]"
    note = f" {line.note}" if line.note else ""
    return f"{line.words or ''}{lapsed}{_cited(line.cites)}{note}"


def _cited(cites: Iterable[Cite]) -> str:
    said = "; ".join(_cite(cite) for cite in cites)
    return f" ({said})" if said else ""


def _cite(cite: Cite) -> str:
    place = f"{cite.act}, {cite.section}" if cite.act else cite.section
    return f"{place} ({cite.note})" if cite.note else place
