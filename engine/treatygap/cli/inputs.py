"""What several commands take: a profile, instruments, a day."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from treatygap.content import content
from treatygap.model.diagnostic import Invalid
from treatygap.model.profile import Profile
from treatygap.model.question import QuestionBank

instruments = click.option(
    "-i", "--instrument", "names", multiple=True, metavar="INSTRUMENT",
    help="Instrument to read the profile under; may be repeated. All, if none is named.",
)  # fmt: skip


def profile_path(text: str) -> Path:
    """Return the file meant: a path, or the code of a state whose profile ships with treatygap."""
    path = Path(text)
    shipped = content("profiles") / f"{text}.yaml"
    return shipped if not path.exists() and text.isalnum() and shipped.is_file() else path


def read_profile(text: str, bank: QuestionBank) -> Profile:
    """Return the valid profile that a command names. Raises Invalid with every problem."""
    from treatygap.load.profile import load_profile
    from treatygap.validate.profile import check_profile

    profile, document = load_profile(profile_path(text))
    problems = check_profile(profile, document, bank)
    if problems:
        raise Invalid(problems)
    return profile


class Day(click.ParamType[date]):
    """A day, written YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day; fail as wrong usage when it is none."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail(f"'{value}' is not a day; write YYYY-MM-DD", param, ctx)
