"""Run the command line as `python -m treatygap`."""

from treatygap.cli import run

run()
