"""List, show and check rulesets."""

from __future__ import annotations

import sys

import click

from treatygap.cli.inputs import alike, instruments
from treatygap.content import content
from treatygap.load.library import Sources
from treatygap.model.instrument import Instrument, natural
from treatygap.model.requirement import Requirement


@click.group("ruleset")
def command() -> None:
    """List, show and check the rulesets.

    \b
    Example:
      treatygap ruleset list
    """


@command.command("list")
def list_() -> None:
    """List the instruments with their version, provisions and requirements.

    \b
    Example:
      treatygap ruleset list
    """
    from treatygap.store import library

    for item in library().instruments:
        head = item.heading
        click.echo(f"{item.id}  {head.version}  {head.title}: {len(item.provisions)} provisions, "
                   f"{len(item.requirements)} requirements")  # fmt: skip


@command.command("show")
@click.argument("name", metavar="ID")
def show(name: str) -> None:
    """Show an instrument, provision or requirement by its ID.

    \b
    Example:
      treatygap ruleset show "unccc:24(2)"
    """
    from treatygap.store import library

    texts: dict[str, str] = {}
    for item in library().instruments:
        texts[item.id] = _instrument(item)
        texts |= {requirement.id: _requirement(requirement) for requirement in item.requirements}
        texts |= {provision: _provision(item, provision) for provision in item.by_id}
    if name not in texts:
        hint = alike(name, list(texts)) or "see treatygap ruleset list"
        raise click.BadParameter(f"nothing has the id '{name}'; {hint}")
    click.echo(texts[name])


def _instrument(item: Instrument) -> str:
    head = item.heading
    lines = [f"{item.id}: {head.title}", head.citation, head.url, ""]
    lines += [
        f"{provision.id}  [{provision.strength}] {provision.gist}"
        for provision in sorted(item.provisions, key=lambda found: natural(found.ref))
    ]
    return "\n".join(lines)


def _provision(item: Instrument, name: str) -> str:
    provision = item.by_id[name]
    marks = provision.checked
    checked = "not yet" if marks == "no" else f"against {marks.against}, {marks.on}"
    lines = [
        f"{provision.id}: {provision.heading} [{provision.strength}]",
        provision.gist,
        f"Checked: {checked}",
    ]
    if provision.not_assessable:
        lines.append(f"Not assessed: {provision.not_assessable}")
    lines += [
        f"Requirement {requirement.id}: {requirement.title}"
        for requirement in item.requirements
        if name in requirement.all_provisions
    ]
    return "\n".join(lines)


def _requirement(requirement: Requirement) -> str:
    lines = [
        f"{requirement.id}: {requirement.title} [{requirement.severity}]",
        f"Provisions: {', '.join(dict.fromkeys(requirement.all_provisions))}",
        f"When it fails: {requirement.because}",
        f"Recommendation: {requirement.recommend}",
    ]
    for flag, rule in requirement.rules.items():
        lines.append(f"Flag {flag}: {rule.because} {rule.recommend}")
    if requirement.reading:
        lines.append(f"Our reading: {requirement.reading.says} ({requirement.reading.source})")
    return "\n".join(lines)


@command.command("check")
@instruments
@click.option("--mutate", is_flag=True, help="Also change every condition and see who notices.")
def check(names: tuple[str, ...], *, mutate: bool) -> None:
    """Check rulesets: references, coverage of provisions, examples and, if asked, mutants.

    \b
    Example:
      treatygap ruleset check -i unccc
    """
    from treatygap.rules import concordances
    from treatygap.store import sources

    found = sources(names)
    for item in concordances(found.library.instruments):
        click.echo(f"{item.a} and {item.b}: {len(item.pairs)} relations")
    failed = [_check_one(found, item, mutate=mutate) for item in found.library.instruments]
    failed += [_check_reach(found), _check_routes(found)]
    sys.exit(1 if any(failed) else 0)


def _check_reach(found: Sources) -> bool:
    from treatygap.analysis.reach_examples import run
    from treatygap.rules import REACH, reach_examples, reach_rules

    if not (content("rulesets") / REACH).exists():
        return False
    rules = reach_rules(found.library)
    examples = reach_examples(found.library)
    failures = run(examples, rules, found.library.questions)
    for failure in failures:
        click.echo(f"{failure.requirement}: {failure.message}", err=True)
    held = len((*rules.limits, *rules.grounds, *rules.exposures, *rules.clashes))
    cases = sum(len(item.cases) for item in examples.reach)
    cases += sum(len(item.cases) for item in examples.clashes)
    click.echo(f"{held} rules on when an order reaches a company, "
               f"{cases} examples, {len(failures)} failures")  # fmt: skip
    return bool(failures)


def _check_routes(found: Sources) -> bool:
    from treatygap.analysis.route_examples import run
    from treatygap.rules import ROUTES, route_examples, routes

    if not (content("rulesets") / ROUTES).exists():
        return False
    held = routes(found.library)
    examples = route_examples(found.library)
    failures = run(examples, held, found.library)
    for failure in failures:
        click.echo(f"{failure.requirement}: {failure.message}", err=True)
    cases = sum(len(example.cases) for example in examples)
    click.echo(f"{len(held.routes)} routes, {cases} examples, {len(failures)} failures")
    return bool(failures)


ENOUGH = 0.95
"""Mutants that examples must notice."""


def _check_one(found: Sources, item: Instrument, *, mutate: bool) -> bool:
    from treatygap.examples import mutate as mutants
    from treatygap.examples import run

    bank = found.library.questions
    failures = run(item, found.examples, bank)
    for failure in failures:
        click.echo(f"{failure.requirement}: {failure.message}", err=True)
    cited = {name for requirement in item.requirements for name in requirement.all_provisions}
    argued = {provision.id for provision in item.provisions if provision.not_assessable}
    covered = len([name for name in item.by_id if name in cited | argued])
    cases = sum(len(e.cases) for e in found.examples if e.requirement.startswith(f"{item.id}."))
    click.echo(
        f"{item.id}: {covered} of {len(item.by_id)} provisions covered "
        f"({covered / max(len(item.by_id), 1):.0%}; "
        f"{len(cited)} by requirements, {len(argued)} argued), "
        f"{len(item.requirements)} requirements, {cases} examples, {len(failures)} failures"
    )
    if not mutate:
        return bool(failures)
    score = mutants(item, found.examples, bank)
    share = score.noticed / score.total if score.total else 1.0
    click.echo(f"{item.id}: {score.noticed} of {score.total} mutants noticed ({share:.1%})")
    for missed in score.missed:
        click.echo(f"  missed {missed}", err=True)
    return bool(failures) or share < ENOUGH
