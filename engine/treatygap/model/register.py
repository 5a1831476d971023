"""The register of what a state's law asks of a company, power by power."""

from __future__ import annotations

from pydantic import Field

from treatygap.model.base import Text, Value, Word
from treatygap.model.condition import Condition
from treatygap.model.finding import FactAsked, FactUsed
from treatygap.model.requirement import Scoped
from treatygap.model.weighed import Weighed


class Entry(Value):
    """A fact of a column; with `when`, asked for only where that holds."""

    fact: Text
    when: Condition | None = None


class Column(Value):
    """A column of the register and the facts that fill it."""

    id: Word
    title: Text
    facts: tuple[Entry, ...] = Field(min_length=1)


class Counted(Value):
    """A line of the summary: of which members a condition holds."""

    id: Word
    title: Text
    when: Condition


class Register(Scoped):
    """Columns filled for each member that `given` holds for, and general ones filled once."""

    for_each: Word
    given: Condition
    headlines: tuple[Counted, ...] = ()
    columns: tuple[Column, ...] = Field(min_length=1)
    general: tuple[Column, ...] = ()


class Cell(Value):
    """A column filled from one law: its facts, and those that nobody has settled."""

    column: Word
    title: Text
    facts: tuple[FactUsed, ...] = ()
    missing: tuple[FactAsked, ...] = ()
    withheld: bool = False


class Obligation(Weighed):
    """A power as a company meets it: `holds` says whether the law gives it; and all cells."""

    member: Word
    label: Text
    cells: tuple[Cell, ...] = ()
    withheld: bool = False


class Headline(Value):
    """A line of the summary: the members it is true of, and those of which it may be.

    Of those `withheld` from the public nothing is said.
    """

    id: Word
    title: Text
    shown: tuple[Text, ...] = ()
    open: tuple[Text, ...] = ()
    withheld: tuple[Text, ...] = ()


class Obligations(Value):
    """The register of one law."""

    headlines: tuple[Headline, ...]
    powers: tuple[Obligation, ...]
    general: tuple[Cell, ...]
