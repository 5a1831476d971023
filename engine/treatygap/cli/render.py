"""Print an assessment that was saved as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from treatygap.cli.inputs import Target, read_assessment, report
from treatygap.cli.output import needed, write
from treatygap.cli.paths import reads


@click.command("render")
@click.argument("assessment", metavar="ASSESSMENT", type=click.Path(path_type=Path), callback=reads)
@report(required=True)
def command(assessment: Path, edition: str, lang: str, public: bool, output: Target) -> None:
    """Print ASSESSMENT (JSON written by assess) without evaluating any rule.

    \b
    Example:
      treatygap assess KEN -o KEN.json
      treatygap render KEN.json -o KEN.html
    """
    found = read_assessment(assessment)
    lacking = [
        part
        for part in needed(output.format, edition)
        if getattr(found.parts, part) is None and part not in found.withheld_parts
    ]
    if lacking:
        click.echo(f"left out: {', '.join(lacking)}; keep them by assess --with all", err=True)
    write(found, output, edition, lang, public=public)
