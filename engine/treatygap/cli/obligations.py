"""See what the laws of states can ask of a company."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from treatygap.cli.inputs import as_of, language, read_profile, result
from treatygap.cli.output import write_result
from treatygap.cli.paths import reads
from treatygap.model.company import Clash, Duties, Reach, Ruled, StateDuties
from treatygap.model.register import Cell
from treatygap.model.weighed import Holds
from treatygap.words import cited, listed

REACHES: dict[Holds, str] = {
    "yes": "reaches",
    "no": "does not reach",
    "unknown": "cannot be said",
}


@click.command("obligations")
@click.argument("profiles", metavar="PROFILE...", nargs=-1, required=True, callback=reads)
@click.option(
    "--provider",
    type=click.Path(path_type=Path),
    callback=reads,
    help="File that describes a company: say which orders reach it, and why.",
)
@as_of
@result
@language
def command(
    profiles: tuple[str, ...],
    provider: Path | None,
    as_of: date | None,
    output: Path | None,
    lang: str,
) -> None:
    """Say what the laws of states can ask of a company, side by side.

    Each PROFILE is a file, or a state's code such as KEN.

    \b
    Example:
      treatygap obligations KEN EST -o obligations.html
    """
    from treatygap.analysis.reach import duties
    from treatygap.rules import company, reach_rules, register
    from treatygap.store import library

    chosen = library()
    laws = [read_profile(name, chosen.questions) for name in profiles]
    states = [law.state for law in laws]
    twice = next((state for state in states if states.count(state) > 1), None)
    if twice:
        raise click.BadParameter(f"{twice} is named twice; name each state once")
    described = company(provider) if provider else None
    found = duties(laws, described, chosen, register(chosen), reach_rules(chosen), as_of)
    if output:
        from treatygap.reporting.duties import render

        write_result(found, output, lambda: render(found, lang))
    else:
        click.echo(words(found))


def words(found: Duties) -> str:
    """Return what is asked of a company as lines of text."""
    lines: list[str] = []
    for state in found.states:
        lines += [f"{state.name}, law as of {found.as_of}"]
        lines += [line for reach in state.reach for line in _reach(reach)]
        lines += [] if state.reach else _register(state)
        lines += [""]
    lines += [line for clash in found.clashes for line in _clash(clash)]
    if found.unread:
        lines += [f"Not read: the law of {listed(found.unread)}, where data are stored."]
    return "\n".join(lines).rstrip()


LEADS: dict[Holds, str] = {"yes": "because", "no": "not because", "unknown": "perhaps because"}


def _reach(reach: Reach) -> list[str]:
    lines = [f"  {reach.label}: {REACHES[reach.reaches]}"]
    lacking = [rule for rule in reach.limits if rule.holds == "no"]
    waiting = [rule for rule in reach.limits if rule.holds == "unknown"]
    grounds = [rule for rule in reach.grounds if rule.holds == reach.reaches]
    lines += [f"    fails: {_rests(rule)}" for rule in lacking]
    if not lacking:
        lines += [f"    open: {_rests(rule)}" for rule in waiting]
        lines += [f"    {LEADS[rule.holds]}: {_rests(rule)}" for rule in grounds]
    for rule in reach.exposures:
        if rule.holds != "no":
            lead = "mind" if rule.holds == "yes" else "perhaps mind"
            lines.append(f"    {lead}: {_rests(rule)}")
    return lines


def _rests(rule: Ruled) -> str:
    known = [
        f"{fact.label}: {fact.words}" + (f" ({cited(fact.evidence)})" if fact.evidence else "")
        for fact in rule.facts
    ]
    waits = [f"not known: {fact.label}" for fact in rule.missing]
    return f"{rule.title} [{'; '.join(known + waits)}]"


def _register(state: StateDuties) -> list[str]:
    lines: list[str] = []
    for power in state.asks.powers:
        given = {"yes": "in the law", "no": "not in the law", "unknown": "not known"}
        lines += [f"  {power.label}: {given[power.holds]}"]
        lines += [line for cell in power.cells for line in _cell(cell, power.label)]
    return lines + [line for cell in state.asks.general for line in _cell(cell, "")]


def _cell(cell: Cell, member: str) -> list[str]:
    said = [
        f"{fact.label.removeprefix(f'{member}: ')}: {fact.words} ({cited(fact.evidence)})"
        for fact in cell.facts
    ]
    waits = [fact.label.removeprefix(f"{member}: ") for fact in cell.missing]
    said += [f"not known: {listed(waits)}"] if waits else []
    return [f"    {cell.title}: {'; '.join(said)}"]


def _clash(clash: Clash) -> list[str]:
    lead = "Clash, perhaps" if clash.open else "Clash"
    return [f"{lead}: {clash.title} ({clash.label}: {clash.ordering} orders, {clash.holding} bars)"]
