"""A report as a Word document, from the page its templates make. The only writer of .docx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Xml
from docx.shared import Mm

from treatygap.content import content
from treatygap.reporting.exports import Order, ooxml
from treatygap.reporting.exports.flow import Block, Cell, Page, Paragraph, Run, Table, read
from treatygap.reporting.exports.footnotes import Footnotes
from treatygap.reporting.exports.ooxml import make
from treatygap.reporting.exports.package import undated
from treatygap.reporting.html import render
from treatygap.reporting.plain import encoded
from treatygap.reporting.strings import ENGLISH, load

MARGIN = 18
WIDTH = 210 - 2 * MARGIN
"""Millimetres beside and of the text on A4."""
TWIPS = 1440 / 25.4
NARROW = 1150
"""Twips below which a column has smaller type."""
NARROWEST = 8
"""Millimetres of a column that shares what others leave."""
TOC = r'TOC \o "1-2" \h'
LONGEST_PROPERTY = 255
"""Characters of a title or a subject that a package may have."""
LONGEST_ADDRESS = 2000
"""Characters of an address beyond which Word calls the file damaged."""
NUMBERED = 7
"""The numbering that lists of the template use."""
KINDS = {
    "h1": "Title",
    "h2": "Heading1",
    "h3": "Heading2",
    "h4": "Heading3",
    "h5": "Heading4",
    "h6": "Heading5",
    "bullet": "ListBullet",
    "number": "ListNumber",
}
PARAGRAPHS = {
    "kind": "Subtitle",
    "against": "Caption",
    "instrument": "Instrument",
    "warning": "Notice",
    "advice": "Caption",
    "small": "Caption",
}
"""Styles by the class of a paragraph."""
RUNS = {
    "again": "FootnoteReference",
    "badge": "Conclusion",
    "cite": "Citation",
    "note": "Remark",
    "practice": "Remark",
    "label": "Label",
    "meta": "Label",
    "ref": "Label",
    "members": "Label",
    "strength": "Label",
    "mark": "Mark",
    "unchecked": "Mark",
    "en": "Label",
}
"""Styles by the class of words."""


def export(order: Order) -> bytes:
    """Return a report as the bytes of a Word document.

    Raises ReportError where there is no such edition or language.
    """
    page = read(render(order.assessment, order.edition, order.lang))
    document = docx.Document()
    _set_up(document, page, order)
    body = document.element.body
    written = _Body(document, page)
    for element in written.elements():
        body.insert(len(body) - 1, element)  # the section's properties stay last
    written.notes.put_into(document)
    made = BytesIO()
    document.save(made)
    return undated(made.getvalue())


def _set_up(document: Document, page: Page, order: Order) -> None:
    styles = parse_xml((content("reports") / "shared" / "word-styles.xml").read_bytes())
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    latin = ENGLISH if load(order.lang).wide else page.lang  # or Word parts words anywhere
    defaults.append(make("lang", val=latin, eastAsia=page.lang, bidi=page.lang))
    held = document.styles.element
    held[:] = list(styles)
    about = document.core_properties
    about.title, about.subject = page.title[:LONGEST_PROPERTY], page.description[:LONGEST_PROPERTY]
    about.language = page.lang
    about.author, about.comments = f"treatygap {order.assessment.engine}", ""
    about.created = about.modified = order.time
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(MARGIN)
    section.bottom_margin = Mm(MARGIN)
    section.different_first_page_header_footer = True
    _fill(section.header, [ooxml.run(page.title)], rtl=page.rtl)
    begins, ends = ooxml.field("PAGE")
    _fill(section.footer, [*begins, ooxml.run("1"), ends], rtl=page.rtl)
    if page.rtl:
        section._sectPr.append(make("bidi"))  # noqa: SLF001 - python-docx has no word for it


def _fill(part: Any, children: Iterable[Xml], *, rtl: bool) -> None:
    """Put words into the one paragraph of a header or footer."""
    element = part.paragraphs[0]._p  # noqa: SLF001 - python-docx has no word for fields
    if rtl:
        element.get_or_add_pPr().append(make("bidi"))
    element.extend(children)


class _Body:
    """The blocks of a page as elements of a document."""

    def __init__(self, document: Document, page: Page) -> None:
        self._document = document
        self._page = page
        links = [run.link for block in page.blocks for run in _runs(block) if run.link]
        inside = dict.fromkeys(link[1:] for link in links if link.startswith("#"))
        self._places = {anchor: number for number, anchor in enumerate(inside, start=1)}
        self._list = 0
        self.notes = Footnotes()

    def elements(self) -> Iterator[Xml]:
        """Yield all paragraphs and tables; the contents are one field, which Word can update."""
        begins, ends = ooxml.field(TOC)
        for (contents, _), group in groupby(self._page.blocks, key=_stretch):
            made = [self._block(block) for block in group]
            if contents:
                made[0][1:1] = begins
                made[-1].append(ends)
            for element in made:
                yield element
                if element.tag == qn("w:tbl"):  # tables that touch are one to Word
                    yield ooxml.paragraph("TableEnd", ())

    def _block(self, block: Block) -> Xml:
        if isinstance(block, Table):
            return self._table(block)
        return self._paragraph(block, _style(block))

    def _paragraph(self, block: Paragraph, style: str, *, bold: bool = False) -> Xml:
        number = None
        if block.kind == "number":
            self._list = self._new_list() if block.first else self._list
            number = self._list
        children: list[Xml] = []
        for noted, runs in groupby(block.runs, key=lambda run: run.noted):
            made = [element for run in runs for element in self._run(run, bold=bold)]
            children += [self.notes.call(made, rtl=block.rtl)] if noted else made
        place = self._places.get(block.anchor or "")
        if place:
            begins, ends = ooxml.bookmark(place, f"place{place}")
            children = [begins, *children, ends]
        return ooxml.paragraph(style, children, rtl=block.rtl, number=number)

    def _new_list(self) -> int:
        made = self._document.part.numbering_part.element.add_num(NUMBERED)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(made.numId)

    def _run(self, run: Run, *, bold: bool) -> Iterator[Xml]:
        style = next((RUNS[name] for name in reversed(run.classes) if name in RUNS), None)
        target = self._target(run.link) if run.link else None
        if target is None:
            yield ooxml.run(run.text, style, bold=run.bold or bold)
        else:
            link = make("hyperlink", ooxml.run(run.text, "Hyperlink", bold=run.bold or bold))
            link.set(*target)
            yield link

    def _target(self, link: str) -> tuple[str, str] | None:
        """Return the attribute that says where a link leads, or None where Word would refuse it."""
        if link.startswith("#"):
            return qn("w:anchor"), f"place{self._places[link[1:]]}"
        address = encoded(link)
        if len(address) > LONGEST_ADDRESS:
            return None
        part = self._document.part
        return qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def _table(self, table: Table) -> Xml:
        widths = _widths(table)
        rows = [
            ooxml.row(
                [self._cell(cell, width) for cell, width in zip(row, widths, strict=True)],
                head=index < table.heads,
            )
            for index, row in enumerate(table.rows)
        ]
        head = table.heads > 0
        return ooxml.table(rows, widths, "ReportTable", head=head, rtl=self._page.rtl)

    def _cell(self, cell: Cell, width: int) -> Xml:
        rtl = self._page.rtl
        found = cell.paragraphs or (Paragraph("p", (), rtl=rtl),)
        style = "TableText" if width > NARROW else "TableTextNarrow"
        made = [self._paragraph(item, style, bold=cell.head) for item in found]
        return ooxml.cell(made, width)


def _stretch(block: Block) -> tuple[bool, int | None]:
    """Return a key by which the entries of the contents stand together, and nothing else does."""
    contents = isinstance(block, Paragraph) and block.kind == "contents"
    return contents, None if contents else id(block)


def _style(block: Paragraph) -> str:
    if block.kind == "contents":
        return f"TOC{block.depth + 1}"
    if block.kind == "h2" and "plain" in block.classes:
        return "TOCHeading"
    by_class = next((PARAGRAPHS[name] for name in block.classes if name in PARAGRAPHS), "Normal")
    return KINDS.get(block.kind, by_class)


def _runs(block: Block) -> Iterator[Run]:
    if isinstance(block, Paragraph):
        yield from block.runs
        return
    for row in block.rows:
        for cell in row:
            for paragraph in cell.paragraphs:
                yield from paragraph.runs


def _widths(table: Table) -> list[int]:
    """Return the widths of columns in twips; those that are free share what is left."""
    free = table.widths.count(None)
    left = max(WIDTH - sum(width or 0 for width in table.widths), free * NARROWEST)
    return [round(TWIPS * (left / free if width is None else width)) for width in table.widths]
