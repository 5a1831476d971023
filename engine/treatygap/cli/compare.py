"""Compare assessments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from treatygap.cli.inputs import Day, instruments, language, read_assessment, read_profile, result
from treatygap.cli.output import write_result
from treatygap.cli.paths import reads
from treatygap.content import content
from treatygap.model.assessment import Assessment
from treatygap.model.compare import (
    Comparison,
    FactCompared,
    FindingCompared,
    Reason,
    RequirementCompared,
)
from treatygap.model.finding import FactUsed
from treatygap.model.instrument import Library
from treatygap.words import cited

REASONS = {
    "other-state": "another state's law",
    "law-changed": "the law changed",
    "law-or-answer": "the law changed or the answer was corrected; no date tells which",
    "answer-corrected": "an answer was corrected",
    "evidence-corrected": "the evidence of an answer was corrected",
    "answered-on-one-side": "a question is answered on one side only",
    "answered": "a question was answered",
    "no-longer-answered": "a question is no longer answered",
    "profile-changed": "the profile changed in a fact that the assessments do not name",
    "rule-changed": "the rule changed",
    "rule-may-differ": "the rulesets differ, so the rule may have changed as well",
    "engine-differs": "made with another version of treatygap",
    "not-in-other": "the requirement is not in the other",
}
FEWEST = 2


@click.command("compare")
@click.argument("inputs", metavar="A B…", nargs=-1, required=True, callback=reads)
@instruments
@click.option(
    "--as-of", "days", type=Day(), multiple=True,
    help="Day whose law counts, for profiles; may be repeated. By default the day it was read.",
)  # fmt: skip
@result
@language
def command(
    inputs: tuple[str, ...],
    names: tuple[str, ...],
    days: tuple[date, ...],
    output: Path | None,
    lang: str,
) -> None:
    """Set assessments side by side and say where they differ, and why.

    A and B are profiles (a file, or a state's code), or assessments saved as .json. A profile is
    taken once for each day. There is no order of merit: columns stand by name and day.

    \b
    Example:
      treatygap compare KEN -i budapest --as-of 2018-01-01 --as-of 2026-11-01
    """
    from treatygap.analysis.compare import compare, ordered
    from treatygap.analysis.migrate import renames
    from treatygap.load.migrations import load_migrations

    if (names or days) and all(Path(text).suffix == ".json" for text in inputs):
        message = "a saved assessment has its instruments and its day: no -i, no --as-of"
        raise click.UsageError(message)
    chosen = ordered(_assessments(inputs, names, days))
    if len(chosen) < FEWEST:
        raise click.UsageError("one assessment has nothing beside it; name another, or two days")
    found = compare(chosen, renames(table for table, _ in load_migrations(content("rulesets"))))
    if output:
        from treatygap.reporting.compare import render

        write_result(found, output, lambda: render(found, chosen, lang))
    else:
        click.echo(words(found))


def _assessments(
    inputs: tuple[str, ...], names: tuple[str, ...], days: tuple[date, ...]
) -> Iterable[Assessment]:
    held: Library | None = None
    for text in inputs:
        if Path(text).suffix == ".json":
            yield read_assessment(Path(text))
            continue
        from treatygap.pipeline import assess
        from treatygap.store import library

        held = held or library(names)
        profile = read_profile(text, held.questions)
        for day in days or (None,):
            yield assess(profile, held, day)


def words(found: Comparison) -> str:
    """Return a comparison as lines of text."""
    lines = [
        f"{number}: {column.name}, law as of {column.as_of}, profile {column.profile_hash[:12]}"
        for number, column in enumerate(found.columns, 1)
    ]
    lines += [f"Left out, not in all: {', '.join(found.left_out)}"] if found.left_out else []
    lines.append(f"The same: {found.same} findings; different: {len(found.differences)}")
    return "\n".join([*lines, *(line for item in found.differences for line in _lines(item))])


def _lines(item: RequirementCompared) -> list[str]:
    return [
        f"{item.id}: {' | '.join(map(_cell, item.cells))}",
        *(line for reason in item.reasons for line in _reason(reason, len(item.cells))),
    ]


def _cell(cell: FindingCompared | None) -> str:
    if cell is None:
        return "-"
    perhaps = (f"perhaps {flag}" for flag in cell.flags_possible)
    return ", ".join([cell.conclusion, *cell.flags, *perhaps])


def _reason(reason: Reason, columns: int) -> list[str]:
    first, second = reason.between
    where = f"{first + 1} and {second + 1}: " if columns > FEWEST else ""
    return [f"  {where}{REASONS[reason.why]}", *(f"    {_fact(fact)}" for fact in reason.facts)]


def _fact(fact: FactCompared) -> str:
    sides = (
        f"{side.words}{f' ({cited(side.evidence)})' if side.evidence else ''}"
        if isinstance(side, FactUsed)
        else side.replace("-", " ")
        for side in (fact.first, fact.second)
    )
    return f"{fact.label}: {' | '.join(sides)}"
