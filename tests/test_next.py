"""Questions to ask next: each could still change something; one that could not is left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markupsafe import escape
from pypdf import PdfReader
from small import DAY, FACTS, contested, every_value, facts, library, profile, requirements, values
from test_assess import EXISTS, dated, demand

from treatygap import assess
from treatygap.analysis import next_questions
from treatygap.cli.inputs import read_profile
from treatygap.load.assessment import load_assessment
from treatygap.model.instrument import Library
from treatygap.model.next import NextQuestion, Questionnaire
from treatygap.model.profile import Answer, Profile
from treatygap.model.requirement import Requirement
from treatygap.model.schema import schema
from treatygap.reporting.questionnaire import render
from treatygap.store import library as stored
from treatygap.words import spoken

DAYS = "power.search.days"
Run = Callable[..., Result]


def asked(answers: dict[str, Any], *held: Requirement) -> dict[str, NextQuestion]:
    found = next_questions(profile(answers), library(*(held or (demand(),))))
    return {item.id: item for item in found}


def outcome(held: Requirement, answers: dict[str, Any]) -> tuple[str, frozenset[str], bool]:
    (finding,) = assess(profile(answers), library(held)).findings
    open_ = finding.conclusion == "undetermined" or bool(finding.flags_possible)
    return finding.conclusion, frozenset(finding.flags), open_


@given(requirements(), facts(), st.data())
@settings(max_examples=60)
def test_a_question_that_is_not_asked_changes_nothing_whatever_the_answers(
    held: Requirement, answers: dict[str, Any], data: st.DataObject
) -> None:
    found = asked(answers, held)
    rest = {fact: data.draw(values(fact)) for fact in FACTS if fact not in answers}
    whole = outcome(held, {**rest, **answers})
    for fact in sorted(rest.keys() - found.keys()):
        assert outcome(held, {**rest, **answers, fact: data.draw(values(fact))}) == whole


@given(requirements(), facts())
@settings(max_examples=60)
def test_a_question_settles_alone_when_some_answer_to_it_does(
    held: Requirement, answers: dict[str, Any]
) -> None:
    (before,) = assess(profile(answers), library(held)).findings
    found = asked(answers, held)
    assert found.keys() <= set(before.missing)
    for fact, question in found.items():
        settled = []
        for value in every_value(fact):
            (after,) = assess(profile({**answers, fact: value}), library(held)).findings
            settled.append(
                (before.conclusion == "undetermined" != after.conclusion)
                or len(after.flags_possible) < len(before.flags_possible)
            )
        assert any(settled) == bool(question.alone)
        assert question.alone or question.together


def test_what_needs_two_answers_counts_half_for_each() -> None:
    either = {"any": [{EXISTS: True, DAYS: {"at_most": 3}}, {EXISTS: True, DAYS: {"at_least": 9}}]}
    found = asked({}, demand(met_when=either))
    assert (found[EXISTS].weight, found[EXISTS].alone) == (16, ("toy.1",))
    assert (found[DAYS].weight, found[DAYS].alone) == (16, ("toy.1",))
    found = asked({}, demand(applies_when={EXISTS: True}, met_when={DAYS: {"at_most": 3}}))
    assert found[EXISTS].alone == ("toy.1",)
    assert [(item.finding, item.of) for item in found[DAYS].together] == [("toy.1", 2)]
    assert found[DAYS].weight == 8


def test_strength_and_severity_put_a_grave_duty_before_a_small_option() -> None:
    option = demand(id="toy.2", provisions=["toy:3"], severity="minor", met_when={DAYS: 1})
    assert list(asked({}, option, demand())) == [EXISTS, DAYS]


def test_contested_and_lapsed_facts_are_asked_with_the_reason() -> None:
    held = demand(met_when={EXISTS: True, DAYS: 1})
    lapsed = Answer(values=(dated(1, ends="2020-01-01"),))
    found = asked({EXISTS: contested(first=True, second=False), DAYS: lapsed}, held)
    assert (found[EXISTS].reason, found[DAYS].reason) == ("contested", "not-in-force")
    contest = found[EXISTS].fact
    assert contest
    assert [item.source for item in contest.statements] == ["government", "civil-society"]


def test_a_flag_that_is_open_is_worth_a_question() -> None:
    flag = {"when": {DAYS: {"at_least": 9}}, "because": "Long.", "recommend": "Shorten."}
    found = asked({EXISTS: True}, demand(contrary={"severity": "minor", **flag}))
    assert (found[DAYS].alone, found[DAYS].weight) == (("toy.1",), 4)


@pytest.mark.parametrize("by", ["weight", "authority"])
def test_text_and_data_have_every_question(run: Run, tmp_path: Path, by: str) -> None:
    data = tmp_path / "next.json"
    assert run("next", "KEN", "-i", "oecd-access", "-o", data).exit_code == 0
    saved = json.loads(data.read_text("utf-8"))
    assert list(Draft202012Validator(schema("next")).iter_errors(saved)) == []
    questions = saved["questions"]
    text = run("next", "KEN", "-i", "oecd-access", "--by", by).output
    assert questions
    assert all(f"({item['id']})" in text for item in questions)
    assert ("\ndata protection authority (" in text) == (by == "authority")


def test_the_list_to_fill_in_begins_a_page_for_each_respondent(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "next.pdf"
    assert run("next", "KEN", "-i", "oecd-access", "-o", file).exit_code == 0
    pages = [page.extract_text() for page in PdfReader(file).pages]
    heads = [text for text in pages if "Please tick" in text]
    wanted = next_questions(*kenya("oecd-access"))
    assert len(heads) == len({item.respondent for item in wanted})
    said = " ".join("".join(pages).split())
    for item in wanted:
        assert item.ask in said
        assert all(f"☐ {choice.replace('-', ' ')}" in said for choice in item.choices)


def test_a_report_prints_the_first_questions_and_its_data_keeps_all(
    run: Run, tmp_path: Path
) -> None:
    data, page = tmp_path / "a.json", tmp_path / "a.html"
    assert run("assess", "KEN", "-i", "oecd-access", "--with", "next", "-o", data).exit_code == 0
    assert run("render", data, "-o", page).exit_code == 0
    kept = load_assessment(data).parts.next or ()
    assert kept == next_questions(*kenya("oecd-access"))
    section = page.read_text("utf-8").partition('id="part-next"')[2].partition("</section>")[0]
    assert all(escape(item.ask) in section for item in kept[:12])


def kenya(*names: str) -> tuple[Profile, Library]:
    chosen = stored(names)
    return read_profile("KEN", chosen.questions), chosen


def test_help_names_choices_as_their_boxes_do_and_none_is_asked_once() -> None:
    question = NextQuestion(
        id="law.tests",
        label="Tests",
        ask="Which?",
        help="At-use: then. Other-ict-offences: these; choose none alone. Well-known words stay.",
        type="some_of",
        choices=("none", "at-use", "other-ict-offences"),
        topic="powers",
        respondent="justice",
        reason="unanswered",
        weight=1,
    )
    listed = Questionnaire(
        state="KEN", name="Kenya", as_of=DAY, instruments=(), questions=(question,)
    )
    page = render(listed, ())
    assert "At use: then. Other ICT offences: these; choose none alone. Well-known" in page
    assert "☐ other ICT offences" in page
    assert "none of them" not in page


@pytest.mark.parametrize(("days", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days")])
def test_one_day_is_no_days(days: int, said: str) -> None:
    assert spoken(days, library(demand()).questions.facts[DAYS]) == said
