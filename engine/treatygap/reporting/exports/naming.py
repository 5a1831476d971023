"""Names and moments that follow from an assessment alone, for formats that ask for them."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5

from treatygap.model.assessment import Assessment

NAMESPACE = "urn:treatygap"


def urn(*parts: str) -> str:
    """Return a name that is the same for the same parts."""
    return ":".join((NAMESPACE, *parts))


def uuid(*parts: str) -> str:
    """Return a UUID (RFC 9562, version 5) that is the same for the same parts."""
    return str(uuid5(NAMESPACE_URL, urn(*parts)))


def identity(assessment: Assessment) -> str:
    """Return what tells an assessment from others: what went into it, and its day."""
    used = [f"{item.id}={item.hash}" for item in assessment.instruments]
    inputs = (assessment.profile_hash, assessment.questions_hash, assessment.engine, *used)
    return "|".join((*inputs, assessment.as_of.isoformat()))


def moment(assessment: Assessment) -> str:
    """Return the beginning of the day assessed, in UTC: a file that is made again is the same."""
    return f"{assessment.as_of.isoformat()}T00:00:00Z"


def token(name: str) -> str:
    """Return a name as an XML token: `unccc:24(2)` as `unccc-24.2`."""
    made = re.sub(r"[^\w.-]", "", re.sub(r"[(@]", ".", name.replace(":", "-")))
    return made if made[:1].isalpha() else f"_{made}"
