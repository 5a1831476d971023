"""A saved assessment, held against its published schema."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from pydantic import ValidationError

from treatygap.load.document import brief
from treatygap.load.file import read_text
from treatygap.model.assessment import Assessment
from treatygap.model.diagnostic import Diagnostic, Invalid, Place

LARGEST = 100_000_000
"""Bytes in an assessment; one instrument takes a fiftieth of it."""
ENOUGH = 100
"""Problems after which a file is not read further."""
KIND = "treatygap-assessment/"
"""What the format of every version begins with; results of other kinds are told apart by it."""
WRITES = "treatygap assess -o FILE.json writes an assessment"


def load_assessment(path: Path) -> Assessment:
    """Read `assessment.json`. Raises Invalid with every place where it departs from its schema."""
    return parse_assessment(read_text(path, LARGEST), str(path))


def parse_assessment(text: str, file: str) -> Assessment:
    """Return the assessment that a text holds; `file` names it in problems.

    Raises Invalid with every place where it departs from its schema.
    """
    data = _parsed(text, file)
    kind = data.get("format") if isinstance(data, dict) else None
    if isinstance(kind, str) and not kind.startswith(KIND):
        message = f"$.format: {brief(kind)} is no assessment"
        raise Invalid([Diagnostic(Place(file), "bad-assessment", message, WRITES)])
    try:
        return Assessment.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise Invalid(_problems(data, error, file)) from None


def _problems(data: Any, error: ValidationError, file: str) -> list[Diagnostic]:
    """Return where data departs from the schema, or else from the model that it is made of."""
    from jsonschema import Draft202012Validator

    from treatygap.model.schema import schema

    errors = islice(Draft202012Validator(schema("assessment")).iter_errors(data), ENOUGH)
    found = [f"{departed.json_path}: {departed.message[:200]}" for departed in errors] or [
        f"{_path(detail['loc'])}: {detail['msg']}" for detail in error.errors(include_url=False)
    ]
    return [Diagnostic(Place(file), "bad-assessment", text) for text in found]


def _parsed(text: str, file: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        hint = "" if error.pos else WRITES
        raise Invalid([Diagnostic(place, "json-syntax", error.msg, hint)]) from None
    except RecursionError:
        raise Invalid([Diagnostic(Place(file), "too-deep", "nested too deeply")]) from None
    except ValueError as error:
        raise Invalid([Diagnostic(Place(file), "json-syntax", str(error))]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key '{key}' is written twice")
        found[key] = value
    return found


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON number")


def _path(loc: tuple[str | int, ...]) -> str:
    return "$" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
