"""HTML to tagged PDF (PDF/UA-1). The only module that knows WeasyPrint, loaded when first used.

Nothing is fetched: a report carries all it needs. What WeasyPrint would only log is an error.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, NoReturn

from treatygap.reporting import ReportError

VARIANT = "pdf/ua-1"
NOTES = ("::footnote-", "::note-")


def pdf_bytes(html_text: str) -> bytes:
    """Return a report as the bytes of a PDF; the same text gives the same bytes.

    Raises ReportError where the text asks for a file or an address, or WeasyPrint finds a fault.
    """
    from weasyprint.urls import FatalURLFetchingError

    with _faults() as faults, _no_collection():
        try:
            html = _report()(string=html_text, url_fetcher=_fetcher()())
            made = html.write_pdf(pdf_variant=VARIANT)
        except FatalURLFetchingError as error:
            raise ReportError(str(error)) from None
    if faults:
        raise ReportError("the report cannot be printed: " + "; ".join(dict.fromkeys(faults)))
    return bytes(made)


@cache
def _report() -> type:
    """Return WeasyPrint's HTML without its rules for notes, which reports have none of.

    They give every element five more styles: a fifth of the memory and a sixth of the time.
    """
    import weasyprint
    from weasyprint.html import UA
    from weasyprint.pdf import pydyf

    rules = [line for line in UA.splitlines() if not line.startswith(NOTES)]
    sheet = weasyprint.CSS(string="\n".join(rules))
    pydyf.PDF.page_references = property(_page_references)

    class Report(weasyprint.HTML):  # type: ignore[misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: ARG002, FBT001, FBT002
            return [sheet]

    return Report


@cache
def _fetcher() -> type:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Nothing(URLFetcher):  # type: ignore[misc]
        """Refuses every address and stops the printing."""

        def fetch(self, url: str, headers: object = None) -> NoReturn:  # noqa: ARG002
            message = f"the report asks for {url[:200]}; a report carries all it needs"
            raise FatalURLFetchingError(message)

    return Nothing


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """Return references to the pages, built once: pydyf builds them anew for every tag."""
    kids = pdf.pages["Kids"]
    known: tuple[bytes, ...] = getattr(pdf, "_treatygap_pages", ())
    if len(known) != len(kids) // 3:
        known = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
        pdf._treatygap_pages = known  # noqa: SLF001
    return known


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
