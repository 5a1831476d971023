"""Questions still worth an answer, and what each could settle."""

from __future__ import annotations

from typing import Literal

from treatygap.model.base import Day, Text, Value, Word
from treatygap.model.finding import FactUsed
from treatygap.model.question import QuestionType, Respondent, Topic, Unit

Unsettled = Literal["unanswered", "contested", "not-in-force"]


class Joint(Value):
    """A finding that a question settles only together with others: `of` questions in all."""

    finding: Text
    of: int


class NextQuestion(Value):
    """A question nobody has settled, why, and the findings that it could settle.

    `fact` is what was said, where sources differ or what was said is not in force; `restricted`
    says that its note is not for the public.
    `alone` are findings it could settle by itself; `weight` is the sum of what it could settle,
    each by strength and severity, shared where several answers are needed.
    """

    id: Text
    label: Text
    ask: Text
    help: str | None = None
    type: QuestionType
    choices: tuple[Word, ...] = ()
    unit: Unit | None = None
    topic: Topic
    respondent: Respondent
    reason: Unsettled
    note: str | None = None
    restricted: bool = False
    fact: FactUsed | None = None
    alone: tuple[str, ...] = ()
    together: tuple[Joint, ...] = ()
    weight: float


class Questionnaire(Value):
    """The questions to ask next about one state's law, as of a day, under some instruments."""

    format: Literal["treatygap-next/1"] = "treatygap-next/1"
    state: Text
    name: Text
    as_of: Day
    instruments: tuple[Text, ...]
    questions: tuple[NextQuestion, ...]
