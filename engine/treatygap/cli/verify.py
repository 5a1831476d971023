"""Hold a printed report against the data it carries."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from treatygap.cli.inputs import read_profile
from treatygap.model.diagnostic import Diagnostic, Invalid, Place

LARGEST = 200_000_000
"""Bytes in a report; the longest takes a hundredth of it."""
LIMITS = """\
This does not show that the facts in the profile are true, that the law has not changed since, or
who made the report: it bears no signature."""
NAMES = {"holds": "holds", "fails": "FAILS", "open": "not checked"}


@click.command("verify")
@click.argument("report", metavar="REPORT", type=click.Path(path_type=Path))
@click.option(
    "--profile", metavar="PROFILE", help="Assess this profile, in place of the one attached."
)
def command(report: Path, profile: str | None) -> None:
    """Say whether REPORT, a PDF, is what the data it carries gives.

    Its data is checked, its pages are printed again and compared, and its findings are worked out
    again from the profile. The exit code is 0 only where all three hold.

    \b
    Example:
      treatygap assess KEN -i asean -o KEN.pdf
      treatygap verify KEN.pdf
    """
    from treatygap.cli.output import working
    from treatygap.load.file import Unreadable, read_bytes
    from treatygap.reporting.verify import verify
    from treatygap.store import library

    body = read_bytes(report, LARGEST)
    given = read_profile(profile, library().questions) if profile else None
    results = set[str]()
    try:
        with working("Verifying the report"):
            for check in verify(body, given):
                results.add(check.result)
                lead = f"{check.about.capitalize()}: {NAMES[check.result]}"
                click.echo("\n  ".join((lead, *check.says)))
    except Unreadable as error:
        raise Invalid([Diagnostic(Place(str(report)), *error.args)]) from None
    click.echo(f"\n{LIMITS}\n")
    click.echo(verdict(results))
    sys.exit(results != {"holds"})


def verdict(results: set[str]) -> str:
    """Return the answer in one line, from the results of the checks."""
    if "fails" in results:
        return "NOT VERIFIED: the report is not what the data in it gives."
    if "open" in results:
        return "Verified in part: what could be checked holds; see what was not checked."
    return "Verified: the pages are what the data gives, and the findings follow from the profile."
