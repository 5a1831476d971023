"""Properties of the whole assessment, on random requirements and answers."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from small import DATA, FACTS, contested, facts, library, profile, requirements, values

from treatygap import assess
from treatygap.model.assessment import Assessment, Share
from treatygap.model.profile import Answer, Statement
from treatygap.model.requirement import Requirement

several = st.tuples(requirements("toy.1"), requirements("toy.2"), requirements("toy.3"))
Three = tuple[Requirement, Requirement, Requirement]


def assessed(held: Three, answers: dict[str, Any]) -> Assessment:
    return assess(profile(answers), library(*held))


@given(several, facts(), st.data())
def test_removing_answers_only_turns_conclusions_to_undetermined(
    held: Three, answers: dict[str, Any], data: st.DataObject
) -> None:
    kept = {fact: value for fact, value in answers.items() if data.draw(st.booleans())}
    for full, less in zip(
        assessed(held, answers).findings, assessed(held, kept).findings, strict=True
    ):
        assert less.conclusion in (full.conclusion, "undetermined")
        assert set(full.possible or [full.conclusion]) <= set(less.possible or [less.conclusion])
        assert set(less.flags) <= set(full.flags)


@given(several, facts(), st.data())
def test_bounds_only_narrow_as_answers_are_added(
    held: Three, answers: dict[str, Any], data: st.DataObject
) -> None:
    kept = {fact: value for fact, value in answers.items() if data.draw(st.booleans())}
    less, full = assessed(held, kept).tally.all, assessed(held, answers).tally.all
    for name in ("share_met", "share_gap"):
        wide, narrow = getattr(less, name), getattr(full, name)
        if narrow is None:
            continue
        wide = wide or Share(low=0.0, high=1.0)
        assert wide.low <= narrow.low <= narrow.high <= wide.high


@given(several, facts())
def test_the_deciding_facts_suffice(held: Three, answers: dict[str, Any]) -> None:
    for finding in assessed(held, answers).findings:
        kept = {used.id: answers[used.id] for used in finding.facts}
        again = {found.id: found for found in assessed(held, kept).findings}[finding.id]
        assert again.conclusion == finding.conclusion
        assert set(again.flags) == set(finding.flags)


@given(several, facts(), st.data())
def test_missing_facts_are_those_that_are_unanswered_and_can_settle(
    held: Three, answers: dict[str, Any], data: st.DataObject
) -> None:
    found = assessed(held, answers)
    for finding in found.findings:
        open_ = finding.conclusion == "undetermined" or bool(finding.flags_possible)
        assert open_ == bool(finding.missing)
        assert not set(finding.missing) & set(answers)
    missing = {fact for finding in found.findings for fact in finding.missing}
    settled = {**answers, **{fact: data.draw(values(fact)) for fact in sorted(missing)}}
    for before, after in zip(found.findings, assessed(held, settled).findings, strict=True):
        assert after.conclusion != "undetermined" or before.conclusion == "undetermined"
        if after.conclusion != "undetermined":
            assert after.conclusion in (before.possible or (before.conclusion,))
        assert not after.flags_possible


@given(several, facts())
def test_answering_everything_settles_everything(held: Three, answers: dict[str, Any]) -> None:
    complete = {fact: answers.get(fact, _default(fact)) for fact in FACTS}
    assert all(
        finding.conclusion != "undetermined" for finding in assessed(held, complete).findings
    )


def _default(fact: str) -> Any:
    return {"exists": True, "authority": "court", "days": 1, "data": DATA, "since": "2020-01-01"}[
        fact.rpartition(".")[2]
    ]


@given(several, facts(), st.randoms())
def test_order_of_facts_and_requirements_changes_no_byte(
    held: Three, answers: dict[str, Any], random: Any
) -> None:
    shuffled = dict(random.sample(sorted(answers.items()), len(answers)))
    mixed = tuple(random.sample(held, len(held)))
    first = assess(profile(answers), library(*held)).model_dump_json()
    assert first == assess(profile(shuffled), library(*mixed)).model_dump_json()


@given(several, facts(), st.data())
@settings(max_examples=60)
def test_contested_facts_are_concluded_for_each_source(
    held: Three, answers: dict[str, Any], data: st.DataObject
) -> None:
    fact = data.draw(st.sampled_from(FACTS))
    first, second = data.draw(values(fact)), data.draw(values(fact))
    one, two = (
        {finding.id: finding for finding in assessed(held, {**answers, fact: value}).findings}
        for value in (first, second)
    )
    both = {**answers, fact: contested(first, second)}
    for finding in assessed(held, both).findings:
        said = {one[finding.id].conclusion, two[finding.id].conclusion}
        if len(said) == 1:
            assert finding.conclusion in said
            assert finding.by_source == {}
        else:
            assert finding.conclusion == "undetermined"
            assert set(finding.by_source.values()) == said
            assert fact in finding.missing


@given(several, facts())
def test_counts_add_up(held: Three, answers: dict[str, Any]) -> None:
    found = assessed(held, answers)
    for group in (found.tally.all, *(item.count for item in found.tally.groups)):
        parts = (group.met, group.partly, group.not_met, group.not_applicable, group.undetermined)
        assert sum(parts) == group.findings
    for by in ("chapter", "strength", "instrument"):
        groups = [item.count.findings for item in found.tally.groups if item.by == by]
        assert sum(groups) == len(found.findings)


@given(several, facts())
def test_an_answer_that_nobody_could_give_is_no_answer(
    held: Three, answers: dict[str, Any]
) -> None:
    unknown = {fact: answers.get(fact, Answer(value="unknown")) for fact in FACTS}
    first, second = assessed(held, answers), assessed(held, unknown)
    assert [item.conclusion for item in first.findings] == [
        item.conclusion for item in second.findings
    ]
    assert first.tally == second.tally


@given(several, facts())
def test_two_sources_that_agree_are_one_answer(held: Three, answers: dict[str, Any]) -> None:
    agreed = {
        fact: Answer(values=(Statement(value=value, source="government"),
                             Statement(value=value, source="expert")))
        for fact, value in answers.items()
    }  # fmt: skip
    first, second = assessed(held, answers), assessed(held, agreed)
    assert [item.conclusion for item in first.findings] == [
        item.conclusion for item in second.findings
    ]
