"""One file as one model, every problem with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from treatygap.load import yaml
from treatygap.load.file import read_text, text_hash
from treatygap.model.condition import OPERATORS
from treatygap.model.diagnostic import Diagnostic, Invalid, Place

T = TypeVar("T")
LONGEST = 100
MOST_SUGGESTIONS = 20
"""Looking for the nearest word is slow; with more unknown words, it is another kind of file."""

_WANTED = {
    "bool_type": "true or false",
    "date_parsing": "a day that exists, YYYY-MM-DD",
    "date_type": "a day, YYYY-MM-DD",
    "dict_type": "a mapping (key: value)",
    "float_type": "a number",
    "greater_than_equal": "a whole number of {ge} or more",
    "int_from_float": "a whole number",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_type": "a mapping (key: value)",
    "too_short": "at least {min_length} of them",
    "string_too_short": "at least one character",
    "string_type": "text (quotes make a number text)",
    "tuple_type": "a list",
    "union_tag_not_found": f"a value, or one of {', '.join(OPERATORS)} with a value",
}
_PATTERNS = {
    r"\S": "something",
    "^[A-Z]{3}$": "three capital letters, such as KEN",
    "^[a-z0-9-]+:\\S+$": "an instrument and a number, such as unccc:24(2)",
}
_ID = "lower-case words joined by hyphens, as in the list of ids"


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
        return text_hash(self.text)

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
    return parse(read_text(path), str(path))


def parse(text: str, file: str) -> Document:
    """Return a YAML or JSON text as a document; `file` names it in problems.

    Raises Invalid when it is not strict YAML.
    """
    return Document(file, text, yaml.parse(text, file))


def build(document: Document, kind: type[T]) -> T:
    """Return the document's data as a model type. Raises Invalid with every problem, located."""
    if document.data is None:
        raise Invalid([Diagnostic(Place(document.file), "empty", "the file is empty")])
    try:
        return TypeAdapter(kind).validate_json(json.dumps(document.data), strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise Invalid([*_diagnostics(document, details, kind)]) from None


def nearest(word: str, known: list[str]) -> str:
    """Return a hint with the nearest known word, or nothing."""
    return _nearest(word, tuple(known))


@cache
def _nearest(word: str, known: tuple[str, ...]) -> str:
    import difflib

    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean '{found[0]}'?" if found else ""


def brief(value: Any) -> str:
    """Return a value as a message shows it: in quotes, long ones cut; others by their kind."""
    match value:
        case None:
            return "nothing"
        case dict():
            return "a mapping"
        case list() | tuple():
            return "a list"
        case bool():
            return str(value).lower()
        case _:
            text = str(value)
            return f"'{text}'" if len(text) <= LONGEST else f"'{text[:LONGEST]}…'"


def _diagnostics(
    document: Document, details: list[ErrorDetails], kind: Any
) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each place and message: a union errs once for each of its types."""
    paths = [document.located(detail["loc"]) for detail in details]
    outer = {path[:end] for path in paths for end in range(len(path))}
    wanted: dict[tuple[yaml.Path, str], list[str]] = {}
    suggestions = 0
    for path, detail in zip(paths, details, strict=True):
        key = str(detail["loc"][-1]) if detail["loc"] else ""
        match detail["type"]:
            case "missing":
                yield document.problem(path, "missing-key", f"the key '{key}' is missing")
            case "extra_forbidden":
                suggestions += 1
                known = _keys(kind) if suggestions <= MOST_SUGGESTIONS else []
                hint = nearest(key, known) if key not in known else ""
                yield document.problem(path, "unknown-key", f"unknown key {brief(key)}", hint)
            case "value_error":
                message = str(detail.get("ctx", {}).get("error", detail["msg"]))
                yield document.problem(path, "bad-value", message)
            case what if path not in outer or not what.endswith("_type"):
                message = f"{brief(detail['input'])}{_where(path, detail)}"
                wanted.setdefault((path, message), []).append(_wanted(detail))
    for (path, message), right in wanted.items():
        kinds = dict.fromkeys(right)
        if "write a number" in kinds:
            kinds.pop("write a whole number", None)
        hint = " or ".join(kinds).replace(" or write ", " or ")
        yield document.problem(path, "bad-value", message, hint)


def _where(path: yaml.Path, detail: ErrorDetails) -> str:
    if detail["loc"] and detail["loc"][-1] == "[key]":
        return " as a key"
    names = [part for part in path if isinstance(part, str)]
    return f" for {brief(names[-1])}" if names else ""


def _wanted(detail: ErrorDetails) -> str:
    """Return what would be right in place of a value."""
    context = detail.get("ctx", {})
    if detail["type"] == "literal_error":
        allowed = str(context.get("expected", ""))
        words = [word.strip("'") for word in allowed.replace(" or ", ", ").split(", ")]
        return nearest(str(detail["input"])[:LONGEST], words) or f"write one of {allowed}"
    if detail["type"] == "string_pattern_mismatch":
        return f"write {_PATTERNS.get(str(context.get('pattern')), _ID)}"
    known = _WANTED.get(detail["type"])
    return f"write {known.format(**context)}" if known else detail["msg"]


@cache
def _keys(kind: Any) -> list[str]:
    schema = TypeAdapter(kind).json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return sorted({key for part in parts for key in part.get("properties", {})})
