"""Facts that may be wrong and what flips with them, as a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace

from treatygap.model.instrument import Heading
from treatygap.model.robustness import Robustness
from treatygap.reporting import strings
from treatygap.reporting.html import page
from treatygap.reporting.robustness import view
from treatygap.reporting.translation import Translation


def render(found: Robustness, headings: Iterable[Heading], lang: str = "en") -> str:
    """Return all frail facts as one HTML text; `headings` are those of the instruments.

    Raises ReportError where there is no such language.
    """
    translation = Translation(strings.load(lang))
    held = {item.id: translation.value(item) for item in headings}
    facts = view(translation.value(found).facts, held, linked=False, most=None)
    return page(
        "robustness",
        translation,
        found=found,
        name=translation.words.state(found.state, found.name),
        titles=[item.title for item in held.values()],
        view=SimpleNamespace(robustness=facts),
    )
