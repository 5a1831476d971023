"""Judgements as findings: the facts that decided, those that would settle, and the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from treatygap.model.assessment import FactStatement, FactUsed, Finding, FlagRaised, Recheck
from treatygap.model.binding import Binding, Judgement, Ledger
from treatygap.model.logic import Leaf, Step, Truth
from treatygap.model.profile import Answer, Source, Statement
from treatygap.model.question import Fact, QuestionBank
from treatygap.model.requirement import Conclusion, Flag
from treatygap.words import cited, listed, spoken

ORDER: tuple[Conclusion, ...] = ("met", "partly", "not-met", "not-applicable")
Judged = dict[Source, Judgement]


def deciding(step: Step) -> Iterator[str]:
    """Yield the facts that carry a settled truth: keeping only these keeps it.

    For an unknown truth, yield the unknown facts that keep it open.
    """
    if isinstance(step.node, Leaf):
        yield step.node.fact
    for part in step.parts:
        if part.truth == step.truth or len(step.parts) == 1:
            yield from deciding(part)


def leaves(step: Step) -> Iterator[Step]:
    """Yield the steps of single facts, from left to right."""
    if isinstance(step.node, Leaf):
        yield step
    for part in step.parts:
        yield from leaves(part)


def reasons(judgement: Judgement) -> tuple[set[str], set[str]]:
    """Return the facts that decided a conclusion, and those that would settle an undetermined one.

    For an undetermined conclusion the first set is what is known so far.
    """
    applies, met, partly = judgement.applies, judgement.met, judgement.partly
    if applies and applies.truth == Truth.NO:
        return set(deciding(applies)), set()
    steps = [item for item in (applies, met) if item]
    if partly and met.truth != Truth.YES:
        steps.append(partly)
    decided = {fact for item in steps if item.truth != Truth.UNKNOWN for fact in deciding(item)}
    missing = {fact for item in steps if item.truth == Truth.UNKNOWN for fact in deciding(item)}
    if missing:
        known = (leaf for item in steps for leaf in leaves(item) if leaf.truth != Truth.UNKNOWN)
        decided |= {leaf.node.fact for leaf in known if isinstance(leaf.node, Leaf)}
    return decided, missing


def raised(judgement: Judgement, truth: Truth) -> dict[Flag, Step]:
    """Return the flags whose condition has a truth (YES: raised; UNKNOWN: still possible)."""
    if not judgement.flags:
        return {}
    held = judgement.applies.truth if judgement.applies else Truth.YES
    return {flag: step for flag, step in judgement.flags.items() if min(held, step.truth) == truth}


class Explainer:
    """Makes findings from judgements, with the words and evidence of one profile on one day."""

    def __init__(self, bank: QuestionBank, known: Ledger, answers: dict[str, Answer],
                 marks: tuple[Recheck, ...]) -> None:  # fmt: skip
        self._bank = bank
        self._ledger = known
        self._answers = answers
        self._marks = marks
        self._facts: dict[str, FactUsed] = {}

    def finding(self, binding: Binding, judged: Judged) -> Finding:
        """Return the finding for a binding judged under each source that speaks to it."""
        conclusions = {source: item.conclusion for source, item in judged.items()}
        agreed = len(set(conclusions.values())) == 1
        conclusion = next(iter(conclusions.values())) if agreed else "undetermined"
        open_ = {
            item for found in judged.values() for item in found.possible or (found.conclusion,)
        }
        decided, missing = self._reasons(judged, agreed=agreed)
        flags = set.intersection(*(set(raised(item, Truth.YES)) for item in judged.values()))
        maybe = {flag for item in judged.values() for truth in (Truth.YES, Truth.UNKNOWN)
                 for flag in raised(item, truth)} - flags  # fmt: skip
        for item in judged.values():
            steps = raised(item, Truth.YES)
            decided |= {fact for flag in flags for fact in deciding(steps[flag])}
        used = tuple(self._used(fact) for fact in sorted(decided | (missing & self._seen)))
        requirement, member = binding.requirement, binding.member
        gap = conclusion in ("not-met", "partly")
        rules = [(flag, requirement.rules[flag]) for flag in requirement.rules if flag in flags]
        return Finding(
            id=binding.id,
            requirement=requirement.id,
            member=member.id if member else None,
            member_label=member.label if member else None,
            instrument=binding.instrument.id,
            provisions=binding.provisions,
            chapter=binding.instrument.chapter_of(binding.provisions),
            title=requirement.title,
            strength=binding.instrument.strength_of(binding.provisions),
            severity=requirement.severity,
            lens=requirement.lens,
            safeguard=requirement.safeguard,
            conclusion=conclusion,
            possible=tuple(item for item in ORDER if item in open_) if len(open_) > 1 else (),
            flags=tuple(flag for flag, _ in rules),
            flags_possible=tuple(flag for flag in requirement.rules if flag in maybe),
            flags_raised=tuple(
                FlagRaised(flag=flag, because=rule.because, recommend=rule.recommend)
                for flag, rule in rules
            ),
            by_source={} if agreed else dict(sorted(conclusions.items())),
            recheck=self._recheck(used, missing),
            facts=used,
            missing=tuple(sorted(missing)),
            because=requirement.because if gap else self._because(conclusion, used, missing),
            recommend=requirement.recommend if gap else None,
            reading=requirement.reading,
        )

    @property
    def _seen(self) -> set[str]:
        return set(self._ledger.contested) | self._ledger.lapsed

    def _reasons(self, judged: Judged, *, agreed: bool) -> tuple[set[str], set[str]]:
        decided, missing = set[str](), set[str]()
        for judgement in judged.values():
            found = reasons(judgement)
            decided |= found[0]
            missing |= found[1]
        if not agreed:
            missing |= decided & set(self._ledger.contested)
        return decided - missing, missing

    def _recheck(self, used: Iterable[FactUsed], missing: set[str]) -> tuple[Recheck, ...]:
        marks: set[Recheck] = set(self._marks) if used else set()
        if missing & self._ledger.lapsed:
            marks.add("not-in-force")
        if any(item.checked == "no" for fact in used for item in fact.evidence):
            marks.add("evidence-unchecked")
        return tuple(sorted(marks))

    def _because(
        self, conclusion: Conclusion, used: tuple[FactUsed, ...], missing: set[str]
    ) -> str:
        if conclusion == "undetermined":
            lead = "The sources differ on" if not missing - set(self._ledger.contested) else "Open"
            labels = [self._bank.facts[fact].label for fact in sorted(missing)]
            return f"{lead}: {listed(labels)}."
        facts = "; ".join(f"{fact.label}: {fact.words}" for fact in used)
        return f"{facts}." if facts else "Nothing in domestic law bears on it."

    def _used(self, fact_id: str) -> FactUsed:
        if fact_id not in self._facts:
            self._facts[fact_id] = self._fact(fact_id)
        return self._facts[fact_id]

    def _fact(self, fact_id: str) -> FactUsed:
        fact = self._bank.facts[fact_id]
        value = self._ledger.agreed.get(fact_id)
        known = [item for item in self._ledger.statements.get(fact_id, ()) if item.known]
        said = [item for item in known if value is not None and item.in_force(self._ledger.day)]
        several = known if len(known) > 1 or value is None else []
        statements = tuple(self._statement(item, fact) for item in several)
        answer = self._answers.get(fact_id)
        return FactUsed(
            id=fact_id,
            label=fact.label,
            value=value,
            words=spoken(value, fact) if value is not None else _apart(statements),
            evidence=tuple(dict.fromkeys(item for one in said for item in one.evidence)),
            note=next((item.note for item in said if item.note), None),
            practice=answer.practice if answer else None,
            statements=statements,
        )

    def _statement(self, item: Statement, fact: Fact) -> FactStatement:
        return FactStatement(
            value=item.value,
            words=spoken(item.value, fact),
            source=item.source,
            evidence=item.evidence,
            note=item.note,
            in_force=item.in_force(self._ledger.day),
        )


def _apart(statements: tuple[FactStatement, ...]) -> str:
    valid = [item for item in statements if item.in_force]
    if not valid:
        return "no longer in force: " + listed(
            f"{item.words} ({cited(item.evidence)})" for item in statements
        )
    return "contested: " + listed(
        f"{item.words} ({item.source.replace('-', ' ')})" for item in valid
    )
