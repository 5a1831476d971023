"""Migration tables against one another and against the question bank as it is now."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from treatygap.load.document import Document, brief
from treatygap.load.yaml import parse
from treatygap.model.base import Scalar
from treatygap.model.diagnostic import Diagnostic
from treatygap.model.migration import Table
from treatygap.model.question import Question, QuestionBank
from treatygap.validate.condition import no_fact
from treatygap.validate.profile import problem_with

Tables = list[tuple[Table, Document]]


def check_migrations(tables: Tables, bank: QuestionBank) -> list[Diagnostic]:
    """Return every problem of the tables, the oldest first; none means valid.

    That no id and no choice is ever used again is what lets a profile be migrated without saying
    from which version, and again without harm.
    """
    return sorted(
        {*_chain(tables), *_ids(tables, bank), *_choices(tables, bank), *_parts(tables, bank)}
    )


def _chain(tables: Tables) -> Iterator[Diagnostic]:
    for (before, _), (after, document) in pairwise(tables):
        if after.from_ != before.to:
            message = f"begins at '{after.from_}', and the table before it ends at '{before.to}'"
            hint = "name the files in the order of their versions"
            yield document.problem(("from",), "broken-chain", message, hint)


def _ids(tables: Tables, bank: QuestionBank) -> Iterator[Diagnostic]:
    gone: set[str] = set()
    for number, (table, document) in enumerate(tables):
        later = {fact for one, _ in tables[number + 1 :] for fact in one.gone}
        for kind in ("rename", "split", "retire"):
            for fact in getattr(table, kind):
                if fact in bank.facts or fact in table.new or fact in gone:
                    message = f"'{fact}' is given up here and used elsewhere"
                    hint = "ids are never used again"
                    yield document.problem((kind, fact), "reused-id", message, hint)
                gone.add(fact)
        for fact in sorted(table.new - later):
            if fact not in bank.facts:
                yield no_fact(fact, _named(table, fact), bank, document)
        remapped = {fact for one, _ in tables[: number + 1] for fact in one.values}
        for fact in sorted(table.new & ((gone - set(table.gone)) | remapped)):
            message = f"'{fact}' had its choices changed, or was given up, before it is named here"
            yield document.problem(_named(table, fact), "reused-id", message)


def _named(table: Table, fact: str) -> tuple[str, str]:
    """Return where a table brings a new id in."""
    renamed = next((old for old, new in table.rename.items() if new == fact), None)
    if renamed:
        return "rename", renamed
    return "split", next(old for old, split in table.split.items() if fact in split.into)


def _choices(tables: Tables, bank: QuestionBank) -> Iterator[Diagnostic]:
    for table, document in tables:
        for fact, mapped in table.values.items():
            if fact in table.split or fact in table.retire:
                message = f"'{fact}' is split or retired; its values go with it"
                yield document.problem(("values", fact), "bad-value", message)
            known = bank.facts.get(table.rename.get(fact, fact))
            for choice, new in mapped.items() if known else ():
                path = ("values", fact, choice)
                if known and _fits(parse(choice, ""), known.question):
                    message = f"'{choice}' is still an answer to '{known.id}'"
                    hint = "only a choice that is no more can be given up"
                    yield document.problem(path, "reused-id", message, hint)
                if known and new is not None and not _fits(new, known.question):
                    message = f"{brief(new)} is no answer to '{known.id}'"
                    yield document.problem(path, "bad-answer", message)


def _parts(tables: Tables, bank: QuestionBank) -> Iterator[Diagnostic]:
    for table, document in tables:
        for fact, split in table.split.items():
            for key, answers in split.values.items():
                for part, new in answers.items():
                    known = bank.facts.get(part)
                    if known and problem_with(new, known.question):
                        message = f"{brief(new)} is no answer to '{part}'"
                        path = ("split", fact, "values", key, part)
                        yield document.problem(path, "bad-answer", message)


def _fits(value: Scalar, question: Question) -> bool:
    """Say whether a value, or a list of it alone, answers a question."""
    answer = (str(value),) if question.type == "some_of" else value
    return problem_with(answer, question) is None
