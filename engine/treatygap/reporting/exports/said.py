"""An assessment in the words of one language, for exports that hold plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from treatygap.model.assessment import Assessment
from treatygap.model.finding import Finding
from treatygap.reporting.exports import Order
from treatygap.reporting.facts import Cite, Line, lines
from treatygap.reporting.passages import Passage
from treatygap.reporting.strings import Strings, load
from treatygap.reporting.translation import Translation


class Spoken(Translation):
    """Puts texts into a language without markup: what is not translated is marked in words."""

    def law(self, text: str | None, context: str | None = None) -> Any:
        """Return a text of the rulesets translated, or in English, marked as not translated."""
        found = super().law(text, context)
        if isinstance(found, Passage):
            return f"{found} {self.words('common.untranslated')}"
        return found

    def written(self, text: str | None) -> Any:
        """Return what a user wrote, as it is."""
        return text


def spoken(order: Order) -> tuple[Strings, Assessment]:
    """Return the words of an order's language, and its assessment in them.

    Raises ReportError where there is no such language.
    """
    words = load(order.lang)
    return words, Spoken(words).assessment(order.assessment)


def facts(finding: Finding, t: Strings) -> tuple[str, ...]:
    """Return the facts that decided a finding, a text each, with citations and notes."""
    return tuple(_line(line, t) for line in lines(finding, [finding.member_label]))


def _line(line: Line, t: Strings) -> str:
    colon = t("sign.colon")
    by_source = [f"{t(f'source.{one.label}')}{colon} {_value(one, t)}" for one in line.by_source]
    said = f"{line.label}{colon} {_value(line, t)}{'; '.join(by_source)}"
    if line.practice:
        practice = f"{line.practice}{_cited(line.practice_cites)}"
        return f"{said} {t('findings.practice')}{colon} {practice}"
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
