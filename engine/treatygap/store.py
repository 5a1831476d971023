"""The library and profiles, validated once and then kept as data until a file of them changes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from platformdirs import user_cache_path
from pydantic_core import to_json

from treatygap.content import content
from treatygap.load.file import read_text, text_hash
from treatygap.load.library import Sources, check_names, digest, files_of, instruments_in
from treatygap.model.base import Value
from treatygap.model.diagnostic import Diagnostic, Invalid, Place
from treatygap.model.instrument import Instrument, Library
from treatygap.model.profile import Profile
from treatygap.version import VERSION

if TYPE_CHECKING:
    from treatygap.model.assistance import AssistanceRules
    from treatygap.model.company import Company, ReachExamples, ReachRules
    from treatygap.model.concordance import Concordance
    from treatygap.model.migration import Table
    from treatygap.model.question import QuestionBank
    from treatygap.model.register import Register
    from treatygap.model.route import RouteExample, Routes
    from treatygap.model.tension import Tension

V = TypeVar("V", bound=Value)
REGISTER = Path("provider", "register.yaml")
ASSISTANCE = Path("assistance.yaml")
REACH = Path("provider", "reach.yaml")
REACH_EXAMPLES = Path("provider", "reach-examples.yaml")
ROUTES = Path("cooperation", "routes.yaml")
ROUTE_EXAMPLES = Path("cooperation", "route-examples.yaml")


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
    concordances(found.library.instruments, home)
    tensions(found.library, home)
    if (home / ASSISTANCE).exists():
        assistance_rules(home)
    migrations(found.library.questions, home)
    if (home / REGISTER).exists():
        register(found.library, home)
        reach_examples(found.library, home)
    if (home / ROUTES).exists():
        routes(found.library, home)
        route_examples(found.library, home)
    return found


def concordances(
    instruments: Iterable[Instrument], folder: Path | None = None
) -> list[Concordance]:
    """Return the valid concordances between any two of some instruments.

    Raises Invalid with every problem.
    """
    from treatygap.load.concordance import load_concordances
    from treatygap.validate import concordance as validate

    home = folder or content("rulesets")
    held, known = {item.id: item for item in instruments}, instruments_in(home)
    written = load_concordances(home)
    found = [pair for pair in written if {pair[0].a, pair[0].b} <= held.keys()]
    problems = [problem for pair in written for problem in validate.check_names(*pair, known)]
    problems += [problem for pair in found for problem in validate.check_concordance(*pair, held)]
    if problems:
        raise Invalid(problems)
    return [concordance for concordance, _ in found]


def tensions(chosen: Library, folder: Path | None = None) -> list[Tension]:
    """Return the valid tensions between requirements. Raises Invalid with every problem."""
    from treatygap.load.tensions import load_tensions
    from treatygap.validate.tensions import check_tensions

    home = folder or content("rulesets")
    found, document = load_tensions(home)
    if document:
        problems = check_tensions(found, document, chosen, instruments_in(home))
        if problems:
            raise Invalid(problems)
    return found


def assistance_rules(folder: Path | None = None) -> AssistanceRules:
    """Return the kinds of assistance that gaps call for. Raises Invalid with every problem."""
    from treatygap.load.document import build, read
    from treatygap.model.assistance import AssistanceRules

    return build(read((folder or content("rulesets")) / ASSISTANCE), AssistanceRules)


def register(chosen: Library, folder: Path | None = None) -> Register:
    """Return the valid register of a company's obligations. Raises Invalid with every problem."""
    from treatygap.load.document import build, read
    from treatygap.model.register import Register
    from treatygap.validate.register import check_register

    document = read((folder or content("rulesets")) / REGISTER)
    found = build(document, Register)
    problems = check_register(found, document, chosen.questions)
    if problems:
        raise Invalid(problems)
    return found


def reach_rules(chosen: Library, folder: Path | None = None) -> ReachRules:
    """Return the valid rules on when an order reaches a company.

    Raises Invalid with every problem.
    """
    from treatygap.load.document import build, read
    from treatygap.model.company import ReachRules
    from treatygap.validate.reach import check_reach

    document = read((folder or content("rulesets")) / REACH)
    found = build(document, ReachRules)
    problems = check_reach(found, document, chosen.questions)
    if problems:
        raise Invalid(problems)
    return found


def reach_examples(chosen: Library, folder: Path | None = None) -> ReachExamples:
    """Return the valid examples of the rules on when an order reaches a company.

    Raises Invalid with every problem of the rules or of the examples.
    """
    from treatygap.load.document import build, read
    from treatygap.model.company import ReachExamples
    from treatygap.validate.reach import check_reach_examples

    rules = reach_rules(chosen, folder)
    document = read((folder or content("rulesets")) / REACH_EXAMPLES)
    found = build(document, ReachExamples)
    problems = check_reach_examples(found, document, rules, chosen.questions)
    if problems:
        raise Invalid(problems)
    return found


def company(path: Path) -> Company:
    """Return the company that a file describes. Raises Invalid with every problem of the file."""
    from treatygap.load.document import read
    from treatygap.load.kind import build_kind
    from treatygap.model.company import Company, CompanyFile
    from treatygap.validate.company import check_company

    document = read(path)
    found = build_kind(document, CompanyFile)
    problems = list(check_company(found, document))
    if problems:
        raise Invalid(problems)
    return Company(**dict(found), hash=document.hash)


def routes(chosen: Library, folder: Path | None = None) -> Routes:
    """Return the valid routes to evidence in another state. Raises Invalid with every problem."""
    from treatygap.load.document import build, read
    from treatygap.model.route import Routes, RoutesFile
    from treatygap.validate.routes import check_routes

    home = folder or content("rulesets")
    document = read(home / ROUTES)
    found = Routes(**dict(build(document, RoutesFile)), hash=document.hash)
    problems = check_routes(found, document, chosen, instruments_in(home))
    if problems:
        raise Invalid(problems)
    return found


def route_examples(chosen: Library, folder: Path | None = None) -> list[RouteExample]:
    """Return the valid examples of the routes. Raises Invalid with every problem."""
    from treatygap.load.document import build, read
    from treatygap.model.route import RouteExample
    from treatygap.validate.routes import check_route_examples

    document = read((folder or content("rulesets")) / ROUTE_EXAMPLES)
    found = build(document, list[RouteExample])
    problems = check_route_examples(found, document, routes(chosen, folder), chosen)
    if problems:
        raise Invalid(problems)
    return found


def migrations(bank: QuestionBank, folder: Path | None = None) -> list[Table]:
    """Return the valid migration tables, the oldest first. Raises Invalid with every problem."""
    from treatygap.load.migrations import load_migrations
    from treatygap.validate.migrations import check_migrations

    found = load_migrations(folder or content("rulesets"))
    problems = check_migrations(found, bank)
    if problems:
        raise Invalid(problems)
    return [table for table, _ in found]


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
        problems = check_profile(found, document, bank, migrations(bank))
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


def as_json(value: Value) -> bytes:
    """Return a value as the bytes of a JSON file: the same value gives the same bytes."""
    return to_json(value, indent=2, by_alias=True, exclude_none=True) + b"\n"


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
