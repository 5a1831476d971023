"""Editions: which parts a report has, for one reader, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from treatygap.content import content
from treatygap.load.document import build, read
from treatygap.model.base import Value, Word
from treatygap.reporting import ReportError


class EditionFile(Value):
    """What `edition.yaml` says: the names of templates in `shared/sections`, in order."""

    sections: tuple[Word, ...]
    annexes: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report: the name of its template, and its number or letter."""

    name: str
    mark: str

    @property
    def anchor(self) -> str:
        """The id that links point at."""
        return f"part-{self.name}"


@dataclass(frozen=True, slots=True)
class Edition:
    """A report for one reader."""

    id: str
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...]


def editions() -> tuple[str, ...]:
    """Return the names of all editions."""
    folder = content("reports") / "editions"
    return tuple(sorted(path.parent.name for path in folder.glob("*/edition.yaml")))


def load(name: str) -> Edition:
    """Return an edition by its name.

    Raises ReportError where there is none of that name, Invalid where its file is faulty.
    """
    if name not in editions():
        raise ReportError(f"there is no edition '{name}'; there are: {', '.join(editions())}")
    file = build(read(content("reports") / "editions" / name / "edition.yaml"), EditionFile)
    return Edition(
        id=name,
        sections=tuple(Section(part, str(n)) for n, part in enumerate(file.sections, start=1)),
        annexes=tuple(Section(part, chr(65 + n)) for n, part in enumerate(file.annexes)),
    )
