"""The description of a company: every state in it exists."""

from __future__ import annotations

from collections.abc import Iterator

from treatygap.load.document import Document
from treatygap.model.company import CompanyFile
from treatygap.model.diagnostic import Diagnostic

STATES = ("data_location", "established_in", "staff_in", "users_in")


def check_company(company: CompanyFile, document: Document) -> Iterator[Diagnostic]:
    """Yield every state that is none."""
    import pycountry

    for name in STATES:
        for index, state in enumerate(getattr(company, name) or ()):
            if pycountry.countries.get(alpha_3=state) is None:
                message = f"'{state}' is not an ISO 3166-1 alpha-3 code"
                hint = "write one such as KEN"
                yield document.problem((name, index), "unknown-state", message, hint)
