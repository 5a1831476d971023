"""A bill against the question bank and the profile that it would change."""

from __future__ import annotations

from collections.abc import Iterator

from treatygap.load.document import Document, brief, nearest
from treatygap.model.bill import Bill
from treatygap.model.diagnostic import Diagnostic
from treatygap.model.profile import Profile
from treatygap.model.question import QuestionBank
from treatygap.validate.profile import check_answers


def check_bill(
    bill: Bill, document: Document, profile: Profile, bank: QuestionBank
) -> list[Diagnostic]:
    """Return every problem of a bill that the file alone does not show; none means valid.

    Its evidence may cite the bill itself, its own acts, and those of the profile.
    """
    as_profile = profile.model_copy(
        update={"acts": {**profile.acts, **bill.all_acts}, "answers": bill.answers}
    )
    return sorted({
        *check_answers(as_profile, document, bank),
        *_repeals(bill, document, profile, bank),
    })  # fmt: skip


def _repeals(
    bill: Bill, document: Document, profile: Profile, bank: QuestionBank
) -> Iterator[Diagnostic]:
    for index, fact in enumerate(bill.repeals):
        if fact not in bank.facts:
            message = f"no question {brief(fact)} in the question bank"
            hint = nearest(fact, list(bank.facts))
            yield document.problem(("repeals", index), "unknown-question", message, hint)
        elif fact not in profile.answers:
            message = f"{profile.name}'s profile does not answer '{fact}'"
            hint = "nothing ends; leave it out"
            yield document.problem(("repeals", index), "nothing-to-repeal", message, hint)
