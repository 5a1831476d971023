"""The text of a PDF, without what stands at the head and foot of its pages."""

from __future__ import annotations

import re
from collections import Counter

from treatygap.load.official.split import ARTICLE
from treatygap.load.pdf import reading

_EDGE = 2
"""Lines at the top and at the bottom of a page that may be its head and foot."""
_REPEATED, _SHARE = 3, 4
"""A line at the edge of so many pages, and of one in so many, belongs to none of them."""


def pages(body: bytes) -> list[str]:
    """Return the lines of a PDF. Raises Unreadable when it is none, encrypted or too long."""
    with reading(body) as reader:
        found = [_lines(page.extract_text()) for page in reader.pages]
    return _without_heads(found)


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
