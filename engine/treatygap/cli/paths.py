"""The files that a command names, to read and to write: none is both, nor written twice."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

import click

from treatygap.content import content
from treatygap.model.diagnostic import Diagnostic, Invalid, Place

T = TypeVar("T")
READ, WRITTEN = f"{__name__}.read", f"{__name__}.written"


def reads(ctx: click.Context, _: object, value: T) -> T:
    """Return what a parameter names, files or profiles, noted as read by the command.

    Raises UsageError where the command would write one of them.
    """
    names = value if isinstance(value, tuple) else (value,)
    found = [_meant(str(name)) or Path(str(name)) for name in names if name is not None]
    ctx.meta.setdefault(READ, []).extend(found)
    _check(ctx)
    return value


def writes(ctx: click.Context, _: object, path: Path | None) -> Path | None:
    """Return the file that a parameter names, noted as written by the command.

    Raises UsageError where the command reads it, or writes it already.
    """
    if path:
        written = ctx.meta.setdefault(WRITTEN, [])
        if any(_same(path, other) for other in written):
            raise click.UsageError(f"{path} would be written twice; name another file")
        written.append(path)
        _check(ctx)
    return path


def _check(ctx: click.Context) -> None:
    for path in ctx.meta.get(WRITTEN, ()):
        if any(_same(path, read) for read in ctx.meta.get(READ, ())):
            message = f"{path} is an input, and would be overwritten; name another file"
            raise click.UsageError(message)


def _same(first: Path, second: Path) -> bool:
    """Say whether two paths lead to one file, whether it is there or not."""
    try:
        return first.samefile(second)
    except OSError:
        return os.path.realpath(first) == os.path.realpath(second)


def shipped() -> list[str]:
    """Return the codes of the states whose profile ships with treatygap."""
    return sorted(path.stem for path in content("profiles").glob("*.yaml"))


def profile_path(text: str) -> Path:
    """Return the file meant: a path, or the code of a state whose profile ships with treatygap.

    Raises Invalid where there is neither.
    """
    path = _meant(text)
    if path:
        return path
    message = "no such file, nor state with a profile"
    raise Invalid([Diagnostic(Place(text), "no-profile", message, _right(text))])


def _meant(text: str) -> Path | None:
    path, own = Path(text), content("profiles") / f"{text}.yaml"
    ships = path.name == text and os.path.isfile(own)  # noqa: PTH113 - False where it is no path
    if os.path.lexists(path) and not (ships and path.is_dir()):
        return path
    return own if ships else None


def _right(text: str) -> str:
    """Return what to name in place of a text that names no profile."""
    from treatygap.load.document import nearest

    known, code = shipped(), code_of(text)
    if code is None:
        return nearest(text, known) or f"profiles ship for {', '.join(known)}"
    if code in known:
        return f"did you mean '{code}'?"
    return f"profiles ship for {', '.join(known)}; treatygap profile new {code} begins one"


def code_of(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of a state that a text names in another way, or None."""
    from pycountry import countries

    try:
        return str(countries.lookup(text).alpha_3)
    except LookupError:
        return None
