"""How the provisions of two instruments relate."""

from __future__ import annotations

from typing import Literal, NamedTuple, Self

from pydantic import model_validator

from treatygap.model.base import ProvisionId, Text, Value, Word
from treatygap.model.instrument import Provision

Relation = Literal["equal", "subset", "superset", "intersects", "none"]
"""How the first provision stands to the second. Source: NIST IR 8477, set theory relationships."""

TURNED: dict[Relation, Relation] = {"subset": "superset", "superset": "subset"}

Change = Literal["added", "dropped", "wider", "narrower", "differs", "same"]
"""What the second instrument does with what the first provides."""


class Pair(Value):
    """Two provisions and their relation, or one that has no counterpart, with the reason."""

    a: ProvisionId | None = None
    b: ProvisionId | None = None
    relation: Relation
    because: Text

    @model_validator(mode="after")
    def _sides(self) -> Self:
        sides = (self.a is not None) + (self.b is not None)
        if sides != (1 if self.relation == "none" else 2):
            raise ValueError("none has one provision, a or b; every other relation has both")
        return self


class Concordance(Value):
    """The relations between two instruments; `complete` claims every provision of both."""

    a: Word
    b: Word
    complete: bool = False
    pairs: tuple[Pair, ...]

    def turned(self) -> Concordance:
        """Return the same relations, read from the second instrument to the first."""
        pairs = [
            Pair(a=pair.b, b=pair.a, because=pair.because,
                 relation=TURNED.get(pair.relation, pair.relation))
            for pair in self.pairs
        ]  # fmt: skip
        return Concordance(a=self.b, b=self.a, complete=self.complete, pairs=tuple(pairs))


class Difference(NamedTuple):
    """What the second instrument does with a provision of the first, and why that is said."""

    change: Change
    first: Provision | None
    second: Provision | None
    because: str
