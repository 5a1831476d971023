"""Which questions to ask next, and of whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from treatygap.cli.inputs import as_of, instruments, language, profile, read_profile, result
from treatygap.cli.output import write_result

if TYPE_CHECKING:
    from treatygap.model.next import NextQuestion, Questionnaire


@click.command("next")
@profile
@instruments
@as_of
@click.option(
    "--by",
    type=click.Choice(["weight", "authority"]),
    default="weight",
    show_default=True,
    help="Order of the text: by weight, or by who can answer.",
)
@result
@language
def command(
    profile: str,
    names: tuple[str, ...],
    as_of: date | None,
    by: str,
    output: Path | None,
    lang: str,
) -> None:
    """List the open questions of PROFILE, those first that could settle most.

    A .pdf or .html is a list to fill in, with a page for each authority that can answer.

    \b
    Example:
      treatygap next KEN -i unccc --by authority
    """
    from treatygap.analysis import next_questions
    from treatygap.model.next import Questionnaire
    from treatygap.store import library

    chosen = library(names)
    found = read_profile(profile, chosen.questions)
    asked = Questionnaire(
        state=found.state,
        name=found.name,
        as_of=as_of or found.known_on,
        instruments=tuple(item.id for item in chosen.instruments),
        questions=next_questions(found, chosen, as_of),
    )
    if output:
        from treatygap.reporting.questionnaire import render

        headings = tuple(item.heading for item in chosen.instruments)
        write_result(asked, output, lambda: render(asked, headings, lang))
    else:
        click.echo(words(asked, by_authority=by == "authority"))


def words(asked: Questionnaire, *, by_authority: bool = False) -> str:
    """Return the questions as text, under who can answer where that is asked for."""
    from treatygap.reporting.next import sheets

    lines = [f"{asked.name}, law as of {asked.as_of}: {len(asked.questions)} questions to ask"]
    if not by_authority:
        return "\n".join([*lines, *map(entry, asked.questions)])
    for sheet in sheets(asked.questions):
        name = sheet.respondent.replace("-", " ")
        lines += ["", f"{name} ({len(sheet.questions)})", *map(entry, sheet.questions)]
    return "\n".join(lines)


def entry(question: NextQuestion) -> str:
    """Return one question as lines of text."""
    from treatygap.reporting.next import answers

    ticks = answers(question) or (f"______ {question.unit or 'date'}",)
    together = f", {len(question.together)} with others" if question.together else ""
    why, whom = question.reason.replace("-", " "), question.respondent.replace("-", " ")
    statements = question.fact.statements if question.fact else ()
    under = [
        question.ask,
        f"[ ] {'  [ ] '.join(ticks)}",
        f"{why}; settles {len(question.alone)} alone{together}; asked of: {whom}",
        *(f"{item.source}: {item.words}" for item in statements),
    ]
    first = f"{question.weight:8.2f}  {question.label} ({question.id})"
    return "\n".join([first, *(f"{'':10}{line}" for line in under)])
