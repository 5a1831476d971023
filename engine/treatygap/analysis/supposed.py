"""A fact with a value that nobody has stated, but an analysis supposes."""

from __future__ import annotations

from treatygap.model.base import FactValue
from treatygap.model.finding import FactUsed
from treatygap.model.question import Fact
from treatygap.words import spoken


def supposed(fact: Fact, value: FactValue) -> FactUsed:
    """Return a fact with a value and no evidence."""
    return FactUsed(
        id=fact.id,
        label=fact.label,
        value=value,
        unit=fact.question.unit,
        words=spoken(value, fact),
        evidence=(),
    )
