"""Questions about domestic law, and the lists they repeat over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal, NamedTuple, Self

from pydantic import Field, model_validator

from treatygap.model.base import Text, Value, Word

QuestionType = Literal["yes_no", "one_of", "some_of", "number", "date"]
Unit = Literal["hours", "days", "months", "years", "count"]
Topic = Literal[
    "powers",
    "safeguards",
    "secrecy",
    "offences",
    "jurisdiction",
    "liability",
    "proceeds",
    "persons",
    "data-protection",
    "cooperation",
    "institutions",
    "prevention",
    "treaty-practice",
]
Respondent = Literal[
    "justice",
    "interior",
    "foreign-affairs",
    "prosecution",
    "police",
    "judiciary",
    "data-protection-authority",
    "communications-authority",
    "financial-intelligence-unit",
    "central-authority",
    "providers",
]


class Member(Value):
    """One entry of a dimension."""

    id: Word
    label: Text


class Dimension(Value):
    """A list that questions and requirements repeat over, such as the powers."""

    id: Word
    label: Text
    members: tuple[Member, ...]


class Question(Value):
    """An instrument-neutral question that somebody can answer from a state's law."""

    id: str = Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)?$")
    for_each: Word | None = None
    members: tuple[Word, ...] | None = None
    label: Text
    ask: Text
    type: QuestionType
    choices: tuple[Word, ...] = ()
    ordered: bool = False
    unit: Unit | None = None
    topic: Topic
    respondent: Respondent
    help: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.type in ("one_of", "some_of")) != bool(self.choices):
            raise ValueError("choices belong to one_of and some_of, and both need them")
        if (self.type == "number") != (self.unit is not None):
            raise ValueError("a unit belongs to number, and number needs one")
        if self.ordered and self.type != "one_of":
            raise ValueError("only one_of can be ordered")
        if (self.for_each is None) != ("." in self.id):
            raise ValueError("with for_each the id is one word; without it, topic.word")
        if self.members is not None and self.for_each is None:
            raise ValueError("members needs for_each")
        return self


class Fact(NamedTuple):
    """A question as asked of one member of its dimension: what a profile answers."""

    id: str
    question: Question
    member: Member | None = None

    @property
    def label(self) -> str:
        """The question's label, after the member's where there is one."""
        return f"{self.member.label}: {self.question.label}" if self.member else self.question.label


class QuestionBank(Value):
    """All dimensions and questions; the vocabulary of conditions and profiles."""

    dimensions: tuple[Dimension, ...]
    questions: tuple[Question, ...]
    hash: str = ""

    def joined(self, questions: Iterable[Question]) -> QuestionBank:
        """Return the bank with questions about a case as well, which no profile answers."""
        return QuestionBank(
            dimensions=self.dimensions, questions=(*self.questions, *questions), hash=self.hash
        )

    @cached_property
    def members(self) -> dict[str, tuple[Member, ...]]:
        """Members of each dimension, by its id."""
        return {dimension.id: dimension.members for dimension in self.dimensions}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every fact a profile can answer, by id, in the order of the question bank."""
        return {fact.id: fact for question in self.questions for fact in self._spread(question)}

    def _spread(self, question: Question) -> Iterator[Fact]:
        if question.for_each is None:
            yield Fact(question.id, question)
            return
        for member in self.members.get(question.for_each, ()):
            if question.members is None or member.id in question.members:
                fact = f"{question.for_each}.{member.id}.{question.id}"
                yield Fact(fact, question, member)
