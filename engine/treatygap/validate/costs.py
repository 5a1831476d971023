"""What changes cost, against the question bank and the profile."""

from __future__ import annotations

from treatygap.load.document import Document, brief, nearest
from treatygap.model.diagnostic import Diagnostic
from treatygap.model.plan import Costs
from treatygap.model.profile import Profile
from treatygap.model.question import QuestionBank


def check_costs(
    costs: Costs, document: Document, profile: Profile, bank: QuestionBank
) -> list[Diagnostic]:
    """Return every fact and act that does not exist; none means valid."""
    found = []
    for key, named, known in (
        ("facts", costs.facts, list(bank.facts)),
        ("acts", costs.acts, list(profile.acts)),
    ):
        for name in named:
            if name not in known:
                message = f"no {key.removesuffix('s')} {brief(name)}"
                hint = nearest(name, known)
                found.append(
                    document.problem((key, name), f"unknown-{key.removesuffix('s')}", message, hint)
                )
    return found
