"""A small question bank and random requirements over it, for property tests."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from treatygap.model.instrument import Chapter, Heading, Instrument, Library, Provision
from treatygap.model.profile import Answer, Profile, Statement
from treatygap.model.question import Dimension, Member, Question, QuestionBank
from treatygap.model.requirement import Requirement

DAY = date(2026, 1, 1)
AUTHORITIES = ("none", "police", "court")
DATA = ("traffic", "content", "subscriber")


def question(name: str, kind: str, **more: Any) -> Question:
    return Question.model_validate(
        {
            "id": name,
            "label": name.title(),
            "ask": f"{name}?",
            "type": kind,
            "topic": "powers",
            "respondent": "justice",
            **more,
        }
    )


BANK = QuestionBank(
    dimensions=(
        Dimension(
            id="power",
            label="Power",
            members=(Member(id="search", label="Search"), Member(id="order", label="Order")),
        ),
    ),
    questions=(
        question("exists", "yes_no", for_each="power"),
        question("authority", "one_of", for_each="power", choices=AUTHORITIES, ordered=True),
        question("days", "number", for_each="power", unit="days"),
        question("law.data", "some_of", choices=DATA),
        question("law.since", "date"),
    ),
    hash="0",
)
FACTS = list(BANK.facts)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "yes_no": st.booleans(),
    "one_of": st.sampled_from(AUTHORITIES),
    "number": st.integers(0, 4),
    "some_of": st.lists(st.sampled_from(DATA), unique=True).map(
        lambda chosen: tuple(item for item in DATA if item in chosen)
    ),
    "date": st.sampled_from(["2020-01-01", "2021-01-01", "2022-01-01"]),
}


def values(fact: str) -> st.SearchStrategy[Any]:
    return VALUES[BANK.facts[fact].question.type]


def every_value(fact: str) -> list[Any]:
    """All values of a fact that a test on `values` can tell apart."""
    match BANK.facts[fact].question.type:
        case "yes_no":
            return [True, False]
        case "one_of":
            return list(AUTHORITIES)
        case "number":
            return [half / 2 for half in range(11)]
        case "date":
            days = ("01-01", "01-02", "12-31")
            return [f"{year}-{day}" for year in range(2019, 2023) for day in days]
        case "some_of":
            return [chosen for n in range(4) for chosen in combinations(DATA, n)]


@st.composite
def tests(draw: st.DrawFn) -> dict[str, Any]:
    """One fact with one test on it."""
    fact = draw(st.sampled_from(FACTS))
    kind = BANK.facts[fact].question.type
    if kind == "some_of":
        chosen = draw(st.lists(st.sampled_from(DATA), min_size=1, unique=True))
        return {fact: {draw(st.sampled_from(["includes", "excludes"])): chosen}}
    value = draw(values(fact))
    operators = ["equals", "answered", "in", "not_in"]
    ranked = [] if kind == "yes_no" else ["at_least", "at_most"]
    match draw(st.sampled_from(operators + ranked)):
        case "equals":
            return {fact: value}
        case "answered":
            return {fact: {"answered": True}}
        case "in" | "not_in" as operator:
            return {fact: {operator: [value]}}
        case operator:
            return {fact: {operator: value}}


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    """Conditions as authored, of any shape."""

    def joined(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
        several = st.lists(inner, min_size=1, max_size=3)
        counted = several.flatmap(
            lambda of: st.integers(1, len(of)).map(lambda k: {"at_least": {"of": of, "count": k}})
        )
        return st.one_of(
            several.map(lambda of: {"all": of}),
            several.map(lambda of: {"any": of}),
            inner.map(lambda part: {"not": part}),
            counted,
            st.tuples(several, tests()).map(lambda pair: {"any": pair[0], **pair[1]}),
        )

    return st.recursive(tests(), joined, max_leaves=6)


@st.composite
def requirements(draw: st.DrawFn, name: str = "toy.1") -> Requirement:
    authored: dict[str, Any] = {
        "id": name,
        "provisions": [f"toy:{draw(st.integers(1, 3))}"],
        "title": "A demand",
        "met_when": draw(conditions()),
        "severity": "major",
        "lens": ["ministry"],
        "because": "It is not so.",
        "recommend": "Make it so.",
    }
    for key in ("applies_when", "partly_when"):
        if draw(st.booleans()):
            authored[key] = draw(conditions())
    for key in ("contrary", "over_reach"):
        if draw(st.booleans()):
            authored[key] = {"when": draw(conditions()), "because": "Why.", "recommend": "What."}
    return Requirement.model_validate(authored)


def library(*held: Requirement) -> Library:
    """The small bank with one instrument of three provisions and these requirements."""
    return Library(
        questions=BANK,
        instruments=(
            Instrument(
                heading=Heading(
                    id="toy",
                    title="Toy Convention",
                    citation="none",
                    version="1",
                    adopted=DAY,
                    in_force="no",
                    languages=("en",),
                    url="https://example.org",
                    chapters=(Chapter(number="I", title="One", articles=(1, 3)),),
                ),
                provisions=tuple(
                    Provision(
                        id=f"toy:{number}",
                        article=number,
                        heading="H",
                        kind="power",
                        strength=strength,
                        gist="G",
                        checked="no",
                    )
                    for number, strength in ((1, "shall"), (2, "consider"), (3, "may"))
                ),
                requirements=held,
                hash="0",
            ),
        ),
    )


def facts() -> st.SearchStrategy[dict[str, Any]]:
    """Some facts of the small bank, each with a value it can have."""
    return st.fixed_dictionaries({}, optional={fact: values(fact) for fact in FACTS})


def profile(answers: dict[str, Any]) -> Profile:
    """A profile of plain answers; an Answer is taken as it is."""
    return Profile(
        state="KEN",
        name="Kenya",
        known_on=DAY,
        answers={
            fact: value if isinstance(value, Answer) else Answer(value=value)
            for fact, value in answers.items()
        },
        hash="0",
    )


def contested(first: Any, second: Any) -> Answer:
    """An answer that two sources give differently."""
    return Answer(
        values=(
            Statement(value=first, source="government"),
            Statement(value=second, source="civil-society"),
        )
    )
