"""The register of what a law asks of a company, and the edition that prints it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from small import BANK, contested, library, profile
from test_assess import demand

from treatygap.analysis.obligations import obligations
from treatygap.bind import bind_all
from treatygap.cli import main
from treatygap.load.assessment import load_assessment
from treatygap.load.document import build, read
from treatygap.model.register import Obligation, Register
from treatygap.rules import register as shipped
from treatygap.store import library as installed
from treatygap.validate.register import check_register

REGISTER = Register.model_validate(
    {
        "for_each": "power",
        "given": {"power.exists": True},
        "headlines": [{"id": "long", "title": "Long", "when": {"power.days": {"at_least": 3}}}],
        "columns": [
            {
                "id": "who",
                "title": "Who",
                "facts": [
                    {"fact": "power.authority"},
                    {"fact": "power.days", "when": {"power.authority": {"not_in": ["none"]}}},
                ],
            }
        ],
        "general": [{"id": "law", "title": "Law", "facts": [{"fact": "law.data"}]}],
    }
)


def search(answers: dict[str, Any]) -> Obligation:
    known = {f"power.search.{name}": value for name, value in answers.items()}
    found = obligations(profile(known), library(demand()), REGISTER)
    return next(item for item in found.powers if item.member == "search")


def told(found: Obligation) -> list[tuple[str, list[str], list[str]]]:
    return [
        (cell.title, [fact.words for fact in cell.facts], [fact.id for fact in cell.missing])
        for cell in found.cells
    ]


def test_a_cell_holds_what_is_known_and_names_what_is_not() -> None:
    found = search({"exists": True, "authority": "court"})
    assert found.holds == "yes"
    assert told(found) == [("Who", ["court"], ["power.search.days"])]


def test_what_cannot_arise_is_not_asked_for() -> None:
    assert told(search({"exists": True, "authority": "none"})) == [("Who", ["none"], [])]


def test_a_power_that_is_not_given_has_no_cells_and_says_why() -> None:
    found = search({"exists": False, "authority": "court"})
    assert (found.holds, found.cells, [fact.words for fact in found.facts]) == ("no", (), ["no"])


def test_an_unknown_power_is_not_known_and_never_absent() -> None:
    found = search({})
    assert (found.holds, found.cells) == ("unknown", ())
    assert [fact.id for fact in found.missing] == ["power.search.exists"]


def test_sources_that_differ_are_each_printed() -> None:
    found = search({"exists": True, "authority": contested("court", "police"), "days": 1})
    fact = found.cells[0].facts[0]
    assert [(item.source, item.words) for item in fact.statements] == [
        ("government", "court"),
        ("civil-society", "police"),
    ]


def test_headlines_keep_what_is_shown_apart_from_what_is_open() -> None:
    answers = {"power.search.days": 4, "power.order.exists": True}
    (line,) = obligations(profile(answers), library(demand()), REGISTER).headlines
    assert (line.shown, line.open) == (("Search",), ("Order",))


def test_a_faulty_register_is_told_all_its_faults(tmp_path: Path) -> None:
    file = tmp_path / "register.yaml"
    file.write_text(
        "for_each: power\ngiven: {power.exist: true}\n"
        "columns:\n  - {id: a, title: A, facts: [{fact: power.dayz}]}\n"
        "  - {id: a, title: A, facts: [{fact: power.days, when: {power.days: {includes: [x]}}}]}\n"
    )
    document = read(file)
    found = check_register(build(document, Register), document, BANK)
    assert [str(item).removeprefix(f"{file}:") for item in found] == [
        "2:9: unknown-fact: no fact 'power.search.exist'; did you mean 'power.search.exists'?",
        "4:32: unknown-fact: no fact 'power.search.dayz'; did you mean 'power.search.days'?",
        "5:6: duplicate-id: 'a' is defined already",
        "5:57: bad-test: includes on 'days', which takes one answer; use in or not_in",
    ]


def test_every_question_is_used_by_a_requirement_or_by_the_register() -> None:
    chosen = installed()
    columns = (*shipped(chosen).columns, *shipped(chosen).general)
    printed = {entry.fact.removeprefix("power.") for column in columns for entry in column.facts}
    tested = {fact for binding in bind_all(chosen) for fact in binding.facts}
    facts = chosen.questions.facts.values()
    used = {fact.question.id for fact in facts if fact.id in tested} | printed
    assert {question.id for question in chosen.questions.questions} - used == set()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    folder = tmp_path_factory.mktemp("provider")
    data, file = folder / "a.json", folder / "a.html"
    options = ["KEN", "-i", "unccc", "-i", "iccpr"]
    for extra in (["--with", "all", "-o", data], ["--edition", "provider", "-o", file]):
        main(["assess", *options, *map(str, extra)], standalone_mode=False)
    return file.read_text("utf-8"), data


def test_the_provider_edition_prints_findings_for_providers_only(page: tuple[str, Path]) -> None:
    text, data = page
    findings = load_assessment(data).findings
    printed = set(re.findall(r'<h5 id="r-([^"]+)"', text))
    assert printed == {item.requirement for item in findings if "provider" in item.lens}
    links = set(re.findall(r'href="#([^"]+)"', text))
    assert links <= set(re.findall(r'id="([^"]+)"', text))


def test_the_register_is_in_the_report_and_in_the_data(page: tuple[str, Path]) -> None:
    text, data = page
    held = load_assessment(data).parts.obligations
    assert held
    cells = [cell for item in held.powers for cell in item.cells]
    assert len(cells) + len(held.general) == text.count('<tr class="cell">')
    cited = [item.section for cell in cells for fact in cell.facts for item in fact.evidence]
    assert cited
    assert all(section in text for section in cited)
