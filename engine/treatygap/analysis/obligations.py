"""The register of a law: what can be asked of a company, power by power."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from treatygap.analysis.reading import Reading
from treatygap.bind import members_of
from treatygap.model.condition import Condition
from treatygap.model.instrument import Library
from treatygap.model.profile import Profile
from treatygap.model.question import Member
from treatygap.model.register import (
    Cell,
    Column,
    Headline,
    Obligation,
    Obligations,
    Register,
)
from treatygap.model.weighed import Holds


def obligations(
    profile: Profile, library: Library, register: Register, as_of: date | None = None
) -> Obligations:
    """Return the register of a profile on a day, by default the day its law was read.

    A power that the law does not give has no cells; of one that may be given, they hold what is
    known of it. A fact on which sources differ is printed for each source.
    """
    law = Reading(profile, library.questions, as_of or profile.known_on, {})
    members = [item for item in members_of(register, library.questions) if item]
    return Obligations(
        headlines=tuple(
            Headline(
                id=line.id,
                title=line.title,
                shown=_where(law, register, line.when, members, "yes"),
                open=_where(law, register, line.when, members, "unknown"),
            )
            for line in register.headlines
        ),
        powers=tuple(_obligation(law, register, member) for member in members),
        general=tuple(_cells(law, register, register.general, None)),
    )


def _where(
    law: Reading, register: Register, condition: Condition, members: list[Member], holds: Holds
) -> tuple[str, ...]:
    return tuple(
        item.label
        for item in members
        if law.arises(condition, register, item.id)
        and law.weigh(condition, register, item.id).holds == holds
    )


def _obligation(law: Reading, register: Register, member: Member) -> Obligation:
    given = law.weigh(register.given, register, member.id)
    cells = _cells(law, register, register.columns, member.id) if given.holds != "no" else ()
    return Obligation(
        **dict(given),
        member=member.id,
        label=member.label,
        cells=tuple(cell for cell in cells if cell.facts or given.holds == "yes"),
    )


def _cells(
    law: Reading, register: Register, columns: Iterable[Column], member: str | None
) -> Iterator[Cell]:
    for column in columns:
        used, missing = law.told(_asked(law, register, column, member))
        if used or missing:
            yield Cell(column=column.id, title=column.title, facts=used, missing=missing)


def _asked(law: Reading, register: Register, column: Column, member: str | None) -> Iterator[str]:
    """Yield the facts of a column that can arise."""
    for entry in column.facts:
        if entry.when is None or law.weigh(entry.when, register, member).holds != "no":
            yield register.whole_id(entry.fact, member)
