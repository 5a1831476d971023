"""The assessment: the document between the engine and everything that prints it."""

from typing import Literal

from pydantic import Field

from treatygap.model.base import Day, Text, Value, Word
from treatygap.model.finding import Finding
from treatygap.model.instrument import Force, Heading, Provision, Reservation, StateStatus
from treatygap.model.parts import Parts
from treatygap.model.profile import Act
from treatygap.model.question import Dimension, Respondent, Topic


class Share(Value):
    """A share with both bounds: every unknown unfavourable, every unknown favourable."""

    low: float
    high: float


class Count(Value):
    """Findings by conclusion and flag; shares are of what applies, None where nothing does."""

    findings: int
    met: int
    partly: int
    not_met: int
    not_applicable: int
    undetermined: int
    contrary: int
    over_reach: int
    reserved: int
    share_met: Share | None = None
    share_gap: Share | None = None


Grouping = Literal["instrument", "chapter", "strength"]


class Group(Value):
    """A count over part of the findings of one instrument."""

    instrument: Text
    by: Grouping
    key: Text
    count: Count


class Tally(Value):
    """Counts over all findings, over duties alone (without options), and by group."""

    all: Count
    duties: Count
    groups: tuple[Group, ...]


class ActUsed(Act):
    """An act as it went into the assessment; `restricted`: only restricted answers cite it."""

    restricted: bool = False


class OpenQuestion(Value):
    """A question whose answer could still change a finding; `restricted`: its note is."""

    id: Text
    label: Text
    ask: Text
    help: str | None = None
    topic: Topic
    respondent: Respondent
    note: str | None = None
    restricted: bool = False
    settles: tuple[str, ...]


class ProvisionUsed(Provision):
    """A provision as it went into the assessment; `official` are the words of a text brought."""

    official: Text | None = None

    @property
    def is_checked(self) -> bool:
        """True where it was held against a text, or the words of one stand beside it."""
        return self.checked != "no" or self.official is not None


class TextUsed(Value):
    """The official text of an instrument that was brought: its file, SHA-256 and language."""

    file: Text
    hash: Text
    language: Word


class InstrumentUsed(Value):
    """An instrument as it went into the assessment: all a report prints about it."""

    id: Text
    version: Text
    hash: Text
    heading: Heading
    provisions: tuple[ProvisionUsed, ...]
    text: TextUsed | None = None
    reservations: tuple[Reservation, ...]
    status_as_of: Day | None = None
    status_source: str | None = None
    status_note: str | None = None
    ratifications: int | None = None
    ratifications_needed: int | None = None
    state_status: StateStatus | None = None
    force: Force


class Assessment(Value):
    """All findings of one profile under chosen instruments on one day.

    In a `public` one, what is restricted is withheld; `withheld_parts` name parts that are whole.

    Free of clock and host: the same input gives the same bytes.
    """

    format: Literal["treatygap-assessment/1"] = "treatygap-assessment/1"
    engine: Text
    state: Text
    name: Text
    as_of: Day
    known_on: Day
    profile_hash: Text
    questions_hash: Text
    acts: tuple[ActUsed, ...]
    answered: int
    asked: int
    dimensions: tuple[Dimension, ...]
    instruments: tuple[InstrumentUsed, ...]
    findings: tuple[Finding, ...]
    open_questions: tuple[OpenQuestion, ...]
    tally: Tally
    parts: Parts = Field(default_factory=Parts)
    public: bool = False
    withheld_parts: tuple[Word, ...] = ()
