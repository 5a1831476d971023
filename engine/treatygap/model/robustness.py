"""Facts that conclusions rest on and that may be wrong, and what flips if they are."""

from __future__ import annotations

from typing import Literal

from treatygap.model.base import Day, Text, Value
from treatygap.model.finding import FactUsed, FindingNamed
from treatygap.model.requirement import Conclusion, Flag

Frailty = Literal["contested", "evidence-unchecked", "ends", "read-before-day"]


class Flip(FindingNamed):
    """A finding that comes out otherwise: its conclusion, or flags raised and no longer raised."""

    before: Conclusion
    after: Conclusion
    raised: tuple[Flag, ...] = ()
    dropped: tuple[Flag, ...] = ()


class Otherwise(Value):
    """Other values of a fact under which the same findings flip; none where it is unknown.

    Where a fact takes several choices, `fewer` are those it then lacks, `more` those it has beside.
    """

    values: tuple[FactUsed, ...]
    fewer: FactUsed | None = None
    more: FactUsed | None = None
    flips: tuple[Flip, ...]


class FrailFact(Value):
    """A fact that may be wrong, why, and what flips with it alone.

    `weight` is that of the findings that some other value flips, each by strength and severity.
    """

    fact: FactUsed
    reasons: tuple[Frailty, ...]
    findings: int
    weight: int
    otherwise: tuple[Otherwise, ...]


class Robustness(Value):
    """The frail facts of one profile, as of a day, under some instruments."""

    format: Literal["treatygap-robustness/1"] = "treatygap-robustness/1"
    state: Text
    name: Text
    as_of: Day
    instruments: tuple[Text, ...]
    facts: tuple[FrailFact, ...]
