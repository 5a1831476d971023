"""Assessment to HTML: one file that needs nothing beside it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from treatygap.content import content
from treatygap.model.assessment import Assessment
from treatygap.reporting import edition as editions
from treatygap.reporting import strings
from treatygap.reporting.annexes import act_checked
from treatygap.reporting.passages import breadth, direction, foreign, plain
from treatygap.reporting.plain import clean, closed
from treatygap.reporting.strings import Strings
from treatygap.reporting.translation import Translation
from treatygap.reporting.view import build
from treatygap.version import VERSION


def render(
    assessment: Assessment, edition: str = "ministry", lang: str = "en", *, filters: bool = False
) -> str:
    """Return a report as one HTML text with its styles and pictures inside.

    With `filters` it carries a script by which a browser filters the findings.
    Raises ReportError where there is no such edition or language, or a text lacks a value.
    """
    folder = content("reports")
    parts = editions.load(edition, assessment.parts)
    translation = Translation(strings.load(lang))
    paths = [folder / "editions" / edition, folder / "shared"]
    template = environment(paths, translation).get_template("report.html.j2")
    view = build(translation.assessment(assessment), parts.lens)
    return template.render(view=view, edition=parts, script=script() if filters else None)


def page(folder: str, translation: Translation, **values: object) -> str:
    """Return the page of a folder of `reports/` as one HTML text, made of `values`.

    Raises ReportError where a text lacks a value.
    """
    home = content("reports")
    made = environment([home / folder, home / "shared"], translation)
    return made.get_template("report.html.j2").render(engine=VERSION, **values)


class _Page(Template):
    def render(self, *args: Any, **values: Any) -> str:
        made = clean(super().render(*args, **values))
        return closed(made) if self.globals["t"].wide else made


class _Environment(Environment):
    template_class = _Page


def environment(paths: list[Path], translation: Translation) -> Environment:
    """Return the templates of some folders, the first that has a name before the others.

    Everything is escaped, and what XML refuses is left out. A name that templates do not know is
    an error.
    """
    made = _Environment(
        loader=FileSystemLoader(paths),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = translation.words
    made.globals.update(
        t=words, lang=words.lang, style=style(words), screen=shared("screen.css"), script=None
    )
    made.filters.update(law=translation.law, written=translation.written)
    made.filters.update(plain=plain, direction=direction, breadth=breadth, language=words.language)
    made.tests.update(
        web_address=_of_known(web_address),
        checked_act=_of_known(act_checked),
        foreign=_of_known(foreign),
    )
    return made


def _of_known(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return a test of templates to which a name that they do not know is an error too."""

    def of_known(value: object) -> bool:
        if isinstance(value, StrictUndefined):
            str(value)
        return test(value)

    return of_known


@dataclass(frozen=True, slots=True)
class Script:
    """A script inside a page, and how the page allows it and no other to run."""

    text: Markup

    @property
    def source(self) -> str:
        """Its source expression. Source: W3C, Content Security Policy Level 3, section 2.3.1."""
        return "sha256-" + b64encode(sha256(self.text.encode()).digest()).decode()


def script() -> Script:
    """Return the script that filters findings."""
    return Script(shared("filter.js"))


def style(words: Strings) -> Markup:
    """Return the styles of print, then those of the language and of where its lines run."""
    folder = content("reports") / "shared"
    names = ("print.css", f"print.{words.direction}.css", f"print.{words.lang}.css")
    return Markup("\n").join(shared(name) for name in names if (folder / name).is_file())


def shared(name: str) -> Markup:
    """Return a style or script of `reports/shared` as it stands, for a page that carries it."""
    return Markup((content("reports") / "shared" / name).read_text("utf-8"))  # noqa: S704 - our own


def web_address(address: object) -> bool:
    """Say whether an address may become a link: http or https, with a host."""
    try:
        parts = urlsplit(str(address))
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
