"""What no single file of a ruleset can show: references, types of operands, coverage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from treatygap.load.document import Document, nearest
from treatygap.load.library import Sources
from treatygap.load.yaml import Path
from treatygap.model.diagnostic import Diagnostic, Place
from treatygap.model.instrument import Instrument, Reservation
from treatygap.model.question import QuestionBank
from treatygap.model.requirement import Requirement, Scoped
from treatygap.validate.condition import check_condition, check_facts, conditions


def check_sources(sources: Sources) -> list[Diagnostic]:
    """Return every problem between the files of a library; none means valid."""
    return sorted(set(_Checker(sources).problems()))


class _Checker:
    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.bank: QuestionBank = sources.library.questions
        self.requirements = {
            requirement.id: requirement
            for instrument in sources.library.instruments
            for requirement in instrument.requirements
        }

    def problems(self) -> Iterator[Diagnostic]:
        yield from self._questions()
        for instrument in self.sources.library.instruments:
            for requirement in instrument.requirements:
                yield from self._requirement(requirement, instrument)
            yield from self._coverage(instrument)
            for item in instrument.reservations:
                yield from self._reservation(item, instrument)
            yield from self._made(instrument)
        yield from self._examples()

    def _origin(self, kind: str, name: str) -> tuple[Document, Path]:
        return self.sources.origins[kind, name]

    def _at(self, kind: str, name: str, *path: str | int) -> Place:
        document, root = self._origin(kind, name)
        return document.place((*root, *path))

    def _questions(self) -> Iterator[Diagnostic]:
        for question in self.bank.questions:
            if question.for_each is None:
                continue
            members = {member.id for member in self.bank.members.get(question.for_each, ())}
            if not members:
                place = self._at("Question", question.id, "for_each")
                yield Diagnostic(place, "unknown-dimension", f"no dimension '{question.for_each}'",
                                 nearest(question.for_each, list(self.bank.members)))  # fmt: skip
            for member in question.members or ():
                if member not in members:
                    place = self._at("Question", question.id, "members")
                    yield Diagnostic(place, "unknown-member", f"no member '{member}'",
                                     nearest(member, sorted(members)))  # fmt: skip

    def _requirement(
        self, requirement: Requirement, instrument: Instrument
    ) -> Iterator[Diagnostic]:
        def place(*path: str | int) -> Place:
            return self._at("Requirement", requirement.id, *path)

        if not requirement.id.startswith(f"{instrument.id}."):
            message = f"'{requirement.id}' does not begin with '{instrument.id}.'"
            yield Diagnostic(place("id"), "bad-id", message)
        members = [member.id for member in self.bank.members.get(requirement.for_each or "", ())]
        if requirement.for_each and not members:
            message = f"no dimension '{requirement.for_each}'"
            hint = nearest(requirement.for_each, list(self.bank.members))
            yield Diagnostic(place("for_each"), "unknown-dimension", message, hint)
        by_member = requirement.provisions if isinstance(requirement.provisions, dict) else {}
        for member in (*(requirement.members or ()), *by_member):
            if member not in members:
                hint = nearest(member, members)
                yield Diagnostic(place(), "unknown-member", f"no member '{member}'", hint)
        chosen = [name for name in requirement.members or members if name in members]
        for name in chosen if requirement.for_each else (None,):
            cited = requirement.provisions_for(name)
            if not cited:
                message = f"no provision for '{name}'" if name else "no provision"
                yield Diagnostic(place("provisions"), "no-provision", message)
            for provision in cited:
                if provision not in instrument.by_id:
                    hint = nearest(provision, list(instrument.by_id))
                    message = f"no provision '{provision}'"
                    yield Diagnostic(place("provisions"), "unknown-provision", message, hint)
            yield from self._conditions(requirement, name)

    def _conditions(self, requirement: Requirement, member: str | None) -> Iterator[Diagnostic]:
        document, root = self._origin("Requirement", requirement.id)
        for path, condition in conditions(requirement):
            where = (*root, *path)
            yield from check_condition(condition, where, requirement, member, self.bank, document)

    def _coverage(self, instrument: Instrument) -> Iterator[Diagnostic]:
        cited = {
            provision
            for requirement in instrument.requirements
            for provision in requirement.all_provisions
        }
        for provision in instrument.provisions:
            tested = provision.id in cited
            if tested == (provision.not_assessable is not None):
                message = (
                    f"'{provision.id}' has requirements and not_assessable"
                    if tested
                    else f"'{provision.id}' has neither a requirement nor a reason not to assess it"
                )
                yield Diagnostic(self._at("Provision", provision.id), "coverage", message)

    def _reservation(self, item: Reservation, instrument: Instrument) -> Iterator[Diagnostic]:
        document, root = self._origin("Reservation", item.id)
        if item.provision not in instrument.by_id:
            message = f"no provision '{item.provision}'"
            hint = nearest(item.provision, list(instrument.by_id))
            yield document.problem((*root, "provision"), "unknown-provision", message, hint)
        for key, named in (("covers", item.covers), ("needs", item.needs)):
            for name in named:
                if name not in self.requirements:
                    message, hint = f"no requirement '{name}'", nearest(name, [*self.requirements])
                    yield document.problem((*root, key), "unknown-requirement", message, hint)
        if item.for_whom:
            path = (*root, "for_whom")
            yield from check_condition(item.for_whom, path, Scoped(), None, self.bank, document)
        if item.draft and (problem := wrong_blanks(item.draft)):
            yield document.problem((*root, "draft"), "bad-draft", *problem)

    def _made(self, instrument: Instrument) -> Iterator[Diagnostic]:
        held = {item.id for item in instrument.reservations}
        for index, state in enumerate(instrument.status.states if instrument.status else ()):
            for number, made in enumerate(state.reservations):
                if made not in held:
                    path = ("states", index, "reservations", number)
                    place = self._at("Status", instrument.id, *path)
                    message = f"no reservation '{made}'"
                    yield Diagnostic(
                        place, "unknown-reservation", message, nearest(made, sorted(held))
                    )

    def _examples(self) -> Iterator[Diagnostic]:
        for example in self.sources.examples:
            document, root = self._origin("Example", example.requirement)
            requirement = self.requirements.get(example.requirement)
            if requirement is None:
                message = f"no requirement '{example.requirement}'"
                hint = nearest(example.requirement, list(self.requirements))
                yield document.problem((*root, "requirement"), "unknown-requirement", message, hint)
                continue
            if requirement.for_each and requirement.for_each not in self.bank.members:
                continue
            members = requirement.members or tuple(
                member.id for member in self.bank.members.get(requirement.for_each or "", ())
            )
            if example.at is not None and example.at not in members:
                hint = nearest(example.at, list(members)) or "only with for_each"
                message = f"{example.requirement}: no member '{example.at}'"
                yield document.problem((*root, "at"), "unknown-member", message, hint)
                continue
            at = example.at or (members[0] if members else None)
            where: Path = (*root, "base")
            yield from check_facts(example.base, where, requirement, at, self.bank, document)
            for index, case in enumerate(example.cases):
                where = (*root, "cases", index, "set")
                yield from check_facts(case.set, where, requirement, at, self.bank, document)


def wrong_blanks(draft: str) -> tuple[str, str] | None:
    """Return what is wrong with the blanks of a draft, and what would be right, or None."""
    rest = re.sub(r"\[[^\[\]]*\w[^\[\]]*\]", "", draft)
    if "[" in rest or "]" in rest:
        return "a blank is empty, nested or not closed", "write [what the state fills in]"
    if rest == draft:
        return "a draft without a blank", "name who speaks: [State]"
    return None
