"""HTML to a tagged PDF for archives (PDF/UA-1 and PDF/A-3a at once), with files attached.

This package alone knows WeasyPrint, which is loaded when first used. Nothing is fetched: a report
carries all it needs. What WeasyPrint would only log is an error.
"""

from __future__ import annotations

import ctypes.util
import gc
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Literal, NoReturn

from treatygap.reporting import ReportError

VARIANT = "pdf/a-3a"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a PDF carries, and what it is to the pages (ISO 32000-2, 7.11.3)."""

    name: str
    body: bytes
    description: str
    relationship: Literal["Data", "Source"]


def pdf_bytes(page: str, files: Sequence[Attached] = (), dated: datetime | None = None) -> bytes:
    """Return a report as the bytes of a PDF; the same input gives the same bytes.

    `dated` is the time that the PDF and its files name as theirs, in UTC; files need one.
    Raises ReportError where the text asks for a file or an address, or WeasyPrint finds a fault.
    """
    with _libraries_by_name():
        from weasyprint import Attachment
    from weasyprint.urls import FatalURLFetchingError

    from treatygap.reporting.pdf import shaped, styled, tagged, terse  # noqa: F401 - in place of WeasyPrint's own
    from treatygap.reporting.pdf.patched import Page, identify, mark_running

    with _faults() as faults, _no_collection():
        try:
            document = Page(page, _fetcher()()).render()
            mark_running(document)
            if dated:
                moment = f"{dated:%Y-%m-%dT%H:%M:%SZ}"
                document.metadata.created = document.metadata.modified = moment
            attachments = [
                Attachment(
                    string=file.body,
                    name=file.name,
                    description=file.description,
                    relationship=file.relationship,
                    created=dated,
                    modified=dated,
                )
                for file in sorted(files, key=lambda file: file.name)  # as a name tree is
            ]
            made = document.write_pdf(
                pdf_variant=VARIANT, attachments=attachments, finisher=identify
            )
        except FatalURLFetchingError as error:
            raise ReportError(str(error)) from None
    if faults:
        raise ReportError("the report cannot be printed: " + "; ".join(dict.fromkeys(faults)))
    return bytes(made)


def printer() -> str:
    """Return the programs that lay out the pages, with their versions."""
    with _libraries_by_name():
        import weasyprint
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    version = f"{number // 10_000}.{number // 100 % 100}.{number % 100}"
    return f"WeasyPrint {weasyprint.__version__}, Pango {version}"


@cache
def _fetcher() -> type:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Nothing(URLFetcher):  # type: ignore[misc]
        """Refuses every address and stops the printing."""

        def fetch(self, url: str, headers: object = None) -> NoReturn:  # noqa: ARG002
            message = f"the report asks for {url[:200]}; a report carries all it needs"
            raise FatalURLFetchingError(message)

    return Nothing


@contextmanager
def _libraries_by_name() -> Iterator[None]:
    """Load Pango and its kin by the names that they have on Linux.

    cffi first asks a linker and a compiler where each of six names that WeasyPrint knows elsewhere
    may be found: ninety processes, a quarter of a second.
    """
    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = find


def _nowhere(name: str) -> str | None:  # noqa: ARG001 - as ctypes has it
    return None


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _no_collection() -> Iterator[None]:
    """Look for no unused objects: a report makes many and drops none until it is done.

    By default the search takes a quarter of the time, and the peak of memory is no lower for it.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _faults() -> Iterator[list[str]]:
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(collector)
    try:
        yield collector.messages
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate
