"""Find requirements that pull a law in two directions."""

from __future__ import annotations

from datetime import date

import click

from treatygap.cli.inputs import as_of, instruments, profile, read_profile
from treatygap.model.tension import Conflict
from treatygap.words import cited


@click.command("conflicts")
@profile
@instruments
@as_of
def command(profile: str, names: tuple[str, ...], as_of: date | None) -> None:
    """Say which requirements the law in PROFILE cannot both meet as it stands, and why.

    \b
    Example:
      treatygap conflicts KEN
    """
    from treatygap.analysis.conflicts import conflicts
    from treatygap.rules import tensions
    from treatygap.store import library

    chosen = library(names)
    found = read_profile(profile, chosen.questions)
    shown = conflicts(found, chosen, tensions(chosen), as_of)
    for conflict in shown:
        click.echo(words(conflict))
    if not shown:
        click.echo("No declared tension is shown or open between these instruments.")


def words(conflict: Conflict) -> str:
    """Return a conflict as lines of text."""
    where = f" ({conflict.member_label})" if conflict.member_label else ""
    lines = [f"{'Shown' if conflict.shown else 'Open'}: {conflict.title}{where}"]
    lines += [f"  between {' and '.join(conflict.between)}", f"  {conflict.because}"]
    lines += [f"  {fact.label}: {fact.words} ({cited(fact.evidence)})" for fact in conflict.facts]
    lines += [f"  not known: {fact.label}" for fact in conflict.missing]
    return "\n".join([*lines, f"  {conflict.recommend}"])
