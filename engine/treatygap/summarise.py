"""Findings as counts and shares with bounds, and the questions still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from treatygap.model.assessment import Count, Group, Grouping, OpenQuestion, Share, Tally
from treatygap.model.finding import Finding
from treatygap.model.profile import Answer
from treatygap.model.question import QuestionBank
from treatygap.model.requirement import Conclusion

MET: tuple[Conclusion, ...] = ("met",)
GAP: tuple[Conclusion, ...] = ("not-met", "partly")
Outcomes = Counter[tuple[Conclusion, ...]]
UNWANTED, OUTSIDE, WANTED = range(3)


def tally(findings: tuple[Finding, ...]) -> Tally:
    """Return counts over all findings, over duties, and by instrument, chapter and strength."""
    groups: list[Group] = []
    keys: list[tuple[Grouping, Callable[[Finding], str | None]]] = [
        ("instrument", lambda finding: finding.instrument),
        ("chapter", lambda finding: finding.chapter),
        ("strength", lambda finding: finding.strength),
    ]
    for instrument in dict.fromkeys(finding.instrument for finding in findings):
        within = [finding for finding in findings if finding.instrument == instrument]
        for by, key in keys:
            for value in dict.fromkeys(map(key, within)):
                found = [finding for finding in within if key(finding) == value]
                if value is not None:
                    counted = count(found)
                    groups.append(Group(instrument=instrument, by=by, key=value, count=counted))
    duties = [finding for finding in findings if finding.strength not in ("may", "none")]
    return Tally(all=count(findings), duties=count(duties), groups=tuple(groups))


def count(findings: Iterable[Finding]) -> Count:
    """Return how many findings have each conclusion and flag, with bounded shares."""
    found = list(findings)
    having = Counter(finding.conclusion for finding in found)
    flagged = Counter(flag for finding in found for flag in finding.flags)
    open_ = Counter(finding.possible or (finding.conclusion,) for finding in found)
    return Count(
        findings=len(found),
        met=having["met"],
        partly=having["partly"],
        not_met=having["not-met"],
        not_applicable=having["not-applicable"],
        undetermined=having["undetermined"],
        contrary=flagged["contrary"],
        over_reach=flagged["over-reach"],
        reserved=flagged["reserved"],
        share_met=share(open_, MET),
        share_gap=share(open_, GAP),
    )


def share(found: Outcomes, wanted: tuple[Conclusion, ...]) -> Share | None:
    """Return the share of wanted conclusions among findings that apply, with both bounds.

    `found` counts findings by the conclusions open to them. Low takes, for each undetermined
    finding, the possible conclusion that lowers the share most: an unwanted one, else not
    applicable, else a wanted one; high the reverse. Returns None where no finding can apply.
    """
    low, high = (_bound(found, wanted, low=side) for side in (True, False))
    if low is None and high is None:
        return None
    return Share(low=0.0 if low is None else low, high=1.0 if high is None else high)


def _bound(found: Outcomes, wanted: tuple[Conclusion, ...], *, low: bool) -> float | None:
    hits = applies = 0
    for possible, number in found.items():
        ranks = {_rank(item, wanted) for item in possible}
        rank = min(ranks) if low else max(ranks)
        hits += number * (rank == WANTED)
        applies += number * (rank != OUTSIDE)
    return round(hits / applies, 6) if applies else None


def _rank(conclusion: Conclusion, wanted: tuple[Conclusion, ...]) -> int:
    if conclusion in wanted:
        return WANTED
    return OUTSIDE if conclusion == "not-applicable" else UNWANTED


def open_questions(
    findings: tuple[Finding, ...], bank: QuestionBank, answers: dict[str, Answer]
) -> tuple[OpenQuestion, ...]:
    """Return the questions that findings wait for, those that settle most first."""
    settles: dict[str, list[str]] = {}
    for finding in findings:
        for missing in finding.missing:
            settles.setdefault(missing, []).append(finding.id)
    questions: list[OpenQuestion] = []
    for fact_id, waiting in sorted(settles.items(), key=lambda item: (-len(item[1]), item[0])):
        fact, answer = bank.facts[fact_id], answers.get(fact_id)
        question = fact.question
        questions.append(
            OpenQuestion(
                id=fact_id,
                label=fact.label,
                ask=question.ask,
                help=question.help,
                topic=question.topic,
                respondent=question.respondent,
                note=answer.note if answer else None,
                restricted=answer.restricted if answer else False,
                settles=tuple(waiting),
            )
        )
    return tuple(questions)
