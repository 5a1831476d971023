"""JSON Schemas (2020-12) of the authored files and of results."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from treatygap.model.assessment import Assessment
from treatygap.model.assistance import AssistanceRules
from treatygap.model.bill import BillFile
from treatygap.model.company import CompanyFile, Duties, ReachExamples, ReachRules
from treatygap.model.compare import Comparison
from treatygap.model.concordance import Concordance
from treatygap.model.instrument import Heading, Provision, Reservation, Status
from treatygap.model.migration import Migrated, Table
from treatygap.model.next import Questionnaire
from treatygap.model.overlay import Overlay
from treatygap.model.plan import Costs, Plan
from treatygap.model.profile import ProfileFile
from treatygap.model.question import Dimension, Question
from treatygap.model.register import Register
from treatygap.model.requirement import Example, Requirement
from treatygap.model.robustness import Robustness
from treatygap.model.route import Cooperation, RouteExample, RoutesFile
from treatygap.model.tension import Tension

SCHEMAS: dict[str, Any] = {
    "assessment": Assessment,
    "assistance": AssistanceRules,
    "bill": BillFile,
    "comparison": Comparison,
    "company": CompanyFile,
    "concordance": Concordance,
    "cooperate": Cooperation,
    "costs": Costs,
    "dimensions": list[Dimension],
    "examples": list[Example],
    "instrument": Heading,
    "migrated": Migrated,
    "migrations": Table,
    "next": Questionnaire,
    "obligations": Duties,
    "overlay": Overlay,
    "plan": Plan,
    "profile": ProfileFile,
    "provisions": list[Provision],
    "questions": list[Question],
    "reach": ReachRules,
    "reach-examples": ReachExamples,
    "register": Register,
    "requirements": list[Requirement],
    "reservations": list[Reservation],
    "robustness": Robustness,
    "route-examples": list[RouteExample],
    "routes": RoutesFile,
    "status": Status,
    "tensions": list[Tension],
}

WRITTEN = (
    "assessment",
    "comparison",
    "cooperate",
    "migrated",
    "next",
    "obligations",
    "overlay",
    "plan",
    "robustness",
)
"""What the engine writes; the others are authored."""


def schema(name: str) -> dict[str, Any]:
    """Return the schema of a kind of file; `name` is a key of SCHEMAS.

    The schema of a file in WRITTEN describes what is written, that of others what is authored.
    """
    found = TypeAdapter(SCHEMAS[name]).json_schema(
        mode="serialization" if name in WRITTEN else "validation"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"treatygap {name}",
        **{key: value for key, value in found.items() if key != "title"},
    }
