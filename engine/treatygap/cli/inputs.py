"""What several commands take: a profile, instruments, a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from treatygap.cli.paths import profile_path, reads, writes
from treatygap.content import content
from treatygap.model.base import is_day
from treatygap.model.diagnostic import Invalid
from treatygap.model.profile import Profile
from treatygap.model.question import QuestionBank
from treatygap.reporting.exports import FORMATS, Format

if TYPE_CHECKING:
    from treatygap.model.assessment import Assessment

F = TypeVar("F", bound=Callable[..., object])
KNOWN = {
    "pdf": Format("pdf", (".pdf",), prints=True),
    "html": Format("html", (".html",), prints=True),
    "json": Format("json", (".json",)),
    **FORMATS,
}
"""All formats by name; the command line writes the first three itself."""


FEW = 50
"""Names that a message still lists."""
SOME = 5
"""Names of many that a message gives as examples."""


class Target(NamedTuple):
    """A file to write, and the name of its format."""

    path: Path
    format: str


def known(value: str, names: list[str], kind: str, listed_by: str = "") -> str:
    """Return a name that is among those known; `listed_by` is the command that lists them.

    Raises BadParameter with the nearest one; where none is near, with all, if they are few.
    """
    if value in names:
        return value
    from treatygap.load.document import nearest

    few = f"known are {', '.join(names)}" if len(names) <= FEW else listed_by
    hint = nearest(value, names) or nearest(value.lower(), names) or few
    raise click.BadParameter("; ".join(filter(None, [f"no {kind} '{value}'", hint])))


def alike(name: str, names: list[str]) -> str:
    """Return a hint: the names that go on from one that is not among them, or else the nearest."""
    longer = [item for item in names if item.startswith(name) and not item[len(name)].isalnum()]
    if longer:
        more = f" and {len(longer) - SOME} more" if len(longer) > SOME else ""
        return f"there are {', '.join(longer[:SOME])}{more}"
    from treatygap.load.document import nearest

    return nearest(name, names)


def instrument(_: click.Context, __: click.Parameter, name: str) -> str:
    """Return the name of an instrument there is, as a command's argument."""
    from treatygap.load.library import instruments_in

    return known(name, instruments_in(content("rulesets")), "instrument")


def _instruments(
    ctx: click.Context, param: click.Parameter, names: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(instrument(ctx, param, name) for name in names)


def _edition(_: click.Context, __: click.Parameter, name: str) -> str:
    files = (content("reports") / "editions").glob("*/edition.yaml")
    return known(name, sorted(file.parent.name for file in files), "edition")


def _language(_: click.Context, __: click.Parameter, name: str) -> str:
    files = (content("reports") / "locales").glob("*/report.po")
    return known(name, ["en", *sorted(file.parent.name for file in files)], "language")


def _format(ctx: click.Context, _: click.Parameter, name: str | None) -> None:
    ctx.meta[__name__] = name


def _output(ctx: click.Context, param: click.Parameter, path: Path | None) -> Target | None:
    """Return where to write and in which format: the one named, or else the suffix's own."""
    name = ctx.meta[__name__]
    if path is None:
        if name:
            raise click.BadParameter(f"--format {name} needs a file to write: -o FILE")
        return None
    writes(ctx, param, path)
    if name:
        if path.suffix not in KNOWN[name].suffixes:
            right = " or ".join(KNOWN[name].suffixes)
            raise click.BadParameter(f"{path}: the suffix of a {name} file is {right}")
        return Target(path, name)
    fit = [found for found, form in KNOWN.items() if path.suffix in form.suffixes]
    own = [found for found in fit if not KNOWN[found].named]
    if own:
        return Target(path, own[0])
    if fit:
        raise click.BadParameter(f"{path}: say which it is to be: --format {' or '.join(fit)}")
    raise click.BadParameter(f"{path}: the suffix must be one of {', '.join(_suffixes())}")


def _suffixes() -> list[str]:
    """Return the suffixes that name a format."""
    return [form.suffixes[0] for form in KNOWN.values() if not form.named]


RESULTS = (".pdf", ".html", ".json")
"""What the result of an analysis is written as."""


def result_path(ctx: click.Context, param: click.Parameter, path: Path | None) -> Path | None:
    """Return a file to write whose suffix names a format that results are written in."""
    if path and path.suffix not in RESULTS:
        raise click.BadParameter(f"{path}: the suffix must be one of {', '.join(RESULTS)}")
    return writes(ctx, param, path)


result = click.option(
    "-o", "--output", callback=result_path, type=click.Path(path_type=Path),
    help=f"File to write: {', '.join(RESULTS)}. Without it, the result is printed.",
)  # fmt: skip


profile = click.argument("profile", metavar="PROFILE", callback=reads)


instruments = click.option(
    "-i", "--instrument", "names", multiple=True, metavar="INSTRUMENT", callback=_instruments,
    help="Instrument to read the profile under; may be repeated. All, if none is named.",
)  # fmt: skip


language = click.option(
    "--lang", default="en", show_default=True, callback=_language, help="Language of the report."
)


def edition_option(default: str) -> Callable[[F], F]:
    """Return the option that names an edition; `default` is the one meant where none is named."""
    return click.option(
        "--edition", default=default, show_default=True, callback=_edition,
        help="Report for which reader.",
    )  # fmt: skip


public_option = click.option(
    "--public", is_flag=True, help="Withhold what the profile marks as restricted, and show where."
)


def report(*, required: bool, edition: str = "ministry") -> Callable[[F], F]:
    """Return a decorator that adds the options of a report: edition, language and output.

    `edition` is the one meant where none is named.
    """
    without = "" if required else " Without it, a summary is printed."
    options = (
        edition_option(edition),
        language,
        public_option,
        click.option("--format", type=click.Choice(sorted(KNOWN)), is_eager=True,
                     expose_value=False, callback=_format,
                     help="Format of the file, where its suffix does not say."),
        click.option("-o", "--output", required=required, callback=_output,
                     type=click.Path(path_type=Path),
                     help=f"File to write: {', '.join(_suffixes())}.{without}"),
    )  # fmt: skip

    def add(command: F) -> F:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def read_profile(text: str, bank: QuestionBank) -> Profile:
    """Return the valid profile that a command names. Raises Invalid with every problem."""
    from treatygap import store

    return store.profile(profile_path(text), bank)


def read_assessment(path: Path) -> Assessment:
    """Return a saved assessment. Raises Invalid with everything wrong in it."""
    from treatygap.load.assessment import load_assessment
    from treatygap.validate.assessment import check_assessment

    found = load_assessment(path)
    problems = check_assessment(found, str(path))
    if problems:
        raise Invalid(problems)
    return found


class Day(click.ParamType[date]):
    """A day, written YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day; fail as wrong usage when it is none."""
        if isinstance(value, date):
            return value
        if not is_day(value):
            self.fail(f"'{value}' is not a day; write YYYY-MM-DD", param, ctx)
        return date.fromisoformat(value)


as_of = click.option(
    "--as-of", type=Day(), help="Day whose law counts; by default the day it was read."
)
