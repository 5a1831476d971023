"""Requirements of different instruments that the law, as it stands, cannot both meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from treatygap.bind import ledger, lower, members_of
from treatygap.evaluate import step
from treatygap.explain import deciding
from treatygap.finding import Finder
from treatygap.model.binding import Ledger
from treatygap.model.instrument import Library
from treatygap.model.logic import Truth
from treatygap.model.profile import Profile
from treatygap.model.question import Member
from treatygap.model.tension import Conflict, Tension


def conflicts(
    profile: Profile, library: Library, tensions: Iterable[Tension], as_of: date | None = None
) -> tuple[Conflict, ...]:
    """Return the tensions that a law shows or may show, those shown first.

    Only tensions all of whose instruments are in the library are looked at. A fact on which
    sources differ counts as unknown.
    """
    known = ledger(profile, library.questions, as_of or profile.known_on)
    finder = Finder(library.questions, known, profile.answers, ())
    held = {item.id for item in library.instruments}
    found = [
        conflict
        for tension in tensions
        if {name.partition(".")[0] for name in tension.between} <= held
        for member in members_of(tension, library.questions)
        for conflict in _conflict(tension, member, library, known, finder)
    ]
    return tuple(sorted(found, key=lambda item: not item.shown))


def _conflict(
    tension: Tension, member: Member | None, library: Library, known: Ledger, finder: Finder
) -> Iterator[Conflict]:
    node = lower(tension.when, library.questions, tension, member.id if member else None)
    found = step(node, known.agreed)
    if found.truth == Truth.NO:
        return
    facts = sorted(set(deciding(found)))
    shown = found.truth == Truth.YES
    yield Conflict(
        id=tension.id,
        title=tension.title,
        between=tension.between,
        member_label=member.label if member else None,
        shown=shown,
        facts=tuple(map(finder.used, facts)) if shown else (),
        missing=() if shown else tuple(map(finder.asked, facts)),
        because=tension.because,
        recommend=tension.recommend,
    )
