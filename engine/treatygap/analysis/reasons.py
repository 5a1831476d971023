"""Why two assessments say different things of one requirement."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from treatygap.model.assessment import Assessment
from treatygap.model.compare import FactCompared, Reason, Silence, Why
from treatygap.model.finding import FactUsed, Finding
from treatygap.model.profile import Evidence


class Side:
    """An assessment, its findings by id and what it says of facts."""

    def __init__(self, assessment: Assessment) -> None:
        self.of = assessment
        self.findings = {item.id: item for item in assessment.findings}
        self.hashes = {item.id: item.hash for item in assessment.instruments}

    @cached_property
    def _facts(self) -> dict[str, FactUsed]:
        return {fact.id: fact for finding in self.of.findings for fact in finding.facts}

    @cached_property
    def _open(self) -> dict[str, str]:
        return {item.id: item.label for item in self.of.open_questions}

    def says(self, fact: str) -> FactUsed | Silence:
        """Return a fact as this assessment has it."""
        return self._facts.get(fact) or ("unanswered" if fact in self._open else "not-stated")

    def label(self, fact: str) -> str | None:
        """Return the label of a fact that this assessment names."""
        used = self._facts.get(fact)
        return used.label if used else self._open.get(fact)


def reasons(name: str, first: Side, second: Side, between: tuple[int, int]) -> tuple[Reason, ...]:
    """Return why the findings with one id differ; at least one reason.

    `between` numbers the two sides among all that are compared.
    """
    one, other = first.findings.get(name), second.findings.get(name)
    if one is None or other is None:
        return (Reason(why="not-in-other", between=between),)
    by_kind: dict[Why, list[FactCompared]] = {}
    for fact in _differing(one, other, first, second):
        by_kind.setdefault(_why(fact, first.of, second.of), []).append(fact)
    if not by_kind and (silent := _unnamed(one, other, first.of, second.of)):
        by_kind[silent] = []
    found = [Reason(why=why, between=between, facts=tuple(facts)) for why, facts in by_kind.items()]
    rules = first.hashes[one.instrument] != second.hashes[other.instrument]
    if found:
        return (*found, Reason(why="rule-may-differ", between=between)) if rules else tuple(found)
    rules = rules or first.of.questions_hash != second.of.questions_hash
    return (Reason(why="rule-changed" if rules else "engine-differs", between=between),)


def _unnamed(one: Finding, other: Finding, first: Assessment, second: Assessment) -> Why | None:
    """Return why findings differ whose facts do not, or None where the law has no part in it.

    Findings name the facts behind a conclusion and behind a flag that is raised, but not those
    behind one that is not.
    """
    if one.conclusion != other.conclusion:
        return None
    if first.state != second.state:
        return "other-state"
    if first.profile_hash != second.profile_hash:
        return "profile-changed"
    return "law-changed" if first.as_of != second.as_of else None


def _differing(one: Finding, other: Finding, first: Side, second: Side) -> list[FactCompared]:
    """Return the facts that differ; those stated on one side only where there are no others."""
    named = {fact.id for finding in (one, other) for fact in finding.facts}
    facts = [
        FactCompared(
            id=fact,
            label=first.label(fact) or second.label(fact) or fact,
            first=first.says(fact),
            second=second.says(fact),
        )
        for fact in sorted(named | {*one.missing, *other.missing})
    ]
    one_state = first.of.state == second.of.state
    differing = [fact for fact in facts if _differs(fact, evidence=one_state)]
    sure = [fact for fact in differing if "not-stated" not in (fact.first, fact.second)]
    return sure or differing


def _differs(fact: FactCompared, *, evidence: bool) -> bool:
    """Say whether a value differs, or the evidence, where that counts."""
    one, other = fact.first, fact.second
    if isinstance(one, str) or isinstance(other, str):
        return one != other
    return _value(one) != _value(other) or (evidence and one.evidence != other.evidence)


def _value(fact: FactUsed) -> object:
    if fact.value is not None:
        return type(fact.value), fact.value
    return [(item.source, item.value) for item in fact.statements if item.in_force]


def _why(fact: FactCompared, first: Assessment, second: Assessment) -> Why:
    """Return the reason for a fact that differs between two assessments."""
    if first.state != second.state:
        silent = "unanswered" in (fact.first, fact.second)
        return "answered-on-one-side" if silent else "other-state"
    if first.profile_hash == second.profile_hash or _dated(fact, first, second):
        return "law-changed"
    if fact.first == "unanswered":
        return "answered"
    if fact.second == "unanswered":
        return "no-longer-answered"
    one, other = fact.first, fact.second
    if isinstance(one, FactUsed) and isinstance(other, FactUsed) and _value(one) == _value(other):
        return "evidence-corrected"
    return "answer-corrected" if first.as_of == second.as_of else "law-or-answer"


def _dated(fact: FactCompared, first: Assessment, second: Assessment) -> bool:
    """Say whether the dates of the evidence tell that the law differs between two days."""
    sides = ((fact.first, second), (fact.second, first))
    if first.as_of == second.as_of or "unanswered" in (fact.first, fact.second):
        return False
    return any(
        not any(item.in_force(other.as_of) for item in evidence)
        for used, other in sides
        if isinstance(used, FactUsed)
        for evidence in _evidence(used)
    )


def _evidence(used: FactUsed) -> Iterator[tuple[Evidence, ...]]:
    if used.evidence:
        yield used.evidence
    yield from (item.evidence for item in used.statements if item.in_force and item.evidence)
