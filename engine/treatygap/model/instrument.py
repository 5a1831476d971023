"""Instruments: treaties and principles, their provisions, reservations and status."""

import re
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from treatygap.model.base import Day, ProvisionId, RequirementId, Text, Value, Word
from treatygap.model.condition import Condition
from treatygap.model.question import QuestionBank
from treatygap.model.requirement import Requirement


def natural(ref: str) -> list[tuple[int, str]]:
    """Return a sort key that puts 9(1) before 10, and 24(2) before 24(10)."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", ref)]


Kind = Literal[
    "general",
    "definition",
    "offence",
    "safeguard",
    "reservation",
    "liability",
    "jurisdiction",
    "power",
    "proceeds",
    "persons",
    "cooperation",
    "data-protection",
    "notification",
    "institution",
    "prevention",
    "assistance",
    "final",
]
Strength = Literal["shall", "endeavour", "consider", "may", "none"]
STRENGTHS: tuple[Strength, ...] = ("shall", "endeavour", "consider", "may", "none")
"""From the strongest to none at all."""


class Checked(Value):
    """What a provision's statement was checked against, and on which day."""

    against: Text
    on: Day


class Provision(Value):
    """A numbered unit of an instrument, stated in our own words."""

    id: ProvisionId
    article: int = Field(ge=1)
    heading: Text
    kind: Kind
    strength: Strength
    gist: Text
    checked: Literal["no"] | Checked
    not_assessable: Text | None = None

    @property
    def ref(self) -> str:
        """The number without the instrument: `24(2)`."""
        return self.id.partition(":")[2]


class Chapter(Value):
    """A chapter and its first and last article.

    `numbered` is false where the number is ours, because the instrument calls no part of it so.
    """

    number: Text
    title: Text
    numbered: bool = True
    articles: tuple[int, int]


Due = Literal["deposit", "party", "later"]
"""By when a statement is to be ready: with the instrument, once bound, or whenever it is wanted."""


class Reservation(Value):
    """A reservation, declaration or notification that the instrument allows or demands.

    `of` says who makes it, `for_whom` on which law it is open or demanded, `needs` which
    requirements must be met
    before it can be made. `draft` has in brackets what the state fills in.
    """

    id: RequirementId
    kind: Literal["reservation", "declaration", "notification"]
    of: Literal["state", "organization"] = "state"
    provision: ProvisionId
    title: Text
    says: Text
    when: Text
    due: Due = "deposit"
    demanded: bool = False
    for_whom: Condition | None = None
    covers: tuple[RequirementId, ...] = ()
    needs: tuple[RequirementId, ...] = ()
    draft: Text | None = None


Force = Literal["binds", "prospective", "not-party", "unknown", "soft-law"]
"""Whether an instrument binds a state on a day; `prospective` once signed, or while it waits."""


class StateStatus(Value):
    """Where one state stands towards the instrument, on the day a source was read.

    `in_force` is the day from which the instrument binds the state.
    """

    state: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    status: Literal["not-signed", "signed", "ratified", "acceded", "unknown"]
    on: Day
    in_force: Day | None = None
    source: Text
    note: Text | None = None
    reservations: tuple[RequirementId, ...] = ()


class Status(Value):
    """Signatures and ratifications known on a day."""

    as_of: Day
    source: Text
    note: Text | None = None
    ratifications: int | None = None
    needed: int | None = None
    states: tuple[StateStatus, ...] = ()

    def of(self, state: str) -> StateStatus | None:
        """Return the entry of a state (ISO 3166-1 alpha-3), or None where none is recorded."""
        return next((entry for entry in self.states if entry.state == state), None)


class Milestone(Value):
    """A day that the instrument itself sets, and what happens on it."""

    on: Day
    says: Text


class Heading(Value):
    """What `instrument.yaml` says: title, dates, chapters and sources.

    `in_force` is `unknown` where nobody has found whether it is in force, and `each-party` where
    it enters into force for each party on a day of its own.
    `begins` says when it starts to bind a state that joins; `joined` is `membership` where that
    follows from belonging to an organization, so that there is nothing to ratify.
    """

    id: Word
    title: Text
    unit: Literal["article", "principle"] = "article"
    joined: Literal["ratification", "membership"] = "ratification"
    citation: Text
    version: Text
    adopted: Day
    in_force: Literal["no", "unknown", "each-party"] | Day
    begins: Text | None = None
    milestones: tuple[Milestone, ...] = ()
    languages: tuple[Word, ...]
    url: Text
    articles: int | None = None
    chapters: tuple[Chapter, ...] = ()
    sources: tuple[Text, ...] = ()


class Instrument(Value):
    """A heading with everything that stands in the folder beside it."""

    heading: Heading
    provisions: tuple[Provision, ...]
    requirements: tuple[Requirement, ...]
    reservations: tuple[Reservation, ...] = ()
    status: Status | None = None
    hash: str

    @property
    def id(self) -> str:
        """The instrument's short name."""
        return self.heading.id

    @cached_property
    def by_id(self) -> dict[str, Provision]:
        """Provisions by id."""
        return {provision.id: provision for provision in self.provisions}

    def force(self, state: str, day: date) -> Force:
        """Say whether the instrument binds a state (ISO 3166-1 alpha-3) on a day.

        Where the day from which it binds a party is not recorded, it is that of the instrument,
        and not known where the instrument has none.
        """
        if self.heading.unit == "principle":
            return "soft-law"
        entry = self.status.of(state) if self.status else None
        if entry is None or entry.status == "unknown":
            return "unknown"
        if entry.status == "not-signed":
            return "not-party"
        begins = entry.in_force or self.heading.in_force
        party = entry.status in ("ratified", "acceded") and entry.on <= day
        if party and begins in ("unknown", "each-party"):
            return "unknown"
        return "binds" if party and isinstance(begins, date) and begins <= day else "prospective"

    def strength_of(self, provisions: tuple[str, ...]) -> Strength:
        """Return the strongest strength among provisions of this instrument."""
        found = [self.by_id[item].strength for item in provisions if item in self.by_id]
        return min(found, key=STRENGTHS.index, default="none")

    def chapter_of(self, provisions: tuple[str, ...]) -> str | None:
        """Return the number of the chapter of the first provision that stands in one."""
        articles = [self.by_id[item].article for item in provisions if item in self.by_id]
        for chapter in self.heading.chapters:
            if articles and chapter.articles[0] <= articles[0] <= chapter.articles[1]:
                return chapter.number
        return None


class Library(Value):
    """The question bank with the instruments that were asked for."""

    questions: QuestionBank
    instruments: tuple[Instrument, ...]
