"""The rules that stand beside the instruments, and what they are put to: each file valid."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from treatygap.content import content
from treatygap.load.library import instruments_in
from treatygap.model.diagnostic import Diagnostic, Invalid
from treatygap.model.instrument import Instrument, Library

if TYPE_CHECKING:
    from treatygap.model.assistance import AssistanceRules
    from treatygap.model.company import Company, ReachExamples, ReachRules
    from treatygap.model.concordance import Concordance
    from treatygap.model.migration import Table
    from treatygap.model.question import QuestionBank
    from treatygap.model.register import Register
    from treatygap.model.route import RouteExample, Routes
    from treatygap.model.tension import Tension

T = TypeVar("T")
REGISTER = Path("provider", "register.yaml")
ASSISTANCE = Path("assistance.yaml")
REACH = Path("provider", "reach.yaml")
REACH_EXAMPLES = Path("provider", "reach-examples.yaml")
ROUTES = Path("cooperation", "routes.yaml")
ROUTE_EXAMPLES = Path("cooperation", "route-examples.yaml")


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
    return [concordance for concordance, _ in _valid(found, problems)]


def tensions(chosen: Library, folder: Path | None = None) -> list[Tension]:
    """Return the valid tensions between requirements. Raises Invalid with every problem."""
    from treatygap.load.tensions import load_tensions
    from treatygap.validate.tensions import check_tensions

    home = folder or content("rulesets")
    found, document = load_tensions(home)
    problems = check_tensions(found, document, chosen, instruments_in(home)) if document else ()
    return _valid(found, problems)


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
    return _valid(found, check_register(found, document, chosen.questions))


def reach_rules(chosen: Library, folder: Path | None = None) -> ReachRules:
    """Return the valid rules on when an order reaches a company.

    Raises Invalid with every problem.
    """
    from treatygap.load.document import build, read
    from treatygap.model.company import ReachRules
    from treatygap.validate.reach import check_reach

    document = read((folder or content("rulesets")) / REACH)
    found = build(document, ReachRules)
    return _valid(found, check_reach(found, document, chosen.questions))


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
    return _valid(found, check_reach_examples(found, document, rules, chosen.questions))


def company(path: Path) -> Company:
    """Return the company that a file describes. Raises Invalid with every problem of the file."""
    from treatygap.load.document import read
    from treatygap.load.kind import build_kind
    from treatygap.model.company import Company, CompanyFile
    from treatygap.validate.company import check_company

    document = read(path)
    found = build_kind(document, CompanyFile)
    _valid(found, check_company(found, document))
    return Company(**dict(found), hash=document.hash)


def routes(chosen: Library, folder: Path | None = None) -> Routes:
    """Return the valid routes to evidence in another state. Raises Invalid with every problem."""
    from treatygap.load.document import build, read
    from treatygap.model.route import Routes, RoutesFile
    from treatygap.validate.routes import check_routes

    home = folder or content("rulesets")
    document = read(home / ROUTES)
    found = Routes(**dict(build(document, RoutesFile)), hash=document.hash)
    return _valid(found, check_routes(found, document, chosen, instruments_in(home)))


def route_examples(chosen: Library, folder: Path | None = None) -> list[RouteExample]:
    """Return the valid examples of the routes. Raises Invalid with every problem."""
    from treatygap.load.document import build, read
    from treatygap.model.route import RouteExample
    from treatygap.validate.routes import check_route_examples

    document = read((folder or content("rulesets")) / ROUTE_EXAMPLES)
    found = build(document, list[RouteExample])
    return _valid(found, check_route_examples(found, document, routes(chosen, folder), chosen))


def migrations(bank: QuestionBank, folder: Path | None = None) -> list[Table]:
    """Return the valid migration tables, the oldest first. Raises Invalid with every problem."""
    from treatygap.load.migrations import load_migrations
    from treatygap.validate.migrations import check_migrations

    found = load_migrations(folder or content("rulesets"))
    return [table for table, _ in _valid(found, check_migrations(found, bank))]


def _valid(found: T, problems: Iterable[Diagnostic]) -> T:
    """Return what was read of a file, or raise Invalid with every problem in it."""
    held = list(problems)
    if held:
        raise Invalid(held)
    return found
