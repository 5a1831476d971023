"""Write the reports of several states, on as many processors as there are."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from treatygap.cli.assess import assessed
from treatygap.cli.inputs import (
    KNOWN,
    Target,
    as_of,
    edition_option,
    instruments,
    language,
    public_option,
    read_profile,
)
from treatygap.cli.output import needed, write
from treatygap.cli.paths import reads, writes
from treatygap.model.diagnostic import Diagnostic, Invalid, Place
from treatygap.model.instrument import Library
from treatygap.reporting import ReportError


@dataclass(frozen=True, slots=True)
class Job:
    """What all reports of a set have in common."""

    library: Library
    as_of: date | None
    edition: str
    lang: str
    form: str
    public: bool


@click.command("batch")
@click.argument("profiles", metavar="PROFILE...", nargs=-1, required=True, callback=reads)
@instruments
@as_of
@edition_option("ministry")
@language
@public_option
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(KNOWN)),
    default="pdf",
    show_default=True,
    help="Format of the files.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    help="Reports made at the same time; by default as many as there are processors.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the reports; each is named after its profile.",
)
@click.pass_context
def command(
    context: click.Context,
    profiles: tuple[str, ...],
    names: tuple[str, ...],
    as_of: date | None,
    edition: str,
    lang: str,
    public: bool,
    form: str,
    jobs: int | None,
    folder: Path,
) -> None:
    """Assess each PROFILE (a file, or a state's code) and write its report into a folder.

    A profile that is faulty stops no other; each is told what is wrong with it.

    \b
    Example:
      treatygap batch KEN CAN EST -i unccc --to reports
    """
    from treatygap.store import library

    files = {name: folder / f"{Path(name).stem}{KNOWN[form].suffixes[0]}" for name in profiles}
    if len(set(files.values())) < len(profiles):
        raise click.BadParameter("two profiles have one name, and so would their reports")
    for file in files.values():
        writes(context, None, file)
    job = Job(library(names), as_of, edition, lang, form, public)
    problems = list(_written(files, job, jobs or os.cpu_count() or 1))
    if problems:
        raise Invalid(problems)


def _written(files: dict[str, Path], job: Job, jobs: int) -> Iterator[Diagnostic]:
    """Write every report, and yield what is wrong with those that cannot be made."""
    workers = min(jobs, len(files))
    if workers == 1:
        for name, file in files.items():
            yield from _one(name, file, job)
        return
    kinds = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in kinds else None)
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        made: list[Future[list[Diagnostic]]] = [
            pool.submit(_one, name, file, job) for name, file in files.items()
        ]
        for future in made:
            yield from future.result()


def _one(name: str, file: Path, job: Job) -> list[Diagnostic]:
    """Write one report; return what is wrong where it cannot be made."""
    try:
        parts = needed(job.form, job.edition)
        profile = read_profile(name, job.library.questions)
        assessment = assessed(profile, job.library, job.as_of, parts)
        target = Target(file, job.form)
        write(assessment, target, job.edition, job.lang, profile, public=job.public)
    except Invalid as error:
        return list(error.diagnostics)
    except ReportError as error:
        return [Diagnostic(Place(name), "cannot-report", str(error))]
    return []
