"""Tensions: requirements that one law cannot both meet as it stands."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from treatygap.model.assessment import FactUsed
from treatygap.model.base import RequirementId, Text, Value, Word
from treatygap.model.condition import Condition
from treatygap.model.requirement import Scoped


class Tension(Scoped):
    """A declared tension between requirements, and the facts under which a law shows it."""

    id: Word
    title: Text
    between: Annotated[tuple[RequirementId, ...], Field(min_length=2)]
    when: Condition
    because: Text
    recommend: Text


class Conflict(Value):
    """A tension that a law shows, or may show: then `missing` names the facts that would tell."""

    tension: Tension
    member_label: str | None
    shown: bool
    facts: tuple[FactUsed, ...]
    missing: tuple[str, ...]
