"""Judgements as findings, with the words and evidence of one profile on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from treatygap.explain import deciding, flag_truth, preconditions, raised, reasons, waiting
from treatygap.model.binding import Binding, Judged, Ledger
from treatygap.model.finding import FactAsked, FactStatement, FactUsed, Finding, FlagRaised, Recheck
from treatygap.model.logic import Truth
from treatygap.model.profile import Answer, Source, Statement
from treatygap.model.question import Fact, QuestionBank
from treatygap.model.requirement import Conclusion, Flag
from treatygap.words import cited, listed, spoken

ORDER: tuple[Conclusion, ...] = ("met", "partly", "not-met", "not-applicable")


class Verdict(NamedTuple):
    """What judgements under one or several sources come to together.

    `missing` are facts that keep the conclusion open, `flags_missing` those that keep a flag open.
    """

    conclusion: Conclusion
    possible: tuple[Conclusion, ...]
    flags: set[Flag]
    flags_possible: set[Flag]
    decided: set[str]
    missing: set[str]
    flags_missing: set[str]


def verdict(judged: Judged, contested: set[str]) -> Verdict:
    """Return what judgements under each source come to: undetermined where they differ.

    `contested` names the facts on which sources differ. A flag is raised when every source
    raises it.
    """
    conclusions = {item.conclusion for item in judged.values()}
    agreed = len(conclusions) == 1
    open_ = {item for found in judged.values() for item in found.possible or (found.conclusion,)}
    certain = [raised(item, Truth.YES) for item in judged.values()]
    flags = set.intersection(*map(set, certain))
    maybe = {flag for item in judged.values() for flag in raised(item, Truth.UNKNOWN)}
    found = [reasons(item) for item in judged.values()]
    decided = {fact for facts, _ in found for fact in facts}
    missing = {fact for _, facts in found for fact in facts}
    missing |= set() if agreed else decided & contested
    doubtful = (maybe | {flag for steps in certain for flag in steps}) - flags
    by_flag = {fact for steps in certain for flag in flags for fact in deciding(steps[flag])}
    return Verdict(
        conclusion=conclusions.pop() if agreed else "undetermined",
        possible=tuple(item for item in ORDER if item in open_) if len(open_) > 1 else (),
        flags=flags,
        flags_possible=doubtful,
        decided=(decided - missing) | by_flag,
        missing=missing,
        flags_missing={fact for flag in doubtful for fact in _unsettled(judged, flag, contested)},
    )


def _unsettled(judged: Judged, flag: Flag, contested: set[str]) -> Iterator[str]:
    """Yield the facts that keep a flag open: unknown ones, and those on which sources differ."""
    differ = len({flag_truth(item, flag) for item in judged.values()}) > 1
    for item in judged.values():
        yield from waiting(item, flag)
        for step in (item.applies, item.flags[flag]) if differ else ():
            yield from contested.intersection(deciding(step)) if step else ()


class Finder:
    """Makes findings from judgements, with the words and evidence of one profile on one day.

    `marks` are reasons to check again that hold for every finding resting on a fact.
    """

    def __init__(
        self,
        bank: QuestionBank,
        known: Ledger,
        answers: dict[str, Answer],
        marks: tuple[Recheck, ...],
    ) -> None:
        self._bank = bank
        self._ledger = known
        self._answers = answers
        self._marks = marks
        self._facts: dict[str, FactUsed] = {}

    def finding(self, binding: Binding, judged: Judged) -> Finding:
        """Return the finding for a binding judged under each source that speaks to it."""
        found = verdict(judged, set(self._ledger.contested))
        seen = self._ledger.contested.keys() | self._ledger.lapsed
        missing = found.missing | found.flags_missing
        ids = sorted(found.decided | (missing & seen))
        used = tuple(self.used(fact) for fact in ids)
        before = preconditions(judged)
        requirement, member, instrument = binding.requirement, binding.member, binding.instrument
        gap = found.conclusion in ("not-met", "partly")
        return Finding(
            id=binding.id,
            requirement=requirement.id,
            member=member.id if member else None,
            member_label=binding.member_label,
            instrument=instrument.id,
            provisions=binding.provisions,
            chapter=instrument.chapter_of(binding.provisions),
            title=requirement.title,
            strength=instrument.strength_of(binding.provisions),
            severity=requirement.severity,
            lens=requirement.lens,
            safeguard=requirement.safeguard,
            conclusion=found.conclusion,
            possible=found.possible,
            flags=tuple(flag for flag in requirement.rules if flag in found.flags),
            flags_possible=tuple(
                flag for flag in requirement.rules if flag in found.flags_possible
            ),
            flags_raised=_flags_raised(binding, found.flags),
            by_source=_by_source(judged),
            recheck=self._recheck(used, missing),
            facts=used,
            preconditions=tuple(fact for fact in ids if fact in before),
            missing=tuple(sorted(missing)),
            because=requirement.because if gap else self._because(found, used),
            recommend=requirement.recommend if gap else None,
            reading=requirement.reading,
        )

    def _recheck(self, used: Iterable[FactUsed], missing: set[str]) -> tuple[Recheck, ...]:
        marks: set[Recheck] = set(self._marks) if used else set()
        if missing & self._ledger.lapsed:
            marks.add("not-in-force")
        if any(item.checked == "no" for fact in used for item in fact.evidence):
            marks.add("evidence-unchecked")
        return tuple(sorted(marks))

    def _because(self, found: Verdict, used: tuple[FactUsed, ...]) -> str:
        if found.conclusion == "undetermined":
            differ = found.missing <= self._ledger.contested.keys()
            lead = "The sources differ on" if differ else "Open"
            labels = [self._bank.facts[fact].label for fact in sorted(found.missing)]
            return f"{lead}: {listed(labels)}."
        return told(used)

    def used(self, fact_id: str) -> FactUsed:
        """Return a fact with its value in words and its evidence; made once."""
        if fact_id not in self._facts:
            self._facts[fact_id] = self._fact(fact_id)
        return self._facts[fact_id]

    def asked(self, fact_id: str) -> FactAsked:
        """Return a fact that nobody has settled."""
        return FactAsked(id=fact_id, label=self._bank.facts[fact_id].label)

    def _fact(self, fact_id: str) -> FactUsed:
        fact = self._bank.facts[fact_id]
        value = self._ledger.agreed.get(fact_id)
        known = [item for item in self._ledger.statements.get(fact_id, ()) if item.known]
        said = [item for item in known if value is not None and item.in_force(self._ledger.day)]
        several = known if len(known) > 1 or value is None else []
        counting = said or known
        statements = tuple(self._statement(item, fact) for item in several)
        answer = self._answers.get(fact_id)
        return FactUsed(
            id=fact_id,
            label=fact.label,
            value=value,
            unit=fact.question.unit,
            words=spoken(value, fact) if value is not None else apart(statements),
            evidence=tuple(dict.fromkeys(item for one in said for item in one.evidence)),
            note=next((item.note for item in said if item.note), None),
            practice=answer.practice if answer else None,
            statements=statements,
            restricted=bool(counting) and all(item.restricted for item in counting),
        )

    def _statement(self, item: Statement, fact: Fact) -> FactStatement:
        return FactStatement(
            value=item.value,
            words=spoken(item.value, fact),
            source=item.source,
            evidence=item.evidence,
            note=item.note,
            in_force=item.in_force(self._ledger.day),
            restricted=item.restricted,
        )


def told(facts: tuple[FactUsed, ...]) -> str:
    """Return facts as a reason, in a sentence."""
    said = "; ".join(f"{fact.label}: {fact.words}" for fact in facts)
    return f"{said}." if said else "Nothing in domestic law bears on it."


def apart(statements: tuple[FactStatement, ...]) -> str:
    """Return what sources say that differ, or what is said that is not in force on the day."""
    valid = [item for item in statements if item.in_force]
    if not valid:
        return "not in force on the day: " + listed(
            f"{item.words} ({cited(item.evidence)})" if item.evidence else item.words
            for item in statements
        )
    return "contested: " + listed(
        f"{item.words} ({item.source.replace('-', ' ')})" for item in valid
    )


def _flags_raised(binding: Binding, flags: set[Flag]) -> tuple[FlagRaised, ...]:
    requirement = binding.requirement
    return tuple(
        FlagRaised(
            flag=flag,
            severity=rule.severity or requirement.severity,
            because=rule.because,
            recommend=rule.recommend,
        )
        for flag, rule in requirement.rules.items()
        if flag in flags
    )


def _by_source(judged: Judged) -> dict[Source, Conclusion]:
    said = {source: item.conclusion for source, item in sorted(judged.items())}
    return said if len(set(said.values())) > 1 else {}
