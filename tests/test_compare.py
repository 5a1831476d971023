"""Assessments side by side: what differs, and the reason for each difference told apart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from small import contested, facts, library, profile, requirements
from test_assess import dated, demand

from treatygap import assess
from treatygap.analysis.compare import compare
from treatygap.model.assessment import Assessment
from treatygap.model.compare import Comparison, RequirementCompared
from treatygap.model.profile import Answer
from treatygap.model.schema import schema
from treatygap.reporting.compare import render

EXISTS, DAYS = "power.search.exists", "power.search.days"
EARLY, LATE = date(2018, 1, 1), date(2026, 1, 1)
Run = Callable[..., Result]


def made(
    answers: dict[str, Any], day: date = LATE, more: dict[str, str] | None = None
) -> Assessment:
    """An assessment of a demand for a power to search."""
    found = assess(profile(answers), library(demand()), day)
    return found.model_copy(update=more or {})


def ruled(of: Assessment, hash_: str) -> Assessment:
    """The assessment as made under another ruleset."""
    (used,) = of.instruments
    return of.model_copy(update={"instruments": (used.model_copy(update={"hash": hash_}),)})


def cited(value: Any, begins: str | None = None, ends: str | None = None) -> Answer:
    return Answer(values=(dated(value, begins, ends),))


def only(*assessments: Assessment) -> RequirementCompared:
    (found,) = compare(assessments).differences
    return found


OTHER = {"state": "SGP", "name": "Singapore"}
NEW = {"profile_hash": "1"}
DISPUTED = {EXISTS: contested(True, False)}
DATED = {EXISTS: cited(value=True, begins="2020-01-01")}


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (made({EXISTS: False}), made({EXISTS: True}, more=OTHER), "other-state"),
        (made({}), made({EXISTS: True}, more=OTHER), "answered-on-one-side"),
        (made(DATED, EARLY), made(DATED), "law-changed"),
        (made({EXISTS: False}, EARLY), made(DATED, more=NEW), "law-changed"),
        (made({EXISTS: False}, EARLY), made({EXISTS: True}, more=NEW), "law-or-answer"),
        (made({EXISTS: False}), made({EXISTS: True}, more=NEW), "answer-corrected"),
        (
            made({EXISTS: True}),
            made({EXISTS: contested(True, False)}, more=NEW),
            "answer-corrected",
        ),
        (made({}), made({EXISTS: True}, more=NEW), "answered"),
        (made({EXISTS: True}), made({}, more=NEW), "no-longer-answered"),
    ],
)
def test_reasons_are_told_apart(first: Assessment, second: Assessment, why: str) -> None:
    found = only(first, second)
    (reason,) = found.reasons
    assert (reason.why, [fact.id for fact in reason.facts]) == (why, [EXISTS])


def test_both_values_stand_with_their_citations() -> None:
    (reason,) = only(made({EXISTS: False}, EARLY), made(DATED, more=NEW)).reasons
    (fact,) = reason.facts
    assert isinstance(fact.second, type(fact.first))
    assert not isinstance(fact.second, str)
    assert (fact.label, fact.second.words) == ("Search: Exists", "yes")
    assert fact.second.evidence[0].act == "Search Act 2020"


def test_a_correction_of_evidence_alone_stands_beside_that_of_a_value() -> None:
    held = library(demand(met_when={EXISTS: True, DAYS: {"at_most": 3}}))
    one = assess(profile({EXISTS: cited(value=True), DAYS: 4}), held)
    other = assess(profile({EXISTS: cited(value=True, begins="2020-01-01"), DAYS: 3}), held)
    found = only(one, other.model_copy(update=NEW))
    assert {item.why: [fact.id for fact in item.facts] for item in found.reasons} == {
        "answer-corrected": [DAYS],
    }
    gone = assess(profile({EXISTS: cited(value=True, begins="2020-01-01"), DAYS: 5}), held)
    assert compare((one, gone.model_copy(update=NEW))).differences == ()


def test_a_changed_rule_is_told_from_a_changed_fact() -> None:
    now = made({EXISTS: True})
    stricter = assess(profile({EXISTS: True}), library(demand(met_when={EXISTS: False})))
    assert [item.why for item in only(now, ruled(stricter, "1")).reasons] == ["rule-changed"]
    both = only(now, ruled(made({EXISTS: False}, more=NEW), "1"))
    assert [item.why for item in both.reasons] == ["answer-corrected", "rule-may-differ"]
    later = stricter.model_copy(update={"engine": "9"})
    assert [item.why for item in only(now, later).reasons] == ["engine-differs"]


def test_a_requirement_that_is_not_in_the_other_is_said_to_be_so() -> None:
    more = assess(profile({EXISTS: True}), library(demand(), demand(id="toy.2")))
    found = only(made({EXISTS: True}), ruled(more, "1"))
    assert (found.id, found.cells[0]) == ("toy.2", None)
    assert [item.why for item in found.reasons] == ["not-in-other"]


def test_instruments_that_are_not_in_all_are_left_out() -> None:
    one, other = made({EXISTS: True}), made({EXISTS: False}, more=NEW)
    (used,) = other.instruments
    away = other.model_copy(update={"instruments": (used.model_copy(update={"id": "else"}),)})
    found = compare((one, away))
    assert (found.instruments, found.left_out, found.differences) == ((), ("else", "toy"), ())


def test_columns_stand_by_name_and_day_whatever_the_order() -> None:
    given_ = [made({}, more=OTHER), made({EXISTS: True}), made({EXISTS: False}, EARLY)]
    found = compare(given_)
    assert [(item.name, item.as_of) for item in found.columns] == [
        ("Kenya", EARLY),
        ("Kenya", LATE),
        ("Singapore", LATE),
    ]
    assert found == compare(reversed(given_))


@st.composite
def several(draw: st.DrawFn) -> list[Assessment]:
    held = library(*(draw(requirements(f"toy.{number}")) for number in (1, 2)))
    some = draw(st.lists(facts(), min_size=2, max_size=3))
    return [
        assess(profile(answers), held).model_copy(update={"profile_hash": str(number)})
        for number, answers in enumerate(some)
    ]


@given(several())
def test_every_difference_has_a_reason_and_nothing_else_is_listed(given_: list[Assessment]) -> None:
    found: Comparison = compare(given_)
    said = [
        {item.id: (item.conclusion, item.flags, item.flags_possible) for item in one.findings}
        for one in given_
    ]
    differing = {name for name in said[0] if len({one[name] for one in said}) > 1}
    assert {item.id for item in found.differences} == differing
    assert found.same == len(said[0]) - len(differing)
    for item in found.differences:
        apart = {(n, n + 1) for n, (one, other) in enumerate(pairwise(item.cells)) if one != other}
        assert {reason.between for reason in item.reasons} == apart
        assert all(reason.facts or reason.why == "profile-changed" for reason in item.reasons)
        conclusions = {cell and cell.conclusion for cell in item.cells}
        assert len(conclusions) == 1 or any(reason.facts for reason in item.reasons)


def test_the_command_takes_profiles_days_and_saved_assessments(run: Run, toy: Path) -> None:
    assert run("assess", "KEN", "-o", "now.json").exit_code == 0
    said = run("compare", "KEN", "now.json", "--as-of", "2009-01-01", "-o", "c.json")
    assert said.exit_code == 0
    saved = json.loads((toy / "c.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema("comparison")).iter_errors(saved)) == []
    whys = {reason["why"] for item in saved["differences"] for reason in item["reasons"]}
    assert whys == {"law-changed"}
    printed = run("compare", "KEN", "now.json", "--as-of", "2009-01-01").stdout
    assert "toy.1.exists@search: undetermined | met\n  the law changed\n" in printed
    assert "not in force on the day: yes (s. 1 Powers Act) | yes (s. 1 Powers Act)" in printed


@pytest.mark.usefixtures("toy")
def test_one_assessment_has_nothing_beside_it(run: Run) -> None:
    result = run("compare", "KEN")
    assert (result.exit_code, result.stdout) == (2, "")


def test_the_page_says_in_words_what_the_picture_shows(run: Run, toy: Path) -> None:
    result = run("compare", "KEN", "--as-of", "2009-01-01", "--as-of", "2026-01-01", "-o", "c.html")
    assert result.exit_code == 0
    page = (toy / "c.html").read_text("utf-8")
    assert page.count('role="img" aria-label="Toy Convention: powers and safeguards"') == 1
    assert "<b>A</b> Undetermined<br/><b>B</b> Over-reach</td>" in page
    assert "The law changed:" in page
    assert "[not in force on that day]" in page


def test_no_arabic_is_written_in_the_picture_letter_by_letter(run: Run, toy: Path) -> None:
    days = ("--as-of", "2009-01-01", "--as-of", "2026-01-01")
    assert run("compare", "KEN", *days, "--lang", "ar", "-o", "c.html").exit_code == 0
    page = (toy / "c.html").read_text("utf-8")
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", page)
    assert set(drawn) == {"A", "B"}
    assert '<span class="head"' in page


def test_the_powers_of_three_columns_stand_beside_one_another(run: Run, tmp_path: Path) -> None:
    days = [word for year in (2009, 2018, 2026) for word in ("--as-of", f"{year}-01-01")]
    file = tmp_path / "c.html"
    assert run("compare", "KEN", "-i", "unccc", *days, "-o", str(file)).exit_code == 0
    page = file.read_text("utf-8")
    assert page.count('class="grid"') == 1
    wide, *_ = re.findall(r'class="grid" viewBox="0 0 ([\d.]+) ', page)
    tiles = [float(x) for x in re.findall(r"<g transform=\"translate\(([\d.]+) ", page)]
    assert max(tiles) + 7 <= float(wide)
    assert "Computer Misuse and Cybercrimes Act, No. 5 of 2018" in page
    assert "</bdi> [not in force on that day]" in page


def test_a_chapter_that_is_the_whole_instrument_is_not_counted_twice(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "c.html"
    assert run("compare", "EST", "SGP", "-i", "oecd-access", "-o", str(file)).exit_code == 0
    page = file.read_text("utf-8")
    counts, _, _ = page.partition("Powers and safeguards")
    assert counts.count("; share met") == len(("EST", "SGP"))
    assert "The seven principles" not in counts


def test_the_share_met_is_that_of_the_report() -> None:
    option = demand(id="toy.3", provisions=["toy:3"])
    assessments = [
        assess(profile({EXISTS: known}), library(demand(), option), LATE) for known in (True, False)
    ]
    page = render(compare(assessments), assessments)
    assert [item.tally.duties.findings for item in assessments] == [1, 1]
    assert "1 met, 0 partly, 0 not met, 0 undetermined, 0 not applicable" in page
    assert "0 met, 0 partly, 1 not met, 0 undetermined, 0 not applicable" in page


def test_law_that_is_not_in_force_is_cited_like_any_other(run: Run, toy: Path) -> None:
    run("compare", "KEN", "--as-of", "2009-01-01", "--as-of", "2026-01-01", "-o", "c.html")
    page = (toy / "c.html").read_text("utf-8")
    assert '[not in force on that day] <span class="cite">(' in page
    assert "not in force on the day:" not in page


def test_saved_assessments_take_no_day_and_no_instrument(run: Run, toy: Path) -> None:
    run("assess", "KEN", "-o", "a.json")
    for option in (("-i", "toy"), ("--as-of", "2020-01-01")):
        result = run("compare", "a.json", "a.json", *option)
        assert result.exit_code == 2
        assert "has its instruments and its day" in result.stderr
    assert [path.name for path in toy.iterdir()] == ["a.json"]
