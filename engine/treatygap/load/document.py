"""One file as one model, every problem with its place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from treatygap.load import yaml
from treatygap.model.diagnostic import Diagnostic, Invalid, Place

T = TypeVar("T")
LONGEST = 60


@dataclass(frozen=True)
class Document:
    """The data of a file, and the place of every part of it."""

    file: str
    text: str = field(repr=False)
    data: Any = field(repr=False)

    @cached_property
    def _positions(self) -> yaml.Positions:
        positions: yaml.Positions = {}
        yaml.parse(self.text, self.file, positions)
        return positions

    @property
    def hash(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def place(self, path: yaml.Path) -> Place:
        """Return where a part stands, or else the nearest part around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self._positions:
                return Place(self.file, *self._positions[path[:end]])
        return Place(self.file)

    def problem(self, path: yaml.Path, code: str, message: str, hint: str = "") -> Diagnostic:
        """Return a diagnostic at the place of a part."""
        return Diagnostic(self.place(path), code, message, hint)

    def located(self, loc: tuple[str | int, ...]) -> yaml.Path:
        """Return the part of a pydantic location that is in the file: union tags are not."""
        path: yaml.Path = ()
        for part in loc:
            if (*path, part) in self._positions:
                path = (*path, part)
        return path


def read(path: Path) -> Document:
    """Read one YAML or JSON file. Raises Invalid when it cannot be read or is not strict YAML."""
    file = str(path)
    try:
        if path.is_dir():
            raise Invalid(
                [Diagnostic(Place(file), "directory", "is a folder", "name a file in it")]
            )
        if path.exists() and not path.is_file():
            raise Invalid([Diagnostic(Place(file), "not-a-file", "is not a regular file")])
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        place = Place(file, before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        message = f"byte 0x{error.object[error.start]:02X} is not UTF-8"
        raise Invalid([Diagnostic(place, "not-utf-8", message, "save the file as UTF-8")]) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Invalid([Diagnostic(Place(file), "cannot-read", reason)]) from None
    return Document(file, text, yaml.parse(text, file))


def build(document: Document, kind: type[T]) -> T:
    """Return the document's data as a model type. Raises Invalid with every problem, located."""
    if document.data is None:
        raise Invalid([Diagnostic(Place(document.file), "empty", "the file is empty")])
    try:
        return TypeAdapter(kind).validate_python(document.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise Invalid([_diagnostic(document, detail, kind) for detail in details]) from None


def nearest(word: str, known: list[str]) -> str:
    """Return a hint with the nearest known word, or nothing."""
    import difflib

    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else ""


def _diagnostic(document: Document, detail: ErrorDetails, kind: Any) -> Diagnostic:
    loc, context = detail["loc"], detail.get("ctx", {})
    path = document.located(loc)
    key = str(loc[-1]) if loc else ""
    match detail["type"]:
        case "missing":
            return document.problem(path, "missing-key", f"the key '{key}' is missing")
        case "extra_forbidden":
            hint = nearest(key, _keys(kind))
            return document.problem(path, "unknown-key", f"unknown key '{key}'", hint)
        case "literal_error":
            allowed = str(context.get("expected", ""))
            words = [word.strip("'") for word in allowed.replace(" or ", ", ").split(", ")]
            hint = nearest(str(detail["input"]), words) or f"write one of {allowed}"
            return document.problem(path, "bad-value", f"'{_brief(detail['input'])}'", hint)
        case "value_error":
            return document.problem(path, "bad-value", str(context.get("error", detail["msg"])))
        case _:
            message = f"'{_brief(detail['input'])}' for '{key}'"
            return document.problem(path, "bad-value", message, detail["msg"].lower())


def _brief(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _keys(kind: Any) -> list[str]:
    schema = TypeAdapter(kind).json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return sorted({key for part in parts for key in part.get("properties", {})})
