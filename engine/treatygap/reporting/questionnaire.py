"""The questions to ask next as a list to fill in, a page a respondent."""

from __future__ import annotations

from typing import Any

from treatygap.content import content
from treatygap.model.instrument import Heading
from treatygap.model.next import NextQuestion, Questionnaire
from treatygap.reporting import strings
from treatygap.reporting.html import environment
from treatygap.reporting.next import answers, sheets
from treatygap.reporting.translation import Translation
from treatygap.version import VERSION


def render(asked: Questionnaire, headings: tuple[Heading, ...], lang: str = "en") -> str:
    """Return the list to fill in as one HTML text; `headings` are those of its instruments.

    Raises ReportError where there is no such language.
    """
    folder = content("reports")
    translation = Translation(strings.load(lang))
    said = translation.value(asked)

    def ticks(question: NextQuestion) -> list[Any]:
        if question.type == "yes_no":
            return [translation.words(f"value.{answer}") for answer in answers(question)]
        name = question.id.rpartition(".")[2] if question.id.count(".") > 1 else question.id
        return [translation.law(answer, name) for answer in answers(question)]

    made = environment([folder / "questionnaire", folder / "shared"], translation)
    return made.get_template("report.html.j2").render(
        asked=said,
        name=translation.words.state(asked.state, asked.name),
        titles=[translation.value(item).title for item in headings],
        sheets=sheets(said.questions),
        ticks=ticks,
        engine=VERSION,
    )
