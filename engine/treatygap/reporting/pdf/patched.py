"""What WeasyPrint 70 does not do by itself, by way of names it keeps to itself.

A test says when a name is gone, or when WeasyPrint does one of these things unasked.

- Running heads are marked as what they are (PDF/UA-1, 7.8: artifacts of the kind pagination).
- A file says that it conforms to PDF/UA-1 beside PDF/A-3a (PDF/UA-1, clause 5; PDF/A-3, 6.6.2.3).
- A place has a name where a link leads to it.
- A link is described by its words, not by the name of its target (PDF/UA-1, 7.18.5).
- Rules for markers and notes are of lists and notes alone, in `print.css`: WeasyPrint's own give
  every element six more styles, a fifth of the memory and a sixth of the time.
- A page is read as the XML it is, and page references are built once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pydyf
import weasyprint
from cssselect2 import ElementWrapper
from weasyprint.formatting_structure import boxes
from weasyprint.html import UA_STYLESHEET
from weasyprint.pdf import stream

from treatygap.reporting.elements import elements

PSEUDO = -2
"""Where a rule of cssselect2 says which pseudo-element it is of."""
RUNNING = "_treatygap_running"
"""The name under which a box keeps whether it is of a head or of a foot."""
IDENTIFIED = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>\
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\
</rdf:Description>"""
"""The identification of PDF/UA-1 as XMP, with the schema of it that PDF/A asks for."""

_marked = stream.Stream.marked
_add_links = weasyprint.pdf.add_links
_resolve_links = weasyprint.pdf.resolve_links


class Page(weasyprint.HTML):  # type: ignore[misc]
    """A page for WeasyPrint, read as XML; nothing but `fetcher` answers for an address in it."""

    def __init__(self, page: str, fetcher: Any) -> None:
        root = elements(page)
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root)
        self.etree_element = root


def mark_running(document: Any) -> None:
    """Note on every box of a running head or foot what it is."""
    for page in document.pages:
        for box in page._page_box.children:  # noqa: SLF001
            if isinstance(box, boxes.MarginBox):
                region = "Header" if box.at_keyword.startswith("@top") else "Footer"
                for inner in box.descendants():
                    setattr(inner, RUNNING, region)


def identify(_: Any, pdf: Any) -> None:
    """Write into the metadata that the file conforms to PDF/UA-1."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    end = b"</rdf:RDF>"
    metadata.stream = [part.replace(end, IDENTIFIED + end) for part in metadata.stream]


def marked(page: Any, box: Any, tag: str) -> AbstractContextManager[None]:
    """Draw a box as content, or as an artifact where it is of a running head."""
    region = getattr(box, RUNNING, None)
    return _artifact(page, region) if region else _marked(page, box, tag)


@contextmanager
def _artifact(page: Any, region: str) -> Iterator[None]:
    kind = pydyf.Dictionary({"Type": "/Pagination", "Subtype": f"/{region}"})
    page.begin_marked_content("Artifact", kind)
    try:
        yield
    finally:
        page.end_marked_content()


def resolve_links(pages: Any) -> list[Any]:
    """Return the links of each page, and the places on it that others lead to."""
    found = list(_resolve_links(pages))
    targets = {target for links, _ in found for kind, target, *_ in links if kind == "internal"}
    return [
        (links, [anchor for anchor in anchors if anchor[0] in targets]) for links, anchors in found
    ]


def add_links(links_and_anchors: Any, *rest: Any) -> None:
    """Put the links of a page and the places on it that others lead to into the PDF."""
    _add_links(links_and_anchors, *rest)
    links, _ = links_and_anchors
    for kind, _, _, box in links:
        if kind in ("internal", "external"):
            words = " ".join("".join(box.element.itertext()).split())
            box.link_annotation["Contents"] = pydyf.String(words)


def page_references(pdf: Any) -> tuple[bytes, ...]:
    """Return references to the pages, built once: pydyf builds them anew for every tag."""
    kids = pdf.pages["Kids"]
    known: tuple[bytes, ...] = getattr(pdf, "_treatygap_pages", ())
    if len(known) != len(kids) // 3:
        known = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
        pdf._treatygap_pages = known  # noqa: SLF001
    return known


stream.Stream.marked = marked
weasyprint.pdf.resolve_links = resolve_links
weasyprint.pdf.add_links = add_links
pydyf.PDF.page_references = property(page_references)
UA_STYLESHEET.matcher.other_selectors = [
    rule for rule in UA_STYLESHEET.matcher.other_selectors if rule[PSEUDO] is None
]
