"""Assess a profile."""

from __future__ import annotations

import sys
from collections.abc import Collection
from datetime import date
from typing import get_args

import click

from treatygap.cli.inputs import (
    Target,
    as_of,
    instruments,
    known,
    profile,
    read_profile,
    report,
)
from treatygap.cli.output import needed, summary, write
from treatygap.model.assessment import Assessment
from treatygap.model.instrument import Library
from treatygap.model.parts import Parts
from treatygap.model.profile import Profile
from treatygap.model.requirement import Severity


def _parts(_: click.Context, __: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    there = sorted(Parts.model_fields)
    if "all" in names:
        return tuple(there)
    return tuple(known(name, [*there, "all"], "part") for name in names)


@click.command("assess")
@profile
@instruments
@as_of
@click.option(
    "--fail-on",
    type=click.Choice(get_args(Severity)),
    help="Exit with 3 when a duty has a gap, or the law a flag, of this severity or above.",
)
@click.option(
    "--with",
    "parts",
    multiple=True,
    metavar="PART",
    callback=_parts,
    help="Work out this part as well (conflicts, …; all for every one) and keep it in the JSON. "
    "A report has those that its edition prints.",
)
@report(required=False)
def command(
    profile: str,
    names: tuple[str, ...],
    as_of: date | None,
    edition: str,
    lang: str,
    public: bool,
    fail_on: Severity | None,
    parts: tuple[str, ...],
    output: Target | None,
) -> None:
    """Evaluate PROFILE (a file, or a state's code such as KEN) and write a report.

    \b
    Example:
      treatygap assess KEN -i unccc -o KEN.pdf
    """
    from treatygap.store import library

    chosen = library(names)
    found = read_profile(profile, chosen.questions)
    wanted = {*parts, *(needed(output.format, edition) if output else ())}
    assessment = assessed(found, chosen, as_of, wanted)
    if output:
        write(assessment, output, edition, lang, found, public=public)
    else:
        click.echo(summary(assessment))
    if fail_on and fails(assessment, fail_on):
        sys.exit(3)


def assessed(
    profile: Profile, library: Library, as_of: date | None, parts: Collection[str]
) -> Assessment:
    """Return the assessment of a profile, with parts, and with official texts that were brought."""
    from treatygap.official import texts
    from treatygap.pipeline import assess

    brought = texts(item.id for item in library.instruments)
    assessment = assess(profile, library, as_of, brought)
    if not parts:
        return assessment
    from treatygap.analysis.parts import with_parts

    return with_parts(assessment, profile, library, sorted(parts))


def fails(assessment: Assessment, severity: Severity) -> bool:
    """Say whether a gap or a flag reaches a severity; a reserved gap does not count."""
    from treatygap.reporting.reforms import reforms

    rank = get_args(Severity).index
    return any(rank(due.severity) >= rank(severity) for due in reforms(assessment.findings))
