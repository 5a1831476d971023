"""Questions that go beyond one assessment, a module each."""

from treatygap.analysis.next import next_questions

__all__ = ["next_questions"]
