"""The kinds of files that a command line names: one put in the place of another is told apart."""

from __future__ import annotations

from typing import Any, TypeVar

from treatygap.load.document import Document, brief, build
from treatygap.model.base import Value
from treatygap.model.diagnostic import Invalid

V = TypeVar("V", bound=Value)
USES = {
    "bill": "treatygap overlay PROFILE BILL",
    "company": "treatygap obligations PROFILE --provider COMPANY",
    "file of costs": "treatygap plan PROFILE --cost COSTS",
}
"""How a command line names a file of each kind but profiles."""


def build_kind(document: Document, kind: type[V]) -> V:
    """Return the document's data as a profile, a bill, a company or costs.

    Raises Invalid with every problem, or with one where the file is of another of these kinds.
    """
    try:
        return build(document, kind)
    except Invalid:
        kinds = _kinds()
        wanted, data = kinds[kind], document.data if isinstance(document.data, dict) else {}
        result = data.get("format")
        if isinstance(result, str) and result.startswith("treatygap-"):
            message, hint = f"{brief(result)} is no {wanted}", "name what it was made of"
            raise Invalid([document.problem(("format",), "wrong-kind", message, hint)]) from None
        given = next((name for other, name in kinds.items() if _fits(data, other)), wanted)
        if given == wanted:
            raise
        other = given if given in USES else wanted
        message, hint = f"is a {given}, and no {wanted}", f"a {other} is named so: {USES[other]}"
        raise Invalid([document.problem((), "wrong-kind", message, hint)]) from None


def _kinds() -> dict[type[Value], str]:
    from treatygap.model.bill import BillFile
    from treatygap.model.company import CompanyFile
    from treatygap.model.plan import Costs
    from treatygap.model.profile import ProfileFile

    return {
        ProfileFile: "profile",
        BillFile: "bill",
        CompanyFile: "company",
        Costs: "file of costs",
    }


def _fits(data: dict[str, Any], kind: type[Value]) -> bool:
    needed = {name for name, field in kind.model_fields.items() if field.is_required()}
    return bool(data) and needed <= data.keys() <= kind.model_fields.keys()
