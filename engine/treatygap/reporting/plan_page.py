"""A plan of reform as a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace

from treatygap.model.instrument import Heading
from treatygap.model.plan import Plan
from treatygap.reporting import strings
from treatygap.reporting.html import page
from treatygap.reporting.plan import view
from treatygap.reporting.translation import Translation


def render(plan: Plan, headings: Iterable[Heading], lang: str = "en") -> str:
    """Return a plan as one HTML text; `headings` are those of its instruments.

    Raises ReportError where there is no such language.
    """
    translation = Translation(strings.load(lang))
    held = {item.id: translation.value(item) for item in headings}
    return page(
        "plan",
        translation,
        plan=plan,
        name=translation.words.state(plan.state, plan.name),
        titles=[item.title for item in held.values()],
        goal=held[plan.goal].title if plan.goal in held else None,
        view=SimpleNamespace(plan=view(translation.value(plan), held, linked=False)),
    )
