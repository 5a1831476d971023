"""Technical assistance: which kinds the gaps under a provision call for."""

from __future__ import annotations

from typing import Self, get_args

from pydantic import Field, model_validator

from treatygap.model.base import ProvisionId, Text, Value
from treatygap.model.instrument import Kind
from treatygap.model.question import Topic
from treatygap.model.requirement import Assistance


class AssistanceRules(Value):
    """What a gap calls for by the kind of its provision and the topics of the facts behind it."""

    by_kind: dict[Kind, tuple[Assistance, ...]]
    by_topic: dict[Topic, tuple[Assistance, ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _every_kind(self) -> Self:
        lacking = [kind for kind in get_args(Kind) if kind not in self.by_kind]
        if lacking:
            raise ValueError(f"no assistance for {', '.join(lacking)}; write [] where none")
        return self


class Need(Value):
    """A provision that is not, or not fully, met, and the assistance that its gaps call for.

    `findings` have a gap; `open` of the others under it may turn out to have one.
    """

    provision: ProvisionId
    kinds: tuple[Assistance, ...]
    findings: tuple[Text, ...]
    open: int
