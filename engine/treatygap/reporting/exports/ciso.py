"""Instruments as a CISO Assistant library: a framework each, to be assessed there by hand.

Source: the loader of intuitem/ciso-assistant-community, backend/core/models.py
(StoredLibrary.store_library_content) and backend/library/utils.py (LibraryImporter).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import yaml

from treatygap.model.assessment import InstrumentUsed, ProvisionUsed
from treatygap.model.instrument import STRENGTHS
from treatygap.reporting.exports import Order
from treatygap.reporting.exports.naming import urn
from treatygap.reporting.exports.outline import Part, outline
from treatygap.reporting.exports.said import spoken
from treatygap.reporting.plain import clean, line
from treatygap.reporting.strings import Strings

Json = dict[str, Any]


def export(order: Order) -> bytes:
    """Return a library with the instruments of an assessment, and nothing of the state's law.

    Raises ReportError where there is no such language.
    """
    t, assessment = spoken(order)
    used = assessment.instruments
    name = "-".join(item.id for item in used)
    made = {
        "urn": urn("risk", "library", name),
        "locale": order.lang,
        "ref_id": name,
        "name": line(t.listed(item.heading.title for item in used)),
        "description": clean(t("cover.not_advice")),
        "version": max(_version(item.version) for item in used),
        "provider": "treatygap",
        "packager": "treatygap",
        "objects": {"frameworks": [_framework(item, t) for item in used]},
    }
    text = yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


def _version(version: str) -> int:
    """Return the version of a ruleset as the whole number that a library has: 2026.1 as 2026001."""
    year, number, *_ = [*re.findall(r"\d{1,6}", version), "0", "0"]
    return int(year) * 1000 + int(number)


def _framework(used: InstrumentUsed, t: Strings) -> Json:
    return {
        "urn": urn("risk", "framework", used.id),
        "ref_id": used.id,
        "name": line(used.heading.title),
        "description": line(used.heading.citation),
        "implementation_groups_definition": [
            {"ref_id": strength, "name": line(t(f"strength.{strength}"))} for strength in STRENGTHS
        ],
        "requirement_nodes": [node for part in outline(used, t) for node in _part(used, part, t)],
    }


def _part(used: InstrumentUsed, part: Part, t: Strings) -> Iterator[Json]:
    chapter = _node(used, f"chapter-{part.number}")
    yield {
        "urn": chapter,
        "assessable": False,
        "depth": 1,
        "ref_id": part.number,
        "name": line(part.title),
    }
    for number, group in groupby(part.provisions, key=lambda item: item.article):
        held, article = list(group), _node(used, f"article-{number}")
        yield {
            "urn": article,
            "parent_urn": chapter,
            "assessable": False,
            "depth": 2,
            "ref_id": str(number),
            "name": line(held[0].heading),
        }
        yield from (_provision(used, item, article, t) for item in held)


def _provision(used: InstrumentUsed, item: ProvisionUsed, parent: str, t: Strings) -> Json:
    notes = [] if item.is_checked else [t("common.unchecked")]
    if item.not_assessable:
        notes.append(t("transposition.not_assessable", reason=item.not_assessable))
    made = {
        "urn": _node(used, item.ref),
        "parent_urn": parent,
        "assessable": item.not_assessable is None,
        "depth": 3,
        "ref_id": item.ref,
        "description": clean(item.gist),
        "implementation_groups": [item.strength],
    }
    return made | ({"annotation": clean("\n".join(notes))} if notes else {})


def _node(used: InstrumentUsed, name: str) -> str:
    """Return the name of a node; the loader compares them in lower case."""
    return re.sub(r"[^0-9a-z\[\]().:_-]", "-", urn("risk", "req_node", used.id, name).lower())
