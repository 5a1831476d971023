"""What both OSCAL documents share: metadata, properties, text. Source: NIST OSCAL 1.1.3."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from treatygap.reporting.exports import Order
from treatygap.reporting.exports.naming import token, urn
from treatygap.reporting.plain import clean, escaped, line
from treatygap.reporting.strings import Strings

VERSION = "1.1.3"
Json = dict[str, Any]


def metadata(order: Order, title: str, version: str, t: Strings) -> Json:
    """Return the metadata of a document."""
    return {
        "title": markup_line(title),
        "last-modified": f"{order.time:%Y-%m-%dT%H:%M:%SZ}",
        "version": line(version),
        "oscal-version": VERSION,
        "props": props([("engine", f"treatygap {order.assessment.engine}")]),
        "remarks": markup(t("cover.not_advice")),
    }


def props(pairs: Iterable[tuple[str, str]]) -> list[Json]:
    """Return properties of ours."""
    return [{"name": name, "ns": urn("oscal"), "value": line(value)} for name, value in pairs]


def control_id(provision: str) -> str:
    """Return the id of the control that a provision is."""
    return token(provision)


def statement_id(provision: str) -> str:
    """Return the id of the statement in that control."""
    return f"{token(provision)}_smt"


def markup(text: str) -> str:
    """Return a text for a field that holds Markdown."""
    return escaped(clean(text)).strip() or "-"


def markup_line(text: str) -> str:
    """Return a text for a field that holds one line of Markdown."""
    return escaped(line(text))


def document(name: str, content: Json) -> bytes:
    """Return a document as JSON."""
    return f"{json.dumps({name: content}, indent=2, ensure_ascii=False)}\n".encode()
