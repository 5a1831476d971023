"""Tensions: requirements that one law cannot both meet as it stands."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from treatygap.model.base import RequirementId, Text, Value, Word
from treatygap.model.condition import Condition
from treatygap.model.finding import FactAsked, FactUsed
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
    """A tension that a law shows, or may show: then `missing` are the facts that would tell."""

    id: Word
    title: Text
    between: tuple[RequirementId, ...]
    member_label: Text | None = None
    shown: bool
    facts: tuple[FactUsed, ...] = ()
    missing: tuple[FactAsked, ...] = ()
    because: Text
    recommend: Text
