"""Which conclusions rest on a single fact that may be wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from treatygap.cli.inputs import as_of, instruments, language, profile, read_profile, result
from treatygap.cli.output import write_result
from treatygap.words import cited, listed

if TYPE_CHECKING:
    from treatygap.model.robustness import Flip, FrailFact, Otherwise, Robustness


@click.command("robustness")
@profile
@instruments
@as_of
@result
@language
def command(
    profile: str, names: tuple[str, ...], as_of: date | None, output: Path | None, lang: str
) -> None:
    """Say which facts of PROFILE may be wrong, and which findings flip with each alone.

    \b
    Example:
      treatygap robustness KEN -i iccpr
    """
    from treatygap.analysis import robustness
    from treatygap.model.robustness import Robustness
    from treatygap.store import library

    chosen = library(names)
    law = read_profile(profile, chosen.questions)
    found = Robustness(
        state=law.state,
        name=law.name,
        as_of=as_of or law.known_on,
        instruments=tuple(item.id for item in chosen.instruments),
        facts=robustness(law, chosen, as_of),
    )
    if output:
        from treatygap.reporting.robustness_page import render

        headings = [item.heading for item in chosen.instruments]
        write_result(found, output, lambda: render(found, headings, lang))
    else:
        click.echo(words(found))


def words(found: Robustness) -> str:
    """Return frail facts as text, with what flips under each other value."""
    first = f"{found.name}, law as of {found.as_of}: {len(found.facts)} frail facts flip a finding"
    return "\n".join([first, *(line for item in found.facts for line in entry(item))])


def entry(item: FrailFact) -> list[str]:
    """Return a frail fact as lines of text."""
    fact = item.fact
    cites = f" ({cited(fact.evidence)})" if fact.evidence else ""
    reasons = listed(reason.replace("-", " ") for reason in item.reasons)
    lines = ["", f"{item.weight:5}  {fact.label}: {fact.words}{cites}", f"       {reasons}"]
    for other in item.otherwise:
        lines.append(f"       {supposed(other)}:")
        lines += [f"         {flip.finding}: {turned(flip)}" for flip in other.flips]
    return lines


def supposed(other: Otherwise) -> str:
    """Return what is supposed of a fact: other values, choices fewer or more, or nothing known."""
    if not other.values:
        return "if it were not known"
    apart = [f"without {other.fewer.words}"] if other.fewer else []
    apart += [f"with {other.more.words}"] if other.more else []
    return "if it were " + (
        listed(apart) if apart else listed((x.words for x in other.values), "or")
    )


def turned(flip: Flip) -> str:
    """Return what becomes of a finding."""
    same = flip.before == flip.after
    parts = [] if same else [f"{flip.before} -> {flip.after}"]
    parts += [f"{flag} raised" for flag in flip.raised]
    parts += [f"no longer {flag}" for flag in flip.dropped]
    return ", ".join(parts)
