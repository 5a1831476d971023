"""Compare instruments."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from treatygap.cli.inputs import instrument, language
from treatygap.model.concordance import Concordance, Difference
from treatygap.model.instrument import Instrument, Provision

HEADS = {
    "added": "Added: in {second}, not in {first}",
    "dropped": "Dropped: in {first}, not in {second}",
    "wider": "Wider in {second}",
    "narrower": "Narrower in {second}",
    "differs": "Overlapping, each with something of its own",
    "same": "The same",
}
FORMATS = (".pdf", ".html")


@click.group("instrument")
def command() -> None:
    """Compare instruments with one another.

    \b
    Example:
      treatygap instrument diff budapest unccc
    """


def _file(_: click.Context, __: click.Parameter, path: Path | None) -> Path | None:
    if path and path.suffix not in FORMATS:
        raise click.BadParameter(f"{path}: the suffix must be one of {', '.join(FORMATS)}")
    return path


@command.command("diff")
@click.argument("first", metavar="A", callback=instrument)
@click.argument("second", metavar="B", callback=instrument)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    callback=_file,
    help="File to write: .pdf or .html. Without it, the differences are printed.",
)
@language
def diff(first: str, second: str, output: Path | None, lang: str) -> None:
    """Say what B adds to A, drops from it, widens and narrows, with the reason for each.

    \b
    Example:
      treatygap instrument diff budapest unccc -o diff.html
    """
    if first == second:
        raise click.BadParameter(f"{first} is named twice; name two instruments")
    from treatygap.analysis.differences import differences
    from treatygap.store import library

    held = {item.id: item for item in library((first, second)).instruments}
    one, other = held[first], held[second]
    found = differences(one, other, _concordance(one, other))
    if output:
        _write(one, other, found, output, lang)
    else:
        click.echo(words(one, other, found))


def _concordance(first: Instrument, second: Instrument) -> Concordance:
    from treatygap.rules import concordances

    for found in concordances((first, second)):
        return found if found.a == first.id else found.turned()
    raise click.BadParameter(f"no concordance relates {first.id} and {second.id} yet")


def words(first: Instrument, second: Instrument, found: tuple[Difference, ...]) -> str:
    """Return differences as text, by change."""
    lines: list[str] = []
    for change, group in groupby(found, key=lambda item: item.change):
        items = list(group)
        head = HEADS[change].format(first=first.heading.title, second=second.heading.title)
        lines += [f"{head} ({len(items)})"]
        lines += [f"  {_sides(item)}: {item.because}" for item in items]
        lines += [""]
    return "\n".join(lines).rstrip()


def _sides(item: Difference) -> str:
    return " / ".join(_named(side) for side in (item.first, item.second) if side)


def _named(provision: Provision) -> str:
    return f"{provision.id} {provision.heading}"


def _write(
    first: Instrument, second: Instrument, found: tuple[Difference, ...], output: Path, lang: str
) -> None:
    from treatygap.cli.output import printed, save
    from treatygap.reporting.comparison import render

    save(output, printed(lambda: render(first, second, found, lang), output.suffix))
