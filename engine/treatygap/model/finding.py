"""Findings: what a requirement comes to for one state, and why."""

from typing import Literal

from pydantic import Field

from treatygap.model.base import FactValue, Text, Value
from treatygap.model.instrument import Strength
from treatygap.model.profile import Evidence, Practice, Source
from treatygap.model.question import Unit
from treatygap.model.requirement import Conclusion, Flag, Lens, Reading, Safeguard, Severity

Recheck = Literal["not-in-force", "read-before-day", "evidence-unchecked", "rests-on-withheld"]


class FactStatement(Value):
    """One value of a fact that a finding rests on, with what it rests on itself.

    `value` is None where it is withheld from the public.
    """

    value: FactValue | None = None
    words: Text
    source: Source
    evidence: tuple[Evidence, ...]
    note: str | None = None
    in_force: bool = True
    restricted: bool = False


class FactUsed(Value):
    """A fact behind a finding; `value` is None where it is contested, not in force or withheld.

    `restricted` says that no value in it is for the public.
    """

    id: Text
    label: Text
    value: FactValue | None = None
    unit: Unit | None = None
    words: Text
    evidence: tuple[Evidence, ...]
    note: str | None = None
    practice: Practice | None = None
    statements: tuple[FactStatement, ...] = ()
    restricted: bool = False

    @property
    def withheld(self) -> bool:
        """True where what it says was taken out for the public."""
        return self.restricted and self.value is None and not self.statements


class FactAsked(Value):
    """A fact that nobody has settled, by id and label."""

    id: Text
    label: Text


class FindingNamed(Value):
    """A finding as other results name it, without what it rests on."""

    finding: Text
    title: Text
    member_label: Text | None = None
    instrument: Text
    provisions: tuple[str, ...]
    strength: Strength
    severity: Severity


class FlagRaised(Value):
    """A flag, why it is raised, and what to change."""

    flag: Flag
    severity: Severity
    because: Text
    recommend: Text


class Finding(Value):
    """A requirement, its conclusion, the reasons, and what to change.

    `preconditions` are those of the facts that only say that the requirement applies; `missing`
    are facts that would settle an undetermined conclusion, or whether a flag is raised.
    """

    id: Text
    requirement: Text
    member: str | None = None
    member_label: str | None = None
    instrument: Text
    provisions: tuple[str, ...]
    chapter: str | None = None
    title: Text
    strength: Strength
    severity: Severity
    lens: tuple[Lens, ...]
    safeguard: Safeguard | None = None
    conclusion: Conclusion
    possible: tuple[Conclusion, ...] = ()
    flags: tuple[Flag, ...] = ()
    flags_possible: tuple[Flag, ...] = ()
    flags_raised: tuple[FlagRaised, ...] = ()
    by_source: dict[Source, Conclusion] = Field(default_factory=dict)
    recheck: tuple[Recheck, ...] = ()
    reservable: tuple[str, ...] = ()
    facts: tuple[FactUsed, ...] = ()
    preconditions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    because: Text
    recommend: str | None = None
    reading: Reading | None = None

    @property
    def gap(self) -> bool:
        """A duty that is not, or not fully, met. An option not used is none."""
        return self.strength not in ("may", "none") and self.conclusion in ("not-met", "partly")
