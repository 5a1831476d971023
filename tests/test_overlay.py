"""A bill laid over a profile: what changes, by which of its facts, and what is left open."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from small import BANK, DAY, contested, facts, library, profile, requirements
from test_assess import demand

from treatygap import assess
from treatygap.analysis.enactment import enacted
from treatygap.analysis.overlay import direction, overlay
from treatygap.load.bill import load_bill
from treatygap.model.base import UNKNOWN
from treatygap.model.bill import Bill
from treatygap.model.diagnostic import Invalid
from treatygap.model.finding import FactAsked
from treatygap.model.instrument import Library
from treatygap.model.overlay import Change, Overlay
from treatygap.model.profile import Act, Answer, Evidence
from treatygap.model.schema import schema
from treatygap.reporting.overlay import render
from treatygap.validate.bill import check_bill

DATA = Path(__file__).parent / "data"
EXISTS, AUTHORITY, DAYS = "power.search.exists", "power.search.authority", "power.search.days"
Run = Callable[..., Result]


def bill(answers: dict[str, Any], repeals: tuple[str, ...] = (), **more: Any) -> Bill:
    """A bill of plain answers; an Answer is taken as it is."""
    written = {
        fact: value if isinstance(value, Answer) else Answer(value=value)
        for fact, value in answers.items()
    }
    return Bill(title="A Bill", answers=written, repeals=repeals, hash="1", **more)


def laid(now: dict[str, Any], proposed: Bill, *held: Any, **more: Any) -> Overlay:
    return overlay(profile(now), library(*(held or (demand(),))), proposed, **more)


def only(found: Overlay) -> Change:
    (item,) = found.changes
    (change,) = item.changes
    return change


def ids(missing: Iterable[FactAsked]) -> tuple[str, ...]:
    return tuple(fact.id for fact in missing)


@pytest.mark.parametrize(
    ("before", "after", "strength", "expected"),
    [
        ("not-met", "partly", "shall", "better"),
        ("met", "not-met", "consider", "worse"),
        ("raised", "absent", "shall", "better"),
        ("absent", "raised", "may", "worse"),
        ("not-met", "met", "may", "option"),
        ("undetermined", "not-met", "shall", "settled"),
        ("met", "undetermined", "shall", "unsettled"),
        ("possible", "raised", "shall", "settled"),
        ("absent", "possible", "shall", "unsettled"),
        ("not-applicable", "not-met", "shall", "begins"),
        ("met", "not-applicable", "may", "ends"),
        ("not-applicable", "undetermined", "shall", "unsettled"),
    ],
)
def test_what_is_not_known_is_neither_better_nor_worse(
    before: Any, after: Any, strength: Any, expected: str
) -> None:
    assert direction(before, after, strength) == expected


def test_a_change_names_the_fact_that_makes_it_and_not_the_one_beside_it() -> None:
    held = demand(met_when={"all": [{EXISTS: True}, {DAYS: {"at_most": 3}}]})
    change = only(laid({EXISTS: False, DAYS: 1}, bill({EXISTS: True, DAYS: 2}), held))
    assert (change.before, change.after, change.direction) == ("not-met", "met", "better")
    assert change.causes == (EXISTS,)


def test_facts_that_are_needed_together_are_all_named() -> None:
    first = {EXISTS: True, DAYS: {"at_most": 3}}
    second = {AUTHORITY: "court", "law.since": "2020-01-01"}
    held = demand(met_when={"any": [first, second]})
    now = {EXISTS: False, DAYS: 4, AUTHORITY: "none", "law.since": "2021-01-01"}
    one_way = {EXISTS: True, DAYS: 3}
    assert only(laid(now, bill(one_way), held)).causes == (DAYS, EXISTS)
    both_ways = {**one_way, AUTHORITY: "court", "law.since": "2020-01-01"}
    assert only(laid(now, bill(both_ways), held)).causes == tuple(sorted(now))


def test_a_finding_unsettled_by_a_repeal_names_what_is_missing() -> None:
    change = only(laid({EXISTS: True}, bill({}, (EXISTS,))))
    assert (change.before, change.after, change.direction) == ("met", "undetermined", "unsettled")
    assert (change.causes, ids(change.missing)) == ((EXISTS,), (EXISTS,))


def test_sources_that_come_to_differ_unsettle_a_finding() -> None:
    change = only(laid({EXISTS: True}, bill({EXISTS: contested(True, False)})))
    assert (change.direction, ids(change.missing)) == ("unsettled", (EXISTS,))


def test_a_flag_changes_on_its_own_and_says_what_keeps_it_open() -> None:
    rule = {"when": {DAYS: {"at_least": 3}}, "because": "Why.", "recommend": "What."}
    held = demand(over_reach=rule)
    raised = only(laid({EXISTS: True, DAYS: 1}, bill({DAYS: 4}), held))
    assert (raised.of, raised.before, raised.after) == ("over-reach", "absent", "raised")
    assert (raised.direction, raised.causes) == ("worse", (DAYS,))
    opened = only(laid({EXISTS: True, DAYS: 1}, bill({DAYS: UNKNOWN}), held))
    assert (opened.after, opened.direction, ids(opened.missing)) == (
        "possible",
        "unsettled",
        (DAYS,),
    )


def test_what_has_no_effect_is_told_apart() -> None:
    late = Evidence(act="An Act", section="s. 1", in_force_from=DAY + timedelta(days=1))
    found = laid(
        {EXISTS: True, DAYS: 1},
        bill({EXISTS: True, DAYS: 2, AUTHORITY: Answer(value="court", evidence=(late,))}),
    )
    effects = {item.id: (item.effect, item.findings) for item in found.facts}
    assert effects == {
        EXISTS: ("same-value", 1),
        DAYS: ("no-change", 0),
        AUTHORITY: ("not-in-force", 0),
    }
    assert found.changes == ()


def test_what_stays_open_names_what_would_settle_it() -> None:
    held = demand(met_when={EXISTS: True, DAYS: {"at_most": 3}})
    found = laid({}, bill({EXISTS: True}), held)
    (open_,) = found.open
    assert (open_.of, ids(open_.missing), found.changes) == ("conclusion", (DAYS,), ())


def test_the_day_is_the_one_the_bill_is_in_force_and_nothing_changes_before_it() -> None:
    begins = date(2027, 5, 1)
    proposed = bill({EXISTS: True}, in_force_from=begins)
    assert laid({EXISTS: False}, proposed).as_of == begins
    early = laid({EXISTS: False}, proposed, as_of=begins - timedelta(days=1))
    assert (early.in_force, early.changes, early.before) == (False, (), early.after)


def test_a_bill_cites_itself_its_acts_and_those_of_the_profile() -> None:
    evidence = tuple(Evidence(act=name, section="s. 1") for name in ("bill", "own", "old"))
    proposed = bill(
        {EXISTS: Answer(value=True, evidence=evidence)},
        in_force_from=DAY,
        acts={"own": Act(title="Own Act")},
    )
    now = profile({}).model_copy(
        update={"acts": {"old": Act(title="Old Act", in_force_from=date(1990, 1, 1))}}
    )
    found = enacted(now, proposed, DAY).answers[EXISTS].evidence
    assert [item.act for item in found] == ["A Bill", "Own Act", "Old Act"]
    assert {item.in_force_from for item in found} == {DAY}


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, Any], Bill, Library]:
    now, new = draw(facts()), draw(facts())
    repeals = draw(st.lists(st.sampled_from(sorted(now)), unique=True)) if now else []
    ended = tuple(fact for fact in repeals if fact not in new)
    if not (new or ended):
        new = {EXISTS: True}
    held = [draw(requirements(f"toy.{number}")) for number in (1, 2)]
    return now, bill(new, ended), library(*held)


@given(worlds())
def test_an_overlay_is_the_difference_of_two_assessments(world: Any) -> None:
    now, proposed, held = world
    found = overlay(profile(now), held, proposed)
    before = assess(profile(now), held)
    after = assess(enacted(profile(now), proposed, DAY), held)
    assert (found.before, found.after) == (before.tally, after.tally)
    sides = list(zip(before.findings, after.findings, strict=True))
    differing = {
        one.id
        for one, other in sides
        if (one.conclusion, one.flags, one.flags_possible)
        != (other.conclusion, other.flags, other.flags_possible)
    }
    assert {item.after.id for item in found.changes} == differing
    assert all((item.before, item.after) in sides for item in found.changes)


@given(worlds())
def test_the_causes_of_a_change_make_it_without_the_rest_of_the_bill(world: Any) -> None:
    now, proposed, held = world
    for item in overlay(profile(now), held, proposed).changes:
        for change in item.changes:
            answers = {
                fact: answer for fact, answer in proposed.answers.items() if fact in change.causes
            }
            ended = tuple(fact for fact in proposed.repeals if fact in change.causes)
            part = proposed.model_copy(update={"answers": answers, "repeals": ended})
            assert change.causes
            again = overlay(profile(now), held, part)
            same = [one for one in again.changes if one.after.id == item.after.id]
            assert (change.of, change.before, change.after) in {
                (one.of, one.before, one.after) for other in same for one in other.changes
            }


def test_a_faulty_bill_is_told_all_its_faults(tmp_path: Path) -> None:
    file = tmp_path / "bill.yaml"
    file.write_text(
        "title: T\nanswers:\n"
        "  power.search.authority: {value: judge, evidence: [{act: bil, section: cl. 1}]}\n"
        "  power.search.day: {value: 1, evidence: [{act: bill, section: cl. 1}]}\n"
        "  law.data: {value: [traffic]}\n"
        "repeals: [law.sinse, law.since]\n"
    )
    nearest = "did you mean 'power.search.days'?", "did you mean 'law.since'?"
    write, leave = "cite act and section, or write value: unknown", "nothing ends; leave it out"
    found = check_bill(*load_bill(file), profile({}), BANK)
    assert [str(item).removeprefix(f"{file}:") for item in found] == [
        "3:28: bad-answer: 'judge' is not a choice of 'authority'; choices are none, police, court",
        "3:54: unknown-act: no act 'bil'; did you mean 'bill'?",
        "4:3: unknown-question: no question 'power.search.day' in the question bank; " + nearest[0],
        f"5:3: no-evidence: 'law.data' is answered without evidence; {write}",
        "6:11: unknown-question: no question 'law.sinse' in the question bank; " + nearest[1],
        f"6:22: nothing-to-repeal: Kenya's profile does not answer 'law.since'; {leave}",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: T\n", "1:1: bad-value: an empty bill; write answers or repeals"),
        (
            "title: T\nacts: {bill: {title: x}}\nrepeals: [a.b]\n",
            "1:1: bad-value: 'bill' stands for the bill itself; give the act another name",
        ),
        (
            "title: T\nanswers: {a.b: {value: true}}\nrepeals: [a.b]\n",
            "1:1: bad-value: 'a.b' is answered and repealed; write it once",
        ),
        (
            "title: T\nrepeal: [a.b]\n",
            "2:1: unknown-key: unknown key 'repeal'; did you mean 'repeals'?",
        ),
    ],
)
def test_a_bill_that_contradicts_itself_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "bill.yaml"
    file.write_text(text)
    with pytest.raises(Invalid) as caught:
        load_bill(file)
    assert str(caught.value).removeprefix(f"{file}:") == message


def test_the_command_prints_saves_and_assesses(run: Run, toy: Path) -> None:
    review = DATA / "bills" / "review.yaml"
    said = run("overlay", "KEN", review).stdout
    assert "Better (1)\n  toy.2.review@search: over-reach: raised -> absent" in said
    assert "Production order: Power in law: not in force" in said
    assert "(cl. 3 Review Bill" in said
    assert run("overlay", "KEN", review, "-o", "o.json", "--after", "after.json").exit_code == 0
    saved = json.loads((toy / "o.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema("overlay")).iter_errors(saved)) == []
    after = json.loads((toy / "after.json").read_text("utf-8"))
    assert after["tally"] == saved["after"]
    assert run("render", "after.json", "-o", "after.html").exit_code == 0


def test_the_report_of_the_law_after_it_has_every_part_of_its_edition(run: Run, toy: Path) -> None:
    review = DATA / "bills" / "review.yaml"
    assert run("overlay", "KEN", review, "--after", "after.html").exit_code == 0
    assert run("assess", "KEN", "-o", "now.html").exit_code == 0
    parts = [
        re.findall(r'id="part-([a-z-]+)"', (toy / name).read_text("utf-8"))
        for name in ("after.html", "now.html")
    ]
    assert parts[0] == parts[1]
    assert {"plan", "next", "robustness"} <= set(parts[0])


def test_the_page_says_a_cause_once_for_all_that_it_changes() -> None:
    def of(number: int, met: dict[str, Any]) -> Any:
        return demand(id=f"toy.{number}", title=f"Demand {number}", met_when=met)

    held = of(1, {EXISTS: True}), of(2, {DAYS: {"at_most": 3}}), of(3, {EXISTS: True})
    clauses = {
        fact: Answer(value=value, evidence=(Evidence(act="bill", section=clause),))
        for fact, value, clause in ((EXISTS, False, "cl. 1"), (DAYS, 9, "cl. 2"))
    }
    found = laid({EXISTS: True, DAYS: 1}, bill(clauses), *held)
    page = ET.fromstring(render(found))  # noqa: S314 - made here
    groups = [
        [re.sub(r"\s+", " ", "".join(row.itertext())) for row in group.iterfind("{*}tr")]
        for group in page.iterfind(".//{*}tbody")
        if group.find("{*}tr[@class='cause']") is not None
    ]
    assert [[re.findall(r"cl\. \d|Demand \d", row) for row in rows] for rows in groups] == [
        [["cl. 1"], ["Demand 1"], ["Demand 3"]],
        [["cl. 2"], ["Demand 2"]],
    ]
    assert "Search: Exists: yes → no (A Bill, cl. 1)" in groups[0][0]


def test_the_page_names_every_change_with_its_clause(run: Run, toy: Path) -> None:
    assert run("overlay", "KEN", DATA / "bills" / "review.yaml", "-o", "o.html").exit_code == 0
    page = (toy / "o.html").read_text("utf-8")
    for words in (
        "Powers (Review) Bill",
        "cl. 3",
        "Over-reach: no",
        "Unsettled",
        "http-equiv",
    ):
        assert words in page
