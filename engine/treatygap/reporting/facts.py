"""The facts behind a finding as lines of print: values in words, with citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from treatygap.model.finding import FactStatement, FactUsed, Finding
from treatygap.model.profile import Evidence
from treatygap.reporting.passages import pieces


@dataclass(frozen=True, slots=True)
class Cite:
    """A pinpoint; `act` is None where it is the act of the citation before it."""

    act: str | None
    section: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A value with what it rests on; `words` is None where the sources below it differ."""

    label: str
    words: str | None
    cites: tuple[Cite, ...]
    note: str | None = None
    practice: str | None = None
    practice_cites: tuple[Cite, ...] = ()
    by_source: tuple[Line, ...] = ()
    in_force: bool = True


class Citer:
    """Prints the title of an act once, and only the section while the act stays the same."""

    def __init__(self) -> None:
        self._act: str | None = None

    def __call__(self, evidence: Iterable[Evidence]) -> tuple[Cite, ...]:
        """Return citations of evidence in the order given."""
        return tuple(self._cite(item) for item in evidence)

    def _cite(self, item: Evidence) -> Cite:
        act = None if item.source == self._act else item.source
        self._act = item.source
        return Cite(act, item.section, item.note)


def short_label(label: str, members: Sequence[str | None]) -> str:
    """Return a fact's label without the member that already heads its row."""
    member, rest = pieces(label)
    return rest if member is not None and member in members else label


def lines(finding: Finding, members: Sequence[str | None] = ()) -> tuple[Line, ...]:
    """Return the facts that decided a finding, one line each; `members` need not be named again."""
    return printed(decisive(finding), members)


def decisive(finding: Finding) -> tuple[FactUsed, ...]:
    """Return the facts that decided a finding.

    Those that only say that a requirement applies are left out: they decide nothing in it.
    """
    return tuple(fact for fact in finding.facts if fact.id not in finding.preconditions)


def printed(facts: Iterable[FactUsed], members: Sequence[str | None] = ()) -> tuple[Line, ...]:
    """Return facts, one line each; `members` need not be named again."""
    citer = Citer()
    return tuple(_line(fact, citer, members) for fact in facts)


def _line(fact: FactUsed, citer: Citer, members: Sequence[str | None]) -> Line:
    label = short_label(fact.label, members)
    contested = fact.value is None and bool(fact.statements)
    cites = () if contested else citer(fact.evidence)
    sources = tuple(_statement(item, citer) for item in fact.statements) if contested else ()
    says = fact.practice.says if fact.practice else None
    practice = citer(fact.practice.evidence) if fact.practice else ()
    words = None if contested else fact.words
    return Line(label, words, cites, fact.note, says, practice, sources)


def _statement(item: FactStatement, citer: Citer) -> Line:
    cites = citer(item.evidence)
    return Line(item.source, item.words, cites, note=item.note, in_force=item.in_force)
