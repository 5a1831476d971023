"""Official texts that a user brings."""

from __future__ import annotations

from pathlib import Path

import click

from treatygap.cli.inputs import instrument
from treatygap.model.diagnostic import Invalid


@click.group("source")
def command() -> None:
    """Bring the official text of an instrument: reports print its words beside ours.

    \b
    Example:
      treatygap source list
    """


@command.command("add")
@click.argument("name", metavar="INSTRUMENT", callback=instrument)
@click.argument("file", type=click.Path(path_type=Path))
def add(name: str, file: Path) -> None:
    """Split FILE, the official text of INSTRUMENT, into its articles and keep it for reports.

    FILE is .txt, .md, .html, .docx or .pdf. What differs from the ruleset is printed. The text is
    kept in your own data folder, in place of one added before.

    \b
    Example:
      treatygap source add budapest ets185.txt
    """
    from treatygap.anchor import anchored
    from treatygap.load.official import load_official
    from treatygap.official import keep
    from treatygap.store import library
    from treatygap.validate.official import articles_of, check_official, differences

    (item,) = library((name,)).instruments
    text = load_official(file, name)
    problems = check_official(text, item, str(file))
    if problems:
        raise Invalid(problems)
    keep(text)
    numbers = {article.number for article in text.articles}
    wanted = articles_of(item)
    click.echo(f"{name}: {len(numbers.intersection(wanted))} of {len(wanted)} articles, "
               f"{len(anchored(text, item))} of {len(item.provisions)} provisions found in "
               f"{text.file} (SHA-256 {text.hash})")  # fmt: skip
    for line in differences(text, item):
        click.echo(f"  {line}")


@command.command("list")
def list_() -> None:
    """List the official texts that are kept, each with its file and SHA-256.

    \b
    Example:
      treatygap source list
    """
    from treatygap.official import stored, texts

    kept = texts(stored())
    if not kept:
        click.echo("None is kept; treatygap source add INSTRUMENT FILE brings one.")
    for name, text in kept.items():
        click.echo(f"{name}  {text.file}  {text.language}  {len(text.articles)} articles  "
                   f"SHA-256 {text.hash}")  # fmt: skip


@command.command("remove")
@click.argument("instrument")
def remove(instrument: str) -> None:
    """Remove the official text of INSTRUMENT.

    \b
    Example:
      treatygap source add budapest ets185.txt
      treatygap source remove budapest
    """
    from treatygap.official import remove as forget

    forget(instrument)
