"""The differences between two instruments as HTML."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from treatygap.content import content
from treatygap.model.concordance import Difference
from treatygap.model.instrument import Instrument
from treatygap.reporting import strings
from treatygap.reporting.html import environment
from treatygap.version import VERSION


def render(
    first: Instrument, second: Instrument, found: tuple[Difference, ...], lang: str = "en"
) -> str:
    """Return one HTML text that says what the second instrument does with the first.

    `found` is sorted by change. Raises ReportError where there is no such language.
    """
    folder = content("reports")
    words = strings.load(lang)
    made = environment([folder / "comparison", folder / "shared"], words)
    groups = [(change, list(items)) for change, items in groupby(found, lambda item: item.change)]
    return made.get_template("report.html.j2").render(
        first=first,
        second=second,
        groups=groups,
        lang=words.lang,
        engine=VERSION,
        style=Markup((folder / "shared" / "print.css").read_text("utf-8")),  # noqa: S704 - our own
    )
