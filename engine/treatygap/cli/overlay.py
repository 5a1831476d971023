"""See what a bill would change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from treatygap.cli.assess import assessed
from treatygap.cli.inputs import (
    Target,
    as_of,
    instruments,
    language,
    profile,
    read_profile,
    result,
    result_path,
)
from treatygap.cli.output import bounded, counted, needed, write, write_result
from treatygap.cli.paths import reads
from treatygap.model.bill import Bill
from treatygap.model.finding import FactAsked, FactUsed
from treatygap.model.overlay import Change, Direction, FindingChanged, Overlay
from treatygap.model.profile import Profile
from treatygap.model.question import QuestionBank
from treatygap.words import cited, listed

EDITION = "ministry"
"""The edition in which the law after the bill is reported."""
HEADS: dict[Direction, str] = {
    "better": "Better",
    "worse": "Worse",
    "begins": "Begins to apply",
    "ends": "No longer applies",
    "option": "An option, taken up or left",
    "settled": "Settled, open before",
    "unsettled": "Open now, settled before",
}


@click.command("overlay")
@profile
@click.argument("bill", metavar="BILL", type=click.Path(path_type=Path), callback=reads)
@instruments
@as_of
@result
@click.option(
    "--after",
    type=click.Path(path_type=Path),
    callback=result_path,
    help="Also assess the law as it would be, and write the report to this file.",
)
@language
def command(
    profile: str,
    bill: Path,
    names: tuple[str, ...],
    as_of: date | None,
    output: Path | None,
    after: Path | None,
    lang: str,
) -> None:
    """Say what BILL (a file) would change in the findings on PROFILE, and by which clause.

    \b
    Example:
      treatygap overlay KEN bill.yaml -i unccc
    """
    from treatygap.analysis.overlay import overlay
    from treatygap.store import library

    chosen = library(names)
    law = read_profile(profile, chosen.questions)
    proposed = read_bill(bill, law, chosen.questions)
    found = overlay(law, chosen, proposed, as_of)
    if after:
        from treatygap.analysis.enactment import enacted

        target = Target(after, after.suffix.removeprefix("."))
        changed = enacted(law, proposed, found.as_of)
        parts = needed(target.format, EDITION)
        write(assessed(changed, chosen, found.as_of, parts), target, EDITION, lang, changed)
    if output:
        from treatygap.reporting.overlay import render

        write_result(found, output, lambda: render(found, lang))
    else:
        click.echo(words(found))


def read_bill(path: Path, profile: Profile, bank: QuestionBank) -> Bill:
    """Return the valid bill of a file. Raises Invalid with every problem."""
    from treatygap.load.bill import load_bill
    from treatygap.model.diagnostic import Invalid
    from treatygap.validate.bill import check_bill

    bill, document = load_bill(path)
    problems = check_bill(bill, document, profile, bank)
    if problems:
        raise Invalid(problems)
    return bill


def words(found: Overlay) -> str:
    """Return what a bill changes as lines of text."""
    lines = [f"{found.bill.title}, on the law of {found.name} as of {found.as_of}"]
    if not found.in_force:
        lines.append(f"The bill would be in force from {found.bill.in_force_from}: no change yet.")
    for name, tally in (("before", found.before), ("after", found.after)):
        duties = tally.duties
        lines.append(f"Duties {name}: {counted(duties)}; met: {bounded(duties.share_met)}")
    for direction, head in HEADS.items():
        changed = [
            (item, change)
            for item in found.changes
            for change in item.changes
            if change.direction == direction
        ]
        lines += [f"{head} ({len(changed)})"] if changed else []
        lines += [line for item, change in changed for line in _change(item, change, found)]
    idle = [item for item in found.facts if item.effect != "changes"]
    lines += ["Changes nothing:"] if idle else []
    lines += [f"  {item.label}: {item.effect.replace('-', ' ')}" for item in idle]
    lines += [f"Still open: {item.finding.id} ({_labels(item.missing)})" for item in found.open]
    return "\n".join(lines)


def _change(item: FindingChanged, change: Change, found: Overlay) -> list[str]:
    what = "" if change.of == "conclusion" else f"{change.of}: "
    lines = [f"  {item.after.id}: {what}{change.before} -> {change.after}"]
    facts = {fact.id: fact for fact in found.facts}
    for name in change.causes:
        fact = facts[name]
        lines.append(f"    {fact.label}: {_said(fact.before)} -> {_said(fact.after)}")
    lines += [f"    not known: {_labels(change.missing)}"] if change.missing else []
    return lines


def _said(fact: FactUsed | None) -> str:
    if fact is None:
        return "not known"
    return f"{fact.words} ({cited(fact.evidence)})" if fact.evidence else fact.words


def _labels(facts: tuple[FactAsked, ...]) -> str:
    return listed(fact.label for fact in facts)
