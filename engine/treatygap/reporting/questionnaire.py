"""The questions to ask next as a list to fill in, a page a respondent."""

from __future__ import annotations

import re
from typing import Any

from treatygap.content import content
from treatygap.model.instrument import Heading
from treatygap.model.next import NextQuestion, Questionnaire
from treatygap.reporting import strings
from treatygap.reporting.html import environment
from treatygap.reporting.next import answers, sheets
from treatygap.reporting.translation import Translation
from treatygap.version import VERSION
from treatygap.words import spoken_choice


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
        help=_help if lang == strings.ENGLISH else lambda item: item.help,
        engine=VERSION,
    )


def _help(question: NextQuestion) -> str:
    """Return the help of a question with its choices named as they stand beside the boxes."""

    def said(found: re.Match[str]) -> str:
        words = spoken_choice(found[0].lower())
        return words[0].upper() + words[1:] if found[0][0].isupper() else words

    ids = sorted((item for item in question.choices if "-" in item), key=len, reverse=True)
    named = re.compile(rf"\b(?:{'|'.join(ids)})\b", re.IGNORECASE)
    text = question.help or ""
    return named.sub(said, text) if ids else text
