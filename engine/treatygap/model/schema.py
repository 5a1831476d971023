"""JSON Schemas (2020-12) of the authored files and of the assessment."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from treatygap.model.assessment import Assessment
from treatygap.model.concordance import Concordance
from treatygap.model.instrument import Heading, Provision, Reservation, Status
from treatygap.model.profile import ProfileFile
from treatygap.model.question import Dimension, Question
from treatygap.model.requirement import Example, Requirement
from treatygap.model.tension import Tension

SCHEMAS: dict[str, Any] = {
    "assessment": Assessment,
    "concordance": Concordance,
    "dimensions": list[Dimension],
    "examples": list[Example],
    "instrument": Heading,
    "profile": ProfileFile,
    "provisions": list[Provision],
    "questions": list[Question],
    "requirements": list[Requirement],
    "reservations": list[Reservation],
    "status": Status,
    "tensions": list[Tension],
}


def schema(name: str) -> dict[str, Any]:
    """Return the schema of a kind of file; `name` is a key of SCHEMAS.

    The assessment's describes what is written, the others what is authored.
    """
    written = name == "assessment"
    found = TypeAdapter(SCHEMAS[name]).json_schema(
        mode="serialization" if written else "validation"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"treatygap {name}",
        **{key: value for key, value in found.items() if key != "title"},
    }
