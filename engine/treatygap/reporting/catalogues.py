"""Catalogues of translations: read, brought up to date, counted.

Those of the report's own words lie in `reports/locales/<language>/report.po`, those of the law in
`rulesets/locales/<language>/<domain>.po`; the template of each is `<domain>.pot` above them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from treatygap.content import content
from treatygap.reporting import ReportError

WORDS = "report"
HEADER = "# Made by `make locales` from the English; translate the msgstr lines only.\n#"
PASSING = re.compile(
    rb'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|Generated-By):.*\n',
    re.MULTILINE,
)
"""Lines of a header that say nothing, or differ from one day, or one Babel, to the next."""


@dataclass(slots=True)
class Message:
    """An English text to translate: where it stands and, if needed, what tells it from others.

    The same text of the same context is one message, with every place it stands in.
    """

    text: str
    context: str | None = None
    plural: str | None = None
    comment: str | None = None
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many texts of a catalogue are translated, and how many more are marked fuzzy."""

    translated: int
    fuzzy: int


def languages() -> list[str]:
    """Return the codes of the languages that reports are translated to."""
    return sorted(path.parent.name for path in content("reports").glob("locales/*/report.po"))


def folder(domain: str) -> Path:
    """Return where the catalogues of a domain lie."""
    return content("reports" if domain == WORDS else "rulesets") / "locales"


def words(lang: str) -> GNUTranslations:
    """Return the report's own words in a language, by key and English text.

    Raises ReportError where the catalogue is faulty.
    """
    compiled = io.BytesIO()
    write_mo(compiled, _read(folder(WORDS) / lang / f"{WORDS}.po"))
    compiled.seek(0)
    return GNUTranslations(compiled)


def law(lang: str) -> dict[tuple[str | None, str], str]:
    """Return what is translated of the rulesets, by context and English text.

    Raises ReportError where a catalogue is faulty.
    """
    files = sorted((content("rulesets") / "locales" / lang).glob("*.po"))
    return {
        (message.context, str(message.id)): str(message.string)
        for file in files
        for message in _read(file)
        if message.id and message.string and not message.fuzzy
    }


def template(messages: Iterable[Message]) -> Catalog:
    """Return messages as a catalogue without translations."""
    made = Catalog(header_comment=HEADER, fuzzy=False)
    for item in messages:
        made.add(
            (item.text, item.plural) if item.plural else item.text,
            context=item.context,
            auto_comments=[item.comment] if item.comment else [],
            locations=[(place, 0) for place in item.places],
        )
    return made


def updated(found: Catalog, file: Path) -> bytes:
    """Return a catalogue brought up to date with its template; what changed is marked fuzzy.

    An empty file becomes a catalogue of which nothing is translated.
    Raises ReportError where the catalogue is faulty.
    """
    catalogue = _read(file)
    catalogue.update(found, update_creation_date=False)
    catalogue.header_comment, catalogue.fuzzy = HEADER, False
    return dumped(catalogue)


def dumped(catalogue: Catalog) -> bytes:
    """Return a catalogue as the bytes of a file, the same each time."""
    body = io.BytesIO()
    write_po(body, catalogue, include_lineno=False)
    return PASSING.sub(b"", body.getvalue())


def coverage(found: Catalog, language: str, domain: str) -> Coverage:
    """Return how much of a template a language has translated."""
    file = folder(domain) / language / f"{domain}.po"
    held = _read(file) if file.exists() else Catalog()
    pairs = [held.get(message.id, message.context) for message in found if message.id]
    done = [item for item in pairs if item and all(_forms(item.string))]
    fuzzy = sum(item.fuzzy for item in done)
    return Coverage(len(done) - fuzzy, fuzzy)


def _forms(string: str | Iterable[str] | None) -> list[str]:
    return [string or ""] if isinstance(string, str | None) else list(string)


def _read(file: Path) -> Catalog:
    try:
        return read_po(io.BytesIO(file.read_bytes()), file.parent.name, abort_invalid=True)
    except (OSError, PoFileError, ValueError) as error:
        raise ReportError(f"{file}: no catalogue that can be read: {error}") from None
