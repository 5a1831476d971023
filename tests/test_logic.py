"""Strong Kleene logic: its laws, on conditions of any shape."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from small import BANK, conditions, facts, requirements, values

from treatygap.bind import lower
from treatygap.evaluate import outcomes, step
from treatygap.model.condition import Condition
from treatygap.model.logic import AtLeastOf, Leaf, Node, Not, Truth, every, some
from treatygap.model.requirement import Requirement

truths = st.sampled_from(list(Truth))


def as_node(truth: Truth, name: str) -> tuple[Node, dict[str, Any]]:
    known = {} if truth == Truth.UNKNOWN else {name: truth == Truth.YES}
    return Leaf(name, "equals", True), known


def evaluated(join: Any, *given_truths: Truth) -> Truth:
    pairs = [as_node(truth, f"f{index}") for index, truth in enumerate(given_truths)]
    known = {name: value for _, found in pairs for name, value in found.items()}
    return step(join(*[node for node, _ in pairs]), known).truth


@given(truths, truths)
def test_and_is_the_minimum_and_or_the_maximum(a: Truth, b: Truth) -> None:
    assert evaluated(every, a, b) == min(a, b)
    assert evaluated(some, a, b) == max(a, b)


@given(truths)
def test_not_turns_round_and_leaves_unknown(a: Truth) -> None:
    assert evaluated(Not, a) == {0: Truth.YES, 1: Truth.UNKNOWN, 2: Truth.NO}[a]


@given(truths, truths, truths)
def test_de_morgan(a: Truth, b: Truth, c: Truth) -> None:
    assert ~min(a, b, c) == evaluated(lambda *p: some(*map(Not, p)), a, b, c)
    assert ~max(a, b, c) == evaluated(lambda *p: every(*map(Not, p)), a, b, c)


@given(st.lists(truths, min_size=1, max_size=5), st.integers(1, 5))
def test_at_least_counts_what_is_sure_and_what_is_possible(given_: list[Truth], k: int) -> None:
    got = evaluated(lambda *p: AtLeastOf(k, p), *given_)
    sure = sum(truth == Truth.YES for truth in given_)
    possible = sum(truth != Truth.NO for truth in given_)
    assert (got == Truth.YES) == (sure >= k)
    assert (got == Truth.NO) == (possible < k)


@given(st.lists(truths, min_size=1, max_size=5), st.integers(1, 5))
def test_not_at_least_k_is_at_least_the_rest_negated(given_: list[Truth], k: int) -> None:
    n = len(given_)
    if k > n:
        return
    left = evaluated(lambda *p: Not(AtLeastOf(k, p)), *given_)
    right = evaluated(lambda *p: AtLeastOf(n - k + 1, tuple(map(Not, p))), *given_)
    assert left == right


REQUIREMENT = Requirement.model_validate(
    {
        "id": "toy.1",
        "provisions": ["toy:1"],
        "title": "t",
        "met_when": {"law.data": {"includes": ["traffic"]}},
        "severity": "minor",
        "lens": ["ministry"],
        "because": "b",
        "recommend": "r",
    }
)


def tree(authored: dict[str, Any]) -> Node:
    return lower(Condition.model_validate(authored), BANK, REQUIREMENT, None)


@given(conditions(), facts(), st.data())
def test_learning_a_fact_never_reverses_a_settled_truth(
    authored: dict[str, Any], known: dict[str, Any], data: st.DataObject
) -> None:
    before = step(tree(authored), known).truth
    missing = [fact for fact in BANK.facts if fact not in known]
    if before == Truth.UNKNOWN or not missing:
        return
    fact = data.draw(st.sampled_from(missing))
    assert step(tree(authored), {**known, fact: data.draw(values(fact))}).truth == before


@given(st.lists(conditions(), min_size=2, max_size=4), facts(), st.randoms())
def test_order_of_parts_changes_nothing(
    parts: list[dict[str, Any]], known: dict[str, Any], random: Any
) -> None:
    shuffled = random.sample(parts, len(parts))
    for word in ("all", "any"):
        assert step(tree({word: parts}), known).truth == step(tree({word: shuffled}), known).truth


def test_silence_is_unknown_also_under_not_and_answered() -> None:
    for authored in ({"power.search.exists": True}, {"not": {"power.search.exists": True}},
                     {"power.search.exists": {"answered": True}},
                     {"not": {"power.search.exists": {"answered": True}}}):  # fmt: skip
        assert step(tree(authored), {}).truth == Truth.UNKNOWN


@given(truths, truths, truths)
def test_conclusions_follow_from_three_truths(applies: Truth, met: Truth, partly: Truth) -> None:
    """The table of the file formats, row by row; every other row is undetermined."""
    rows = {
        "not-applicable": applies == Truth.NO,
        "met": applies == met == Truth.YES,
        "partly": applies == Truth.YES and met == Truth.NO and partly == Truth.YES,
        "not-met": applies == Truth.YES and met == partly == Truth.NO,
    }
    settled = [name for name, holds in rows.items() if holds]
    possible = outcomes(applies, met, partly)
    assert list(possible) == settled if settled else len(possible) > 1


@given(requirements())
def test_a_requirement_survives_its_own_json(requirement: Requirement) -> None:
    body = requirement.model_dump_json(by_alias=True, exclude_none=True)
    assert Requirement.model_validate_json(body) == requirement
