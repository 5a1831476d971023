"""A state's answers about its law, each with evidence."""

from datetime import date
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from treatygap.model.base import UNKNOWN, Day, FactId, FactValue, Text, Value, Word

Source = Literal["law", "government", "civil-society", "expert", "court", "provider"]


class Act(Value):
    """A source that evidence cites: its title, where it is published, which version was read."""

    title: Text
    short: Text | None = None
    url: Text | None = None
    version: Text | None = None
    in_force_from: Day | None = None
    in_force_to: Day | None = None
    checked: Text | None = None


class Evidence(Value):
    """A pinpoint in an act; `short` is the act's short title, for print."""

    act: Text
    short: Text | None = None
    section: Text
    url: Text | None = None
    in_force_from: Day | None = None
    in_force_to: Day | None = None
    checked: Text | None = None
    note: Text | None = None

    def within(self, act: Act | None) -> "Evidence":
        """Return the evidence with title, address, dates and mark of its act filled in."""
        if act is None:
            return self
        return Evidence(
            act=act.title,
            short=act.short,
            section=self.section,
            url=self.url or act.url,
            in_force_from=self.in_force_from or act.in_force_from,
            in_force_to=self.in_force_to or act.in_force_to,
            checked=self.checked or act.checked,
            note=self.note,
        )

    @property
    def source(self) -> str:
        """The act's short title, or else its title."""
        return self.short or self.act

    def in_force(self, day: date) -> bool:
        """Say whether the evidence is in force on a day; a date not given sets no bound."""
        return (self.in_force_from is None or self.in_force_from <= day) and (
            self.in_force_to is None or day <= self.in_force_to
        )


class Practice(Value):
    """What happens in fact, beside what the law says. Printed, never evaluated."""

    says: Text
    evidence: tuple[Evidence, ...] = ()


class Statement(Value):
    """One value of a fact, who says so, and on what evidence; `restricted`: not for the public."""

    value: FactValue
    source: Source = "law"
    evidence: tuple[Evidence, ...] = ()
    note: Text | None = None
    restricted: bool = False

    @property
    def known(self) -> bool:
        """False for the authored word `unknown`."""
        return self.value != UNKNOWN

    def in_force(self, day: date) -> bool:
        """Say whether the statement can be relied on for a day: without evidence, always."""
        return not self.evidence or any(item.in_force(day) for item in self.evidence)


class Answer(Value):
    """One value, or several by source or by time in force; `restricted`: not for the public."""

    value: FactValue | None = None
    source: Source = "law"
    evidence: tuple[Evidence, ...] = ()
    note: Text | None = None
    restricted: bool = False
    values: tuple[Statement, ...] = ()
    practice: Practice | None = None

    @model_validator(mode="after")
    def _one_or_several(self) -> Self:
        if (self.value is None) == (not self.values):
            raise ValueError("write either value or values")
        if self.values and self.evidence:
            raise ValueError("with values, evidence belongs to each of them")
        return self

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """All values, one or several, in one form."""
        if self.value is None:
            hidden = {"restricted": True}
            return tuple(
                item.model_copy(update=hidden) if self.restricted else item for item in self.values
            )
        return (
            Statement(
                value=self.value,
                source=self.source,
                evidence=self.evidence,
                note=self.note,
                restricted=self.restricted,
            ),
        )


class SetAside(Value):
    """An answer that a migration could not carry over: kept for a person, never evaluated.

    `fact` is the id it had, `version` that of the migration table.
    """

    fact: FactId
    why: Text
    version: Text
    answer: Answer


class ProfileFile(Value):
    """The facts of one state's law, as known on a day, as authored."""

    state: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    name: Text
    known_on: Day
    acts: dict[Word, Act] = Field(default_factory=dict)
    answers: dict[FactId, Answer] = Field(default_factory=dict)
    set_aside: tuple[SetAside, ...] = ()

    def cite(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Return evidence with what its acts say filled in."""
        return tuple(item.within(self.acts.get(item.act)) for item in evidence)

    @property
    def restricted_acts(self) -> set[str]:
        """The names of acts that only restricted answers cite."""
        cited: dict[bool, set[str]] = {True: set(), False: set()}
        for answer in self.answers.values():
            said = [(item.restricted, item.evidence) for item in answer.statements]
            said += [(answer.restricted, answer.practice.evidence)] if answer.practice else []
            for restricted, evidence in said:
                cited[restricted].update(item.act for item in evidence)
        return cited[True] - cited[False]


class Profile(ProfileFile):
    """A profile as loaded; `hash` is the SHA-256 of its file."""

    hash: str
