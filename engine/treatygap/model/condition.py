"""Conditions as authored: mappings of facts to tests, joined by all, any, not and at_least.

A test on one fact is a discriminated union, so a mistake in it gets one exact message.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from typing_extensions import TypedDict

from treatygap.model.base import Scalar, Value

Operands = Annotated[tuple[Scalar, ...], Field(min_length=1)]
Choices = Annotated[tuple[str, ...], Field(min_length=1)]

In = TypedDict("In", {"in": Operands})
"""The answer is one of these values."""


class NotIn(TypedDict):
    """The answer is none of these values."""

    not_in: Operands


class AtLeast(TypedDict):
    """The answer is this number, date or ordered choice, or a higher one."""

    at_least: Scalar


class AtMost(TypedDict):
    """The answer is this number, date or ordered choice, or a lower one."""

    at_most: Scalar


class Includes(TypedDict):
    """The chosen values have all of these among them."""

    includes: Choices


class Excludes(TypedDict):
    """The chosen values have none of these among them."""

    excludes: Choices


class Answered(TypedDict):
    """True once the fact is answered, unknown before: never false, so silence stays unknown."""

    answered: Literal[True]


OPERATORS = ("in", "not_in", "at_least", "at_most", "includes", "excludes", "answered")


def _kind(raw: Any) -> str | None:
    if isinstance(raw, dict):
        return next((operator for operator in OPERATORS if operator in raw), None)
    return "equals"


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


def operation(test: Mapping[str, Any]) -> tuple[str, Scalar | tuple[Scalar, ...]]:
    """Return the operator and operand of a test that is more than a value."""
    operator, operand = next(iter(test.items()))
    return operator, operand


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
    def _complete(self) -> Condition:
        if not (self.tests or self.all or self.any or self.not_ or self.at_least):
            raise ValueError("an empty condition; name at least one fact")
        for fact, test in self.tests.items():
            if isinstance(test, dict) and len(test) > 1:
                raise ValueError(f"two tests on '{fact}'; write one, and join another with all")
        return self


Condition.model_rebuild()
"""Complete from the start, for many types hold it and would each work it out anew."""
