"""Assess a profile."""

from __future__ import annotations

import sys
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import get_args

import click

from treatygap.cli.inputs import (
    Target,
    as_of,
    instruments,
    known,
    profile_path,
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
@click.argument("profile", metavar="PROFILE")
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

    if output and _same(output.path, profile_path(profile)):
        raise click.BadParameter(f"{output.path} is the profile; name another file")
    wanted = {*parts, *(needed(output.format, edition) if output else ())}
    assessment, found = assessed(profile, library(names), as_of, wanted)
    if output:
        write(assessment, output, edition, lang, found, public=public)
    else:
        click.echo(summary(assessment))
    if fail_on and fails(assessment, fail_on):
        sys.exit(3)


def assessed(
    name: str, library: Library, as_of: date | None, parts: Collection[str]
) -> tuple[Assessment, Profile]:
    """Return the assessment of the profile that a command names, with parts, and the profile.

    Raises Invalid with every problem of the profile.
    """
    from treatygap.official import texts
    from treatygap.pipeline import assess

    brought = texts(item.id for item in library.instruments)
    profile = read_profile(name, library.questions)
    assessment = assess(profile, library, as_of, brought)
    if not parts:
        return assessment, profile
    from treatygap.analysis.parts import with_parts

    return with_parts(assessment, profile, library, sorted(parts)), profile


def _same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return False


def fails(assessment: Assessment, severity: Severity) -> bool:
    """Say whether a gap or a flag reaches a severity; a reserved gap does not count."""
    from treatygap.reporting.reforms import reforms

    rank = get_args(Severity).index
    return any(rank(due.severity) >= rank(severity) for due in reforms(assessment.findings))
