"""Which orders reach a company, on what ground, and where laws clash."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import verapdf
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markupsafe import escape
from small import BANK, library, profile, question
from test_assess import demand
from test_obligations import REGISTER

from treatygap.analysis.reach import RANK, duties
from treatygap.analysis.reach_examples import run as prove
from treatygap.load.document import build, read
from treatygap.model.base import UNKNOWN
from treatygap.model.company import Company, Duties, Reach, ReachExamples, ReachRules
from treatygap.model.profile import Profile
from treatygap.model.schema import schema
from treatygap.reporting.duties import render
from treatygap.rules import reach_examples, reach_rules
from treatygap.store import library as installed
from treatygap.validate.reach import check_reach, check_reach_examples

CLOUD = Path(__file__).parent / "data" / "companies" / "cloud.yaml"
RULES = ReachRules.model_validate(
    {
        "for_each": "power",
        "questions": [
            question(f"company.{name}", "yes_no")
            for name in ("established", "staff", "users", "data-there", "data-elsewhere")
        ]
        + [
            question("company.data", "some_of", choices=("subscriber", "traffic", "content")),
            question("company.services", "some_of", choices=("cloud", "messaging")),
            question("company.encryption", "one_of", choices=("none", "end-to-end")),
        ],
        "limits": [{"id": "power", "title": "Power", "when": {"power.exists": True}}],
        "grounds": [
            {"id": "home", "title": "At home", "when": {"company.established": True}},
            {"id": "users", "title": "Users", "members": ["order"],
             "when": {"company.users": True, "power.days": {"at_least": 2}}},
        ],
        "exposures": [{"id": "staff", "title": "Staff", "when": {"company.staff": True}}],
        "clashes": [
            {"id": "bar", "title": "Bar", "members": ["order"],
             "orders": {"power.exists": True, "company.data-elsewhere": True},
             "holds": {"company.data-there": True, "law.data": {"includes": ["content"]}}},
        ],
    }
)  # fmt: skip


def company(**known: Any) -> Company:
    return Company.model_validate({"name": "C", "hash": "0", **known})


def asked(described: Company, *laws: Profile) -> Duties:
    return duties(list(laws), described, library(demand()), REGISTER, RULES)


def order(described: Company, answers: dict[str, Any]) -> Reach:
    (state,) = asked(described, profile(answers)).states
    return next(item for item in state.reach if item.member == "order")


GIVEN = {"power.order.exists": True}


@pytest.mark.parametrize(
    ("known", "answers", "reaches"),
    [
        ({"established_in": ["KEN"]}, GIVEN, "yes"),
        ({"established_in": ["KEN"]}, {}, "unknown"),
        ({"established_in": ["KEN"]}, {"power.order.exists": False}, "no"),
        ({"established_in": ["EST"], "users_in": []}, GIVEN, "no"),
        ({"established_in": ["EST"]}, GIVEN, "unknown"),
        ({"established_in": [], "users_in": ["KEN"]}, GIVEN, "unknown"),
        ({"established_in": [], "users_in": ["KEN"]}, {**GIVEN, "power.order.days": 2}, "yes"),
        ({"established_in": [], "users_in": ["KEN"]}, {**GIVEN, "power.order.days": 1}, "no"),
    ],
)
def test_whether_orders_reach(known: dict[str, Any], answers: dict[str, Any], reaches: str) -> None:
    assert order(company(**known), answers).reaches == reaches


def test_what_an_order_exposes_to_is_said_where_it_may_reach() -> None:
    known = company(established_in=["KEN"], staff_in=["KEN"])
    assert [item.holds for item in order(known, GIVEN).exposures] == ["yes"]
    assert order(known, {"power.order.exists": False}).exposures == ()


def test_what_clashing_laws_rest_on_stands_under_their_states() -> None:
    other = profile({"law.data": ("content",)}).model_copy(update={"state": "EST"})
    found = asked(company(data_location=["EST"]), profile(GIVEN), other)
    block = render(found).partition('class="block"')[2].partition("</div>")[0]
    assert re.findall(r'<p class="fact ahead"><b>(.*?)</b></p>', block) == ["Kenya", "Estonia"]
    orders, _, bars = block.partition("<b>Estonia")
    assert ("Company.Data-There" in orders, "Company.Data-There" in bars) == (False, True)


def test_laws_clash_where_one_orders_what_another_holds_back() -> None:
    other = profile({"law.data": ("content",)}).model_copy(update={"state": "EST"})
    known = company(data_location=["EST", "IRL"], established_in=["KEN"])
    found = asked(known, profile(GIVEN), other)
    clashes = [(item.ordering, item.holding, item.open) for item in found.clashes]
    assert (clashes, found.unread) == ([("KEN", "EST", False)], ("IRL",))
    silent = profile({}).model_copy(update={"state": "EST"})
    assert [item.open for item in asked(known, profile(GIVEN), silent).clashes] == [True]


@pytest.mark.parametrize(("users", "opens"), [(["KEN"], [True]), ([], [])])
def test_an_order_that_does_not_reach_clashes_with_nothing(
    users: list[str], opens: list[bool]
) -> None:
    other = profile({"law.data": ("content",)}).model_copy(update={"state": "EST"})
    known = company(data_location=["EST"], established_in=["EST"], users_in=users)
    assert [item.open for item in asked(known, profile(GIVEN), other).clashes] == opens


facts = st.fixed_dictionaries(
    {}, optional={"power.order.exists": st.booleans(), "power.order.days": st.integers(0, 3)}
)
described = st.fixed_dictionaries(
    {},
    optional={
        name: st.sampled_from([[], ["KEN"], ["EST"]]) for name in ("established_in", "users_in")
    },
)


@given(facts, facts, described, described)
def test_more_facts_never_turn_a_settled_reach(
    answers: dict[str, Any], more: dict[str, Any], known: dict[str, Any], others: dict[str, Any]
) -> None:
    before = order(company(**known), answers).reaches
    after = order(company(**{**others, **known}), {**more, **answers}).reaches
    assert before in ("unknown", after)
    assert after in RANK


def test_the_rules_that_ship_are_proven() -> None:
    held = installed()
    assert prove(reach_examples(held), reach_rules(held), held.questions) == []


def test_what_examples_leave_unproven_is_said() -> None:
    base = {"power.exists": True, "company.established": True}
    cases = [
        {"name": "right", "expect": "yes", "grounds": ["home"]},
        {"name": "wrong", "facts": {"power.exists": UNKNOWN}, "expect": "yes", "grounds": ["home"]},
        {"name": "no ground", "facts": {"power.exists": False}, "expect": "no", "fails": ["power"]},
    ]
    sides = {
        "orders": {"power.exists": True, "company.data-elsewhere": True},
        "holds": {"company.data-there": True, "law.data": ("content",)},
    }
    nowhere = {"name": "nowhere", "orders": {"power.exists": False}, "expect": "yes"}
    clash = {"clash": "bar", "member": "order", **sides, "cases": [nowhere]}
    examples = ReachExamples.model_validate(
        {"reach": [{"member": "order", "facts": base, "cases": cases}], "clashes": [clash]}
    )
    said = [f"{item.requirement}: {item.message}" for item in prove(examples, RULES, BANK)]
    assert said == [
        "order: 'wrong' gives unknown, home",
        "order: 'no ground' gives no, power, home",
        "bar: 'nowhere' gives no",
        "grounds home: no example where it fails",
        "grounds users: no example where it holds",
        "grounds users: no example where it fails",
        "exposures staff: no example where it holds",
        "exposures staff: no example where it fails",
        "clashes orders bar: no example where it holds",
        "clashes holds bar: no example where it fails",
    ]


def test_examples_with_faults_are_told_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "examples.yaml"
    file.write_text(
        "reach:\n"
        "  - {member: serch, cases: [{name: n, expect: no}]}\n"
        "  - {member: order, facts: {power.exist: true}, cases: [{name: n, expect: no}]}\n"
        "clashes:\n"
        "  - {clash: bat, member: order, cases: [{name: n, expect: no}]}\n"
        "  - {clash: bar, member: search, cases: [{name: n, expect: no}]}\n"
        "  - {clash: bar, member: order, cases: [{name: n, holds: {law.data: [x]}, expect: no}]}\n"
    )
    document, choices = read(file), "traffic, content, subscriber"
    found = check_reach_examples(build(document, ReachExamples), document, RULES, BANK)
    assert [str(item).removeprefix(f"{file}:") for item in found] == [
        "2:6: unknown-member: no member 'serch'; did you mean 'search'?",
        "3:29: unknown-fact: no fact 'power.order.exist'; did you mean 'power.order.exists'?",
        "5:6: unknown-clash: no clash 'bat'; did you mean 'bar'?",
        "6:18: unknown-member: no member 'search'",
        f"7:59: bad-answer: 'x' is not a choice of 'law.data'; choices are {choices}",
    ]


def test_rules_with_faults_are_told_all_of_them(tmp_path: Path) -> None:
    file = tmp_path / "reach.yaml"
    file.write_text(
        "for_each: power\nquestions: []\n"
        "limits: [{id: a, title: t, members: [serch], when: {power.exists: true}}]\n"
        "grounds: [{id: b, title: t, when: {company.staff: true}}]\n"
    )
    document = read(file)
    found = check_reach(build(document, ReachRules), document, BANK)
    assert [str(item).removeprefix(f"{file}:") for item in found] == [
        "3:28: unknown-member: no member 'serch'; did you mean 'search'?",
        "4:36: unknown-fact: no fact 'company.staff'",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: C\nservices: [spying]\n", "2:12: bad-value: 'spying' for 'services'"),
        ("name: C\nstaff_in: [KEN, XXY]\n", "2:17: unknown-state: 'XXY' is not an ISO 3166-1"),
        ("name: C\nstaff: [KEN]\n", "2:1: unknown-key: unknown key 'staff'"),
    ],
)
def test_a_faulty_company_is_told_its_fault(
    text: str, said: str, tmp_path: Path, run: Callable[..., Result]
) -> None:
    file = tmp_path / "c.yaml"
    file.write_text(text)
    found = run("obligations", "KEN", "--provider", file)
    assert found.exit_code == 1
    assert f"{file}:{said}" in found.stderr


def test_a_state_is_named_once(run: Callable[..., Result]) -> None:
    found = run("obligations", "KEN", "KEN")
    assert (found.exit_code, "name each state once" in found.output) == (2, True)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from treatygap.cli import main

    folder = tmp_path_factory.mktemp("duties")
    ask = ["obligations", "KEN", "EST", "--provider", str(CLOUD)]
    for name in ("a.json", "a.html", "a.pdf"):
        main([*ask, "-o", str(folder / name)], standalone_mode=False)
    return folder


def test_the_shipped_rules_reach_a_company_that_is_present(saved: Path) -> None:
    found = json.loads((saved / "a.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema("obligations")).iter_errors(found)) == []
    kenya = {item["member"]: item["reaches"] for item in found["states"][0]["reach"]}
    assert kenya["production-order"] == "yes"
    assert kenya["content-interception"] == "no"
    assert kenya["compelled-assistance"] == "unknown"


def test_the_page_has_every_rule_and_every_column(saved: Path) -> None:
    found = json.loads((saved / "a.json").read_text("utf-8"))
    page = (saved / "a.html").read_text("utf-8")
    for state in found["states"]:
        for power in state["asks"]["powers"]:
            assert all(str(escape(cell["title"])) in page for cell in power["cells"])
        for reach in state["reach"]:
            assert all(str(escape(item["title"])) in page for item in reach["exposures"]
                       if item["holds"] != "no")  # fmt: skip


def test_its_pages_conform_to_pdf_ua(saved: Path) -> None:
    from treatygap.cli import main

    ask = ["cooperate", "KEN", "EST", "--for", "fraud", "--data", "subscriber"]
    main([*ask, "-o", str(saved / "b.pdf")], standalone_mode=False)
    options = ["KEN", "-i", "oecd-access", "--edition", "provider", "-o", str(saved / "c.pdf")]
    main(["assess", *options], standalone_mode=False)
    files = [str(saved / name) for name in ("a.pdf", "b.pdf", "c.pdf")]
    made = subprocess.run(
        [sys.executable, verapdf.__file__, "ua1", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
