"""What rests on a frail fact: the engine, asked with another value, says the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from markupsafe import escape
from small import contested, every_value, facts, library, profile, requirements
from test_assess import EXISTS, demand

from treatygap import assess
from treatygap.analysis import robustness
from treatygap.load.assessment import load_assessment
from treatygap.model.profile import Answer, Evidence
from treatygap.model.requirement import Requirement
from treatygap.model.robustness import FrailFact, Robustness
from treatygap.model.schema import schema

DAYS, DATA = "power.search.days", "law.data"
LATER = date(2026, 6, 1)
Run = Callable[..., Result]


def frail(answers: dict[str, Any], *held: Requirement, **more: Any) -> list[FrailFact]:
    return list(robustness(profile(answers), library(*(held or (demand(),))), **more))


def cited(value: Any, **more: Any) -> Answer:
    evidence = Evidence.model_validate({"act": "Search Act", "section": "s. 1", **more})
    return Answer(value=value, evidence=(evidence,))


@given(requirements("toy.1"), requirements("toy.2"), facts())
@settings(max_examples=40)
def test_what_flips_is_what_the_engine_says_with_another_value(
    one: Requirement, two: Requirement, answers: dict[str, Any]
) -> None:
    held = library(one, two)
    found = {item.fact.id: item for item in frail(answers, one, two, as_of=LATER)}
    before = {item.id: item for item in assess(profile(answers), held, LATER).findings}
    for fact in answers:
        said = [
            (other.values, other.flips)
            for other in (found[fact].otherwise if fact in found else ())
        ]
        outcomes = {(flip.finding, flip.after, flip.raised, flip.dropped)
                    for values, flips in said if values for flip in flips}  # fmt: skip
        told = set()
        for value in every_value(fact):
            for after in assess(profile({**answers, fact: value}), held, LATER).findings:
                was = before[after.id]
                raised = tuple(sorted({*after.flags} - {*was.flags}))
                dropped = tuple(sorted({*was.flags} - {*after.flags}))
                if after.conclusion != was.conclusion or raised or dropped:
                    told.add((after.id, after.conclusion, raised, dropped))
        assert outcomes == told


@pytest.mark.parametrize(
    ("answer", "reasons"),
    [
        (cited(value=True, checked="official text"), ()),
        (cited(value=True, checked="no"), ("evidence-unchecked",)),
        (cited(value=True), ("evidence-unchecked",)),
        (cited(value=True, checked="x", in_force_to="2030-01-01"), ("ends",)),
        (contested(first=True, second=False), ("contested",)),
    ],
)
def test_a_fact_is_frail_for_a_reason(answer: Answer, reasons: tuple[str, ...]) -> None:
    assert [item.reasons for item in frail({EXISTS: answer})] == ([reasons] if reasons else [])


def test_law_read_before_the_day_is_frail() -> None:
    answer = cited(value=True, checked="official text")
    (item,) = frail({EXISTS: answer}, as_of=LATER)
    assert item.reasons == ("read-before-day",)
    other, unknown = item.otherwise
    assert [value.words for value in other.values] == ["no"]
    assert [(flip.before, flip.after) for flip in other.flips] == [("met", "not-met")]
    assert unknown.values == ()
    assert [flip.after for flip in unknown.flips] == ["undetermined"]


def test_a_fact_that_another_backs_flips_nothing() -> None:
    either = demand(met_when={"any": [{EXISTS: True}, {DAYS: 1}]})
    assert frail({EXISTS: cited(value=True), DAYS: cited(1)}, either) == []


def test_choices_are_told_by_what_is_fewer_and_more() -> None:
    held = demand(met_when={DATA: {"includes": ["traffic"] }, EXISTS: True})  # fmt: skip
    found = frail({EXISTS: True, DATA: cited(("traffic", "content"))}, held)
    other = found[0].otherwise[0]
    assert other.fewer
    assert (other.fewer.words, other.more) == ("traffic", None)


def test_the_weightiest_fact_comes_first() -> None:
    minor = demand(id="toy.2", provisions=["toy:3"], severity="minor", met_when={DAYS: 1})
    found = frail({DAYS: cited(1), EXISTS: cited(value=True)}, minor, demand())
    assert [(item.fact.id, item.weight) for item in found] == [(EXISTS, 16), (DAYS, 1)]


def test_text_data_page_and_report_have_the_same_facts(run: Run, tmp_path: Path) -> None:
    data, page = tmp_path / "r.json", tmp_path / "r.html"
    options = ("robustness", "KEN", "-i", "iccpr")
    for file in (data, page):
        assert run(*options, "-o", file).exit_code == 0
    saved = json.loads(data.read_text("utf-8"))
    assert list(Draft202012Validator(schema("robustness")).iter_errors(saved)) == []
    found = Robustness.model_validate_json(data.read_bytes()).facts
    assert found
    text, printed = run(*options).output, page.read_text("utf-8")
    for item in found:
        assert f"{item.fact.label}: " in text
        assert escape(item.fact.label) in printed
    kept, report = tmp_path / "a.json", tmp_path / "a.html"
    assert run("assess", "KEN", "-i", "iccpr", "--with", "robustness", "-o", kept).exit_code == 0
    assert run("render", kept, "-o", report).exit_code == 0
    assert load_assessment(kept).parts.robustness == found
    section = report.read_text("utf-8").partition('id="part-robustness"')[2]
    assert all(escape(item.fact.label) in section for item in found)
