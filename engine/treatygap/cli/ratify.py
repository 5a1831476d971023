"""Prepare the decision on joining a treaty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from treatygap.cli.assess import assessed
from treatygap.cli.inputs import Target, as_of, instruments, profile, read_profile, report
from treatygap.cli.output import needed, write
from treatygap.model.assessment import Assessment
from treatygap.model.ratification import Course, Prepared, Ratification, Span

COURSES = {
    "as-is": "Ratify as the law is",
    "reserved": "Ratify with reservations",
    "reformed": "Reform first",
}


@click.command("ratify")
@profile
@instruments
@as_of
@report(required=False, edition="ratification")
def command(
    profile: str,
    names: tuple[str, ...],
    as_of: date | None,
    edition: str,
    lang: str,
    public: bool,
    output: Target | None,
) -> None:
    """Say what joining a treaty asks of the law in PROFILE: gaps, reservations, drafts, courses.

    \b
    Example:
      treatygap ratify KEN -i unccc -o decision.pdf
    """
    from treatygap.store import library

    chosen = library(names)
    found = read_profile(profile, chosen.questions)
    wanted = {"ratification", *(needed(output.format, edition) if output else ())}
    made = assessed(found, chosen, as_of, wanted)
    if output:
        write(made, output, edition, lang, found, public=public)
    else:
        click.echo("\n\n".join(words(made)) or "There is no treaty to ratify among these.")


def words(assessment: Assessment) -> Iterator[str]:
    """Yield what joining each treaty asks, as lines of text."""
    used = {item.id: item for item in assessment.instruments}
    for part in assessment.parts.ratification or ():
        titles = {item.id: item.title for item in used[part.instrument].reservations}
        lines = [f"{used[part.instrument].heading.title}, for {assessment.name}"]
        if not part.courses:
            lines += ["  It binds the state: there is nothing to ratify."]
        lines += [f"  Unmet: {len(part.unmet)} findings; undetermined: {len(part.open)} more"]
        lines += [f"  {COURSES[course.id]}: {_course(course)}" for course in part.courses]
        lines += [f"  {said.standing}: {titles[said.id]}{_why(said)}" for said in part.prepared]
        yield "\n".join([*lines, *_watched(part)])


def _course(course: Course) -> str:
    return (
        f"{_span(course.breaches)} breaches stay, {_span(course.weaker)} weaker duties unmet, "
        f"{_span(course.set_aside)} set aside; {course.changes} reforms of the law, "
        f"{_span(course.reservations)} reservations, {_span(course.notices)} other statements"
    )


def _span(span: Span) -> str:
    return f"{span.low}" if span.low == span.high else f"{span.low} to {span.high}"


def _why(said: Prepared) -> str:
    asked = ", ".join(fact.label for fact in said.missing)
    return f" (depends on: {asked})" if asked else ""


def _watched(part: Ratification) -> Iterator[str]:
    for item in part.watch:
        count = f" ({item.count})" if item.count is not None else ""
        says = f", {item.says}" if item.says else ""
        yield f"  {item.on or 'no day known'}: {item.kind}{count}{says}"
