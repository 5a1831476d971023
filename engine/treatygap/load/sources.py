"""Folders of rulesets as a library: the question bank and instruments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from treatygap.load.document import build, read
from treatygap.load.library import Sources, digest, files_of
from treatygap.model.diagnostic import Diagnostic, Invalid
from treatygap.model.instrument import (
    Heading,
    Instrument,
    Library,
    Provision,
    Reservation,
    Status,
)
from treatygap.model.question import Dimension, Question, QuestionBank
from treatygap.model.requirement import Example, Requirement

if TYPE_CHECKING:
    from treatygap.load.library import Origin

T = TypeVar("T")


@dataclass
class _Collector:
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def one(self, path: Path, kind: type[T], name: str) -> T | None:
        try:
            document = read(path)
            self.origins[kind.__name__, name] = (document, ())
            return build(document, kind)
        except Invalid as error:
            self.problems.extend(error.diagnostics)
            return None

    def many(self, paths: list[Path], kind: type[T], key: str = "id") -> tuple[T, ...]:
        return tuple(item for path in paths for item in self._listed(path, kind, key))

    def _listed(self, path: Path, kind: type[T], key: str) -> Iterator[T]:
        try:
            document = read(path)
            items = build(document, list[kind])  # type: ignore[valid-type]
        except Invalid as error:
            self.problems.extend(error.diagnostics)
            return
        for index, item in enumerate(items):
            name = (kind.__name__, str(getattr(item, key)))
            if name in self.origins and kind is not Example:
                first = self.origins[name][0].place(self.origins[name][1])
                message = f"'{name[1]}' is defined already at {first}"
                self.problems.append(document.problem((index,), "duplicate-id", message))
            self.origins.setdefault(name, (document, (index,)))
            yield item


def load_sources(folder: Path, names: list[str]) -> Sources:
    """Read the question bank and the named instruments with their examples.

    Raises Invalid with every problem that a file shows by itself.
    """
    collect = _Collector()
    questions = sorted((folder / "questions").glob("*.yaml"))
    lists = [path for path in questions if path.name != "dimensions.yaml"]
    bank = QuestionBank(
        dimensions=collect.many([folder / "questions" / "dimensions.yaml"], Dimension),
        questions=collect.many(lists, Question),
        hash=digest(folder, questions),
    )
    loaded = [_instrument(folder, name, collect) for name in names]
    examples = [
        path for name in names for path in sorted((folder / name / "examples").glob("*.yaml"))
    ]
    cases = collect.many(examples, Example, "requirement")
    if collect.problems:
        raise Invalid(collect.problems)
    library = Library(questions=bank, instruments=tuple(item for item in loaded if item))
    return Sources(library, cases, collect.origins)


def _instrument(folder: Path, name: str, collect: _Collector) -> Instrument | None:
    home = folder / name
    heading = collect.one(home / "instrument.yaml", Heading, name)
    provisions = collect.many(sorted((home / "provisions").glob("*.yaml")), Provision)
    requirements = collect.many(sorted((home / "requirements").glob("*.yaml")), Requirement)
    reservations, status = home / "reservations.yaml", home / "status.yaml"
    held = collect.many([reservations], Reservation) if reservations.exists() else ()
    known = collect.one(status, Status, name) if status.exists() else None
    if heading is None:
        return None
    if heading.id != name:
        document = collect.origins[Heading.__name__, name][0]
        message = f"'{heading.id}' lies in the folder '{name}'"
        collect.problems.append(document.problem(("id",), "bad-id", message))
    files = [path for path in files_of(folder, [name]) if path.is_relative_to(home)]
    return Instrument.model_construct(
        heading=heading,
        provisions=provisions,
        requirements=requirements,
        reservations=held,
        status=known,
        hash=digest(folder, files),
    )
