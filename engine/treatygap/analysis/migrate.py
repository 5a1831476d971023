"""A profile carried over to the ids and choices of a later ruleset, no answer lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from treatygap.model.base import UNKNOWN, FactValue
from treatygap.model.migration import Aside, Carried, Migrated, Move, Table
from treatygap.model.profile import Profile
from treatygap.version import VERSION
from treatygap.words import listed


class _Answer(NamedTuple):
    """An answer on its way: the id it has in the file, the one it has by now, and its values."""

    origin: str
    fact: str
    values: tuple[FactValue, ...]


Asides = list[tuple[str, Aside]]


def migrate(profile: Profile, tables: Iterable[Table]) -> Migrated:
    """Return what becomes of each answer under migration tables, the oldest first.

    An answer is carried over where the tables say with certainty where to, and else set aside with
    the reason. Tables are taken as valid; a profile may be of any version.
    """
    chain = list(tables)
    before = [
        _Answer(fact, fact, tuple(item.value for item in answer.statements))
        for fact, answer in profile.answers.items()
    ]
    answers, asides = before, Asides()
    for table in chain:
        answers, more = _under(table, answers)
        asides += more
    unchanged = set(before) & set(answers)
    return Migrated(
        engine=VERSION,
        state=profile.state,
        name=profile.name,
        profile_hash=profile.hash,
        versions=tuple(table.to for table in chain),
        kept=len(unchanged),
        moves=tuple(_move(item, answers, asides) for item in before if item not in unchanged),
        set_aside=profile.set_aside,
        unanswered=_unanswered(chain, answers, asides),
    )


def _move(item: _Answer, answers: list[_Answer], asides: Asides) -> Move:
    return Move(
        fact=item.origin,
        carried=tuple(
            Carried(fact=one.fact, values=one.values)
            for one in answers
            if one.origin == item.origin
        ),
        aside=tuple(aside for origin, aside in asides if origin == item.origin),
    )


def _unanswered(tables: list[Table], answers: list[_Answer], asides: Asides) -> tuple[str, ...]:
    """Return the parts of facts that were split and set aside which nothing answers."""
    aside = {item.fact for _, item in asides}
    parts = {
        fact
        for table in tables
        for old, split in table.split.items()
        if old in aside
        for fact in split.into
    }
    return tuple(sorted(parts - {item.fact for item in answers}))


def upto(tables: list[Table], version: str | None) -> list[Table] | None:
    """Return the tables that lead to a version, all without one; None where there is none such."""
    if version is None:
        return tables
    names = [table.to for table in tables]
    return tables[: names.index(version) + 1] if version in names else None


def renames(tables: Iterable[Table]) -> dict[str, str]:
    """Return every old id of a fact or requirement that has one new id, with the last of these."""
    found: dict[str, str] = {}
    for table in tables:
        step = {**table.rename, **table.requirements}
        found = {old: step.get(new, new) for old, new in found.items()} | step
    return found


def _under(table: Table, answers: list[_Answer]) -> tuple[list[_Answer], Asides]:
    made: list[tuple[_Answer, _Answer]] = []
    asides = Asides()

    def aside(item: _Answer, why: str) -> None:
        if not any(origin == item.origin and x.fact == item.fact for origin, x in asides):
            kept = Aside(fact=item.fact, why=why, version=table.to, values=item.values)
            asides.append((item.origin, kept))

    for item in answers:
        if item.fact in table.retire:
            aside(item, table.retire[item.fact])
        elif item.fact in table.split:
            into = table.split[item.fact].into
            parts = [one for one in (_part(table, item, fact) for fact in into) if one]
            made += [(item, one) for one in parts]
            if len(parts) < len(into):
                aside(item, f"asked as {listed(into)}; not all of it follows from this answer")
        elif new := _renamed(table, item):
            made.append((item, new))
        else:
            aside(item, "a choice in it is no more, and no other follows from it")
    taken = {new.fact for item, new in made if new.fact == item.fact}
    held: list[_Answer] = []
    for item, new in made:
        if new.fact != item.fact and new.fact in taken:
            aside(item, f"'{new.fact}' is answered already")
        else:
            held.append(new)
            taken.add(new.fact)
    return held, asides


def _part(table: Table, item: _Answer, fact: str) -> _Answer | None:
    """Return the answer to one part of a split, or None where it does not follow."""
    values = table.split[item.fact].values
    found = [
        UNKNOWN if value == UNKNOWN else values.get(as_key(value), {}).get(fact)
        for value in item.values
    ]
    known = tuple(value for value in found if value is not None)
    return _Answer(item.origin, fact, known) if len(known) == len(found) else None


def _renamed(table: Table, item: _Answer) -> _Answer | None:
    """Return the answer under its new id and choices, or None where a choice has no successor."""
    mapped = table.values.get(item.fact, {})

    def new(value: FactValue) -> FactValue | None:
        if isinstance(value, tuple):
            each = [mapped.get(choice, choice) for choice in value]
            known = [str(choice) for choice in each if choice is not None]
            return tuple(dict.fromkeys(known)) if len(known) == len(each) else None
        return mapped.get(as_key(value), value)

    found = [new(value) for value in item.values]
    known = tuple(value for value in found if value is not None)
    fact = table.rename.get(item.fact, item.fact)
    return _Answer(item.origin, fact, known) if len(known) == len(found) else None


def as_key(value: FactValue) -> str:
    """Return a value as a table writes it as a key."""
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
