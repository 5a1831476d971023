"""Ratification: what one state must do, may say and should watch on joining an instrument."""

from __future__ import annotations

from typing import Literal

from treatygap.model.base import Day, RequirementId, Text, Value, Word
from treatygap.model.finding import FactAsked
from treatygap.model.profile import Evidence


class Span(Value):
    """A number with both bounds: every unknown favourable, every unknown unfavourable."""

    low: int
    high: int


Standing = Literal[
    "demanded", "used", "useful", "perhaps", "made", "choice", "idle", "closed", "late"
]
"""What a statement is to a state: demanded by the text; used by its law, so that it is to be made;
setting aside a gap, or one that may turn up; made already; a choice that bears on no requirement;
setting aside no gap; of no concern to its law; or too late, once bound.
"""


class Prepared(Value):
    """A reservation, declaration or notification as it stands for one state.

    `sets_aside` and `waits_for` name findings with a gap, `may_set_aside` and `may_wait_for`
    undetermined ones; `missing` are the facts that say whether it concerns this state.
    """

    id: RequirementId
    standing: Standing
    sets_aside: tuple[Text, ...] = ()
    may_set_aside: tuple[Text, ...] = ()
    waits_for: tuple[Text, ...] = ()
    may_wait_for: tuple[Text, ...] = ()
    missing: tuple[FactAsked, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Every finding it bears on or waits for."""
        return (*self.sets_aside, *self.may_set_aside, *self.waits_for, *self.may_wait_for)


class Course(Value):
    """What joining comes to on one course of action.

    `unmet` is what the instrument asks and the law does not do on the day it starts to bind; of
    that, reservations set some aside, and the rest are breaches (of what it says that a state
    shall do) or weaker duties (to endeavour, to consider). `provisions` are those breached.
    """

    id: Literal["as-is", "reserved", "reformed"]
    unmet: Span
    set_aside: Span
    breaches: Span
    weaker: Span
    provisions: Span
    changes: int
    reservations: Span
    notices: Span


class Watch(Value):
    """Something to look at again, on a day where one is known.

    `says` are words of the ruleset, `evidence` is law that begins or ends.
    """

    kind: Literal[
        "milestone",
        "begins",
        "status",
        "state",
        "law-begins",
        "law-ends",
        "law-read",
        "recheck",
        "undetermined",
        "unchecked",
    ]
    on: Day | None = None
    says: Text | None = None
    evidence: Evidence | None = None
    count: int | None = None
    needed: int | None = None


class Ratification(Value):
    """One treaty as a state finds it before joining, or where it is bound already.

    `unmet` and `open` name findings of duties that are, and that may turn out to be, unmet;
    without courses, the instrument binds.
    """

    instrument: Word
    prepared: tuple[Prepared, ...]
    unmet: tuple[Text, ...]
    open: tuple[Text, ...]
    courses: tuple[Course, ...]
    watch: tuple[Watch, ...]
