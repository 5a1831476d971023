"""The printed report: readable by machines, the same each time, cheap, and fetching nothing."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import product
from pathlib import Path

import pikepdf
import pytest
import sample
import verapdf
from test_reports import authored

from treatygap.model.profile import ProfileFile
from treatygap.reporting import ReportError, html, pdf
from treatygap.reporting.archive import pdf_report
from treatygap.reporting.edition import editions
from treatygap.reporting.pdf import patched, tagged
from treatygap.store import as_json

DATED = datetime(2026, 11, 21, tzinfo=UTC)
LANGUAGES = ("en", "ar")
PROFILE = ProfileFile(state="RUR", name="Ruritania", known_on=sample.DAY)
SHORT = '<html lang="en"><head><title>t</title>{head}</head><body><p>text</p>{body}</body></html>'


@pytest.fixture(scope="module")
def report() -> bytes:
    return pdf.pdf_bytes(html.render(sample.assessment(8)))


@pytest.fixture(scope="module")
def opened(report: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(report)) as document:
        yield document


def text_of(report: bytes, folder: Path) -> str:
    file = folder / "report.pdf"
    file.write_bytes(report)
    program = shutil.which("pdftotext")
    assert program, "pdftotext is missing: install poppler-utils"
    made = subprocess.run([program, "-raw", file, "-"], capture_output=True, check=True)
    return made.stdout.decode()


def squeezed(text: str) -> str:
    """Return text without white space, which line breaks put anywhere."""
    return re.sub(r"\s+", "", text)


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    for kid in node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else []:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def test_title_language_tags_and_bookmarks(opened: pikepdf.Pdf) -> None:
    root = opened.Root
    assert str(opened.docinfo["/Title"]) == "Gap analysis: Ruritania"
    assert str(root.Lang) == "en"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
        inside = [item.title for item in outline.root[2].children]
    assert titles[:4] == ["1 Summary", "2 Powers and safeguards", "3 Findings", "4 Reform list"]
    assert inside == ["Chapter I: General", "Chapter II: Powers"]


def test_every_picture_has_alternative_text(opened: pikepdf.Pdf) -> None:
    figures = [item for item in elements(opened.Root.StructTreeRoot) if str(item.S) == "/Figure"]
    assert figures
    assert all(str(item.get("/Alt", "")).strip() for item in figures)


def test_every_word_of_the_findings_is_on_a_page(report: bytes, tmp_path: Path) -> None:
    printed = squeezed(re.sub(r"\n[^\n]*\n[^\n]*\n\d+ / \d+\n", "\n", text_of(report, tmp_path)))
    words = {word for text in authored(sample.assessment(8)) for word in text.split()}
    assert {word for word in words if word not in printed} == set()


def test_the_same_report_has_the_same_bytes(report: bytes, tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import sample; from pathlib import Path; from treatygap.reporting import html, pdf\n"
        "Path(sys.argv[2]).write_bytes(pdf.pdf_bytes(html.render(sample.assessment(8))))"
    )
    file = tmp_path / "again.pdf"
    tests = Path(__file__).parent
    subprocess.run([sys.executable, "-c", script, tests, file], check=True)
    assert file.read_bytes() == report


def test_every_edition_conforms_to_pdf_ua_and_pdf_a(tmp_path: Path) -> None:
    assert verapdf.jars(), "veraPDF is incomplete: install libjaxb-java and the dev tools"
    small = sample.assessment(7, sample.HOSTILE, safeguards=1)
    files = []
    for name, lang in product(editions(), LANGUAGES):
        files.append(tmp_path / f"{name}-{lang}.pdf")
        files[-1].write_bytes(pdf_report(small, PROFILE, name, lang, DATED))
    made = subprocess.run(
        [sys.executable, verapdf.__file__, "ua1,3a", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert made.stdout.splitlines() == [
        f"{flavour} {f}" for f in files for flavour in ("ua1", "3a")
    ]


def test_the_data_is_attached_and_says_what_it_is_to_the_pages() -> None:
    small = sample.assessment(1, safeguards=1)
    made = pdf_report(small, PROFILE, "ministry", "en", DATED)
    with pikepdf.open(io.BytesIO(made)) as document:
        held = {name: item.get_file() for name, item in document.attachments.items()}
        bodies = {name: file.read_bytes() for name, file in held.items()}
        kinds = {str(item.UF): str(item.AFRelationship) for item in document.Root.AF}
        dates = {(file.creation_date, file.mod_date) for file in held.values()}
        printed = str(document.docinfo["/CreationDate"])
    assert bodies["assessment.json"] == as_json(small, None)
    assert ProfileFile.model_validate_json(bodies["profile.json"]) == PROFILE
    assert json.loads(bodies["report.json"])["edition"] == "ministry"
    assert kinds == {"assessment.json": "/Data", "report.json": "/Data", "profile.json": "/Source"}
    assert dates == {(DATED, DATED)}
    assert printed == "D:20261121000000Z"


def test_heads_and_feet_are_artifacts_and_other_languages_are_named(opened: pikepdf.Pdf) -> None:
    page = opened.pages[3].Contents.read_bytes()
    marks = re.findall(rb"/Artifact\s<</Type /Pagination/Subtype /(\w+)>>", page)
    assert sorted(set(marks)) == [b"Footer", b"Header"]
    tagged = [item for item in elements(opened.Root.StructTreeRoot) if "/Lang" in item]
    assert {str(item.Lang) for item in tagged} == {"ar"}


def test_no_tag_wraps_a_piece_of_text_that_its_element_could_hold(opened: pikepdf.Pdf) -> None:
    found = list(elements(opened.Root.StructTreeRoot))
    paragraphs = [item for item in found if str(item.S) == "/P" and len(item.K) == 1]
    assert paragraphs
    assert all(isinstance(item.K[0], int) for item in paragraphs)


def test_links_of_a_hostile_report_lead_only_to_the_web() -> None:
    made = pdf.pdf_bytes(html.render(sample.assessment(7, sample.HOSTILE, safeguards=1)))
    with pikepdf.open(io.BytesIO(made)) as document:
        links = [
            str(note.A.URI)
            for page in document.pages
            for note in page.get("/Annots", [])
            if "/A" in note and "/URI" in note.A
        ]
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})
        assert "/OpenAction" not in document.Root
    assert links
    assert all(link.startswith(("http://", "https://")) for link in links)


ATTACKS = {
    "image": ("", '<img alt="x" src="{url}"/>'),
    "style sheet": ('<link rel="stylesheet" href="{url}"/>', ""),
    "import": ("<style>@import '{url}';</style>", ""),
    "font": ("<style>@font-face {{ font-family: x; src: url('{url}') }}</style>", ""),
    "background": ("<style>p {{ background: url('{url}') }}</style>", ""),
    "attachment": ('<link rel="attachment" href="{url}"/>', ""),
    "attached link": ("", '<a rel="attachment" href="{url}">a</a>'),
    "embedded": ("", '<embed src="{url}"/>'),
    "object": ("", '<object data="{url}"></object>'),
    "picture in a picture": (
        "",
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>t</title>'
            '<image href="{url}" width="9" height="9"/></svg>'
        ),
    ),
}


@pytest.mark.parametrize("scheme", ["file", "http", "data"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_fetched_and_an_attempt_is_an_error(
    attack: str, scheme: str, tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", "utf-8")
    address, asked = server
    url = {"file": secret.as_uri(), "http": f"{address}/x", "data": "data:text/plain,secret"}[
        scheme
    ]
    head, body = (part.format(url=url) for part in ATTACKS[attack])
    with pytest.raises(ReportError, match=r"carries all it needs|Failed to render SVG"):
        pdf.pdf_bytes(SHORT.format(head=head, body=body))
    assert asked == []


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Recorder(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    listener = HTTPServer(("127.0.0.1", 0), Recorder)
    thread = threading.Thread(target=listener.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{listener.server_port}", asked
    listener.shutdown()
    thread.join()
    listener.server_close()


@pytest.mark.parametrize(
    ("head", "body", "says"),
    [
        ("<style>p { colour: red }</style>", "", "colour"),
        ("<style>p { width: wide }</style>", "", "wide"),
        ("", "<a href='#nowhere'>x</a>", "nowhere"),
    ],
)
def test_what_the_printer_would_only_log_is_an_error(head: str, body: str, says: str) -> None:
    with pytest.raises(ReportError, match=says):
        pdf.pdf_bytes(SHORT.format(head=head, body=body))


def test_pages_are_laid_out_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import page as layout

    made, make_page = [], layout.make_page

    def counted(*args: object, **more: object) -> object:
        made.append(1)
        return make_page(*args, **more)

    monkeypatch.setattr(layout, "make_page", counted)
    report = pdf.pdf_bytes(html.render(sample.assessment(8)))
    with pikepdf.open(io.BytesIO(report)) as document:
        assert len(document.pages) <= len(made) <= 1.15 * len(document.pages)


def test_a_page_that_is_no_xml_is_an_error_with_its_place() -> None:
    with pytest.raises(ReportError, match=r"no well-formed XML: .*: line 1, column \d+"):
        pdf.pdf_bytes(SHORT.format(head="", body="<br>"))


def plainly_printed(page: str, folder: Path) -> bytes:
    """Print a page in a process where WeasyPrint shapes and styles everything by itself."""
    script = (
        "import sys; from pathlib import Path; from types import ModuleType\n"
        "for name in ('shaped', 'styled'):\n"
        "    name = f'treatygap.reporting.pdf.{name}'; sys.modules[name] = ModuleType(name)\n"
        "from treatygap.reporting.pdf import pdf_bytes\n"
        "page = Path(sys.argv[1])\n"
        "page.with_suffix('.pdf').write_bytes(pdf_bytes(page.read_text('utf-8')))"
    )
    file = folder / "page.html"
    file.write_text(page, "utf-8")
    subprocess.run([sys.executable, "-c", script, file], check=True)
    return file.with_suffix(".pdf").read_bytes()


@pytest.mark.parametrize("lang", ["en", "ar", "zh"])
def test_a_report_is_printed_as_weasyprint_would_by_itself(lang: str, tmp_path: Path) -> None:
    page = html.render(sample.assessment(8), lang=lang)
    assert pdf.pdf_bytes(page) == plainly_printed(page, tmp_path)


def test_text_of_every_kind_is_printed_as_weasyprint_would_by_itself(tmp_path: Path) -> None:
    words = "Inter\u00adcep\u00adtion of com\u00admu\u00adni\u00adca\u00adtions, "
    words += "fi\u0301ne  and\u00a0kept: T\u200bV\u200bA "
    columns = "".join(
        f'<td style="width: {width}px; {style}">{words}<b>AV </b><i>To </i> {words}</td>'
        for width, style in (
            (40, "overflow-wrap: anywhere"),
            (90, "hyphens: auto; padding: 1%"),
            (70, "text-align: justify; text-decoration: underline"),
            (60, "letter-spacing: 1px; word-spacing: 2px; box-sizing: border-box; padding: 4px"),
            (50, "white-space: pre-wrap; font-feature-settings: 'smcp'; border: 2px solid"),
            (50, "white-space: nowrap; overflow: hidden; text-overflow: ellipsis"),
        )
    )
    mixed = f'{words}<span dir="rtl">مُعاهَدة AV <bdi>1 (a)</bdi></span> 条约 {words}'
    blocks = "".join(
        f'<div style="{style}">{mixed}</div>'
        for style in (
            "display: flex; min-width: 50%",
            "display: grid; grid-template-columns: 1fr 2fr; max-height: 4em",
            "float: inline-end; width: 30%",
            "columns: 2; position: relative; inset-inline-start: 3px",
            "margin-inline: 2em 5%; direction: rtl; line-height: 2",
            "font-variant-numeric: tabular-nums; tab-size: 3; white-space: pre",
        )
    )
    tables = f"<table><tr>{columns}</tr></table>{blocks}" * 3
    page = SHORT.format(
        head="<style>p::first-line { font-weight: 700 } @page { @footnote { margin: 1em } }"
        "table { table-layout: fixed; border-collapse: collapse } td { border: 1px solid }</style>",
        body=f"{tables}<p>{words}</p>",
    )
    assert pdf.pdf_bytes(page) == plainly_printed(page, tmp_path)


def test_a_word_longer_than_many_lines_is_printed_as_weasyprint_would_by_itself(
    tmp_path: Path,
) -> None:
    words = ("a" * 700, "مادة" * 150, "条约" * 400, "long/" * 120, "x" * 290 + " and more")
    page = SHORT.format(
        head="<style>p { overflow-wrap: anywhere; width: 200px }</style>",
        body="".join(f"<p>so {word} it is</p>" for word in words),
    )
    assert pdf.pdf_bytes(page) == plainly_printed(page, tmp_path)


def test_one_text_is_cut_anew_in_every_place(tmp_path: Path) -> None:
    cut = "overflow: hidden; text-overflow: ellipsis; white-space: nowrap"
    places = "".join(
        f'<div style="width: {width}px; {style}"><b>tre </b><i>aty </i>law</div>'
        for width in (200, *range(20, 70, 2), 150)
        for style in ("word-spacing: 3em", "letter-spacing: 2em", cut)
    )
    small = '<p style="font-size: 1e-7px">law <b style="font-size: 9px">law</b></p>'
    page = SHORT.format(
        head="",
        body=f'{places}<div style="float: left; {cut}">law</div>{small * 2}',
    )
    assert pdf.pdf_bytes(page) == plainly_printed(page, tmp_path)


def test_notes_at_the_end_of_a_part_are_printed_as_weasyprint_would_by_itself(
    tmp_path: Path,
) -> None:
    said = '<p>law<i class="n">act</i> treaty<i class="n">article</i></p>'
    page = SHORT.format(
        head="<style>.n { position: note(n) } .n::note-call { content: counter(note) }"
        ".n::note-marker { content: counter(note) } .n::note-callback { content: '^' }"
        "@page { @bottom-left { content: element(n) } }</style>",
        body=said * 2,
    )
    assert pdf.pdf_bytes(page) == plainly_printed(page, tmp_path)


def test_a_link_is_described_by_its_words() -> None:
    body = '<h1 id="a-b">مادة 1</h1><p><a href="#a-b">see\n مادة 1</a> <a href="https://x.org/">X</a></p>'
    with pikepdf.open(io.BytesIO(pdf.pdf_bytes(SHORT.format(head="", body=body)))) as document:
        links = list(document.pages[0].Annots)
        assert [str(link.Contents) for link in links] == ["see مادة 1", "X"]
        assert str(links[0].Dest) == "a-b"
        assert str(links[1].A.URI) == "https://x.org/"


def drawn(body: str, head: str = "") -> str:
    """Return what draws the first page of a text."""
    made = pdf.pdf_bytes(SHORT.format(head=head, body=body))
    with pikepdf.open(io.BytesIO(made)) as document:
        return str(document.pages[0].Contents.read_bytes().decode())


@pytest.mark.parametrize(
    ("side", "rectangle"),
    [
        ("top", "40 20 120 2 re"),
        ("right", "158 20 2 68 re"),
        ("bottom", "40 86 120 2 re"),
        ("left", "40 20 2 68 re"),
    ],
)
def test_a_border_of_one_side_is_a_filled_rectangle(side: str, rectangle: str) -> None:
    style = f"position: absolute; width: 100px; height: 50px; border-{side}: 2px solid #ff0000;"
    style += "box-sizing: border-box; width: 120px; height: 68px; left: 40px; top: 20px"
    page = drawn(f'<div style="{style}"></div>', "<style>@page { margin: 0 }</style>")
    assert "1 0 0 rg" in page
    assert f"{rectangle}\nf\n" in page
    assert "W" not in re.findall(r"[A-Za-z*]+", page)


def test_other_borders_are_drawn_as_weasyprint_does() -> None:
    for style in ("1px solid; border-top: 0", "0; border-top: 2px dashed"):
        assert "\nW" in drawn(f'<div style="border: {style}">x</div>')
    rounded = drawn('<div style="border: 0; border-top: 2px solid; border-radius: 9px">x</div>')
    assert " c\n" in rounded
    assert " re\nf" not in drawn('<div style="border-top: 2px solid; visibility: hidden">x</div>')


def test_numbers_are_as_exact_as_a_printer_and_glyphs_are_not_moved_by_nothing() -> None:
    page = drawn('<p style="margin-left: 12.3456789px; color: #123456">AVAVA To We.</p>')
    numbers = re.findall(r"(?<![\w.])(\d+)\.(\d+)", page)
    assert numbers
    assert all(len(after) <= (2 if int(before) else 5) for before, after in numbers)
    assert "0.07059 0.20392 0.33725 rg" in page
    assert re.search(r">-?\d+<", page)
    assert not re.search(r">-?0(\.0)?[<\]]", page)


def test_a_picture_fills_its_frame_however_much_it_is_enlarged() -> None:
    page = drawn(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" width="401" height="200">'
        '<title>t</title><rect width="300" height="9"/></svg>'
    )
    assert re.search(r"^1\.33667 0 0 1\.33667 0 [\d.]+ cm$", page, re.MULTILINE)


def test_a_font_is_named_once_and_decoration_is_marked_once_in_a_row() -> None:
    cells = "<td>law</td>" * 3
    page = drawn(
        f"<p>one</p><p>two</p><p><b>three</b></p><p>four</p><table><tr>{cells}</tr></table>",
        "<style>td { border-bottom: 1px solid #ff0000 }</style>",
    )
    used = re.findall(r"/(\w+) [\d.]+ Tf", page)
    assert len(used) == len(set(used)) + 1
    assert len(re.findall(r"\bre\nf\n", page)) == 3
    assert page.count("/Artifact") == 1
    assert page.count("EMC") == page.count("BDC") + page.count("BMC")


def test_references_to_pages_are_those_of_the_library_built_once() -> None:
    class Pages:
        pages = {"Kids": [3, 0, "R", 7, 0, "R"]}  # noqa: RUF012 - never changed

    document = Pages()
    first = patched.page_references(document)
    assert first == (b"3 0 R", b"7 0 R")
    assert patched.page_references(document) is first
    document.pages["Kids"] += [9, 0, "R"]
    assert patched.page_references(document)[2] == b"9 0 R"


def test_weasyprint_still_has_the_rules_and_names_that_are_worked_around() -> None:
    from weasyprint.html import UA, UA_STYLESHEET
    from weasyprint.pdf import pydyf, stream, tags

    of_everything = re.findall(r"^::([a-z-]+)", UA, re.MULTILINE)
    calls = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
    assert of_everything == ["marker", *calls]
    assert {rule[patched.PSEUDO] for rule in UA_STYLESHEET.matcher.other_selectors} == {None}
    assert pydyf.PDF.page_references.fget is patched.page_references
    assert stream.Stream.marked is patched.marked
    assert tags._build_box_tree is tagged.build_box_tree  # noqa: SLF001


def test_weasyprint_by_itself_still_needs_what_is_mended(tmp_path: Path) -> None:
    script = (
        "import sys, weasyprint; from pathlib import Path\n"
        "page = '<style>@page { @top-left { content: \\'head\\' } }</style><p lang=ar>text</p>'\n"
        "page = f'<html lang=en><title>t</title>{page}'\n"
        "made = weasyprint.HTML(string=page).write_pdf(pdf_variant='pdf/a-3a')\n"
        "Path(sys.argv[1]).write_bytes(made)"
    )
    file = tmp_path / "plain.pdf"
    subprocess.run([sys.executable, "-c", script, file], check=True)
    with pikepdf.open(file) as document:
        assert b"Pagination" not in document.pages[0].Contents.read_bytes()
        tags = list(elements(document.Root.StructTreeRoot))
        assert [str(item.S) for item in tags] == ["/Document", "/P", "/Span"]
        assert not [item for item in tags if "/Lang" in item]
        assert b"pdfuaid" not in document.Root.Metadata.read_bytes()
