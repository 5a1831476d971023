"""An assessment written to a file, or summed up on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path

import click

from treatygap.cli.inputs import KNOWN, Target
from treatygap.model.assessment import Assessment, Count, Share
from treatygap.model.base import Value
from treatygap.model.diagnostic import Diagnostic, Invalid, Place
from treatygap.model.profile import Profile
from treatygap.reporting.exports import Order, export
from treatygap.store import as_json, write_file


def write(
    assessment: Assessment,
    target: Target,
    edition: str,
    lang: str,
    profile: Profile | None = None,
    *,
    public: bool = False,
) -> None:
    """Write an assessment in the format of its target; a PDF carries the profile, if given.

    With `public`, write its public edition. Raises Invalid when it cannot be written, ReportError
    when the report cannot be made.
    """
    with working("Writing the report"):
        if public:
            from treatygap.reporting.public import publish

            assessment = publish(assessment)
        body = _body(assessment, target.format, edition, lang, profile)
    save(target.path, body)


def needed(name: str, edition: str) -> tuple[str, ...]:
    """Return the parts of an assessment that a format prints; data has those asked for."""
    if not KNOWN[name].prints:
        return ()
    from treatygap.reporting.edition import needs

    return needs(edition)


def write_result(result: Value, output: Path, page: Callable[[], str]) -> None:
    """Write a result as JSON, or as the page that `page` makes of it, as HTML or PDF.

    Raises Invalid when it cannot be written, ReportError when the page cannot be made.
    """
    if output.suffix == ".json":
        save(output, as_json(result))
    else:
        save(output, printed(page, output.suffix))


def save(output: Path, body: bytes) -> None:
    """Write a file and the folders it needs, and say so. Raises Invalid when it cannot be."""
    write_file(output, body)
    click.echo(f"{output}", err=True)


def _body(
    assessment: Assessment, name: str, edition: str, lang: str, profile: Profile | None
) -> bytes:
    if name == "json":
        return as_json(assessment)
    if name == "html":
        from treatygap.reporting.html import render

        return render(assessment, edition, lang, filters=True).encode()
    if name == "pdf":
        from treatygap.reporting.archive import pdf_report

        return pdf_report(assessment, profile, edition, lang, _dated(assessment))
    return export(name, Order(assessment, edition, lang, _dated(assessment)))


def printed(render: Callable[[], str], suffix: str) -> bytes:
    """Return the page that `render` makes, as HTML or PDF by the suffix.

    Raises ReportError when it cannot be made.
    """
    with working("Writing the report"):
        page = render()
        if suffix == ".html":
            return page.encode()
        from treatygap.reporting.pdf import pdf_bytes

        return pdf_bytes(page)


def _dated(assessment: Assessment) -> datetime:
    """Return the time a file names as its own: SOURCE_DATE_EPOCH, else the day assessed.

    https://reproducible-builds.org/specs/source-date-epoch/. Raises Invalid where it is no time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.combine(assessment.as_of, time(), UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        place, message = Place("SOURCE_DATE_EPOCH"), f"'{epoch[:40]}' is no time"
        hint = "write seconds since 1970, or unset it"
        raise Invalid([Diagnostic(place, "bad-value", message, hint)]) from None


@contextmanager
def working(message: str) -> Iterator[None]:
    """Say what is being done, on a terminal, while it is."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(message):
        yield


def summary(assessment: Assessment) -> str:
    """Return the assessment in a few lines, shares with both bounds."""
    duties = assessment.tally.duties
    lines = [
        f"{assessment.name}, law as of {assessment.as_of}",
        f"{assessment.answered} of {assessment.asked} questions answered",
        f"Duties: {counted(duties)}",
        f"Met: {bounded(duties.share_met)}; gaps: {bounded(duties.share_gap)}",
    ]
    chapters = [
        f"  chapter {group.key} ({group.instrument}): {counted(group.count)}"
        for group in assessment.tally.groups
        if group.by == "chapter"
    ]
    lines += ["Duties and options, by chapter:", *chapters] if chapters else []
    return "\n".join(lines)


def counted(count: Count) -> str:
    """Return a count in words."""
    return (
        f"{count.met} met, {count.partly} partly, {count.not_met} not met, "
        f"{count.undetermined} undetermined, {count.not_applicable} not applicable; "
        f"{count.contrary} contrary, {count.over_reach} over-reach"
    )


def bounded(share: Share | None) -> str:
    """Return a share with both bounds."""
    return f"{share.low:.0%} to {share.high:.0%}" if share else "nothing applies"
