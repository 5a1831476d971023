"""A profile against the question bank: every answer known, of the right type, with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from treatygap.bind import settle
from treatygap.load.document import MOST_SUGGESTIONS, Document, brief, nearest
from treatygap.load.yaml import Path
from treatygap.model.base import FactValue, is_day
from treatygap.model.diagnostic import Diagnostic
from treatygap.model.migration import Table
from treatygap.model.profile import Answer, Evidence, Profile, ProfileFile, Statement
from treatygap.model.question import Fact, Question, QuestionBank


def check_profile(
    profile: Profile, document: Document, bank: QuestionBank, tables: Iterable[Table] = ()
) -> list[Diagnostic]:
    """Return every problem of a profile that the file alone does not show; none means valid.

    Where migration tables tell what became of an id or a choice, the diagnostic says so.
    """
    former = [*_outdated(profile, document, tables)]
    places = {item.place for item in former}
    others = {*_state(profile, document), *check_answers(profile, document, bank)}
    return sorted({*former, *(item for item in others if item.place not in places)})


def _outdated(
    profile: Profile, document: Document, tables: Iterable[Table]
) -> Iterator[Diagnostic]:
    hint = f"run treatygap profile migrate {document.file}"
    for table in tables:
        for fact in profile.answers.keys() & {*table.gone}:
            message = f"'{fact}' is no more since version {table.to}"
            yield document.problem(("answers", fact), "outdated", message, hint)
        for fact in profile.answers.keys() & table.values.keys():
            for path, value in _choices_of(fact, profile.answers[fact]):
                if value in table.values[fact]:
                    message = f"'{value}' is no choice of '{fact}' since version {table.to}"
                    yield document.problem(path, "outdated", message, hint)


def _choices_of(fact: str, answer: Answer) -> Iterator[tuple[Path, str]]:
    """Yield each choice of an answer as a table writes it, with its place."""
    for index, item in enumerate(answer.statements):
        several: Path = ("values", index) if answer.values else ()
        path: Path = ("answers", fact, *several, "value")
        for value in item.value if isinstance(item.value, tuple) else (item.value,):
            yield path, str(value).lower() if isinstance(value, bool) else str(value)


def check_answers(
    profile: ProfileFile, document: Document, bank: QuestionBank
) -> Iterator[Diagnostic]:
    """Yield the problems of answers: their questions, types, evidence and acts."""
    yield from _unknown_facts(profile, document, bank)
    yield from _answers(profile, document, bank)


def _state(profile: ProfileFile, document: Document) -> Iterator[Diagnostic]:
    import pycountry

    if pycountry.countries.get(alpha_3=profile.state) is None:
        message = f"'{profile.state}' is not an ISO 3166-1 alpha-3 code"
        yield document.problem(("state",), "unknown-state", message, "write one such as KEN")


def _unknown_facts(
    profile: ProfileFile, document: Document, bank: QuestionBank
) -> Iterator[Diagnostic]:
    known = list(bank.facts)
    unknown = [fact for fact in profile.answers if fact not in bank.facts]
    for index, fact in enumerate(unknown):
        hint = nearest(fact, known) if index < MOST_SUGGESTIONS else ""
        message = f"no question {brief(fact)} in the question bank"
        yield document.problem(("answers", fact), "unknown-question", message, hint)


def _answers(profile: ProfileFile, document: Document, bank: QuestionBank) -> Iterator[Diagnostic]:
    for fact_id, answer in profile.answers.items():
        fact = bank.facts.get(fact_id)
        if fact is None:
            continue
        for index, statement in enumerate(answer.statements):
            path: Path = ("answers", fact_id)
            path = (*path, "values", index) if answer.values else path
            yield from _statement(profile, document, path, fact, statement)
        said = tuple(
            item.model_copy(
                update={"evidence": profile.cite(item.evidence), "value": settle(item.value, fact)}
            )
            for item in answer.values
        )
        yield from _clashes(document, fact_id, said)
        practice = answer.practice.evidence if answer.practice else ()
        yield from _evidence(profile, document, ("answers", fact_id, "practice"), practice)


def _statement(
    profile: ProfileFile, document: Document, path: Path, fact: Fact, statement: Statement
) -> Iterator[Diagnostic]:
    if statement.known:
        problem = problem_with(statement.value, fact.question)
        if problem:
            yield document.problem((*path, "value"), "bad-answer", *problem)
        if not statement.evidence:
            message = f"'{fact.id}' is answered without evidence"
            hint = "cite act and section, or write value: unknown"
            yield document.problem(path, "no-evidence", message, hint)
    yield from _evidence(profile, document, path, statement.evidence)


def _evidence(
    profile: ProfileFile, document: Document, path: Path, evidence: tuple[Evidence, ...]
) -> Iterator[Diagnostic]:
    for index, item in enumerate(evidence):
        place = (*path, "evidence", index)
        if item.act not in profile.acts and " " not in item.act:
            hint = (
                nearest(item.act, list(profile.acts)) or "declare it under acts, or write its title"
            )
            yield document.problem(
                (*place, "act"), "unknown-act", f"no act {brief(item.act)}", hint
            )
        act = profile.acts.get(item.act)
        begins = item.in_force_from or (act and act.in_force_from)
        ends = item.in_force_to or (act and act.in_force_to)
        if begins and ends and ends < begins:
            yield document.problem(place, "bad-dates", f"in force to {ends}, before {begins}")


def _clashes(document: Document, fact: str, said: tuple[Statement, ...]) -> Iterator[Diagnostic]:
    """Two values of one source that can be in force on one day."""
    spans = sorted(
        (item.source, _begins(one), _ends(one), index)
        for index, item in enumerate(said)
        for one in item.evidence or (None,)
    )
    clashing: set[int] = set()
    for _, group in groupby(spans, key=itemgetter(0)):
        last: list[tuple[date, int]] = []
        for _, begins, ends, index in group:
            value = said[index].value
            other = next((item for item in last if said[item[1]].value != value), None)
            if other and begins <= other[0]:
                clashing.add(max(index, other[1]))
            last = _two_last([(ends, index), *last], said)
    for index in sorted(clashing):
        message = f"two values from {said[index].source} are in force on the same day"
        hint = "give each its source, or in_force_from and in_force_to"
        yield document.problem(("answers", fact, "values", index), "clash", message, hint)


def _two_last(ends: list[tuple[date, int]], said: tuple[Statement, ...]) -> list[tuple[date, int]]:
    """Return, of spans by their end, the last to end and the last to end of another value."""
    ranked = sorted(ends, reverse=True)
    others = [item for item in ranked if said[item[1]].value != said[ranked[0][1]].value]
    return [ranked[0], *others[:1]]


def _begins(item: Evidence | None) -> date:
    return (item and item.in_force_from) or date.min


def _ends(item: Evidence | None) -> date:
    return (item and item.in_force_to) or date.max


def problem_with(value: FactValue, question: Question) -> tuple[str, str] | None:
    """Return what is wrong with an answer to a question and what would be right, or None."""
    match question.type:
        case "yes_no":
            right = isinstance(value, bool) or value in ("yes", "no")
            return (
                None
                if right
                else (f"{brief(value)} for a yes-or-no question", "write true or false")
            )
        case "number":
            right = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
            hint = f"write {question.unit} as a number of 0 or more"
            return None if right else (f"{brief(value)} for a number", hint)
        case "date":
            return None if is_day(value) else (f"{brief(value)} for a date", "write YYYY-MM-DD")
        case "one_of":
            if isinstance(value, tuple):
                return "several values for a question of one choice", _choices(question)
            return _unknown_choice([value], question)
        case "some_of":
            if isinstance(value, tuple):
                return _unknown_choice(value, question)
            return f"{brief(value)} for a list", f"write a list; {_choices(question)}"


def _unknown_choice(values: Sequence[object], question: Question) -> tuple[str, str] | None:
    for value in values:
        if value not in question.choices:
            hint = nearest(str(value), list(question.choices)) or _choices(question)
            return f"{brief(value)} is not a choice of '{question.id}'", hint
    return None


def _choices(question: Question) -> str:
    return f"choices are {', '.join(question.choices)}"
