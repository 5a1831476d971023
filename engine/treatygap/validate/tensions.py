"""Tensions against the question bank and the requirements they stand between."""

from __future__ import annotations

from collections.abc import Iterator

from treatygap.load.document import Document, nearest
from treatygap.model.diagnostic import Diagnostic
from treatygap.model.instrument import Library
from treatygap.model.tension import Tension
from treatygap.validate.condition import check_condition


def check_tensions(
    tensions: list[Tension], document: Document, library: Library, instruments: list[str]
) -> list[Diagnostic]:
    """Return every problem of the tensions; none means valid.

    `instruments` names all that there are; requirements are looked up in those of the library.
    """
    found: list[Diagnostic] = []
    for index, tension in enumerate(tensions):
        found += _requirements(tension, index, document, library, instruments)
        found += _facts(tension, index, document, library)
    ids = [tension.id for tension in tensions]
    found += [
        document.problem((index, "id"), "duplicate-id", f"'{name}' is defined already")
        for index, name in enumerate(ids)
        if name in ids[:index]
    ]
    return sorted(set(found))


def _requirements(
    tension: Tension, index: int, document: Document, library: Library, instruments: list[str]
) -> Iterator[Diagnostic]:
    held = {item.id: {found.id for found in item.requirements} for item in library.instruments}
    for number, name in enumerate(tension.between):
        instrument = name.partition(".")[0]
        path = (index, "between", number)
        if instrument not in instruments:
            hint = nearest(instrument, instruments)
            message = f"no instrument '{instrument}'"
            yield document.problem(path, "unknown-instrument", message, hint)
        elif instrument in held and name not in held[instrument]:
            hint = nearest(name, sorted(held[instrument]))
            yield document.problem(path, "unknown-requirement", f"no requirement '{name}'", hint)


def _facts(
    tension: Tension, index: int, document: Document, library: Library
) -> Iterator[Diagnostic]:
    bank = library.questions
    members = [member.id for member in bank.members.get(tension.for_each or "", ())]
    for member in tension.members or members or (None,):
        path = (index, "when")
        yield from check_condition(tension.when, path, tension, member, bank, document)
