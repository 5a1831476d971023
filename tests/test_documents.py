"""The report as Word and Markdown: what it holds, that other programs open it, what it refuses."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import docx
import pytest
import sample
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from markdown_it import MarkdownIt
from test_pdf import squeezed, text_of
from test_reports import Page, authored

from treatygap.reporting import html
from treatygap.reporting.exports import Order, export, flow

ORDER = Order(sample.assessment(8))


def opened(made: bytes) -> Document:
    return docx.Document(io.BytesIO(made))


@pytest.fixture(scope="module")
def word() -> bytes:
    return export("docx", ORDER)


@pytest.fixture(scope="module")
def document(word: bytes) -> Document:
    return opened(word)


def texts(document: Document) -> Iterator[str]:
    """Every paragraph in reading order, those of tables too."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (text for row in cells(block) for cell in row for text in cell)


def cells(table: Table) -> list[list[list[str]]]:
    return [[[part.text for part in cell.paragraphs] for cell in row.cells] for row in table.rows]


def converted(made: bytes, folder: Path) -> bytes:
    """Return the PDF that LibreOffice makes of a Word document."""
    program = shutil.which("soffice")
    assert program, "soffice is missing: install libreoffice-writer-nogui"
    (folder / "report.docx").write_bytes(made)
    own = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [program, own, "--headless", "--convert-to", "pdf", "report.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "report.pdf").read_bytes()


def in_words(source: str) -> str:
    """Return a page with words in place of what only a picture shows."""
    found = re.sub(r'(?s)<svg[^>]* data-words="([^"]*)">.*?</svg>', r"\1", source)
    return re.sub(r'(?s)<svg.*?</svg>|<title>.*?</title>|<p data-words="">.*?</p>', "", found)


def test_a_word_report_says_what_the_page_says(document: Document) -> None:
    page = Page(in_words(html.render(ORDER.assessment)))
    assert squeezed("".join(texts(document))) == squeezed(page.words)


def test_titles_lists_and_tables_have_real_styles(document: Document) -> None:
    styles = {part.style.name for part in document.paragraphs if part.style}
    wanted = {"Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "List Bullet", "Caption"}
    assert styles >= wanted | {"List Number", "TOC Heading", "toc 1", "toc 2"}
    assert {table.style.name for table in document.tables if table.style} == {"Report Table"}
    about = document.core_properties
    assert (about.title, about.language) == ("Gap analysis: Ruritania", "en")
    assert about.created
    assert (about.created.date(), about.author) == (sample.DAY, "treatygap 0.1.0")


def test_rows_that_name_columns_are_repeated(document: Document) -> None:
    heads = list(document.element.body.iter(qn("w:tblHeader")))
    assert len(heads) == html.render(ORDER.assessment).count("<thead>")


def test_every_link_inside_leads_to_a_place(document: Document) -> None:
    body = document.element.body
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}
    places = [place.get(qn("w:name")) for place in body.iter(qn("w:bookmarkStart"))]
    assert links == set(places)
    assert len(places) == len(set(places))


def test_tables_never_touch(document: Document) -> None:
    blocks = [type(block) for block in document.iter_inner_content()]
    assert (Table, Table) not in pairwise(blocks)
    assert blocks[-1] is Paragraph


def test_each_numbered_list_begins_at_one() -> None:
    item = "<ol><li>one</li><li>two</li></ol>"
    page = flow.read(f'<html lang="en" dir="ltr"><body>{item}<p>x</p>{item}</body></html>')
    starts = [isinstance(part, flow.Paragraph) and part.first for part in page.blocks]
    assert starts == [True, False, False, True, False]
    numbered = opened(export("docx", ORDER)).part.numbering_part.element
    assert len(list(numbered.iter(qn("w:startOverride")))) == 1


def test_libreoffice_opens_the_word_report(word: bytes, tmp_path: Path) -> None:
    printed = squeezed(text_of(converted(word, tmp_path), tmp_path))
    missing = {text for text in authored(ORDER.assessment) if squeezed(text) not in printed}
    assert missing == set()


def test_a_word_report_from_right_to_left() -> None:
    document = opened(export("docx", Order(ORDER.assessment, lang="ar")))
    body = document.element.body
    turned = [part for part in body.iter(qn("w:p")) if part.find(f".//{qn('w:bidi')}") is not None]
    ends = [part for part in body.iter(qn("w:pStyle")) if part.get(qn("w:val")) == "TableEnd"]
    assert len(turned) + len(ends) == len(list(body.iter(qn("w:p"))))
    assert len(list(body.iter(qn("w:bidiVisual")))) == len(document.tables)
    turned_words = {part.text for part in body.iter(qn("w:t")) if part.getprevious() is not None
                    and part.getprevious().find(qn("w:rtl")) is not None}  # fmt: skip
    assert "1 تشرين الثاني/نوفمبر 2026" in turned_words


def test_citations_of_a_country_report_are_footnotes(tmp_path: Path) -> None:
    order = Order(ORDER.assessment, edition="advocate")
    page = Page(html.render(order.assessment, "advocate"))
    notes = [attrs for tag, attrs in page.tags if tag == "span" and attrs["class"] == "footnote"]
    made = export("docx", order)
    calls = list(opened(made).element.body.iter(qn("w:footnoteReference")))
    assert len(calls) == len(notes) > 0
    printed = text_of(converted(made, tmp_path), tmp_path)
    assert re.search(rf"^{len(notes)}\D", printed, re.MULTILINE)
    assert "(s. 50(1)" not in export("markdown", ORDER).decode()


def test_a_footnote_that_is_called_again_has_the_number_it_was_printed_under() -> None:
    order = Order(ORDER.assessment, edition="advocate")
    page = html.render(order.assessment, "advocate")
    parts = re.split(r'<h3 id="theme-', page)[1:]
    noted = re.compile(r'<span class="footnote">(.*?)</span>\n?(?=[;.<])', re.DOTALL)
    for theme in parts:
        told = noted.findall(theme)
        assert len(told) == len(set(told))
    again = re.findall(r'<span class="again">(\d+)</span>', page)
    body = opened(export("docx", order)).element.body
    marks = [run.findtext(qn("w:t")) for run in body.iter(qn("w:r"))
             if run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}[@{qn('w:val')}='FootnoteReference']")
             is not None and run.find(qn("w:t")) is not None]  # fmt: skip
    assert marks == again != []
    text = export("markdown", order).decode()
    for number in set(again):
        assert f" ({number}. " in text
        assert f" ({number})" in text


