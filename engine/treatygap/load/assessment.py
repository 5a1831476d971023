"""A saved assessment, held against its published schema."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from treatygap.model.assessment import Assessment
from treatygap.model.diagnostic import Diagnostic, Invalid, Place
from treatygap.model.schema import schema


def load_assessment(path: Path) -> Assessment:
    """Read `assessment.json`. Raises Invalid with every place where it departs from its schema."""
    file = str(path)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Invalid(
            [Diagnostic(Place(file), "cannot-read", error.strerror or str(error))]
        ) from None
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        raise Invalid([Diagnostic(place, "json-syntax", error.msg)]) from None
    except (UnicodeDecodeError, RecursionError) as error:
        raise Invalid([Diagnostic(Place(file), "cannot-read", str(error))]) from None
    errors = Draft202012Validator(schema("assessment")).iter_errors(data)
    problems = [
        Diagnostic(Place(file), "bad-assessment", f"{error.json_path}: {error.message[:200]}")
        for error in errors
    ]
    if problems:
        raise Invalid(problems)
    return Assessment.model_validate(data)
