"""What the laws of states can ask of a company, side by side, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from treatygap.model.company import Clash, Duties, Reach, Ruled, StateDuties
from treatygap.model.weighed import Holds
from treatygap.reporting import strings
from treatygap.reporting.facts import Line, printed, short_label
from treatygap.reporting.html import page
from treatygap.reporting.obligations import RegisterView, Row, register
from treatygap.reporting.translation import Translation


@dataclass(frozen=True, slots=True)
class Basis:
    """What rules rest on, each fact once: those known as lines, and the labels of the others."""

    lines: tuple[Line, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """Whether orders under a power reach the company: what decides it, what to mind, and why."""

    reach: Reach
    decides: tuple[Ruled, ...]
    exposures: tuple[Ruled, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class StateView:
    """One state: its name, whom its orders reach, and its register."""

    state: StateDuties
    name: str
    reach: tuple[Reached, ...]
    register: RegisterView


@dataclass(frozen=True, slots=True)
class Beside:
    """A column of the register in every state; None where a state has nothing under it."""

    title: str
    rows: tuple[Row | None, ...]


@dataclass(frozen=True, slots=True)
class PowerBeside:
    """A power in every state: whether the law of each gives it, and its columns."""

    label: str
    given: tuple[Holds, ...]
    columns: tuple[Beside, ...]


@dataclass(frozen=True, slots=True)
class ClashView:
    """Powers under which one state orders what another bars, and what each of them rests on."""

    title: str
    open: bool
    ordering: str
    holding: str
    powers: tuple[str, ...]
    orders: Basis
    bars: Basis


def render(found: Duties, lang: str = "en") -> str:
    """Return duties as one HTML text. Raises ReportError where there is no such language."""
    translation = Translation(strings.load(lang))
    found = translation.value(found)
    names = {item.state: translation.words.state(item.state, item.name) for item in found.states}
    states = [
        StateView(
            item,
            names[item.state],
            tuple(_reached(reach) for reach in item.reach),
            register(item.asks),
        )
        for item in found.states
    ]
    return page(
        "obligations",
        translation,
        found=found,
        states=states,
        powers=_powers(states),
        general=_columns([view.register.general for view in states]),
        clashes=_clashes(found, names),
        unread=[translation.words.state(code, code) for code in found.unread],
    )


def _reached(reach: Reach) -> Reached:
    decides = _decides(reach)
    exposures = [rule for rule in reach.exposures if rule.holds != "no"]
    basis = _basis([*decides, *exposures], [reach.label])
    return Reached(reach, decides, tuple(exposures), basis)


def _decides(reach: Reach) -> tuple[Ruled, ...]:
    """Return what decides a reach: limits that do not hold, or else the grounds that may."""
    lacking = [rule for rule in reach.limits if rule.holds == "no"]
    waiting = [rule for rule in reach.limits if rule.holds == "unknown"]
    grounds = [rule for rule in reach.grounds if rule.holds == reach.reaches]
    return tuple(lacking or [*waiting, *grounds])


def _basis(rules: Iterable[Ruled], members: Sequence[str] = ()) -> Basis:
    held = list(rules)
    facts = {fact.id: fact for rule in held for fact in rule.facts}
    missing = {fact.id: fact for rule in held for fact in rule.missing}
    labels = tuple(short_label(fact.label, members) for fact in missing.values())
    return Basis(printed(facts.values(), members), labels)


def _clashes(found: Duties, names: dict[str, str]) -> list[ClashView]:
    """Return clashes, those shown first, those between the same laws together."""
    reached = {(of.state, reach.label): reach for of in found.states for reach in of.reach}
    grouped: dict[tuple[str, bool, str, str], list[Clash]] = {}
    for item in found.clashes:
        key = (item.title, item.open, item.ordering, item.holding)
        grouped.setdefault(key, []).append(item)

    def orders(item: Clash) -> tuple[Ruled, ...]:
        reach = reached[item.ordering, item.label]
        return (item.orders, *(_decides(reach) if reach.reaches == "unknown" else ()))

    return [
        ClashView(
            title,
            open_,
            names[ordering],
            names[holding],
            tuple(item.label for item in items),
            _basis(rule for item in items for rule in orders(item)),
            _basis(item.bars for item in items),
        )
        for (title, open_, ordering, holding), items in sorted(
            grouped.items(), key=lambda group: group[0][1]
        )
    ]


def _powers(states: list[StateView]) -> tuple[PowerBeside, ...]:
    side_by_side = zip(*(view.register.powers for view in states), strict=True)
    return tuple(
        PowerBeside(
            powers[0].label,
            tuple(power.given for power in powers),
            _columns([power.rows for power in powers]),
        )
        for powers in side_by_side
    )


def _columns(rows: list[tuple[Row, ...]]) -> tuple[Beside, ...]:
    """Return the columns that any state has something under, in the order of the register."""
    held = [{row.title: row for row in side} for side in rows]
    longest = max(rows, key=len, default=())
    titles = dict.fromkeys(row.title for side in (longest, *rows) for row in side)
    return tuple(Beside(title, tuple(side.get(title) for side in held)) for title in titles)