def test_a_line_ends_once_before_a_text_in_another_language() -> None:
    order = Order(ORDER.assessment, lang="ru")
    assert '<br/>\n<span lang="en"' in html.render(order.assessment, lang="ru")
    document = opened(export("docx", order))
    assert [part.text for part in document.paragraphs if "\n\n" in part.text] == []


def test_latin_words_of_a_chinese_report_are_not_parted() -> None:
    styles = opened(export("docx", Order(ORDER.assessment, lang="zh"))).styles.element
    (language,) = styles.findall(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    assert (language.get(qn("w:val")), language.get(qn("w:eastAsia"))) == ("en", "zh")


def test_markdown_reads_as_the_page_does() -> None:
    text = export("markdown", ORDER).decode()
    page = MarkdownIt("commonmark").enable("table").render(text)
    said = squeezed(Page(page.replace("<br>", "")).words)
    missing = {item for item in authored(ORDER.assessment) if squeezed(item) not in said}
    assert missing == set()
    assert page.count("<table>") == html.render(ORDER.assessment).count("<table")


def test_the_number_of_a_section_put_in_later_is_raised_where_it_is_read() -> None:
    order = Order(sample.assessment(1, " § 126^7"))
    read = (html.render(order.assessment), *in_documents(order))
    assert all("§ 126⁷" in text and "126^7" not in text for text in read)


def in_documents(order: Order) -> Iterator[str]:
    """Return the text of Word and of Markdown."""
    yield "\n".join(texts(opened(export("docx", order))))
    yield export("markdown", order).decode()


@pytest.mark.parametrize("name", ["docx", "markdown"])
def test_the_same_report_is_the_same_bytes(name: str) -> None:
    assert export(name, ORDER) == export(name, ORDER)
