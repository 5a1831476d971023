"""Start, check and extend a profile."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import get_args

import click

from treatygap.cli.inputs import read_profile
from treatygap.cli.migrate import command as migrate
from treatygap.cli.output import save
from treatygap.cli.paths import code_of
from treatygap.model.diagnostic import Diagnostic, Invalid, Place
from treatygap.model.question import Fact, QuestionBank, Respondent, Topic


@click.group("profile")
def command() -> None:
    """Start, check and extend a state's profile.

    \b
    Example:
      treatygap profile check KEN
    """


command.add_command(migrate)


@command.command("new")
@click.argument("state", metavar="ISO3")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File to write; by default ISO3.yaml here. An existing file is never replaced.",
)
def new(state: str, output: Path | None) -> None:
    """Write an empty profile for the state ISO3 (ISO 3166-1 alpha-3), every question in it.

    \b
    Example:
      treatygap profile new NZL
    """
    import pycountry

    from treatygap.store import library

    country = pycountry.countries.get(alpha_3=state)
    if country is None:
        code = code_of(state)
        hint = f"; did you mean '{code}'?" if code else ", such as KEN"
        raise click.BadParameter(f"'{state}' is not an ISO 3166-1 alpha-3 code{hint}")
    path = output or Path(f"{country.alpha_3}.yaml")
    if os.path.lexists(path):
        problem = Diagnostic(Place(str(path)), "exists", "is there already", "name another file")
        raise Invalid([problem])
    name = getattr(country, "common_name", country.name)
    save(path, scaffold(country.alpha_3, name, library().questions).encode())


def scaffold(state: str, name: str, bank: QuestionBank) -> str:
    """Return an empty profile with every question as a comment: nothing is answered for anybody."""
    lines = [
        f"state: {state}",
        f'name: "{name}"',
        f"known_on: {date.today()}  # the day the law was read",  # noqa: DTZ011 - a person's day
        "acts: {}  # short name: {title: …, url: …, version: …, in_force_from: …}",
        "answers: {}  # remove the braces, then the # before the answers you can give",
    ]
    for fact in bank.facts.values():
        lines += ["", f"  # {fact.label}: {fact.question.ask}", f"  # {fact.id}:"]
        lines += [f"  #   value: unknown  # {_kind(fact)}"]
        lines += ["  #   evidence: [{act: …, section: …}]"]
    return "\n".join(lines) + "\n"


@command.command("check")
@click.argument("profile", metavar="FILE")
def check(profile: str) -> None:
    """Say what is wrong in FILE (or the profile of a state's code), or how much it answers.

    \b
    Example:
      treatygap profile check KEN
    """
    from treatygap.store import library

    bank = library().questions
    found = read_profile(profile, bank)
    known = sum(any(item.known for item in answer.statements) for answer in found.answers.values())
    aside = f"; {len(found.set_aside)} set aside" if found.set_aside else ""
    click.echo(f"{found.name}: valid; {known} of {len(bank.facts)} questions answered{aside}")


@command.command("questions")
@click.option("--topic", type=click.Choice(get_args(Topic)), help="Only this topic.")
@click.option(
    "--respondent", type=click.Choice(get_args(Respondent)), help="Only what they answer."
)
def questions(topic: str | None, respondent: str | None) -> None:
    """List every question a profile can answer, with its id and the answers it takes.

    \b
    Example:
      treatygap profile questions --topic secrecy
    """
    from treatygap.store import library

    for fact in library().questions.facts.values():
        question = fact.question
        if topic in (None, question.topic) and respondent in (None, question.respondent):
            click.echo(f"{fact.id}\n  {fact.label}: {question.ask}\n  {_kind(fact)}")


def _kind(fact: Fact) -> str:
    question = fact.question
    match question.type:
        case "yes_no":
            return "true or false"
        case "number":
            return f"a number of {question.unit}"
        case "date":
            return "a date, YYYY-MM-DD"
        case "one_of":
            return f"one of {', '.join(question.choices)}"
        case "some_of":
            return f"a list of {', '.join(question.choices)}"
