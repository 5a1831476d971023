"""The published JSON Schemas take what is authored and written, and refuse what is not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from treatygap.load import yaml
from treatygap.model.schema import SCHEMAS, WRITTEN, schema

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"
FOLDERS = {"migrations", "concordance", "questions", "provisions", "requirements", "examples"}
Run = Callable[..., Result]


def kind(path: Path) -> str:
    """The schema an authored file belongs to, by where it lies."""
    if path.stem in SCHEMAS:
        return path.stem
    if path.parent.name == "bills":
        return "bill"
    if path.parent.name == "companies":
        return "company"
    return path.parent.name if path.parent.name in FOLDERS else "profile"


def authored(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(folder.rglob("*.yaml"))


MADE_UP = [DATA / name for name in ("rulesets", "profiles", "bills", "companies", "costs")]
SHIPPED = list(authored(ROOT / "rulesets", ROOT / "profiles", *MADE_UP))
VALIDATORS = {name: Draft202012Validator(schema(name)) for name in SCHEMAS}


def errors(name: str, data: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[name].iter_errors(data)]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_authored_file_fits_its_schema(path: Path) -> None:
    assert errors(kind(path), yaml.parse(path.read_text("utf-8"), str(path))) == []


def test_every_kind_of_file_is_among_them() -> None:
    assert {kind(path) for path in SHIPPED} | set(WRITTEN) == set(SCHEMAS)


BROKEN: list[tuple[str, Any]] = [
    ("profile", {}),
    ("profile", []),
    ("profile", {"state": "Kenya", "name": "Kenya", "known_on": "2026-01-01"}),
    ("profile", {"state": "KEN", "name": "", "known_on": "2026-01-01"}),
    ("profile", {"state": "KEN", "name": "Kenya", "known_on": 2026}),
    ("profile", {"state": "KEN", "name": "Kenya", "known_on": "2026-01-01", "colour": "red"}),
    ("bill", {"title": "T", "answers": {"law.since": {"worth": True}}}),
    ("company", {"name": "C", "services": ["spying"]}),
    ("reach-examples", {"reach": [{"member": "search", "cases": []}]}),
    ("migrations", {"from": "1", "to": "2", "rename": {"law.since": 1}}),
    ("costs", {"acts": {"cmca": -1}}),
    ("questions", [{"id": "exists", "label": "L", "ask": "A?", "type": "text"}]),
    ("questions", {"id": "exists"}),
    ("dimensions", [{"id": "Power", "label": "Power", "members": []}]),
    ("provisions", [{"id": "toy", "article": 0}]),
    ("requirements", [{"id": "toy.1"}]),
    ("examples", [{"requirement": "toy.1.exists", "cases": []}]),
    ("instrument", {"id": "toy"}),
    ("reservations", [{"id": "toy.1", "kind": "wish"}]),
    ("status", {"as_of": "2026-01-01", "source": "s", "states": [{"state": "Kenya"}]}),
    ("assessment", {"format": "treatygap-assessment/1"}),
]


@pytest.mark.parametrize(("name", "data"), BROKEN)
def test_a_broken_file_does_not_fit(name: str, data: Any) -> None:
    assert errors(name, data) != []


@pytest.mark.parametrize(
    "condition",
    [
        {"power.exists": {"at_leest": 3}},
        {"power.exists": {"in": []}},
        {"power.exists": {"includes": "x"}},
        {"power.exists": ["court"]},
        {"any": []},
        {"not": [{"power.exists": True}]},
        {"at_least": {"of": [{"power.exists": True}], "count": 0}},
    ],
)
def test_a_broken_condition_does_not_fit(condition: dict[str, Any]) -> None:
    path = DATA / "rulesets/toy/requirements/all.yaml"
    requirements = yaml.parse(path.read_text("utf-8"), "")
    requirements[0]["met_when"] = condition
    assert errors("requirements", requirements) != []


@pytest.fixture
def assessment(run: Run, toy: Path) -> Any:
    assert run("assess", "KEN", "-o", "KEN.json").exit_code == 0
    return json.loads((toy / "KEN.json").read_text("utf-8"))


def test_an_assessment_fits_its_schema(assessment: Any) -> None:
    assert errors("assessment", assessment) == []


def test_the_assessment_of_the_shipped_profile_fits(run: Run, tmp_path: Path) -> None:
    assert run("assess", "KEN", "-o", tmp_path / "KEN.json").exit_code == 0
    assert errors("assessment", json.loads((tmp_path / "KEN.json").read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"format": "treatygap-assessment/2"},
        {"findings": None},
        {"answered": "8"},
        {"as_of": 0},
        {"more": 1},
        {"name": ""},
    ],
)
def test_a_changed_assessment_does_not_fit(assessment: Any, change: dict[str, Any]) -> None:
    assert errors("assessment", assessment | change) != []


@pytest.mark.parametrize(
    ("key", "value"), [("conclusion", "fine"), ("severity", "none"), ("flags", ["x"]), ("facts", 1)]
)
def test_a_changed_finding_does_not_fit(assessment: Any, key: str, value: Any) -> None:
    assessment["findings"][0][key] = value
    assert errors("assessment", assessment) != []
