"""The command line. Exit codes: 0 done, 1 input invalid, 2 wrong usage, 3 gaps at `--fail-on`."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from io import TextIOWrapper
from typing import Any, NoReturn

import click

from treatygap.model.diagnostic import Diagnostic, Invalid, Place
from treatygap.reporting import ReportError
from treatygap.version import VERSION

COMMANDS = {
    "assess": "treatygap.cli.assess",
    "compare": "treatygap.cli.compare",
    "batch": "treatygap.cli.batch",
    "completion": "treatygap.cli.completion",
    "conflicts": "treatygap.cli.conflicts",
    "cooperate": "treatygap.cli.cooperate",
    "explain": "treatygap.cli.explain",
    "instrument": "treatygap.cli.instrument",
    "next": "treatygap.cli.next",
    "obligations": "treatygap.cli.obligations",
    "overlay": "treatygap.cli.overlay",
    "plan": "treatygap.cli.plan",
    "profile": "treatygap.cli.profile",
    "ratify": "treatygap.cli.ratify",
    "render": "treatygap.cli.render",
    "robustness": "treatygap.cli.robustness",
    "ruleset": "treatygap.cli.ruleset",
    "schema": "treatygap.cli.schema",
    "source": "treatygap.cli.source",
    "translations": "treatygap.cli.translations",
    "verify": "treatygap.cli.verify",
}
MOST_SHOWN = 100
LONGEST = 1000


class Lazy(click.Group):
    """A group that imports a command only when it is used, and prints bad input as diagnostics."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, D102
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002, D102
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command

    def resolve_command(  # noqa: D102
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            name = error.command_name
            raise click.NoSuchCommand(name, possibilities=COMMANDS, ctx=ctx) from None

    def invoke(self, ctx: click.Context) -> Any:  # noqa: D102
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):  # a terminal may lack a character
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().invoke(ctx)
        except Invalid as error:
            show(error.diagnostics)
        except ReportError as error:
            show([Diagnostic(Place("report"), "cannot-report", str(error))])
        except BrokenPipeError:
            raise
        except OSError as error:
            place = Place(str(error.filename or "system"))
            show([Diagnostic(place, "system-error", error.strerror or str(error))])
        sys.exit(1)


def show(diagnostics: list[Diagnostic]) -> None:
    """Print diagnostics to standard error, a line each; beyond a hundred, say how many more.

    What a terminal would act on is printed as an escape, and a message beyond its length is cut.
    """
    for diagnostic in diagnostics[:MOST_SHOWN]:
        message = diagnostic.message
        cut = message if len(message) <= LONGEST else f"{message[:LONGEST]}…"
        line = str(diagnostic._replace(message=cut))
        printable = (c if c.isprintable() else ascii(c)[1:-1] for c in line)
        click.echo("".join(printable), err=True)
    more = len(diagnostics) - MOST_SHOWN
    if more > 0:
        click.echo(f"and {more} more problems", err=True)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="treatygap")
def main() -> None:
    """Work out where a state's law meets, misses or oversteps a cybercrime treaty.

    \b
    Example:
      treatygap assess KEN -i unccc -o KEN.pdf
    """


def run() -> NoReturn:
    """Run the command line, and leave at once when it is done.

    A command builds much and lives briefly: looking for unused objects, and taking everything
    apart at the end, would be a quarter of its time.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes long
    gc.disable()
    code: object = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):
            stream.flush()
    os._exit(code if isinstance(code, int) else 1)
