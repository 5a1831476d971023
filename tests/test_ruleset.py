"""The shipped rulesets: every example is a test, provisions are covered, mutants noticed."""

from __future__ import annotations

import re
from functools import cache

import pytest
from small import profile

from treatygap import assess
from treatygap.bind import bind_all
from treatygap.content import content
from treatygap.examples import mutate, run
from treatygap.load.library import Sources, instruments_in
from treatygap.model.instrument import Instrument
from treatygap.store import sources

NAMES = instruments_in(content("rulesets"))


@cache
def shipped() -> Sources:
    return sources()


def instrument(name: str) -> Instrument:
    return next(item for item in shipped().library.instruments if item.id == name)


@pytest.mark.parametrize("name", NAMES)
def test_every_example_gets_its_conclusion_and_every_conclusion_has_one(name: str) -> None:
    assert run(instrument(name), shipped().examples, shipped().library.questions) == []


@pytest.mark.parametrize("name", NAMES)
def test_examples_notice_changed_rules(name: str) -> None:
    score = mutate(instrument(name), shipped().examples, shipped().library.questions)
    assert score.noticed / score.total >= 0.95, score.missed


@pytest.mark.parametrize("name", NAMES)
def test_every_provision_has_a_requirement_or_a_reason_but_not_both(name: str) -> None:
    item = instrument(name)
    cited = {found for requirement in item.requirements for found in requirement.all_provisions}
    for provision in item.provisions:
        assert (provision.id in cited) != bool(provision.not_assessable), provision.id


@pytest.mark.parametrize("name", NAMES)
def test_articles_run_without_a_hole(name: str) -> None:
    item = instrument(name)
    articles = {provision.article for provision in item.provisions}
    if item.heading.articles:
        assert articles == set(range(1, item.heading.articles + 1))
    for provision in item.provisions:
        assert item.chapter_of((provision.id,)) or not item.heading.chapters, provision.id


@pytest.mark.parametrize("name", NAMES)
def test_a_reservation_covers_only_requirements_of_its_article(name: str) -> None:
    item = instrument(name)
    by_id = {requirement.id: requirement for requirement in item.requirements}
    for reservation in item.reservations:
        assert reservation.kind == "reservation" or not reservation.covers
        for covered in reservation.covers:
            assert by_id[covered].all_provisions


def test_unknown_answers_leave_every_finding_undetermined() -> None:
    """Rules conclude from answers only: a profile without answers settles nothing."""
    empty = assess(profile({}), shipped().library)
    assert {finding.conclusion for finding in empty.findings} == {"undetermined"}
    assert not any(finding.flags for finding in empty.findings)


def test_findings_have_ids_of_their_own() -> None:
    ids = [binding.id for binding in bind_all(shipped().library)]
    assert len(ids) == len(set(ids))


def test_texts_use_no_markup_and_end_as_sentences() -> None:
    for item in shipped().library.instruments:
        for requirement in item.requirements:
            for text in (requirement.because, requirement.recommend):
                assert "<" not in text, requirement.id
                assert text.rstrip().endswith((".", "?")), requirement.id


def test_help_speaks_of_the_answers_that_are_ticked() -> None:
    """A respondent ticks yes or no, and never sees the true and false of a profile."""
    logic = re.compile(
        r"\banswer\s+(?:true|false)\b|\b(?:if|is|it)\s+(?:true|false)\b", re.IGNORECASE
    )
    for question in shipped().library.questions.questions:
        assert not logic.search(f"{question.ask} {question.help or ''}"), question.id


@pytest.mark.parametrize("name", NAMES)
def test_recommendations_name_their_matter(name: str) -> None:
    """In the list of reforms and in the summary they stand without their provision.

    "Such orders" is clear where the sentence spoke of an order before.
    """
    pointing = re.compile(
        r"\b(?:each|all|one) of (?:these|those|this|the (?:two|three|four|five))\b"
        r"|\b(?:these|those) (?:acts|authorities|freedoms|offences|parts|tasks|victims)\b"
        r"|\b(?:all|do|set) (?:these|four|both)\b|\bthat purpose\b|\bliability for it\b"
        r"|^\w+ (?:this|those(?! who)|both,|(?:its|them|their|that ground|that this)\b)"
        r"|^(?:\w+ )?repeal(?:ing)? the (?:ban|clause|condition|duty|power)(?:,|;| for)"
        r"|^(?!.*\b(\w+?)s?\b.*\bsuch \1s?\b).*\bsuch (?!as\b)",
        re.IGNORECASE,
    )
    for requirement in instrument(name).requirements:
        rules = [requirement.recommend, *(rule.recommend for rule in requirement.rules.values())]
        assert [text for text in rules if pointing.search(text)] == [], requirement.id
