"""What all types of the model share."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError


class Value(BaseModel):
    """An immutable value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with the fields of `update`; what is worked out from them is so anew."""
        made = super().model_copy(update=update, deep=deep)
        for name in vars(made).keys() - type(made).model_fields.keys():
            del vars(made)[name]
        return made


def is_day(value: object) -> bool:
    """Say whether a value is the text of a day that exists, written YYYY-MM-DD."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _day(value: Any, validated: ValidatorFunctionWrapHandler) -> date:
    """Return a day; pydantic alone would take a text of digits for seconds since 1970."""
    if not isinstance(value, str):
        day: date = validated(value)
        return day
    if not is_day(value):
        raise PydanticCustomError("date_parsing", "a day is written YYYY-MM-DD")
    return date.fromisoformat(value)


Day = Annotated[date, WrapValidator(_day)]
"""A day; in files YYYY-MM-DD (ISO 8601) and nothing else."""
Text = Annotated[str, Field(pattern=r"\S")]
Word = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FactId = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+){1,2}$")]
RequirementId = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
ProvisionId = Annotated[str, Field(pattern=r"^[a-z0-9-]+:\S+$")]

Scalar = StrictBool | StrictInt | StrictFloat | StrictStr
"""One authored scalar. Dates are ISO 8601 text, so that their order is the order of their text."""

FactValue = Scalar | tuple[StrictStr, ...]
"""What a fact is known to be; a tuple for questions that take several choices."""

UNKNOWN = "unknown"
"""The authored word for a fact that nobody could answer."""
