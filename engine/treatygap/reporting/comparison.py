"""The differences between two instruments as HTML."""

from __future__ import annotations

from itertools import groupby

from treatygap.model.concordance import Difference
from treatygap.model.instrument import Instrument
from treatygap.reporting import strings
from treatygap.reporting.html import page
from treatygap.reporting.translation import Translation


def render(
    first: Instrument, second: Instrument, found: tuple[Difference, ...], lang: str = "en"
) -> str:
    """Return one HTML text that says what the second instrument does with the first.

    `found` is sorted by change. Raises ReportError where there is no such language.
    """
    translation = Translation(strings.load(lang))
    said = [_translated(item, translation) for item in found]
    groups = [(change, list(items)) for change, items in groupby(said, lambda item: item.change)]
    sides = {"first": translation.value(first), "second": translation.value(second)}
    return page("comparison", translation, groups=groups, **sides)


def _translated(item: Difference, translation: Translation) -> Difference:
    first, second = (side and translation.value(side) for side in (item.first, item.second))
    return Difference(item.change, first, second, translation.law(item.because))
