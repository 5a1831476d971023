"""Find the routes by which one state obtains electronic evidence from another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from treatygap.cli.inputs import as_of, known, language, read_profile, result
from treatygap.cli.output import write_result
from treatygap.cli.paths import reads
from treatygap.model.question import QuestionBank
from treatygap.model.route import DATA, Cooperation, Outcome, RouteTaken, StepTaken
from treatygap.model.weighed import Weighed
from treatygap.words import cited

OUTCOMES: dict[Outcome, str] = {
    "open": "Open",
    "conditional": "Open on conditions",
    "undetermined": "Cannot be said",
    "closed": "Closed",
}
HOLDS = {"yes": "yes", "no": "NO", "unknown": "not known"}


@click.command("cooperate")
@click.argument("asking", metavar="ASKING", callback=reads)
@click.argument("asked", metavar="ASKED", callback=reads)
@click.option(
    "--for",
    "offence",
    required=True,
    metavar="OFFENCE",
    help="Offence of the question bank, such as illegal-access, or serious-crime.",
)
@click.option("--data", required=True, type=click.Choice(DATA), help="Kind of data sought.")
@click.option(
    "--years",
    type=click.IntRange(min=0),
    help="Longest term of imprisonment for the offence in the asking state.",
)
@as_of
@result
@language
def command(
    asking: str,
    asked: str,
    offence: str,
    data: str,
    years: int | None,
    as_of: date | None,
    output: Path | None,
    lang: str,
) -> None:
    """Say by which routes the state of ASKING can obtain evidence from the state of ASKED.

    Both are profiles: files, or states' codes such as KEN.

    \b
    Example:
      treatygap cooperate KEN EST --for illegal-access --data traffic
    """
    from treatygap.analysis.cooperation import cooperation
    from treatygap.rules import routes
    from treatygap.store import library

    chosen = library()
    bank = chosen.questions
    wanted = next(kind for kind in DATA if kind == data)
    one, other = read_profile(asking, bank), read_profile(asked, bank)
    if one.state == other.state:
        raise click.BadParameter(f"{one.state} is named twice; name two states")
    case, open_ = _offence(offence, bank), routes(chosen)
    found = cooperation(one, other, case, wanted, chosen, open_, years=years, as_of=as_of)
    if output:
        from treatygap.reporting.cooperation import render

        write_result(found, output, lambda: render(found, lang))
    else:
        click.echo(words(found))


def _offence(name: str, bank: QuestionBank) -> str:
    from treatygap.analysis.cooperation import SERIOUS

    return known(name, [*(item.id for item in bank.members["offence"]), SERIOUS], "offence")


def words(found: Cooperation) -> str:
    """Return routes as lines of text."""
    what = f"{found.data} data, {found.offence_label or found.offence}"
    head = f"{found.asking.name} asks {found.asked.name} for {what}, law as of {found.as_of}"
    lines = [head]
    for route in found.routes:
        lines += ["", f"{OUTCOMES[route.outcome]}: {route.title}", f"  {route.brings}"]
        lines += _treaties(route)
        lines += [line for step in route.steps for line in _step(step, found)]
        for term in route.terms:
            lead = "on terms" if term.holds == "yes" else "perhaps on terms"
            lines += [f"  {lead}: {term.title}{_rests(term)}"]
    return "\n".join(lines)


def _treaties(route: RouteTaken) -> list[str]:
    lines = [
        f"  {item.title} {', '.join(ref.partition(':')[2] for ref in item.provisions)}: "
        f"asking {item.asking}, asked {item.asked}{'' if item.in_force else '; not in force'}"
        for item in route.treaties
    ]
    if route.later:
        lines.append(f"  once a treaty binds both: {OUTCOMES[route.later].lower()}")
    return lines


def _step(step: StepTaken, found: Cooperation) -> list[str]:
    name = (found.asking if step.of == "asking" else found.asked).name
    lines = [f"  {HOLDS[step.holds]}: {step.title} ({name}){_rests(step)}"]
    return lines + ([f"    {step.because}"] if step.because else [])


def _rests(item: Weighed) -> str:
    known = [
        f"{fact.label}: {fact.words}" + (f" ({cited(fact.evidence)})" if fact.evidence else "")
        for fact in item.facts
        if fact.evidence or fact.statements
    ]
    waits = [f"not known: {fact.label}" for fact in item.missing]
    return f" [{'; '.join(known + waits)}]" if known or waits else ""
