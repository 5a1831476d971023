"""Print the JSON Schema of a kind of file."""

from __future__ import annotations

import json

import click

from treatygap.model.schema import SCHEMAS, schema


@click.command("schema")
@click.argument("name", type=click.Choice(sorted(SCHEMAS)), metavar="NAME")
def command(name: str) -> None:
    """Print the JSON Schema (2020-12) of NAME, for an editor or another program.

    NAME is assessment, assistance, bill, company, comparison, concordance, cooperate, costs,
    dimensions, examples, instrument, migrated, migrations, next, obligations, overlay, plan,
    profile, provisions, questions, reach, reach-examples, register, requirements, reservations,
    robustness, route-examples, routes, status or tensions.

    \b
    Example:
      treatygap schema assessment
    """
    click.echo(json.dumps(schema(name), indent=2, ensure_ascii=False))
