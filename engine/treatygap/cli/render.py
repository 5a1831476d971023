"""Print an assessment that was saved as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from treatygap.cli.output import SUFFIXES, write


@click.command("render")
@click.argument("assessment", metavar="ASSESSMENT", type=click.Path(path_type=Path))
@click.option("--edition", default="ministry", show_default=True, help="Report for which reader.")
@click.option("--lang", default="en", show_default=True, help="Language of the report.")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path),
              help=f"File to write: {', '.join(SUFFIXES)}.")  # fmt: skip
def command(assessment: Path, edition: str, lang: str, output: Path) -> None:
    """Print ASSESSMENT (JSON written by assess) without evaluating any rule.

    \b
    Example:
      treatygap assess KEN -o KEN.json
      treatygap render KEN.json -o KEN.html
    """
    from treatygap.load.assessment import load_assessment

    if output.suffix not in SUFFIXES:
        raise click.BadParameter(f"{output}: the suffix must be one of {', '.join(SUFFIXES)}")
    write(load_assessment(assessment), output, edition, lang)
