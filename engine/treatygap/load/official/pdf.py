"""The text of a PDF, without what stands at the head and foot of its pages."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import TYPE_CHECKING

from treatygap.load.official.line import Unreadable
from treatygap.load.official.split import ARTICLE

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 2000
_EDGE = 2
"""Lines at the top and at the bottom of a page that may be its head and foot."""
_REPEATED, _SHARE = 3, 4
"""A line at the edge of so many pages, and of one in so many, belongs to none of them."""


def pages(body: bytes) -> list[str]:
    """Return the lines of a PDF. Raises Unreadable when it is none, encrypted or too long."""
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        reader = _opened(body)
        found = [_lines(page.extract_text()) for page in reader.pages]
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - a damaged file fails anywhere in the library
        raise Unreadable("not-pdf", "is not a readable PDF") from None
    finally:
        log.setLevel(level)
    return _without_heads(found)


def _opened(body: bytes) -> PdfReader:
    import pypdf
    from pypdf.errors import DependencyError

    try:
        reader = pypdf.PdfReader(io.BytesIO(body))
        encrypted = reader.is_encrypted
    except DependencyError:  # some ways to encrypt are unknown to the library by itself
        encrypted = True
    if encrypted:
        raise Unreadable("encrypted", "the PDF is encrypted", "save it without a password")
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable("too-large", f"has more than {MOST_PAGES} pages")
    return reader


def _lines(text: str) -> list[str]:
    return [item for item in text.splitlines() if item.strip()]


def _without_heads(found: list[list[str]]) -> list[str]:
    """Drop page numbers, and what stands at the edge of several pages but for its numbers."""
    edges = Counter(
        _shape(item) for page in found for item in {*page[:_EDGE], *page[len(page) - _EDGE :]}
    )
    least = max(_REPEATED, len(found) / _SHARE)
    kept: list[str] = []
    for page in found:
        for index, item in enumerate(page):
            edge = index < _EDGE or index >= len(page) - _EDGE
            number = re.fullmatch(r"\W*\d+(\s*/\s*\d+)?\W*", item)
            repeated = edges[_shape(item)] >= least and not ARTICLE.match(item)
            if not edge or not (number or repeated):
                kept.append(item)
    return kept


def _shape(item: str) -> str:
    return re.sub(r"\d+", "0", item).strip()
