"""Carry a profile over to the ids of a later ruleset."""

from __future__ import annotations

from pathlib import Path

import click

from treatygap.cli.inputs import language, result_path
from treatygap.cli.output import save, write_result
from treatygap.cli.paths import profile_path, reads, writes
from treatygap.model.base import FactValue
from treatygap.model.migration import Migrated
from treatygap.model.profile import Answer
from treatygap.words import cited, listed, spoken


@click.command("migrate")
@click.argument("name", metavar="PROFILE", callback=reads)
@click.option("--to", "version", help="Version of the questions to stop at; by default the last.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=writes,
    help="File to write the profile to; by default the file of PROFILE itself.",
)
@click.option(
    "--list",
    "listing",
    type=click.Path(path_type=Path),
    callback=result_path,
    help="File to write the list of what was done to: .pdf, .html, .json.",
)
@language
def command(
    name: str, version: str | None, output: Path | None, listing: Path | None, lang: str
) -> None:
    """Carry the answers in PROFILE over to the ids and choices of the questions as they are now.

    What cannot be carried over with certainty stays in the file, under set_aside, and is listed.

    \b
    Example:
      treatygap profile new NZL
      treatygap profile migrate NZL.yaml
    """
    from treatygap.analysis.migrate import migrate, upto
    from treatygap.load.profile import load_profile
    from treatygap.load.rewrite import rewrite
    from treatygap.rules import migrations
    from treatygap.store import library

    path = profile_path(name)
    if not output and path != Path(name):
        message = f"{name} ships with treatygap and stays as it is; write a copy: -o {name}.yaml"
        raise click.UsageError(message)
    profile, document = load_profile(path)
    known = migrations(library().questions)
    tables = upto(known, version)
    if tables is None:
        names = listed((table.to for table in known), "or") or "there are no migration tables"
        raise click.BadParameter(f"no version '{version}'; {names}")
    found = migrate(profile, tables)
    text = rewrite(document.text, profile, found)
    target = output or path
    if text != document.text or output:
        save(target, text.encode())
    if listing:
        from treatygap.reporting.migration import render

        write_result(found, listing, lambda: render(found, profile, lang))
    click.echo(words(found, profile.answers))


def words(found: Migrated, answers: dict[str, Answer]) -> str:
    """Return what was carried over and what needs a person as lines of text."""
    lines = [f"{found.name}: {found.kept} answers as they were, {len(found.moves)} moved"]
    for move in found.moves:
        lines += [f"{move.fact} -> {one.fact}: {_values(one.values)}" for one in move.carried]
        for aside in move.aside:
            cites = "; ".join(cited(item.evidence) for item in answers[move.fact].statements)
            lines.append(f"set aside {aside.fact}: {_values(aside.values)} ({cites}): {aside.why}")
    lines += [
        f"set aside before, {item.version}: {item.fact}: {item.why}" for item in found.set_aside
    ]
    lines += [f"to be answered: {fact}" for fact in found.unanswered]
    return "\n".join(lines)


def _values(values: tuple[FactValue, ...]) -> str:
    return listed(spoken(value) for value in values)
