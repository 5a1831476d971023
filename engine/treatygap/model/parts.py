"""What can be worked out beside the findings, when it is asked for."""

from treatygap.model.assistance import Need
from treatygap.model.base import Value
from treatygap.model.next import NextQuestion
from treatygap.model.plan import Plan
from treatygap.model.ratification import Ratification
from treatygap.model.register import Obligations
from treatygap.model.robustness import FrailFact
from treatygap.model.tension import Conflict


class Parts(Value):
    """The parts of an assessment; None where a part was not asked for.

    A part bears the name of the analysis that makes it and of the section that prints it.
    """

    conflicts: tuple[Conflict, ...] | None = None
    obligations: Obligations | None = None
    plan: Plan | None = None
    robustness: tuple[FrailFact, ...] | None = None
    next: tuple[NextQuestion, ...] | None = None
    assistance: tuple[Need, ...] | None = None
    ratification: tuple[Ratification, ...] | None = None
