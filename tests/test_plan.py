"""Plans: as cheap as can be, proved by the engine, and never by repealing a power."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markupsafe import escape
from small import contested, every_value, facts, library, profile, requirements
from test_assess import EXISTS, dated, demand

from treatygap import assess
from treatygap.analysis import cheapest_plan
from treatygap.analysis.plan.goal import Aim, aims, demanded, held, leaves_by_fact
from treatygap.bind import bind_all
from treatygap.evaluate import judge, step
from treatygap.load.assessment import load_assessment
from treatygap.model.logic import Facts, Leaf, Truth
from treatygap.model.plan import Costs, Plan
from treatygap.model.profile import Answer
from treatygap.model.requirement import Requirement
from treatygap.model.schema import schema

DAYS, WHO, DATA = "power.search.days", "power.search.authority", "law.data"
MOST = 1000
Run = Callable[..., Result]


def made(answers: dict[str, Any], *held_: Requirement, **more: Any) -> Plan:
    return cheapest_plan(profile(answers), library(*held_), **more)


def changes(found: Plan) -> dict[str, Any]:
    return {item.after.id: item.after.value for item in found.changes}


def reached(aim: Aim, known: Facts) -> bool:
    judged = judge(aim.binding, known)
    if aim.flag:
        applies = judged.applies.truth if judged.applies else Truth.YES
        return min(applies, judged.flags[aim.flag].truth) == Truth.NO
    return set(judged.possible or (judged.conclusion,)) <= {"met", "not-applicable"}


def cheapest(answers: Facts, *held_: Requirement, goal: str, free: bool = False) -> int | None:
    """The least number of changes, by trying all; `free`: unsettled facts cost nothing."""
    bindings = bind_all(library(*held_))
    wanted = list(aims(bindings, goal, answers, ()))
    nodes = [aim.node for aim in wanted]
    tested = sorted({fact for aim in wanted for fact in aim.binding.facts})
    locks = [
        leaf
        for leaves in held(bindings, answers).values()
        for leaf in leaves
        if not demanded(leaf, every_value(leaf.fact), nodes)
        and not (free and leaf.fact not in answers)
    ]
    tests = leaves_by_fact(nodes)
    options = {
        fact: [item for item in unlike(fact, [*tests.get(fact, ()), *locks], answers.get(fact))
               if allowed(fact, item, locks)]
        for fact in tested
    }  # fmt: skip
    tries = 1
    for values in options.values():
        tries *= len(values) + 1
    assume(tries <= MOST)
    found = []
    for size in range(len(tested) + 1):
        for chosen in combinations(tested, size):
            cost = sum(not free or fact in answers for fact in chosen)
            for picked in product(*(options[fact] for fact in chosen)):
                known = answers | dict(zip(chosen, picked, strict=True))
                if all(reached(aim, known) for aim in wanted):
                    found.append(cost)
                    break
        if found and not free:
            break
    return min(found, default=None)


def unlike(fact: str, tests: list[Leaf], present: Any) -> list[Any]:
    """One value for each way that tests come out, but for the way of the present value."""
    seen: dict[Any, Any] = {}
    for value in (*every_value(fact), *([] if present is None else [present])):
        key = tuple(step(leaf, {fact: value}).truth for leaf in tests if leaf.fact == fact)
        seen[key] = value
    return [value for value in seen.values() if value != present]


def allowed(fact: str, value: Any, locks: list[Leaf]) -> bool:
    return all(step(leaf, {fact: value}).truth == Truth.YES for leaf in locks if leaf.fact == fact)


@given(requirements("toy.1"), requirements("toy.2"), facts(), st.sampled_from(["mandatory", "all"]))
@settings(max_examples=50)
def test_a_plan_is_as_cheap_as_the_best_of_all(
    one: Requirement, two: Requirement, answers: dict[str, Any], goal: str
) -> None:
    best = cheapest(answers, one, two, goal=goal)
    found = made(answers, one, two, goal=goal)
    assert bool(found.obstacles) == (best is None)
    if best is not None:
        assert found.cost == best
        assert found.fewest == cheapest(answers, one, two, goal=goal, free=True)
        proved({**answers, **changes(found)}, one, two, goal=goal)


def proved(answers: dict[str, Any], *held_: Requirement, goal: str) -> None:
    """The engine, asked again by the front door, finds no gap and no flag left."""
    after = assess(profile(answers), library(*held_))
    for finding in after.findings:
        duty = finding.strength not in ("may", "none") or (
            goal == "all" and finding.strength == "may"
        )
        possible = set(finding.possible or (finding.conclusion,))
        assert not duty or possible <= {"met", "not-applicable"}
        flags = {*finding.flags, *finding.flags_possible}
        assert not flags & ({"contrary", "over-reach"} if goal == "all" else {"contrary"})


def test_a_change_names_the_law_now_its_act_and_what_it_closes() -> None:
    statement = dated(value=False)
    answer = Answer(value=False, evidence=statement.evidence)
    found = made({EXISTS: answer}, demand())
    (act,) = found.acts
    (change,) = act.changes
    assert (act.act, change.certain, change.after.words) == ("Search Act 2020", True, "yes")
    assert [(item.finding, item.severity) for item in change.closes] == [("toy.1", "major")]
    assert (found.fewest, found.cost, found.due, found.others) == (1, 1, 1, False)


def test_a_fact_nobody_settled_is_changed_only_if_it_is_not_so_already() -> None:
    for answers in ({}, {EXISTS: contested(first=True, second=False)}):
        found = made(answers, demand())
        (change,) = found.changes
        assert (change.before, change.certain) == (None, False)
        assert (found.fewest, found.cost) == (0, 1)


def test_a_change_that_an_unsettled_fact_can_make_needless_says_so() -> None:
    held_ = demand(applies_when={EXISTS: True}, met_when={WHO: "court"})
    (change,) = made({WHO: "police"}, held_).changes
    assert [(item.id, item.value) for item in change.unless] == [(EXISTS, False)]
    assert not change.certain


def test_a_demand_says_whether_the_law_raises_the_flag_or_may() -> None:
    rule = {"when": {WHO: "none"}, "because": "No.", "recommend": "Do."}
    held_ = demand(met_when={EXISTS: True}, contrary=rule)
    for answers, raised in (({EXISTS: True, WHO: "none"}, True), ({EXISTS: True}, False)):
        (change,) = made(answers, held_).changes
        assert [(item.flag, item.raised) for item in change.closes] == [("contrary", raised)]


def test_a_plan_never_repeals_a_power_to_be_rid_of_its_safeguards() -> None:
    held_ = demand(applies_when={EXISTS: True}, met_when={WHO: "court", DAYS: {"at_most": 1}})
    found = made({EXISTS: True, WHO: "police", DAYS: 4}, held_)
    assert changes(found) == {WHO: "court", DAYS: 1}
    stuck = made({EXISTS: True, WHO: "police"}, held_, keep=[WHO])
    (obstacle,) = stuck.obstacles
    assert [item.id for item in obstacle.keeps] == [WHO, EXISTS]
    assert obstacle.repeals


def test_a_plan_that_only_a_repeal_could_save_says_that_it_does_not_repeal() -> None:
    when = {"applies_when": {EXISTS: True}}
    one = demand(id="toy.1", **when, met_when={WHO: "court"})
    two = demand(id="toy.2", **when, met_when={WHO: "police"}, severity="minor")
    (obstacle,) = made({EXISTS: True, WHO: "none"}, one, two).obstacles
    assert {item.finding for item in obstacle.demands} == {"toy.1", "toy.2"}
    assert (obstacle.dropped.finding, obstacle.repeals) == ("toy.2", True)
    assert [item.id for item in obstacle.keeps] == [EXISTS]


def test_a_power_that_a_treaty_forbids_is_repealed() -> None:
    found = made(
        {EXISTS: True, WHO: "none"},
        demand(id="toy.1", met_when={EXISTS: False}),
        demand(id="toy.2", applies_when={EXISTS: True}, met_when={WHO: "court"}),
    )
    assert changes(found) == {EXISTS: False}
    assert found.obstacles == ()


def test_costs_choose_between_two_ways_and_an_act_is_opened_once() -> None:
    either = demand(met_when={"any": [{EXISTS: True}, {WHO: "court"}]})
    answers = {EXISTS: Answer(value=False, evidence=dated(value=False).evidence), WHO: "none"}
    assert made(answers, either).others
    dear = Costs(facts={EXISTS: 5})
    assert changes(made(answers, either, costs=dear)) == {WHO: "court"}
    closed = Costs(acts={"Search Act 2020": 7}, facts={WHO: 6})
    assert changes(made(answers, either, costs=closed)) == {WHO: "court"}
    assert made(answers, either, costs=closed, keep=[WHO]).cost == 8


def test_what_no_law_can_change_is_neither_changed_nor_assumed() -> None:
    waiting = made({}, demand(met_when={WHO: "court"}), keep=[WHO])
    (obstacle,) = waiting.obstacles
    assert (changes(waiting), [item.id for item in obstacle.waits]) == ({}, [WHO])
    either = demand(met_when={"any": [{EXISTS: True}, {WHO: "court"}]})
    (change,) = made({EXISTS: False}, either, keep=[WHO]).changes
    assert (change.after.id, [item.id for item in change.unless]) == (EXISTS, [WHO])


def test_choices_that_are_only_ruled_out_are_told_as_such() -> None:
    never = demand(met_when={DATA: {"excludes": ["content"]}})
    for answers in ({}, {DATA: ("content",)}):
        (change,) = made(answers, never).changes
        assert change.lacks
        assert (change.after.value, change.lacks.value) == ((), ("content",))
    (change,) = made({DATA: ("content", "traffic")}, never).changes
    assert (change.after.value, change.lacks) == (("traffic",), None)


def test_every_change_closes_something_though_others_leave_choices_open() -> None:
    found = made(
        {},
        demand(id="toy.1", applies_when={DATA: {"includes": ["content"]}}, met_when={EXISTS: True}),
        demand(id="toy.2", met_when={DATA: {"excludes": ["traffic"]}}),
    )
    assert {item.after.id for item in found.changes} == {DATA, EXISTS}
    assert all(item.closes for item in found.changes)


def test_an_option_that_the_goal_costs_is_said() -> None:
    option = demand(id="toy.2", provisions=["toy:3"], met_when={EXISTS: False})
    (side,) = made({EXISTS: False}, demand(), option).sides
    assert (side.finding, side.before, side.after, side.duty) == ("toy.2", "met", "not-met", False)


def test_the_most_urgent_change_comes_first() -> None:
    found = made(
        {EXISTS: False, DAYS: 9},
        demand(id="toy.1", provisions=["toy:2"], severity="minor"),
        demand(id="toy.2", met_when={DAYS: {"at_most": 3}}, severity="critical"),
    )
    assert [item.after.id for item in found.changes] == [DAYS, EXISTS]


@pytest.mark.parametrize("goal", ["mandatory", "all", "oecd-access"])
def test_text_data_and_page_have_every_change(run: Run, tmp_path: Path, goal: str) -> None:
    options = ["plan", "KEN", "-i", "oecd-access", "-i", "convention108", "--goal", goal]
    data, page = tmp_path / "plan.json", tmp_path / "plan.html"
    text = run(*options).output
    for file in (data, page):
        assert run(*options, "-o", file).exit_code == 0
    printed = page.read_text("utf-8")
    saved = json.loads(data.read_text("utf-8"))
    assert list(Draft202012Validator(schema("plan")).iter_errors(saved)) == []
    found = Plan.model_validate_json(data.read_bytes())
    assert found.changes
    for change in found.changes:
        assert f"{change.after.label}: " in text
        assert escape(change.after.label) in printed


def test_a_file_of_costs_is_obeyed(run: Run) -> None:
    file = Path(__file__).parent / "data" / "costs" / "costs.yaml"
    options = ("plan", "KEN", "-i", "oecd-access", "--goal", "all")
    plain, dear = (
        re.findall(r"Cost: (\d+) .* favourable, (\d+)", run(*options, *more).output)
        for more in ((), ("--cost", file))
    )
    assert [int(text) + 10 for text in plain[0]] == [int(text) for text in dear[0]]


def test_costs_that_name_nothing_are_told_so(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "costs.yaml"
    file.write_text("facts: {power.search-and-seizure.exist: 2}\nacts: {cmcb: 1}\n", "utf-8")
    result = run("plan", "KEN", "-i", "oecd-access", "--cost", file)
    assert result.exit_code == 1
    assert "unknown-fact: no fact 'power.search-and-seizure.exist'; did you mean" in result.output
    assert "unknown-act: no act 'cmcb'; did you mean 'cmca'?" in result.output


@pytest.mark.parametrize(
    ("cost", "right"),
    [
        ("1.5", "write a whole number"),
        ("-1", "write a whole number of 0 or more"),
        ("much", "write a whole number"),
    ],
)
def test_a_cost_is_a_whole_number(cost: str, right: str, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "costs.yaml"
    file.write_text(f"acts: {{cmca: {cost}}}\n", "utf-8")
    result = run("plan", "KEN", "-i", "oecd-access", "--cost", file)
    assert result.exit_code == 1
    assert result.output == f"{file}:1:8: bad-value: '{cost}' for 'cmca'; {right}\n"


def test_a_fact_to_keep_that_is_not_there_is_told_in_one_line(run: Run) -> None:
    result = run("plan", "KEN", "-i", "oecd-access", "--keep", "no.such.fact")
    assert result.exit_code == 2
    assert result.output.endswith(
        "Error: Invalid value: no fact 'no.such.fact'; see treatygap profile questions\n"
    )


def test_a_report_prints_the_plan_and_its_data_keeps_it(run: Run, tmp_path: Path) -> None:
    data, page = tmp_path / "a.json", tmp_path / "a.html"
    assert run("assess", "KEN", "-i", "oecd-access", "--with", "plan", "-o", data).exit_code == 0
    assert run("render", data, "-o", page).exit_code == 0
    kept = load_assessment(data).parts.plan
    section = page.read_text("utf-8").partition('id="part-plan"')[2].partition("</section>")[0]
    assert kept
    assert kept.changes
    assert all(escape(item.after.label) in section for item in kept.changes)
