"""A bill: answers that a profile would give once the bill were law."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from treatygap.model.base import Day, FactId, Text, Value, Word
from treatygap.model.profile import Act, Answer, Evidence

ITSELF = "bill"
"""The short name under which evidence cites the bill itself."""


class BillFile(Value):
    """A bill as authored: what it would have a profile answer, and the facts it would end."""

    title: Text
    short: Text | None = None
    url: Text | None = None
    version: Text | None = None
    in_force_from: Day | None = None
    acts: dict[Word, Act] = Field(default_factory=dict)
    answers: dict[FactId, Answer] = Field(default_factory=dict)
    repeals: tuple[FactId, ...] = ()

    @model_validator(mode="after")
    def _says_something_once(self) -> Self:
        if not (self.answers or self.repeals):
            raise ValueError("an empty bill; write answers or repeals")
        if ITSELF in self.acts:
            raise ValueError(f"'{ITSELF}' stands for the bill itself; give the act another name")
        both = sorted(self.answers.keys() & set(self.repeals))
        if both:
            raise ValueError(f"'{both[0]}' is answered and repealed; write it once")
        return self

    @property
    def act(self) -> Act:
        """The bill as an act that evidence can cite."""
        return Act(
            title=self.title,
            short=self.short,
            url=self.url,
            version=self.version,
            in_force_from=self.in_force_from,
        )

    @property
    def all_acts(self) -> dict[str, Act]:
        """The acts that the bill's evidence may cite by a short name of its own."""
        return {**self.acts, ITSELF: self.act}


class Bill(BillFile):
    """A bill as loaded; `hash` is the SHA-256 of its file."""

    hash: str

    def in_force(self, day: date) -> bool:
        """Say whether the bill would be law on a day; without a date, always."""
        return self.in_force_from is None or self.in_force_from <= day

    def cite(self, item: Evidence, others: dict[str, Act]) -> Evidence:
        """Return evidence with what its act says filled in, in force no earlier than the bill.

        `others` are the acts of the profile, which a bill may cite as it amends them.
        """
        begins = item.in_force_from or self.in_force_from
        dated = item.model_copy(update={"in_force_from": begins})
        return dated.within(self.all_acts.get(item.act) or others.get(item.act))
