"""What a profile may say, and what `profile check` makes of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from treatygap.load.document import Document, read
from treatygap.load.profile import load_profile
from treatygap.model.base import is_day
from treatygap.model.diagnostic import Invalid
from treatygap.model.profile import Answer, Evidence, Profile, Statement
from treatygap.model.question import QuestionBank
from treatygap.pipeline import assess
from treatygap.store import library
from treatygap.validate.profile import check_profile

DATA = Path(__file__).parent / "data"
HEAD = "state: KEN\nname: Kenya\nknown_on: 2026-01-01\nacts:\n  act: {title: Powers Act}\nanswers:"
CITED = "evidence: [{act: act, section: s. 1}]"
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def bank() -> QuestionBank:
    return library(folder=DATA / "rulesets").questions


@pytest.fixture
def codes(tmp_path: Path, bank: QuestionBank) -> Callable[[str], list[str]]:
    """Return the codes of the problems of a profile with these answers, in order of place."""

    def check(answers: str) -> list[str]:
        path = tmp_path / "p.yaml"
        path.write_text(f"{HEAD}\n{answers}\n", "utf-8")
        try:
            profile, document = load_profile(path)
        except Invalid as error:
            return [item.code for item in error.diagnostics]
        return [item.code for item in check_profile(profile, document, bank)]

    return check


Codes = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("power.search.exists", "true"),
        ("power.search.exists", "yes"),
        ("power.search.exists", "no"),
        ("power.search.authority", "none"),
        ("power.search.days", "0"),
        ("power.search.days", "1.5"),
        ("power.search.days", "999999999999999"),
        ("law.data", "[]"),
        ("law.data", "[content, traffic]"),
        ("law.since", "2024-02-29"),
        ("law.since", "'0001-01-01'"),
        ("law.since", "unknown"),
        ("law.data", "unknown"),
    ],
)
def test_a_right_answer(codes: Codes, fact: str, value: str) -> None:
    assert codes(f"  {fact}: {{value: {value}, {CITED}}}") == []


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("power.search.exists", "1"),
        ("power.search.exists", "'true'"),
        ("power.search.exists", "[true]"),
        ("power.search.authority", "Court"),
        ("power.search.authority", "true"),
        ("power.search.authority", "3"),
        ("power.search.days", "-1"),
        ("power.search.days", "010"),
        ("power.search.days", "30 days"),
        ("power.search.days", "true"),
        ("power.search.days", ".inf"),
        ("power.search.days", "1e9"),
        ("power.search.days", "[30]"),
        ("law.data", "traffic"),
        ("law.data", "true"),
        ("law.since", "2026-02-30"),
        ("law.since", "2026"),
        ("law.since", "20260101"),
        ("law.since", "2026-W01-1"),
        ("law.since", "2026-01-01T00:00:00"),
        ("law.since", "[2026-01-01]"),
    ],
)
def test_a_wrong_answer(codes: Codes, fact: str, value: str) -> None:
    problems = codes(f"  {fact}: {{value: {value}, {CITED}}}")
    assert problems in (["bad-answer"], ["bad-value"])


@pytest.mark.parametrize(
    ("written", "kept"), [("s. 50(1)", "s. 50(1)"), ("010", "010"), ("1.10", "1.10"), ("no", "no")]
)
def test_a_section_is_kept_as_written(tmp_path: Path, written: str, kept: str) -> None:
    path = tmp_path / "p.yaml"
    evidence = f"[{{act: act, section: {written}}}]"
    path.write_text(f"{HEAD}\n  law.since: {{value: unknown, evidence: {evidence}}}\n")
    profile, _ = load_profile(path)
    assert profile.answers["law.since"].evidence[0].section == kept


@pytest.mark.parametrize(
    ("written", "data"),
    [
        ("{state}\nname: {name}\nknown_on: {day}\n", "plain"),
        ("\ufeff{state}\nname: {name}\nknown_on: {day}\n", "byte order mark"),
        ("{state}\r\nname: {name}\r\nknown_on: {day}\r\n", "line ends of Windows"),
        ('{{"state": "KEN",\n\t"name": "{name}", "known_on": "{day}"}}', "JSON"),
    ],
)
def test_one_profile_in_several_dresses(
    tmp_path: Path, bank: QuestionBank, written: str, data: str
) -> None:
    path = tmp_path / f"{data}.yaml"
    text = written.format(state="state: KEN", name="Kenya", day="2026-01-01")
    path.write_bytes(text.encode())
    profile, document = load_profile(path)
    assert (profile.state, profile.name, profile.known_on) == ("KEN", "Kenya", date(2026, 1, 1))
    assert check_profile(profile, document, bank) == []


@pytest.mark.parametrize("day", ["0", "1767225600", "2026-01-01T00:00:00", "2026-1-1", "'2026'"])
def test_a_day_is_never_a_number(tmp_path: Path, day: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"state: KEN\nname: Kenya\nknown_on: {day}\n")
    with pytest.raises(Invalid, match=r"p\.yaml:3:1: bad-value: .* for 'known_on'; write a day"):
        load_profile(path)


@pytest.mark.parametrize("state", ["ken", "Kenya", "KE", "'404'", "XXX", "KE1", "[KEN]", "''"])
def test_a_state_is_a_code_of_iso_3166(tmp_path: Path, bank: QuestionBank, state: str) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(f"state: {state}\nname: Kenya\nknown_on: 2026-01-01\n")
    try:
        profile, document = load_profile(path)
        problems = check_profile(profile, document, bank)
    except Invalid as error:
        problems = error.diagnostics
    assert [item.code for item in problems] in (["bad-value"], ["unknown-state"])


def test_an_empty_profile_is_valid_and_settles_nothing(run: Run, toy: Path) -> None:
    (toy / "p.yaml").write_text(f"{HEAD} {{}}\n")
    assert run("profile", "check", "p.yaml").stdout == "Kenya: valid; 0 of 9 questions answered\n"
    assert "Met: 0% to 100%; gaps: 0% to 100%" in run("assess", "p.yaml").stdout


@pytest.mark.parametrize(
    ("act", "found"),
    [
        ("act", []),
        ("Another Act", []),
        ("atc", ["unknown-act"]),
        ("Another", ["unknown-act"]),
        ("''", ["bad-value"]),
        ("[act]", ["bad-value"]),
    ],
)
def test_an_act_is_declared_or_a_title(codes: Codes, act: str, found: list[str]) -> None:
    evidence = f"[{{act: {act}, section: s. 1}}]"
    assert codes(f"  power.search.exists: {{value: true, evidence: {evidence}}}") == found


def test_evidence_of_what_happens_in_practice_is_checked_too(codes: Codes) -> None:
    practice = "practice: {says: Never used., evidence: [{act: atc, section: s. 1}]}"
    assert codes(f"  law.since: {{value: unknown, {practice}}}") == ["unknown-act"]


def test_an_act_out_of_force_before_it_began(codes: Codes) -> None:
    dates = "in_force_from: 2020-01-01, in_force_to: 2019-12-31"
    evidence = f"[{{act: act, section: s. 1, {dates}}}]"
    assert codes(f"  power.search.exists: {{value: true, evidence: {evidence}}}") == ["bad-dates"]


def test_sources_may_differ(codes: Codes, tmp_path: Path) -> None:
    said = {"government": "court", "civil-society": "police", "expert": "none", "court": "court"}
    values = [f"      - {{value: {value}, source: {by}, {CITED}}}" for by, value in said.items()]
    answers = "\n".join(["  power.search.authority:", "    values:", *values])
    assert codes(f"{answers}\n  power.search.exists: {{value: true, {CITED}}}") == []
    profile, _ = load_profile(tmp_path / "p.yaml")
    assessment = assess(profile, library(folder=DATA / "rulesets"))
    finding = next(item for item in assessment.findings if item.id == "toy.2.review@search")
    assert finding.conclusion == "undetermined"
    assert finding.by_source == {
        "civil-society": "not-met",
        "court": "met",
        "expert": "not-met",
        "government": "met",
    }


def test_one_source_does_not_contradict_itself_on_a_day(codes: Codes) -> None:
    head = "  power.search.days:\n    values:\n"
    line = "      - {{value: {}, source: {}, evidence: [{{act: act, section: s. 1{}}}]}}\n"

    def values(*said: tuple[int, str, str]) -> str:
        return head + "".join(line.format(*item) for item in said)

    assert codes(values((30, "court", ""), (60, "court", ""))) == ["clash"]
    assert codes(values((30, "court", ""), (30, "court", ""))) == []
    assert codes(values((30, "court", ""), (60, "expert", ""))) == []
    before, after = ", in_force_to: 2019-12-31", ", in_force_from: 2020-01-01"
    assert codes(values((30, "law", before), (60, "law", after))) == []
    assert codes(values((60, "law", after), (30, "law", ", in_force_to: 2020-01-01"))) == ["clash"]


def test_the_dates_of_an_act_are_those_of_its_sections(tmp_path: Path) -> None:
    path = tmp_path / "acts.yaml"
    acts = "  old: {title: Old Act, in_force_to: 2019-12-31}\n  new: {title: New Act, %s}\n"
    values = "".join(
        f"      - {{value: {days}, evidence: [{{act: {act}, section: s. 1}}]}}\n"
        for days, act in ((30, "old"), (60, "new"))
    )
    answers = f"  power.search.days:\n    values:\n{values}"
    rules = library(folder=DATA / "rulesets")
    for begins, found in (("2020-01-01", []), ("2019-12-31", ["clash"])):
        made = HEAD.replace("  act: {title: Powers Act}\n", acts % f"in_force_from: {begins}")
        path.write_text(f"{made}\n{answers}")
        profile, document = load_profile(path)
        problems = check_profile(profile, document, rules.questions)
        assert [item.code for item in problems] == found


def test_one_value_in_two_dresses_is_no_clash(codes: Codes) -> None:
    for fact, first, second in (
        ("power.search.exists", "true", "yes"),
        ("law.data", "[traffic, content]", "[content, traffic]"),
    ):
        said = "".join(f"      - {{value: {value}, {CITED}}}\n" for value in (first, second))
        assert codes(f"  {fact}:\n    values:\n{said}") == []


FIRST = date(2020, 1, 1)
spans = st.tuples(st.integers(0, 6), st.integers(0, 3)).map(
    lambda pair: Evidence(
        act="An Act",
        section="s. 1",
        in_force_from=FIRST + timedelta(pair[0]),
        in_force_to=FIRST + timedelta(pair[0] + pair[1]),
    )
)
statements = st.builds(
    Statement,
    value=st.integers(1, 3),
    source=st.sampled_from(["law", "court"]),
    evidence=st.lists(spans, min_size=1, max_size=2).map(tuple),
)


@given(st.lists(statements, min_size=1, max_size=5))
def test_a_clash_is_found_where_there_is_one(said: list[Statement]) -> None:
    found = clashes(said)
    days = [FIRST + timedelta(number) for number in range(10)]
    expected = any(
        first.source == later.source and first.value != later.value
        for day in days
        for first in said
        for later in said
        if first.in_force(day) and later.in_force(day)
    )
    assert bool(found) == expected


def clashes(said: list[Statement]) -> list[Any]:
    document = read(DATA / "profiles" / "KEN.yaml")
    profile = Profile(
        state="KEN",
        name="Kenya",
        known_on=FIRST,
        answers={"power.search.days": Answer(values=tuple(said))},
        hash="0",
    )
    rules = library(folder=DATA / "rulesets")
    problems = check_profile(profile, Document(document.file, document.text, {}), rules.questions)
    return [item for item in problems if item.code == "clash"]


@given(st.text(max_size=12) | st.dates().map(str) | st.integers() | st.none())
def test_a_day_is_text_that_means_itself(value: Any) -> None:
    if is_day(value):
        assert date.fromisoformat(value).isoformat() == value
