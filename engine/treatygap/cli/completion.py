"""Print a completion script for a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that completes commands in SHELL (bash, zsh or fish).

    \b
    Example:
      treatygap completion bash
    """
    from treatygap.cli import main

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(main, {}, "treatygap", "_TREATYGAP_COMPLETE").source())
