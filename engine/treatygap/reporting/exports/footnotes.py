"""The footnotes of a Word document (ECMA-376, part 1, section 17.11), a part of their own."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.xmlchemy import BaseOxmlElement as Xml

from treatygap.reporting.exports import ooxml
from treatygap.reporting.exports.ooxml import make

RULES = (("separator", -1), ("continuationSeparator", 0))
"""The lines above notes, which Word counts among them."""


class Footnotes:
    """Collects footnotes while the text that calls them is written."""

    def __init__(self) -> None:
        self._notes: list[Xml] = []

    def call(self, children: Iterable[Xml], *, rtl: bool) -> Xml:
        """Keep a note of runs, and return the run that calls it."""
        number = len(self._notes) + 1
        body = ooxml.paragraph(
            "FootnoteText", [_mark("footnoteRef"), ooxml.run(" "), *children], rtl=rtl
        )
        self._notes.append(make("footnote", body, id=number))
        return _mark("footnoteReference", id=number)

    def put_into(self, document: Document) -> None:
        """Give the document its notes, if there are any."""
        if not self._notes:
            return
        rules = [
            make("footnote", make("p", make("r", make(kind))), type=kind, id=number)
            for kind, number in RULES
        ]
        part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            make("footnotes", *rules, *self._notes),
            document.part.package,
        )
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _mark(tag: str, **attributes: object) -> Xml:
    style = make("rPr", make("rStyle", val="FootnoteReference"))
    return make("r", style, make(tag, **attributes))
