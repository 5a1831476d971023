"""Assessment to HTML: one file that needs nothing beside it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from treatygap.content import content
from treatygap.model.assessment import Assessment
from treatygap.reporting import edition as editions
from treatygap.reporting import strings
from treatygap.reporting.annexes import act_checked
from treatygap.reporting.strings import Strings
from treatygap.reporting.view import build


def render(assessment: Assessment, edition: str = "ministry", lang: str = "en") -> str:
    """Return a report as one HTML text with its styles and pictures inside.

    Raises ReportError where there is no such edition or language, or a text lacks a value.
    """
    folder = content("reports")
    parts = editions.load(edition, assessment.parts)
    words = strings.load(lang)
    paths = [folder / "editions" / edition, folder / "shared"]
    template = environment(paths, words).get_template("report.html.j2")
    style = Markup((folder / "shared" / "print.css").read_text("utf-8"))  # noqa: S704 - our own file
    return template.render(view=build(assessment), edition=parts, lang=words.lang, style=style)


def environment(paths: list[Path], words: Strings) -> Environment:
    """Return the templates of some folders, the first that has a name before the others.

    Everything is escaped, and a name that templates do not know is an error.
    """
    made = Environment(
        loader=FileSystemLoader(paths),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(t=words)
    made.tests.update(web_address=web_address, checked_act=act_checked)
    return made


def web_address(address: object) -> bool:
    """Say whether an address may become a link: http or https, with a host."""
    try:
        parts = urlsplit(str(address))
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
