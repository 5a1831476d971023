"""Assess a profile."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import get_args

import click

from treatygap.cli.inputs import Day, instruments, read_profile
from treatygap.cli.output import SUFFIXES, summary, write
from treatygap.model.assessment import Assessment
from treatygap.model.requirement import Severity


@click.command("assess")
@click.argument("profile", metavar="PROFILE")
@instruments
@click.option("--as-of", type=Day(), help="Day whose law counts; by default the day it was read.")
@click.option("--edition", default="ministry", show_default=True, help="Report for which reader.")
@click.option("--lang", default="en", show_default=True, help="Language of the report.")
@click.option(
    "--fail-on",
    type=click.Choice(get_args(Severity)),
    help="Exit with 3 when a duty has a gap, or the law a flag, of this severity or above.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help=f"File to write: {', '.join(SUFFIXES)}. Without it, a summary is printed.",
)
def command(
    profile: str,
    names: tuple[str, ...],
    as_of: date | None,
    edition: str,
    lang: str,
    fail_on: Severity | None,
    output: Path | None,
) -> None:
    """Evaluate PROFILE (a file, or a state's code such as KEN) and write a report.

    \b
    Example:
      treatygap assess KEN -i unccc -o KEN.pdf
    """
    from treatygap.pipeline import assess
    from treatygap.store import library

    if output and output.suffix not in SUFFIXES:
        raise click.BadParameter(f"{output}: the suffix must be one of {', '.join(SUFFIXES)}")
    chosen = library(names)
    assessment = assess(read_profile(profile, chosen.questions), chosen, as_of)
    if output:
        write(assessment, output, edition, lang)
    else:
        click.echo(summary(assessment))
    if fail_on and fails(assessment, fail_on):
        sys.exit(3)


def fails(assessment: Assessment, severity: Severity) -> bool:
    """Say whether a gap or a flag reaches a severity; a reserved gap does not count."""
    ranks = get_args(Severity)
    return any(
        (finding.gap and "reserved" not in finding.flags)
        or {"contrary", "over-reach"} & {*finding.flags}
        for finding in assessment.findings
        if ranks.index(finding.severity) >= ranks.index(severity)
    )
