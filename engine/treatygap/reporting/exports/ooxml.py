"""Elements of a Word document (ECMA-376, part 1, section 17) that python-docx has no word for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Xml

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_name = cache(qn)


def make(tag: str, *children: Xml, **attributes: object) -> Xml:
    """Return an element with children; an attribute that is None is left out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        if value is not None:
            made.set(_name(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, style: str | None = None, *, bold: bool = False) -> Xml:
    """Return words in one style; a line feed is a new line."""
    properties = make("rPr")
    if style:
        properties.append(make("rStyle", val=style))
    if bold:
        properties.extend([make("b"), make("bCs")])
    if _RIGHT_TO_LEFT.search(text):
        properties.append(make("rtl"))
    made = make("r", properties)
    for index, part in enumerate(text.split("\n")):
        if index:
            made.append(make("br"))
        words = make("t")
        words.text = part
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def paragraph(
    style: str, children: Iterable[Xml], *, rtl: bool = False, number: int | None = None
) -> Xml:
    """Return a paragraph; `number` is the list that it continues."""
    properties = make("pPr", make("pStyle", val=style))
    if number is not None:
        properties.append(make("numPr", make("ilvl", val=0), make("numId", val=number)))
    if rtl:
        properties.append(make("bidi"))
    return make("p", properties, *children)


def bookmark(number: int, name: str) -> tuple[Xml, Xml]:
    """Return the two marks of a place that links lead to."""
    return make("bookmarkStart", id=number, name=name), make("bookmarkEnd", id=number)


def field(code: str) -> tuple[list[Xml], Xml]:
    """Return what stands before and after the words that a field shows until it is updated."""
    instruction = make("instrText")
    instruction.text = f" {code} "
    begin, separate, end = (
        make("r", make("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")
    )
    return [begin, make("r", instruction), separate], end


def table(rows: Iterable[Xml], widths: Iterable[int], style: str, *, head: bool, rtl: bool) -> Xml:
    """Return a table with columns of fixed widths, in twentieths of a point."""
    columns = list(widths)
    properties = make("tblPr", make("tblStyle", val=style))
    if rtl:
        properties.append(make("bidiVisual"))
    properties.append(make("tblW", w=sum(columns), type="dxa"))
    properties.append(make("tblLayout", type="fixed"))
    properties.append(make("tblLook", val="0020" if head else "0000", firstRow=int(head)))
    grid = make("tblGrid", *(make("gridCol", w=width) for width in columns))
    return make("tbl", properties, grid, *rows)


def row(cells: Iterable[Xml], *, head: bool) -> Xml:
    """Return a row; one that names the columns is repeated on every page."""
    properties = make("trPr", make("cantSplit"), make("tblHeader")) if head else make("trPr")
    return make("tr", properties, *cells)


def cell(paragraphs: Iterable[Xml], width: int) -> Xml:
    """Return a cell, which holds one paragraph at least."""
    return make("tc", make("tcPr", make("tcW", w=width, type="dxa")), *paragraphs)
