"""Requirements: what provisions demand of domestic law, in a form that can be tested."""

from typing import Literal, Self

from pydantic import Field, model_validator

from treatygap.model.base import ProvisionId, RequirementId, Scalar, Text, Value, Word
from treatygap.model.condition import Condition

Severity = Literal["minor", "moderate", "major", "critical"]
Lens = Literal["ministry", "advocate", "provider"]
Safeguard = Literal[
    "legal-basis",
    "specific-case",
    "grounds",
    "independent-review",
    "scope",
    "duration",
    "proportionality",
    "remedy",
    "notice",
    "secrecy-limit",
    "challenge",
    "third-parties",
    "retention",
    "oversight",
    "transparency",
    "territory",
    "foreign-use",
]
Conclusion = Literal["met", "partly", "not-met", "not-applicable", "undetermined"]
Assistance = Literal["legal-advice", "drafting", "training", "equipment"]
"""Kinds of technical assistance that a gap may call for."""

Flag = Literal["contrary", "over-reach", "reserved"]


class FlagRule(Value):
    """When a flag is raised, why, and what to change; without a severity, the requirement's."""

    when: Condition
    severity: Severity | None = None
    because: Text
    recommend: Text


class Reading(Value):
    """What is tested beyond the bare words of the provision, and where that reading comes from."""

    says: Text
    source: Text


class Scoped(Value):
    """What is said once for each member of a dimension, or once at all."""

    for_each: Word | None = None
    members: tuple[Word, ...] | None = None

    def whole_id(self, fact: str, member: str | None) -> str:
        """Return the fact id meant by a condition: `power.exists` is that of the member at hand."""
        head, _, rest = fact.partition(".")
        relative = member is not None and head == self.for_each and "." not in rest
        return f"{head}.{member}.{rest}" if relative else fact


class Requirement(Scoped):
    """A testable demand of one or more provisions."""

    id: RequirementId
    provisions: tuple[ProvisionId, ...] | dict[Word, tuple[ProvisionId, ...]]
    title: Text
    applies_when: Condition | None = None
    met_when: Condition
    partly_when: Condition | None = None
    contrary: FlagRule | None = None
    over_reach: FlagRule | None = None
    severity: Severity
    lens: tuple[Lens, ...] = Field(min_length=1)
    safeguard: Safeguard | None = None
    because: Text
    recommend: Text
    reading: Reading | None = None
    assistance: tuple[Assistance, ...] | None = None

    @model_validator(mode="after")
    def _members_need_dimension(self) -> Self:
        if self.for_each is None and (self.members or isinstance(self.provisions, dict)):
            raise ValueError("members, and provisions by member, need for_each")
        return self

    @property
    def rules(self) -> dict[Flag, FlagRule]:
        """The flags this requirement can raise."""
        pairs: tuple[tuple[Flag, FlagRule | None], ...] = (
            ("contrary", self.contrary),
            ("over-reach", self.over_reach),
        )
        return {flag: rule for flag, rule in pairs if rule}

    @property
    def all_provisions(self) -> tuple[str, ...]:
        """Every provision cited, over all members."""
        if isinstance(self.provisions, dict):
            return tuple(item for found in self.provisions.values() for item in found)
        return self.provisions

    def provisions_for(self, member: str | None) -> tuple[str, ...]:
        """Return the ids of the provisions behind the finding for a member (None without one)."""
        if isinstance(self.provisions, dict):
            return self.provisions.get(member or "", ())
        return self.provisions


class Case(Value):
    """Facts changed from an example's base, and the conclusion and flags they must get."""

    name: Text
    set: dict[str, Scalar | tuple[str, ...]] = Field(default_factory=dict)
    expect: Conclusion
    flags: tuple[Flag, ...] = ()


class Example(Value):
    """Small profiles with the conclusion a requirement must get on them."""

    requirement: RequirementId
    at: Word | None = None
    base: dict[str, Scalar | tuple[str, ...]] = Field(default_factory=dict)
    cases: tuple[Case, ...] = Field(min_length=1)
