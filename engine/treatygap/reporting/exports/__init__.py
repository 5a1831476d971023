"""An assessment for other programs: a thin module for each format, loaded when it is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from treatygap.model.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Order:
    """What to export, and for reports in which edition and language.

    `dated` is the time that a file names as its own: by default the day assessed.
    """

    assessment: Assessment
    edition: str = "ministry"
    lang: str = "en"
    dated: datetime | None = None

    @property
    def time(self) -> datetime:
        """The time that a file names as its own, in UTC."""
        return self.dated or datetime.combine(self.assessment.as_of, time(), UTC)


@dataclass(frozen=True, slots=True)
class Format:
    """The module that writes a format, and the suffixes of its files.

    A suffix does not stand for a format that has to be `named`; one that `prints` has the parts
    of an edition, any other is data.
    """

    module: str
    suffixes: tuple[str, ...]
    named: bool = False
    prints: bool = False


FORMATS = {
    "docx": Format("docx", (".docx",), prints=True),
    "markdown": Format("markdown", (".md",), prints=True),
    "xlsx": Format("xlsx", (".xlsx",)),
    "csv": Format("delimited", (".csv",)),
    "oscal-catalog": Format("oscal_catalog", (".json",), named=True),
    "oscal-results": Format("oscal_results", (".json",), named=True),
    "earl": Format("earl", (".jsonld", ".json"), named=True),
    "junit": Format("junit", (".xml",), named=True),
    "ciso": Format("ciso", (".yaml", ".yml"), named=True),
}


def export(name: str, order: Order) -> bytes:
    """Return a file of the format named; the same order gives the same bytes.

    Raises ReportError where there is no such edition or language.
    """
    module = import_module(f"{__name__}.{FORMATS[name].module}")
    made: bytes = module.export(order)
    return made
