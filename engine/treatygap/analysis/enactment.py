"""A profile as it would stand once a bill were law."""

from __future__ import annotations

import hashlib
from datetime import date

from treatygap.model.bill import Bill
from treatygap.model.profile import Act, Answer, Evidence, Practice, Profile


def enacted(profile: Profile, bill: Bill, day: date) -> Profile:
    """Return the profile with the bill's answers in place of its own, as far as they are in force.

    A fact that the bill repeals is unanswered. A clause that is not in force on `day` changes
    nothing yet. Bill and profile are taken as valid (see `treatygap.validate`).
    """
    if not bill.in_force(day):
        return profile
    written = {fact: _cited(answer, bill, profile.acts) for fact, answer in bill.answers.items()}
    said = {fact: answer for fact, answer in written.items() if _in_force(answer, day)}
    kept = {fact: item for fact, item in profile.answers.items() if fact not in bill.repeals}
    both = f"{profile.hash}\0{bill.hash}".encode()
    return profile.model_copy(
        update={
            "acts": _with_acts(profile.acts, bill.all_acts),
            "answers": {**kept, **said},
            "hash": hashlib.sha256(both).hexdigest(),
        }
    )


def in_effect(bill: Bill, profile: Profile, day: date) -> frozenset[str]:
    """Return the facts that the bill answers or ends on a day."""
    if not bill.in_force(day):
        return frozenset()
    said = {
        fact
        for fact, answer in bill.answers.items()
        if _in_force(_cited(answer, bill, profile.acts), day)
    }
    return frozenset(said | {*bill.repeals})


def _with_acts(acts: dict[str, Act], more: dict[str, Act]) -> dict[str, Act]:
    """Return the acts of a profile and those of a bill, these under names of their own."""
    found = dict(acts)
    for name, act in more.items():
        free = f"bill-{name}"
        while free in found:
            free = f"bill-{free}"
        found[free] = act
    return found


def _in_force(answer: Answer, day: date) -> bool:
    return any(item.in_force(day) for item in answer.statements)


def _cited(answer: Answer, bill: Bill, acts: dict[str, Act]) -> Answer:
    """Return the answer with its evidence cited in full: short names of acts are the profile's."""

    def cite(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(bill.cite(item, acts) for item in evidence)

    practice = answer.practice
    return answer.model_copy(
        update={
            "evidence": cite(answer.evidence),
            "values": tuple(
                item.model_copy(update={"evidence": cite(item.evidence)}) for item in answer.values
            ),
            "practice": practice and Practice(says=practice.says, evidence=cite(practice.evidence)),
        }
    )
