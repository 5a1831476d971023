"""Routes to evidence in another state: declared, proven, and walked in Kleene logic."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markupsafe import escape
from small import BANK, library, profile, question
from test_assess import demand

from treatygap.analysis.cooperation import cooperation, standing_of
from treatygap.analysis.route_examples import run as prove
from treatygap.cli.inputs import read_profile
from treatygap.load.document import build, read
from treatygap.model.base import UNKNOWN
from treatygap.model.instrument import Force, Library
from treatygap.model.profile import Profile
from treatygap.model.question import Dimension, Member, QuestionBank
from treatygap.model.route import DATA, RouteExample, Routes, RoutesFile, RouteTaken, TreatyFound
from treatygap.model.schema import schema
from treatygap.rules import route_examples
from treatygap.rules import routes as shipped
from treatygap.store import library as installed
from treatygap.validate.routes import check_route_examples, check_routes

WORLD = Library(
    questions=QuestionBank(
        dimensions=(
            *BANK.dimensions,
            Dimension(id="offence", label="Offence", members=(Member(id="theft", label="Theft"),)),
        ),
        questions=(*BANK.questions, question("crime", "yes_no", for_each="offence")),
        hash="0",
    ),
    instruments=library(demand()).instruments,
)
CASE = [
    question("case.data", "one_of", choices=DATA),
    question("case.offence", "one_of", choices=("named", "serious-crime")),
    question("case.years", "number", unit="years"),
    question("case.treaty", "one_of", choices=("none", "prospective", "binding"), ordered=True),
]
ROUTES: dict[str, Any] = {
    "questions": CASE,
    "safeguards": ["power.authority"],
    "terms": [{"id": "long", "title": "Long", "when": {"power.days": {"at_least": 3}}}],
    "routes": [
        {
            "id": "help",
            "title": "Help",
            "brings": "Data.",
            "powers": {"traffic": "search"},
            "treaties": [{"provisions": ["toy:1"], "when": {"case.offence": "named"}}],
            "steps": [
                {"id": "crime", "title": "Crime", "of": "asking", "fails": "No crime.",
                 "when": {"any": [{"offence.crime": True}, {"case.offence": "serious-crime"}]}},
                {"id": "power", "title": "Power", "of": "asked", "fails": "No power.",
                 "when": {"power.exists": True}},
            ],
            "terms": ["long"],
        }
    ],
}  # fmt: skip
RULES = Routes.model_validate({**ROUTES, "hash": "0"})
YES = {"power.search.exists": True, "power.search.days": 1}


def walk(asking: dict[str, Any], asked: dict[str, Any], offence: str = "theft") -> RouteTaken:
    one, other = profile(asking), profile(asked)
    (found,) = cooperation(one, other, offence, "traffic", WORLD, RULES).routes
    return found


@pytest.mark.parametrize(
    ("asking", "asked", "outcome", "failed"),
    [
        ({"offence.theft.crime": True}, YES, "open", []),
        ({"offence.theft.crime": True}, {**YES, "power.search.days": 4}, "conditional", []),
        ({"offence.theft.crime": True}, {"power.search.exists": True}, "conditional", []),
        ({"offence.theft.crime": True}, {}, "undetermined", []),
        ({"offence.theft.crime": False}, YES, "closed", ["No crime."]),
        ({}, {"power.search.exists": False}, "closed", ["No power."]),
    ],
)
def test_where_a_route_leads(
    asking: dict[str, Any], asked: dict[str, Any], outcome: str, failed: list[str]
) -> None:
    found = walk(asking, asked)
    assert found.outcome == outcome
    assert [step.because for step in found.steps if step.because] == failed


def test_a_crime_that_no_treaty_names_asks_nothing_of_the_offences() -> None:
    found = walk({}, YES, "serious-crime")
    assert found.outcome == "open"
    assert [item.covers for item in found.treaties] == ["no"]


def test_what_is_not_known_is_named_with_the_safeguards() -> None:
    found = walk({"offence.theft.crime": True}, {"power.search.exists": True})
    assert [[fact.id for fact in term.missing] for term in found.terms] == [["power.search.days"]]
    assert [fact.id for fact in found.safeguards_unknown] == ["power.search.authority"]


def test_another_kind_of_data_has_no_such_route() -> None:
    assert cooperation(profile({}), profile({}), "theft", "content", WORLD, RULES).routes == ()


answers = st.fixed_dictionaries(
    {},
    optional={
        "power.search.exists": st.booleans(),
        "power.search.days": st.integers(0, 4),
        "offence.theft.crime": st.booleans(),
    },
)


@given(answers, answers, answers, answers)
def test_more_answers_never_turn_a_settled_outcome(
    asking: dict[str, Any], asked: dict[str, Any], more: dict[str, Any], others: dict[str, Any]
) -> None:
    before = walk(asking, asked).outcome
    after = walk({**more, **asking}, {**others, **asked}).outcome
    allowed = {
        "closed": {"closed"},
        "open": {"open"},
        "conditional": {"conditional", "open"},
        "undetermined": {"undetermined", "closed", "conditional", "open"},
    }
    assert after in allowed[before]


def treaty(asking: Force, asked: Force, **more: Any) -> TreatyFound:
    fields = {"instrument": "toy", "title": "Toy", "provisions": ["toy:1"], "covers": "yes"}
    held = {**fields, "in_force": True, "asking": asking, "asked": asked, **more}
    return TreatyFound.model_validate(held)


@pytest.mark.parametrize(
    ("treaties", "standing"),
    [
        ([], "none"),
        ([treaty("binds", "binds")], "binding"),
        ([treaty("binds", "prospective")], "prospective"),
        ([treaty("binds", "not-party"), treaty("prospective", "prospective")], "prospective"),
        ([treaty("binds", "unknown")], None),
        ([treaty("unknown", "unknown", in_force=False)], "none"),
        ([treaty("unknown", "not-party")], "none"),
        ([treaty("binds", "binds", covers="unknown")], None),
        ([treaty("binds", "binds", covers="no")], "none"),
        ([treaty("unknown", "binds"), treaty("binds", "binds")], "binding"),
    ],
)
def test_how_treaties_stand_between_two_states(
    treaties: list[TreatyFound], standing: str | None
) -> None:
    assert standing_of(treaties) == standing


def test_routes_with_faults_are_told_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "routes.yaml"
    file.write_text(
        "questions: []\nroutes:\n"
        "  - id: a\n    title: t\n    brings: b\n    powers: {traffic: serch}\n"
        "    treaties: [{provisions: ['toy:9', 'other:1']}, {provisions: ['toi:1']}]\n"
        "    steps: [{id: s, title: t, of: asked, fails: f, when: {law.sinse: 2020-01-01}}]\n"
        "  - id: a\n    title: t\n    brings: b\n    powers: {traffic: search}\n"
        "    steps: [{id: s, title: t, of: asked, fails: f, when: {law.sinse: 2020-01-01}}]\n"
    )
    document = read(file)
    found = check_routes(build(document, RoutesFile), document, WORLD, ["toy"])
    assert [str(item).removeprefix(f"{file}:") for item in found] == [
        "6:14: unknown-member: no power 'serch'; did you mean 'search'?",
        "7:30: unknown-provision: no provision 'toy:9'; did you mean 'toy:3'?",
        "7:39: bad-value: 'other:1' is of another instrument than 'toy:9'; write a treaty for each",
        "7:66: unknown-instrument: no instrument 'toi'; did you mean 'toy'?",
        "9:5: duplicate-id: 'a' is defined already",
        "13:59: unknown-fact: no fact 'law.sinse'; did you mean 'law.since'?",
    ]


def test_examples_with_faults_are_told_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "examples.yaml"
    file.write_text(
        "- {route: hulp, data: traffic, cases: [{name: n, expect: open}]}\n"
        "- route: help\n  data: traffic\n  asked: {power.exist: true}\n"
        "  cases: [{name: n, asked: {power.days: many}, expect: open}]\n"
    )
    document = read(file)
    found = check_route_examples(build(document, list[RouteExample]), document, RULES, WORLD)
    assert [str(item).removeprefix(f"{file}:") for item in found] == [
        "1:4: unknown-route: no route 'hulp' that brings traffic data; did you mean 'help'?",
        "4:11: unknown-fact: no fact 'power.search.exist'; did you mean 'power.search.exists'?",
        "5:29: bad-answer: 'many' for a number; write days as a number of 0 or more",
    ]


def test_what_examples_leave_unproven_is_said() -> None:
    example = RouteExample.model_validate(
        {"route": "help", "offence": "theft", "data": "traffic", "asked": YES,
         "cases": [{"name": "wrong", "asking": {"offence.crime": True}, "expect": "closed"},
                   {"name": "crime", "asking": {"offence.crime": UNKNOWN}, "expect": "open"}]}
    )  # fmt: skip
    said = [failure.message for failure in prove([example], RULES, WORLD)]
    assert said == [
        "'wrong' gives open",
        "'crime' gives undetermined",
        "no example fails at 'crime'",
        "no example fails at 'power'",
        "no example raises 'long'",
    ]


@pytest.fixture(scope="module")
def held() -> Library:
    return installed()


def test_the_routes_that_ship_are_proven(held: Library) -> None:
    assert prove(route_examples(held), shipped(held), held) == []


def state(held: Library, name: str) -> Profile:
    return read_profile(name, held.questions)


def test_kenya_asks_estonia(held: Library) -> None:
    one, other = state(held, "KEN"), state(held, "EST")
    found = cooperation(one, other, "illegal-access", "traffic", held, shipped(held))
    taken = {route.id: route for route in found.routes}
    assert taken["mutual-assistance"].outcome == "conditional"
    assert taken["preservation"].outcome == "undetermined"
    assert taken["consent"].outcome == "closed"
    assert found.as_of == max(one.known_on, other.known_on)
    assert "provider" not in taken


def test_a_treaty_binds_from_its_day_only(held: Library) -> None:
    one, other = state(held, "CAN"), state(held, "EST")
    on = [
        cooperation(one, other, "fraud", "stored", held, shipped(held), as_of=day)
        for day in (date(2004, 6, 30), date(2026, 1, 1))
    ]
    standing = [{route.id: route.standing for route in item.routes}["consent"] for item in on]
    assert standing == ["prospective", "binding"]


def test_the_page_and_the_data_say_the_same(
    run: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ask = ("cooperate", "KEN", "EST", "--for", "illegal-access", "--data", "traffic")
    for name in ("a.json", "a.html"):
        assert run(*ask, "-o", name).exit_code == 0
    saved = json.loads(Path("a.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema("cooperate")).iter_errors(saved)) == []
    page, text = Path("a.html").read_text("utf-8"), run(*ask).stdout
    for route in saved["routes"]:
        for step in route["steps"]:
            assert escape(step["title"]) in page
            assert step["title"] in text
    guards = page.partition("Safeguards on the way")[2]
    for route in saved["routes"]:
        for fact in route["safeguards_unknown"]:
            assert escape(fact["label"]) not in guards


def test_a_misspelt_offence_names_the_right_one(run: Callable[..., Result]) -> None:
    found = run("cooperate", "KEN", "EST", "--for", "ilegal-access", "--data", "traffic")
    assert found.exit_code == 2
    assert "did you mean 'illegal-access'?" in found.output


def test_a_state_asks_another_one(run: Callable[..., Result]) -> None:
    found = run("cooperate", "KEN", "KEN", "--for", "illegal-access", "--data", "traffic")
    assert found.exit_code == 2
    assert found.output.endswith("Error: Invalid value: KEN is named twice; name two states\n")


def test_the_text_says_which_treaty_is_not_in_force(run: Callable[..., Result]) -> None:
    text = run("cooperate", "CAN", "EST", "--for", "fraud", "--data", "stored").stdout
    treaties = [line for line in text.splitlines() if ": asking " in line]
    waiting = {line.partition(" 4")[0].strip() for line in treaties if "; not in force" in line}
    assert "United Nations Convention against Cybercrime" in waiting
    assert not any("Convention on Cybercrime 25" in line for line in treaties if "; not" in line)


def test_the_text_says_why_a_step_is_not_known(run: Callable[..., Result]) -> None:
    text = run("cooperate", "CAN", "PHL", "--for", "fraud", "--data", "traffic").stdout
    waiting = [line for line in text.splitlines() if line.startswith("  not known: ")]
    assert all(line.endswith("]") for line in waiting)
    assert any("not in force on the day: yes (Section 12" in line for line in waiting)
