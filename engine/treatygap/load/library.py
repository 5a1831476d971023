"""Folders of rulesets: the files that make a library, and what is read from them."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from treatygap.load.file import read_bytes
from treatygap.model.diagnostic import Diagnostic, Invalid, Place
from treatygap.model.instrument import Library
from treatygap.model.requirement import Example

if TYPE_CHECKING:
    from treatygap.load.document import Document
    from treatygap.load.yaml import Path as Part

    Origin = tuple[Document, Part]


class Sources(NamedTuple):
    """A library with its examples, and where each thing in it was written."""

    library: Library
    examples: tuple[Example, ...]
    origins: dict[tuple[str, str], Origin]


def instruments_in(folder: Path) -> list[str]:
    """Return the ids of the instruments in a rulesets folder, in order of name."""
    return sorted(path.parent.name for path in folder.glob("*/instrument.yaml"))


def check_names(folder: Path, names: tuple[str, ...]) -> list[str]:
    """Return the names, or all instruments where none is named. Raises Invalid on a wrong one."""
    known = instruments_in(folder)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Invalid([_unknown(name, known) for name in unknown])
    return [name for name in known if name in names or not names]


def _unknown(name: str, known: list[str]) -> Diagnostic:
    from treatygap.load.document import nearest

    hint = nearest(name, known) or f"known are {', '.join(known)}"
    return Diagnostic(Place(name), "unknown-instrument", f"no instrument '{name}'", hint)


def files_of(folder: Path, names: list[str]) -> list[Path]:
    """Return every file that a library of these instruments is made of, examples left out."""
    found = sorted((folder / "questions").glob("*.yaml"))
    for name in names:
        found += [path for path in sorted((folder / name).rglob("*.yaml"))
                  if path.parent.name != "examples"]  # fmt: skip
    return found


def digest(folder: Path, files: list[Path]) -> str:
    """Return the SHA-256 over names and contents of files, in hexadecimal.

    Raises Invalid when one cannot be read.
    """
    total = hashlib.sha256()
    for path in files:
        body = read_bytes(path)
        total.update(f"{path.relative_to(folder).as_posix()}\0{len(body)}\0".encode() + body)
    return total.hexdigest()
