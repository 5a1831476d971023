"""A PDF that was brought, opened with care: the one module that reads PDFs."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from treatygap.load.file import Unreadable

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES = 2000


@contextmanager
def reading(body: bytes) -> Iterator[PdfReader]:
    """Give the reader of a PDF. Raises Unreadable when it is none, encrypted or too long."""
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield _opened(body)
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - a damaged file fails anywhere in the library
        raise Unreadable("not-pdf", "is not a readable PDF") from None
    finally:
        log.setLevel(level)


def texts(body: bytes) -> tuple[str, ...]:
    """Return the text of each page, each white space a single space. Raises Unreadable."""
    with reading(body) as reader:
        return tuple(" ".join(page.extract_text().split()) for page in reader.pages)


def attachments(body: bytes) -> dict[str, list[bytes]]:
    """Return the files a PDF carries, by name; a name may stand twice. Raises Unreadable."""
    with reading(body) as reader:
        return {name: list(held) for name, held in reader.attachments.items()}


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
