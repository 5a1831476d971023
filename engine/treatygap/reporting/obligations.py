"""The register of a company's obligations, as a report prints it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from treatygap.model.finding import FactAsked
from treatygap.model.register import Cell, Headline, Obligations
from treatygap.model.weighed import Holds
from treatygap.reporting.facts import Line, printed, short_label


@dataclass(frozen=True, slots=True)
class Row:
    """A column of the register filled from one law: lines of facts, and labels of unknown ones."""

    title: str
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Power:
    """A power with its rows; `lines` and `missing` say why it is given, or not known to be."""

    label: str
    given: Holds
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    rows: tuple[Row, ...]
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The register of one law."""

    headlines: tuple[Headline, ...]
    powers: tuple[Power, ...]
    general: tuple[Row, ...]

    @property
    def given(self) -> tuple[str, ...]:
        """The powers that the law gives."""
        return tuple(item.label for item in self.powers if item.given == "yes")

    @property
    def open(self) -> tuple[str, ...]:
        """The powers of which it is not known whether the law gives them."""
        return tuple(
            item.label for item in self.powers if item.given == "unknown" and not item.withheld
        )

    @property
    def withheld(self) -> tuple[str, ...]:
        """The powers of which nothing is said to the public."""
        return tuple(item.label for item in self.powers if item.withheld)

    @property
    def unknown(self) -> int:
        """How many facts of the register are not known."""
        filled = [*self.general, *(row for item in self.powers for row in item.rows)]
        open_powers = sum(len(item.missing) for item in self.powers)
        return open_powers + sum(len(row.missing) for row in filled)


def register(found: Obligations) -> RegisterView:
    """Return the register as it is printed."""
    powers = [
        Power(
            item.label,
            item.holds,
            printed(item.facts, [item.label]),
            _labels(item.missing, item.label),
            rows(item.cells, item.label),
            item.withheld,
        )
        for item in found.powers
    ]
    return RegisterView(found.headlines, tuple(powers), rows(found.general))


def rows(cells: Iterable[Cell], member: str | None = None) -> tuple[Row, ...]:
    """Return cells as rows; the member they are of need not be named again."""
    return tuple(
        Row(cell.title, printed(cell.facts, [member]), _labels(cell.missing, member), cell.withheld)
        for cell in cells
    )


def _labels(facts: Iterable[FactAsked], member: str | None = None) -> tuple[str, ...]:
    return tuple(short_label(fact.label, [member]) for fact in facts)
