"""What joining a treaty asks of a state: statements to prepare, courses open, what stays unmet."""

from __future__ import annotations

from collections.abc import Iterable

from treatygap.analysis.courses import courses, may_be_unmet, unmet
from treatygap.analysis.watch import watch
from treatygap.bind import ledger, lower
from treatygap.evaluate import step
from treatygap.explain import deciding
from treatygap.finding import Finder
from treatygap.model.assessment import Assessment, InstrumentUsed
from treatygap.model.binding import Ledger
from treatygap.model.finding import FactAsked, Finding
from treatygap.model.instrument import Library, Reservation
from treatygap.model.logic import Truth
from treatygap.model.profile import Profile
from treatygap.model.ratification import Prepared, Ratification, Standing
from treatygap.model.requirement import Scoped


def ratification(
    assessment: Assessment, profile: Profile, library: Library
) -> tuple[Ratification, ...]:
    """Return, for each treaty of an assessment, what joining it asks of the state.

    Principles, and instruments that bind by membership of an organization, are left out: there
    is nothing to ratify. A fact on which sources differ counts as unknown.
    """
    known = ledger(profile, library.questions, assessment.as_of)
    finder = Finder(library.questions, known, profile.answers, ())
    return tuple(
        _instrument(assessment, item, library, known, finder)
        for item in assessment.instruments
        if item.force != "soft-law" and item.heading.joined == "ratification"
    )


def _instrument(
    assessment: Assessment, used: InstrumentUsed, library: Library, known: Ledger, finder: Finder
) -> Ratification:
    findings = [item for item in assessment.findings if item.instrument == used.id]
    prepared = []
    for said in (item for item in used.reservations if item.of == "state"):
        truth, missing = _concerns(said, library, known, finder)
        prepared.append(_prepared(said, used, findings, truth, missing))
    return Ratification(
        instrument=used.id,
        prepared=tuple(prepared),
        unmet=tuple(item.id for item in findings if unmet(item)),
        open=tuple(item.id for item in findings if may_be_unmet(item) and not unmet(item)),
        courses=() if used.force == "binds" else courses(findings, used, prepared),
        watch=watch(assessment, used, findings),
    )


def _concerns(
    said: Reservation, library: Library, known: Ledger, finder: Finder
) -> tuple[Truth, tuple[FactAsked, ...]]:
    """Say whether a statement is for this state, and where that is unknown, what would tell."""
    if said.for_whom is None:
        return Truth.YES, ()
    found = step(lower(said.for_whom, library.questions, Scoped(), None), known.agreed)
    asked = sorted(set(deciding(found))) if found.truth == Truth.UNKNOWN else ()
    return found.truth, tuple(map(finder.asked, asked))


def _prepared(
    said: Reservation,
    used: InstrumentUsed,
    findings: Iterable[Finding],
    concerns: Truth,
    missing: tuple[FactAsked, ...],
) -> Prepared:
    covered = [item for item in findings if item.requirement in said.covers]
    needed = [item for item in findings if item.requirement in said.needs]
    sure = tuple(item.id for item in covered if item.gap)
    perhaps = tuple(item.id for item in covered if may_be_unmet(item) and not item.gap)
    return Prepared(
        id=said.id,
        standing=_standing(said, used, concerns, sure=bool(sure), perhaps=bool(perhaps)),
        sets_aside=sure,
        may_set_aside=perhaps,
        waits_for=tuple(item.id for item in needed if unmet(item)),
        may_wait_for=tuple(item.id for item in needed if may_be_unmet(item) and not unmet(item)),
        missing=missing,
    )


def _standing(
    said: Reservation, used: InstrumentUsed, concerns: Truth, *, sure: bool, perhaps: bool
) -> Standing:
    if used.state_status and said.id in used.state_status.reservations:
        return "made"
    if concerns == Truth.NO:
        return "closed"
    if said.demanded:
        return "demanded"
    if said.kind == "declaration" and said.for_whom:
        return "used"
    if used.force == "binds" and said.due == "deposit":
        return "late"
    if not said.covers:
        return "choice"
    if sure:
        return "useful"
    return "perhaps" if perhaps else "idle"
