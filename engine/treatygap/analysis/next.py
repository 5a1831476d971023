"""Which question to ask next: what each could settle, alone or together with others.

Some answers *settle* a finding's conclusion, or a flag of it, when the engine concludes one thing
on them; they are *minimal* when no part of them settles it. A question counts for it 1/n, where n
is the size of the smallest minimal answers that the question belongs to, and nothing where it
belongs to none: then no answer to it can change anything, whatever the others are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import combinations, product
from typing import NamedTuple

from treatygap.analysis.classes import classes
from treatygap.analysis.residual import Left, Residual, leaves, residual, truth
from treatygap.analysis.weight import weight
from treatygap.bind import bind_all, ledger
from treatygap.evaluate import outcomes
from treatygap.finding import Finder, verdict
from treatygap.model.base import FactValue
from treatygap.model.binding import Binding, Ledger
from treatygap.model.instrument import Library
from treatygap.model.logic import Facts, Leaf, Truth
from treatygap.model.next import Joint, NextQuestion, Unsettled
from treatygap.model.profile import Profile
from treatygap.model.question import QuestionBank
from treatygap.pipeline import judge_sources

Options = dict[str, tuple[FactValue, ...]]
"""For each unsettled fact the values that the conditions at hand tell apart."""


class Credit(NamedTuple):
    """A finding that a fact could settle, with how many facts in all, and what it weighs."""

    finding: str
    of: int
    weight: int


def next_questions(
    profile: Profile, library: Library, as_of: date | None = None
) -> tuple[NextQuestion, ...]:
    """Return the questions whose answer could still settle something, the weightiest first.

    Looked at are all instruments of the library, on the law of a day (by default the day the
    profile's law was read). A fact on which sources differ, or that rests on law no longer in
    force, is unsettled as well. Ties go by the number of findings settled alone, then by id.
    """
    known = ledger(profile, library.questions, as_of or profile.known_on)
    credits_: dict[str, list[Credit]] = {}
    for binding in bind_all(library):
        for fact, credit in _credits(binding, known, library.questions):
            credits_.setdefault(fact, []).append(credit)
    finder = Finder(library.questions, known, profile.answers, ())
    found = [
        _question(fact, due, library.questions, known, finder) for fact, due in credits_.items()
    ]
    return tuple(sorted(found, key=lambda item: (-item.weight, -len(item.alone), item.id)))


def _credits(binding: Binding, known: Ledger, bank: QuestionBank) -> Iterator[tuple[str, Credit]]:
    left = residual(binding, known.agreed)
    if left.settled:
        return
    found = verdict(judge_sources(binding, known), set(known.contested))
    requirement = binding.requirement
    strength = binding.instrument.strength_of(binding.provisions)
    if found.conclusion == "undetermined":
        due = weight(strength, requirement.severity)
        for fact, size in sizes(_options(left[:3], bank), partial(_concluded, left)).items():
            yield fact, Credit(binding.id, size, due)
    for flag in sorted(found.flags_possible):
        due = weight(strength, requirement.rules[flag].severity or requirement.severity)
        trees = (left.applies, left.flags[flag])
        for fact, size in sizes(_options(trees, bank), partial(_told, trees)).items():
            yield fact, Credit(binding.id, size, due)


def _options(trees: Iterable[Left], bank: QuestionBank) -> Options:
    on: dict[str, list[Leaf]] = {}
    for tree in trees:
        for leaf in () if isinstance(tree, Truth) else leaves(tree):
            on.setdefault(leaf.fact, []).append(leaf)
    return {fact: classes(bank.facts[fact], tests) for fact, tests in on.items()}


def _concluded(left: Residual, facts: Facts) -> bool:
    return len(outcomes(*(truth(tree, facts) for tree in left[:3]))) == 1


def _told(trees: tuple[Left, Left], facts: Facts) -> bool:
    return min(truth(tree, facts) for tree in trees) != Truth.UNKNOWN


def sizes(options: Options, settled: Callable[[Facts], bool]) -> dict[str, int]:
    """Return, for each fact that can matter, the size of the smallest minimal answers with it.

    `settled` says whether some answers settle the matter; more answers never unsettle it.
    """
    found: dict[str, int] = {}
    for size in range(1, len(options) + 1):
        for chosen in combinations(options, size):
            if all(fact in found for fact in chosen):
                continue
            answers = (
                dict(zip(chosen, values, strict=True))
                for values in product(*(options[fact] for fact in chosen))
            )
            if any(_minimal(item, settled) for item in answers):
                found |= dict.fromkeys(chosen, size) | found
    return found


def _minimal(answers: Facts, settled: Callable[[Facts], bool]) -> bool:
    return settled(answers) and not any(
        settled({other: value for other, value in answers.items() if other != fact})
        for fact in answers
    )


def _question(
    fact_id: str, due: list[Credit], bank: QuestionBank, known: Ledger, finder: Finder
) -> NextQuestion:
    fact = bank.facts[fact_id]
    question, reason = fact.question, _reason(fact_id, known)
    best: dict[str, int] = {}
    for credit in due:
        best[credit.finding] = min(credit.of, best.get(credit.finding, credit.of))
    total = sum((Fraction(item.weight, item.of) for item in due), Fraction())
    said = next((item for item in known.statements.get(fact_id, ()) if item.note), None)
    return NextQuestion(
        id=fact_id,
        label=fact.label,
        ask=question.ask,
        help=question.help,
        type=question.type,
        choices=question.choices,
        unit=question.unit,
        topic=question.topic,
        respondent=question.respondent,
        reason=reason,
        note=said.note if said else None,
        restricted=said.restricted if said else False,
        fact=finder.used(fact_id) if reason != "unanswered" else None,
        alone=tuple(sorted(finding for finding, of in best.items() if of == 1)),
        together=tuple(
            Joint(finding=finding, of=of) for finding, of in sorted(best.items()) if of > 1
        ),
        weight=round(float(total), 2),
    )


def _reason(fact: str, known: Ledger) -> Unsettled:
    if fact in known.contested:
        return "contested"
    return "not-in-force" if fact in known.lapsed else "unanswered"
