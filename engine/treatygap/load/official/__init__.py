"""Official texts, read from a file of whatever format into articles and paragraphs."""

from __future__ import annotations

import hashlib
from pathlib import Path

from treatygap.load.official.formats import READERS, lines_of
from treatygap.load.official.language import language_of
from treatygap.load.official.split import split
from treatygap.model.diagnostic import Diagnostic, Invalid, Place
from treatygap.model.official import OfficialText

__all__ = ["READERS", "load_official"]


def load_official(path: Path, instrument: str) -> OfficialText:
    """Read the official text of an instrument, by the suffix of the file.

    Raises Invalid when it cannot be read or no article is found in it.
    """
    body, lines = lines_of(path)
    articles = split(lines)
    if not articles:
        hint = "each article must begin on a line of its own, such as 'Article 1'"
        problem = Diagnostic(Place(str(path)), "no-article", "no article is found in it", hint)
        raise Invalid([problem])
    return OfficialText(
        instrument=instrument,
        file=path.name,
        hash=hashlib.sha256(body).hexdigest(),
        language=language_of(" ".join(line.text for line in lines)),
        articles=articles,
    )
