"""Questions that go beyond one assessment, a module each."""

from treatygap.analysis.next import next_questions
from treatygap.analysis.plan import cheapest_plan
from treatygap.analysis.robustness import robustness

__all__ = ["cheapest_plan", "next_questions", "robustness"]
