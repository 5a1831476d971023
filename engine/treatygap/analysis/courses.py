"""Three courses before joining a treaty: as the law is, with reservations, or reform first."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from treatygap.model.assessment import InstrumentUsed
from treatygap.model.finding import Finding
from treatygap.model.ratification import Course, Prepared, Span

GAPS = ("not-met", "partly")


def unmet(finding: Finding) -> bool:
    """Say whether the law falls short of a duty, or does what the instrument forbids."""
    return finding.gap or "contrary" in finding.flags


def may_be_unmet(finding: Finding) -> bool:
    """Say whether a finding is unmet, or may turn out to be once what is unknown is known."""
    duty = finding.strength not in ("may", "none")
    gap = duty and any(item in GAPS for item in finding.possible)
    return unmet(finding) or gap or "contrary" in finding.flags_possible


def weaker(finding: Finding) -> bool:
    """Say whether what is unmet is no more than a duty to endeavour or to consider."""
    flags = (*finding.flags, *finding.flags_possible)
    return finding.strength in ("endeavour", "consider") and "contrary" not in flags


def courses(
    findings: Iterable[Finding], used: InstrumentUsed, prepared: Iterable[Prepared]
) -> tuple[Course, ...]:
    """Return the courses: as the law is, with reservations, and after reform.

    The second makes every lawful reservation that sets aside a gap, or may do so; the third closes
    every gap that is known, and leaves open what is undetermined.
    """
    concerned = [item for item in findings if may_be_unmet(item)]
    said = list(prepared)
    useful = [item for item in said if item.standing == "useful" and not item.missing]
    usable = [item for item in said if item.standing in ("useful", "perhaps")]
    notices = [item for item in said if item.standing in ("demanded", "used")]
    made = _covered(used, (item for item in said if item.standing == "made"))
    sure = made | _covered(used, (item for item in usable if not item.missing))
    perhaps = made | _covered(used, usable)
    none = Span(low=0, high=0)
    due = Span(low=sum(not item.missing for item in notices), high=len(notices))
    reservations = Span(low=len(useful), high=len(usable))
    closed = [item for item in concerned if not unmet(item)]
    return (
        Course(id="as-is", changes=0, reservations=none, notices=due,
               **_spans(concerned, made, made, used)),
        Course(id="reserved", changes=0, reservations=reservations, notices=due,
               **_spans(concerned, sure, perhaps, used)),
        Course(id="reformed", changes=_changes(concerned), reservations=none, notices=due,
               **_spans(closed, made, made, used)),
    )  # fmt: skip


def _covered(used: InstrumentUsed, made: Iterable[Prepared]) -> frozenset[str]:
    names = {item.id for item in made}
    return frozenset(name for said in used.reservations if said.id in names for name in said.covers)


def _changes(concerned: Iterable[Finding]) -> int:
    """Return how many changes of the law are recommended for what no reservation sets aside."""
    due = set()
    for item in concerned:
        if item.gap and "reserved" not in item.flags:
            due.add((item.requirement, item.recommend or item.because))
        raised = (flag for flag in item.flags_raised if flag.flag == "contrary")
        due.update((item.requirement, flag.recommend) for flag in raised)
    return len(due)


def _spans(
    concerned: list[Finding],
    sure: AbstractSet[str],
    perhaps: AbstractSet[str],
    used: InstrumentUsed,
) -> dict[str, Span]:
    """Return the counts of a course; `sure` and `perhaps` are requirements set aside."""
    certain = [item for item in concerned if unmet(item)]
    kept = [item for item in certain if not _aside(item, perhaps)]
    most = [item for item in concerned if not _aside(item, sure)]
    shall = {item.id for item in used.provisions if item.strength == "shall"}

    def breached(left: list[Finding]) -> int:
        strong = (item for item in left if not weaker(item))
        return len({ref for item in strong for ref in item.provisions} & shall)

    def span(low: Iterable[bool], high: Iterable[bool]) -> Span:
        return Span(low=sum(low), high=sum(high))

    return {
        "unmet": Span(low=len(certain), high=len(concerned)),
        "set_aside": span((_aside(item, sure) for item in certain),
                          (_aside(item, perhaps) for item in concerned)),
        "breaches": span((not weaker(item) for item in kept), (not weaker(item) for item in most)),
        "weaker": span(map(weaker, kept), map(weaker, most)),
        "provisions": Span(low=breached(kept), high=breached(most)),
    }  # fmt: skip


def _aside(finding: Finding, requirements: AbstractSet[str]) -> bool:
    """Say whether reservations set aside what is unmet; they reach gaps alone."""
    forbidden = "contrary" in finding.flags and not finding.gap
    return finding.requirement in requirements and not forbidden
