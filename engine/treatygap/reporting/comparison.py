"""The differences between two instruments as HTML."""

from __future__ import annotations

from itertools import groupby

from treatygap.content import content
from treatygap.model.concordance import Difference
from treatygap.model.instrument import Instrument
from treatygap.reporting import strings
from treatygap.reporting.html import environment
from treatygap.reporting.translation import Translation
from treatygap.version import VERSION


def render(
    first: Instrument, second: Instrument, found: tuple[Difference, ...], lang: str = "en"
) -> str:
    """Return one HTML text that says what the second instrument does with the first.

    `found` is sorted by change. Raises ReportError where there is no such language.
    """
    folder = content("reports")
    translation = Translation(strings.load(lang))
    made = environment([folder / "comparison", folder / "shared"], translation)
    said = [_translated(item, translation) for item in found]
    groups = [(change, list(items)) for change, items in groupby(said, lambda item: item.change)]
    return made.get_template("report.html.j2").render(
        first=translation.value(first),
        second=translation.value(second),
        groups=groups,
        engine=VERSION,
    )


def _translated(item: Difference, translation: Translation) -> Difference:
    first, second = (side and translation.value(side) for side in (item.first, item.second))
    return Difference(item.change, first, second, translation.law(item.because))
