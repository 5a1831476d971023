"""Migration tables: what a release renames, splits and retires; and what becomes of a profile."""

from typing import Literal, Self

from pydantic import Field, model_validator

from treatygap.model.base import FactId, FactValue, RequirementId, Scalar, Text, Value
from treatygap.model.profile import SetAside


class Split(Value):
    """A fact asked as several from now on.

    `values` gives, for an old value as text, the new answers that follow from it with certainty.
    """

    into: tuple[FactId, ...] = Field(min_length=2)
    values: dict[str, dict[FactId, Scalar | tuple[str, ...]]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _within(self) -> Self:
        given = {fact for answers in self.values.values() for fact in answers}
        if given - set(self.into):
            raise ValueError(f"'{min(given - set(self.into))}' is not among those it is split into")
        return self


class Table(Value):
    """What a release changed, by the ids of the version before it.

    `values` maps old choices to new ones, or to nothing where none follows with certainty.
    """

    from_: Text = Field(alias="from")
    to: Text
    rename: dict[FactId, FactId] = Field(default_factory=dict)
    split: dict[FactId, Split] = Field(default_factory=dict)
    retire: dict[FactId, Text] = Field(default_factory=dict)
    values: dict[FactId, dict[str, Scalar | None]] = Field(default_factory=dict)
    requirements: dict[RequirementId, RequirementId] = Field(default_factory=dict)

    @property
    def gone(self) -> tuple[str, ...]:
        """The ids that no longer are, one that is named twice standing twice."""
        return (*self.rename, *self.split, *self.retire)

    @property
    def new(self) -> frozenset[str]:
        """The ids that facts are renamed to and split into."""
        parts = (fact for split in self.split.values() for fact in split.into)
        return frozenset((*self.rename.values(), *parts))


class Carried(Value):
    """An answer under its new id; `values` are those of its statements, in their order."""

    fact: FactId
    values: tuple[FactValue, ...]


class Aside(Value):
    """An answer that needs a person; `values` are those of its statements by then."""

    fact: FactId
    why: Text
    version: Text
    values: tuple[FactValue, ...]


class Move(Value):
    """What becomes of one answer: where it is carried, and what of it is set aside."""

    fact: FactId
    carried: tuple[Carried, ...]
    aside: tuple[Aside, ...]


class Migrated(Value):
    """What migration tables make of a profile; answers not in `moves` stay as they are.

    `set_aside` are answers that an earlier migration left to a person; `unanswered` are facts that
    a split left without an answer.
    """

    format: Literal["treatygap-migration/1"] = "treatygap-migration/1"
    engine: Text
    state: Text
    name: Text
    profile_hash: Text
    versions: tuple[Text, ...]
    kept: int
    moves: tuple[Move, ...]
    set_aside: tuple[SetAside, ...]
    unanswered: tuple[str, ...]
