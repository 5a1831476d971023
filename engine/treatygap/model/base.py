"""What all types of the model share."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr


class Value(BaseModel):
    """An immutable value that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


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
