"""The smallest or cheapest set of changes of law that meets a goal under all instruments at once.

A plan sets facts to other values. It never repeals a power, an offence or anything else whose only
part is to make requirements apply, unless a requirement asks for just that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from treatygap.analysis.plan.goal import MANDATORY, aims, held
from treatygap.analysis.plan.group import Desk
from treatygap.analysis.plan.instance import Price, Terms
from treatygap.analysis.plan.proof import prove
from treatygap.analysis.plan.search import Found, search
from treatygap.bind import bind_all, ledger
from treatygap.model.binding import Binding, Ledger
from treatygap.model.instrument import Library
from treatygap.model.plan import Costs, Plan
from treatygap.model.profile import Answer, Profile
from treatygap.model.question import QuestionBank

UNCHANGEABLE = ("treaty-practice",)
"""Topics of questions on what no law can change."""


def cheapest_plan(  # noqa: PLR0913 - the law, the day, and four ways to ask
    profile: Profile,
    library: Library,
    as_of: date | None = None,
    *,
    goal: str = MANDATORY,
    costs: Costs | None = None,
    keep: Iterable[str] = (),
) -> Plan:
    """Return the cheapest changes that meet a goal under all instruments of a library, proved.

    `goal` is `mandatory` (every duty met, no law contrary), `all` (options used too, no law wider
    than called for) or the name of an instrument (the mandatory of that one, while no duty met
    under another is lost). `keep` names facts that are to stay as they are. Without `costs`, each
    change costs 1.

    What cannot be met is given up, and named as an obstacle. The plan is applied and judged again
    by the engine; a plan that fails is a RuntimeError.
    """
    day = as_of or profile.known_on
    known = ledger(profile, library.questions, day)
    bindings = bind_all(library)
    wanted = list(aims(bindings, goal, known.agreed, _reserved(bindings, profile.state)))
    prices = Prices(profile, known, costs or Costs())
    terms = terms_of(library.questions, known, bindings, prices, keep)
    found = search(wanted, terms)
    after = ledger(enacted(profile, found), library.questions, day)
    sides = prove(found.aims, bindings, known, after)
    return Desk(profile, library, known, terms, wanted).plan(found, goal, sides)


def terms_of(
    bank: QuestionBank,
    known: Ledger,
    bindings: Iterable[Binding],
    prices: Prices,
    keep: Iterable[str] = (),
) -> Terms:
    """Return what a plan has to go by."""
    facts = bank.facts
    fixed = {name for name, fact in facts.items() if fact.question.topic in UNCHANGEABLE}
    return Terms(
        bank=bank,
        known=known.agreed,
        fixed=frozenset(fixed | set(keep)),
        held=held(bindings, known.agreed),
        price=prices,
        opening=prices.costs.acts,
    )


class Prices:
    """What changing each fact costs, and the act that it opens: the first that it cites."""

    def __init__(self, profile: Profile, known: Ledger, costs: Costs) -> None:
        self._profile = profile
        self._known = known
        self.costs = costs

    def __call__(self, fact: str) -> Price:
        """Return the price of changing a fact."""
        cost = self.costs.facts.get(fact, 1)
        if fact not in self._known.agreed:
            return Price(cost, None)
        said = self._profile.answers[fact].statements
        cited = [item.act for statement in said for item in statement.evidence]
        return Price(cost, cited[0] if cited else None)


def _reserved(bindings: Iterable[Binding], state: str) -> set[str]:
    """Return the findings whose gap a reservation made by the state covers."""
    found = set()
    for binding in bindings:
        status = binding.instrument.status
        made = status.of(state) if status else None
        covers = {
            requirement
            for item in binding.instrument.reservations
            if made and item.id in made.reservations
            for requirement in item.covers
        }
        if binding.requirement.id in covers:
            found.add(binding.id)
    return found


def enacted(profile: Profile, found: Found) -> Profile:
    """Return the profile as it would be once the changes are law."""
    answers = {fact: Answer(value=value) for fact, value in found.changed.items()}
    return profile.model_copy(update={"answers": {**profile.answers, **answers}})
