"""The pipeline: a profile under instruments on a day, as an assessment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from treatygap.anchor import anchored
from treatygap.bind import bind_all, ledger
from treatygap.evaluate import judge
from treatygap.finding import Finder
from treatygap.model.assessment import (
    ActUsed,
    Assessment,
    InstrumentUsed,
    ProvisionUsed,
    TextUsed,
)
from treatygap.model.binding import Binding, Judged, Ledger
from treatygap.model.finding import FactUsed, Finding, FlagRaised, Recheck
from treatygap.model.instrument import Instrument, Library, natural
from treatygap.model.official import OfficialText
from treatygap.model.parts import Parts
from treatygap.model.profile import Profile, Source
from treatygap.summarise import open_questions, tally
from treatygap.version import VERSION


def assess(
    profile: Profile,
    library: Library,
    as_of: date | None = None,
    texts: Mapping[str, OfficialText] | None = None,
) -> Assessment:
    """Evaluate a profile under every instrument of a library.

    `as_of` is the day whose law counts; by default the day the profile's law was read. `texts`
    are official texts by instrument, whose words then stand with the provisions.
    Profile and library are taken as valid (see `treatygap.validate`). The result depends on
    nothing else: no clock, host or order of files.
    """
    day = as_of or profile.known_on
    examiner = Examiner(profile, library, day)
    known = examiner.known
    findings = tuple(map(examiner.finding, bind_all(library)))
    facts = library.questions.facts
    return Assessment(
        engine=VERSION,
        state=profile.state,
        name=profile.name,
        as_of=day,
        known_on=profile.known_on,
        profile_hash=profile.hash,
        questions_hash=library.questions.hash,
        acts=acts_used(profile),
        answered=sum(fact in known.agreed or fact in known.contested for fact in facts),
        asked=len(facts),
        dimensions=library.questions.dimensions,
        instruments=all_used(library, profile.state, day, texts or {}),
        findings=findings,
        open_questions=open_questions(findings, library.questions, profile.answers),
        tally=tally(findings),
        parts=Parts(),
    )


class Examiner:
    """Makes findings on the law of one profile on one day, as `known` says it."""

    def __init__(self, profile: Profile, library: Library, day: date) -> None:
        self.known = ledger(profile, library.questions, day)
        self._state = profile.state
        marks: tuple[Recheck, ...] = ("read-before-day",) if profile.known_on < day else ()
        self._finder = Finder(library.questions, self.known, profile.answers, marks)

    def finding(self, binding: Binding) -> Finding:
        """Return the finding for a binding."""
        judged = judge_sources(binding, self.known)
        return reserve(self._finder.finding(binding, judged), binding, self._state)

    def used(self, fact: str) -> FactUsed | None:
        """Return a fact as findings name it, or None where nothing is known of it."""
        held = (self.known.agreed, self.known.contested, self.known.lapsed)
        return self._finder.used(fact) if any(fact in part for part in held) else None


def acts_used(profile: Profile) -> tuple[ActUsed, ...]:
    """Return the acts of a profile in order of title."""
    restricted = profile.restricted_acts
    used = [
        ActUsed(**dict(act), restricted=name in restricted) for name, act in profile.acts.items()
    ]
    return tuple(sorted(used, key=lambda act: act.title))


def judge_sources(binding: Binding, known: Ledger) -> Judged:
    """Return the judgement under each source that contests a fact of the binding.

    Where none does, there is one judgement, under `law`.
    """
    touched = binding.facts & known.contested.keys()
    sources: list[Source] = sorted({item for fact in touched for item in known.contested[fact]})
    if not sources:
        return {"law": judge(binding, known.agreed)}
    return {source: judge(binding, known.seen_by(source)) for source in sources}


def reserve(finding: Finding, binding: Binding, state: str) -> Finding:
    """Return the finding with the reservations that may cover its gap, and whether one does."""
    covering = [
        item for item in binding.instrument.reservations if finding.requirement in item.covers
    ]
    if not covering or finding.conclusion not in ("not-met", "partly"):
        return finding
    status = binding.instrument.status.of(state) if binding.instrument.status else None
    made = [item for item in covering if status and item.id in status.reservations]
    update: dict[str, object] = {"reservable": tuple(item.id for item in covering)}
    if made:
        reason = FlagRaised(
            flag="reserved",
            severity=finding.severity,
            because=made[0].says,
            recommend=made[0].title,
        )
        update["flags"] = (*finding.flags, "reserved")
        update["flags_raised"] = (*finding.flags_raised, reason)
    return finding.model_copy(update=update)


def all_used(
    library: Library, state: str, day: date, texts: Mapping[str, OfficialText]
) -> tuple[InstrumentUsed, ...]:
    """Return what an assessment keeps of the instruments of a library, in order of name."""
    instruments = sorted(library.instruments, key=lambda item: item.id)
    return tuple(used(item, state, day, texts.get(item.id)) for item in instruments)


def used(
    instrument: Instrument, state: str, day: date, text: OfficialText | None
) -> InstrumentUsed:
    """Return what an assessment keeps of an instrument, with the words of its official text."""
    status = instrument.status
    said = anchored(text, instrument) if text else {}
    return InstrumentUsed(
        id=instrument.id,
        version=instrument.heading.version,
        hash=instrument.hash,
        heading=instrument.heading,
        provisions=tuple(
            ProvisionUsed(**dict(item), official=said.get(item.id))
            for item in sorted(instrument.provisions, key=lambda item: natural(item.ref))
        ),
        text=TextUsed(file=text.file, hash=text.hash, language=text.language) if text else None,
        reservations=instrument.reservations,
        status_as_of=status.as_of if status else None,
        status_source=status.source if status else None,
        status_note=status.note if status else None,
        ratifications=status.ratifications if status else None,
        ratifications_needed=status.needed if status else None,
        state_status=status.of(state) if status else None,
        force=instrument.force(state, day),
    )
