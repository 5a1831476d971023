"""A condition as it came out: whether it holds, on what facts, and what would tell."""

from __future__ import annotations

from typing import Literal

from treatygap.model.base import Value
from treatygap.model.finding import FactAsked, FactUsed

Holds = Literal["yes", "no", "unknown"]


class Weighed(Value):
    """Whether a condition holds; `facts` decided it, or are contested, `missing` would decide."""

    holds: Holds
    facts: tuple[FactUsed, ...] = ()
    missing: tuple[FactAsked, ...] = ()
