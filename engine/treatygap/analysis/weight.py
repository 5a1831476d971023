"""How much a finding weighs: by the strength of its provisions and by its severity."""

from __future__ import annotations

from treatygap.model.instrument import Strength
from treatygap.model.requirement import Severity

SEVERITY: dict[Severity, int] = {"minor": 1, "moderate": 2, "major": 4, "critical": 8}
STRENGTH: dict[Strength, int] = {"shall": 4, "endeavour": 3, "consider": 2, "may": 1, "none": 1}


def weight(strength: Strength, severity: Severity) -> int:
    """Return the weight of a conclusion or flag, from 1 (minor option) to 32 (critical duty)."""
    return STRENGTH[strength] * SEVERITY[severity]
