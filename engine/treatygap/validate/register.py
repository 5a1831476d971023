"""The register of a company's obligations against the question bank."""

from __future__ import annotations

from collections.abc import Iterator

from treatygap.load.document import Document, nearest
from treatygap.load.yaml import Path
from treatygap.model.condition import Condition
from treatygap.model.diagnostic import Diagnostic
from treatygap.model.question import QuestionBank
from treatygap.model.register import Column, Register
from treatygap.validate.condition import check_condition, no_fact


def check_register(register: Register, document: Document, bank: QuestionBank) -> list[Diagnostic]:
    """Return every problem of the register; none means valid."""
    return sorted(set(_Checker(register, document, bank).problems()))


class _Checker:
    def __init__(self, register: Register, document: Document, bank: QuestionBank) -> None:
        self.register, self.document, self.bank = register, document, bank
        self.members = [item.id for item in bank.members.get(register.for_each, ())]

    def problems(self) -> Iterator[Diagnostic]:
        register, document = self.register, self.document
        if not self.members:
            hint = nearest(register.for_each, list(self.bank.members))
            message = f"no dimension '{register.for_each}'"
            yield document.problem(("for_each",), "unknown-dimension", message, hint)
            return
        yield from self._somewhere(register.given, ("given",))
        for index, line in enumerate(register.headlines):
            yield from self._somewhere(line.when, ("headlines", index, "when"))
        groups = (("columns", register.columns), ("general", register.general))
        for name, columns in groups:
            ids = [column.id for column in columns]
            for index, column in enumerate(columns):
                if column.id in ids[:index]:
                    message = f"'{column.id}' is defined already"
                    yield document.problem((name, index, "id"), "duplicate-id", message)
                yield from self._column(column, (name, index, "facts"))

    def _column(self, column: Column, path: Path) -> Iterator[Diagnostic]:
        for index, entry in enumerate(column.facts):
            wholes = [self.register.whole_id(entry.fact, member) for member in self.members]
            if not self.bank.facts.keys() & set(wholes):
                yield no_fact(wholes[0], (*path, index, "fact"), self.bank, self.document)
            if entry.when:
                yield from self._somewhere(entry.when, (*path, index, "when"))

    def _somewhere(self, condition: Condition, path: Path) -> Iterator[Diagnostic]:
        """Yield the problems of a condition that no member is without."""
        found: list[list[Diagnostic]] = []
        for name in self.members:
            scoped = self.register, name, self.bank, self.document
            found.append(list(check_condition(condition, path, *scoped)))
            if not found[-1]:
                return
        yield from min(found, key=len)
