"""Editions: which parts a report has, for one reader, in which order."""

from __future__ import annotations

from dataclasses import dataclass

from treatygap.content import content
from treatygap.load.document import build, read
from treatygap.model.base import Value, Word
from treatygap.model.parts import Parts
from treatygap.model.requirement import Lens
from treatygap.reporting import ReportError


class EditionFile(Value):
    """What `edition.yaml` says: the names of templates in `shared/sections`, in order.

    With a lens, only findings under it are printed and counted.
    """

    lens: Lens | None = None
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
    lens: Lens | None
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...]

    @property
    def names(self) -> frozenset[str]:
        """The names of all its parts."""
        return frozenset(part.name for part in (*self.sections, *self.annexes))


def needs(name: str) -> tuple[str, ...]:
    """Return the parts of an assessment that an edition prints. Raises as `load` does."""
    file = _file(name)
    return tuple(part for part in (*file.sections, *file.annexes) if part in Parts.model_fields)


def editions() -> tuple[str, ...]:
    """Return the names of all editions."""
    folder = content("reports") / "editions"
    return tuple(sorted(path.parent.name for path in folder.glob("*/edition.yaml")))


def load(name: str, parts: Parts) -> Edition:
    """Return an edition by its name, without the sections of parts that were not worked out.

    Raises ReportError where there is none of that name, Invalid where its file is faulty.
    """
    file = _file(name)
    absent = {part for part in Parts.model_fields if getattr(parts, part) is None}
    sections = [part for part in file.sections if part not in absent]
    annexes = [part for part in file.annexes if part not in absent]
    return Edition(
        id=name,
        lens=file.lens,
        sections=tuple(Section(part, str(n)) for n, part in enumerate(sections, start=1)),
        annexes=tuple(Section(part, chr(65 + n)) for n, part in enumerate(annexes)),
    )


def _file(name: str) -> EditionFile:
    if name not in editions():
        raise ReportError(f"there is no edition '{name}'; there are: {', '.join(editions())}")
    return build(read(content("reports") / "editions" / name / "edition.yaml"), EditionFile)
