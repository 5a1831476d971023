"""The smallest or cheapest set of changes of law that meets a goal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from treatygap.cli.inputs import as_of, instruments, known, language, profile, read_profile, result
from treatygap.cli.output import write_result
from treatygap.cli.paths import reads
from treatygap.words import cited

if TYPE_CHECKING:
    from treatygap.model.plan import Costs, Obstacle, Plan, PlanChange
    from treatygap.model.profile import Profile
    from treatygap.model.question import QuestionBank

GOALS = ["mandatory", "all"]


@click.command("plan")
@profile
@instruments
@as_of
@click.option("--goal", default="mandatory", show_default=True, metavar="GOAL",
              help="mandatory, all, or an instrument.")  # fmt: skip
@click.option("--cost", "costs", type=click.Path(path_type=Path), metavar="COSTS",
              callback=reads,
              help="YAML file that says what changes cost.")  # fmt: skip
@click.option("--keep", multiple=True, metavar="FACT", help="Fact to leave as it is; repeatable.")
@result
@language
def command(
    profile: str,
    names: tuple[str, ...],
    as_of: date | None,
    goal: str,
    costs: Path | None,
    keep: tuple[str, ...],
    output: Path | None,
    lang: str,
) -> None:
    """Find the fewest or cheapest changes of the law in PROFILE that meet a goal.

    The goal is every duty met and nothing contrary (mandatory), options used and nothing too wide
    as well (all), or the mandatory of one instrument. A plan never repeals a power or an offence.

    \b
    Example:
      treatygap plan KEN -i unccc
    """
    from treatygap.analysis import cheapest_plan
    from treatygap.store import library

    chosen = library(names)
    found = read_profile(profile, chosen.questions)
    held = {item.id: item.heading for item in chosen.instruments}
    known(goal, [*GOALS, *held], "goal")
    for fact in keep:
        known(fact, list(chosen.questions.facts), "fact", "see treatygap profile questions")
    prices = read_costs(costs, found, chosen.questions) if costs else None
    plan = cheapest_plan(found, chosen, as_of, goal=goal, costs=prices, keep=keep)
    if output:
        from treatygap.reporting.plan_page import render

        write_result(plan, output, lambda: render(plan, held.values(), lang))
    else:
        click.echo(words(plan))


def read_costs(path: Path, profile: Profile, bank: QuestionBank) -> Costs:
    """Return the valid costs of a file. Raises Invalid with every problem."""
    from treatygap.load.costs import load_costs
    from treatygap.model.diagnostic import Invalid
    from treatygap.validate.costs import check_costs

    costs, document = load_costs(path)
    problems = check_costs(costs, document, profile, bank)
    if problems:
        raise Invalid(problems)
    return costs


def words(plan: Plan) -> str:
    """Return a plan as text, by act."""
    certain = sum(item.certain for item in plan.changes)
    lines = [
        f"{plan.name}, law as of {plan.as_of}; goal: {plan.goal}",
        f"{plan.due} of {plan.demands} demands are not surely met",
        f"{len(plan.changes)} changes, {certain} of them due in any case",
        f"Cost: {plan.fewest} if all that is not settled is favourable, {plan.cost} if none is"
        + ("; other plans cost as little" if plan.others else ""),
    ]
    lines += [line for item in plan.obstacles for line in obstacle(item)]
    lines += [f"Worse: {item.title} ({item.finding}): {item.before} -> {item.after}"
              for item in plan.sides]  # fmt: skip
    for act in plan.acts:
        lines += ["", act.act or "New provisions"]
        lines += [line for item in act.changes for line in step(item)]
    return "\n".join(lines)


def step(change: PlanChange) -> list[str]:
    """Return a change as lines of text."""
    after, before = change.after, change.before
    wanted = [after.words] if after.value or not change.lacks else []
    wanted += [f"without {change.lacks.words}"] if change.lacks else []
    now = before.words if before else "not settled"
    first = f"  {after.label}: {now} -> {'; '.join(wanted)}"
    lines = [f"{first} ({cited(before.evidence)})" if before and before.evidence else first]
    when = [f"{item.label}: {item.words}" for item in change.unless]
    if before is None:
        when.insert(0, "it is so already")
    lines += [f"    not due if {' and '.join(when)}"] if when else ["    in any case"]
    closes = [f"{item.finding} ({item.flag})" if item.flag else item.finding
              for item in change.closes]  # fmt: skip
    return [*lines, f"    closes {', '.join(closes)}"]


def obstacle(item: Obstacle) -> list[str]:
    """Return what stands in the way of a goal as lines of text."""
    lines = [f"Cannot be met: {item.dropped.title} ({item.dropped.finding})"]
    others = [demand.finding for demand in item.demands if demand != item.dropped]
    lines += [f"  together with {', '.join(others)}"] if others else []
    lines += ["  A plan never repeals a power or an offence; this would."] if item.repeals else []
    lines += [f"  stays: {fact.label}: {fact.words}" for fact in item.keeps]
    return [*lines, *(f"  not known, nor for a law to change: {fact.label}" for fact in item.waits)]
