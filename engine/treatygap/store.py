"""The library and profiles, validated once and then kept as data until a file of them changes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from platformdirs import user_cache_path
from pydantic_core import to_json

from treatygap import rules
from treatygap.content import content
from treatygap.load.file import read_text, text_hash
from treatygap.load.library import Sources, check_names, digest, files_of
from treatygap.model.base import Value
from treatygap.model.diagnostic import Diagnostic, Invalid, Place
from treatygap.model.instrument import Library
from treatygap.model.profile import Profile
from treatygap.version import VERSION

if TYPE_CHECKING:
    from treatygap.model.question import QuestionBank

V = TypeVar("V", bound=Value)


def sources(names: tuple[str, ...] = (), folder: Path | None = None) -> Sources:
    """Read the question bank and instruments (all, where none is named) and validate them.

    Raises Invalid with every problem.
    """
    from treatygap.load.sources import load_sources
    from treatygap.validate.ruleset import check_sources

    home = folder or content("rulesets")
    found = load_sources(home, check_names(home, names))
    problems = check_sources(found)
    if problems:
        raise Invalid(problems)
    rules.concordances(found.library.instruments, home)
    rules.tensions(found.library, home)
    if (home / rules.ASSISTANCE).exists():
        rules.assistance_rules(home)
    rules.migrations(found.library.questions, home)
    if (home / rules.REGISTER).exists():
        rules.register(found.library, home)
        rules.reach_examples(found.library, home)
    if (home / rules.ROUTES).exists():
        rules.routes(found.library, home)
        rules.route_examples(found.library, home)
    return found


def library(names: tuple[str, ...] = (), folder: Path | None = None) -> Library:
    """Return the library of instruments (all, where none is named), from the cache if it is there.

    Raises Invalid with every problem.
    """
    home = folder or content("rulesets")
    chosen = check_names(home, names)
    key = digest(home, files_of(home, chosen))
    return _kept(key[:40], Library, lambda: sources(tuple(chosen), home).library)


def profile(path: Path, bank: QuestionBank) -> Profile:
    """Return the profile in a file, valid under a question bank, from the cache if it is there.

    Raises Invalid with every problem.
    """
    text = read_text(path)

    def read() -> Profile:
        from treatygap.load.document import parse
        from treatygap.load.profile import profile_of
        from treatygap.validate.profile import check_profile

        document = parse(text, str(path))
        found = profile_of(document, document.hash)
        problems = check_profile(found, document, bank, rules.migrations(bank))
        if problems:
            raise Invalid(problems)
        return found

    return _kept(f"{text_hash(text)[:40]}-{bank.hash[:40]}", Profile, read)


def _kept(key: str, kind: type[V], make: Callable[[], V]) -> V:
    """Return the value kept under a key, else make and keep it; what is damaged is made anew.

    `key` stands for all that the value is made of. Values are kept as plain data.
    """
    path = user_cache_path("treatygap") / f"{VERSION}-{key}.json"
    try:
        return kind.model_validate_json(path.read_bytes())
    except (OSError, ValueError):
        made = make()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, to_json(made, by_alias=True, exclude_none=True))
    return made


def as_json(value: Value, indent: int | None = 2) -> bytes:
    """Return a value as the bytes of a JSON file: the same value gives the same bytes.

    `indent` is by how many spaces each level stands in; with None all is in one line.
    """
    return to_json(value, indent=indent, by_alias=True, exclude_none=True) + b"\n"


def write_file(path: Path, body: bytes) -> None:
    """Write a file whole, with the folders it needs. Raises Invalid when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, body)
    except OSError as error:
        reason = error.strerror or str(error)
        if isinstance(error, FileExistsError | NotADirectoryError):
            reason = "a folder in its path is a file"
        problem = Diagnostic(Place(str(path)), "cannot-write", reason)
        raise Invalid([problem]) from None


def write_atomically(path: Path, body: bytes) -> None:
    """Write a file whole or not at all. Raises OSError when it cannot be written."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        made.write_bytes(body)
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
