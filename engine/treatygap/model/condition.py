"""Conditions as authored: mappings of facts to tests, joined by all, any, not and at_least.

A test on one fact is a discriminated union, so a mistake in it gets one exact message.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from treatygap.model.base import Scalar, Value


class In(Value):
    """The answer is one of these values."""

    in_: tuple[Scalar, ...] = Field(alias="in", min_length=1)


class NotIn(Value):
    """The answer is none of these values."""

    not_in: tuple[Scalar, ...] = Field(min_length=1)


class AtLeast(Value):
    """The answer is this number, date or ordered choice, or a higher one."""

    at_least: Scalar


class AtMost(Value):
    """The answer is this number, date or ordered choice, or a lower one."""

    at_most: Scalar


class Includes(Value):
    """The chosen values have all of these among them."""

    includes: tuple[str, ...] = Field(min_length=1)


class Excludes(Value):
    """The chosen values have none of these among them."""

    excludes: tuple[str, ...] = Field(min_length=1)


class Answered(Value):
    """True once the fact is answered, unknown before: never false, so silence stays unknown."""

    answered: Literal[True]


def _kind(raw: Any) -> str | None:
    if isinstance(raw, dict):
        return next((name for name in _CLASSES if name in raw), "equals")
    if isinstance(raw, BaseModel):
        return next((tag for tag, cls in _CLASSES.items() if isinstance(raw, cls)), None)
    return "equals"


_CLASSES: dict[str, type[Value]] = {
    "in": In,
    "not_in": NotIn,
    "at_least": AtLeast,
    "at_most": AtMost,
    "includes": Includes,
    "excludes": Excludes,
    "answered": Answered,
}

Test = Annotated[
    Annotated[Scalar, Tag("equals")]
    | Annotated[In, Tag("in")]
    | Annotated[NotIn, Tag("not_in")]
    | Annotated[AtLeast, Tag("at_least")]
    | Annotated[AtMost, Tag("at_most")]
    | Annotated[Includes, Tag("includes")]
    | Annotated[Excludes, Tag("excludes")]
    | Annotated[Answered, Tag("answered")],
    Discriminator(_kind),
]


class Count(Value):
    """At least `count` of the conditions `of`."""

    of: tuple[Condition, ...] = Field(min_length=1)
    count: int = Field(ge=1)


class Condition(BaseModel):
    """A mapping whose keys must all hold: fact ids with a test each, and the joining words."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)
    __pydantic_extra__: dict[str, Test]

    all: tuple[Condition, ...] | None = Field(default=None, min_length=1)
    any: tuple[Condition, ...] | None = Field(default=None, min_length=1)
    not_: Condition | None = Field(default=None, alias="not")
    at_least: Count | None = None

    @property
    def tests(self) -> dict[str, Test]:
        """The tests of this mapping, by fact id as written."""
        return self.__pydantic_extra__ or {}

    @model_validator(mode="after")
    def _not_empty(self) -> Condition:
        if not (self.tests or self.all or self.any or self.not_ or self.at_least):
            raise ValueError("an empty condition; name at least one fact")
        return self
