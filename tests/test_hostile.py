"""One hostile text in every text field of a profile: in no format is it more than text."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import openpyxl
import pikepdf
import pytest
import yaml
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook
from small import library
from test_documents import converted
from test_exchange import read_oscal

from treatygap.model.assessment import Assessment
from treatygap.model.profile import Act, Answer, Evidence, Practice, Profile, Statement
from treatygap.model.requirement import Requirement
from treatygap.pipeline import assess
from treatygap.reporting import html, pdf
from treatygap.reporting.exports import FORMATS, Order, export
from treatygap.store import as_json

LEADS = ("=cmd|'/c calc'!A1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1")
REST = (
    " <script>alert(1)</script><img src='file:///etc/passwd'><b onload=\"alert(2)\">&amp;]]><!--"
    "{{7*7}}{% raw %}${7*7} [x](javascript:alert(3)) ![y](file:///etc/passwd) <javascript:alert(4)>"
    " ](javascript:alert(5)) `a` **b** | # file:///etc/passwd"
    " \x00\x01\x08\x0b\x0c\x1f\x7f\x9f\ufffe\uffff a\u2028b \u2029c"
    f" \u202ederever\u202d {'W' * 250}"
)
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\u2028-\u202e]")
SAFE = re.compile(r"https?://|#")


def texts(model: type[Act | Evidence | Practice | Statement | Answer]) -> list[str]:
    """Return the names of the fields of a model that hold any text."""
    fields = model.model_json_schema()["properties"]
    return [
        name for name, field in fields.items() if name != "value"
        and any(kind.get("type") == "string" and not {"format", "enum"} & kind.keys()
                for kind in field.get("anyOf", [field]))
    ]  # fmt: skip


def filled(
    model: type[Act | Evidence | Practice | Statement | Answer], text: str, **given: Any
) -> Any:
    """Return a value with the text in every text field that is not given."""
    return model.model_validate(dict.fromkeys(texts(model), text) | given)


@cache
def poisoned(lead: str = LEADS[0]) -> Assessment:
    text = f"{lead}{REST}"
    addresses = ("javascript:alert(6)", "file:///etc/passwd", f'https://h.invalid/"{text}')
    evidence = tuple(filled(Evidence, text, url=url) for url in addresses)
    practice = filled(Practice, text, evidence=evidence)
    values = tuple(
        filled(Statement, text, value=value, source=source, evidence=evidence)
        for value, source in ((True, "court"), (False, "expert"))
    )
    answers = {
        "power.search.exists": filled(Answer, text, values=values, practice=practice),
        "power.order.exists": filled(
            Answer, text, value=True, evidence=evidence, practice=practice
        ),
        "power.search.authority": filled(Answer, text, value="unknown", practice=practice),
    }
    acts = {name: filled(Act, text, url=url) for name, url in zip("abc", addresses, strict=True)}
    profile = {"state": "XXA", "name": text, "known_on": "2026-01-01", "hash": "0"}
    return assess(
        Profile.model_validate({**profile, "acts": acts, "answers": answers}),
        library(requirement("exists"), requirement("authority")),
    )


def requirement(fact: str) -> Requirement:
    met = {"power.exists": True} if fact == "exists" else {"power.authority": "court"}
    return Requirement.model_validate({
        "id": f"toy.1.{fact}", "provisions": ["toy:1"], "for_each": "power", "title": "A demand",
        "met_when": met, "severity": "major", "lens": ["ministry"], "safeguard": "legal-basis",
        "because": "It is not so.", "recommend": "Make it so.",
    })  # fmt: skip


def made(name: str) -> bytes:
    return export(name, Order(poisoned()))


def test_every_text_field_of_a_profile_is_poisoned() -> None:
    assert texts(Act) == ["title", "short", "url", "version", "checked"]
    assert texts(Evidence) == ["act", "short", "section", "url", "checked", "note"]
    assert texts(Practice) == ["says"]
    assert texts(Statement) == texts(Answer) == ["note"]
    held = json.dumps(poisoned().model_dump(mode="json"))
    assert held.count("W" * 250) > 40


class Tags(HTMLParser):
    def __init__(self, source: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_html() -> None:
    page = html.render(poisoned())
    assert not REFUSED.search(page)
    tags = Tags(page).found
    assert {"script", "img", "iframe", "object", "form"}.isdisjoint({tag for tag, _ in tags})
    assert not [name for _, attrs in tags for name in attrs if name.startswith(("on", "src"))]
    assert all(SAFE.match(str(attrs["href"])) for tag, attrs in tags if tag == "a")
    assert "{{7*7}}{% raw %}${7*7}" in page


def test_pdf() -> None:
    with pikepdf.open(io.BytesIO(pdf.pdf_bytes(html.render(poisoned())))) as document:
        for held in document.objects:
            if isinstance(held, pikepdf.Dictionary):
                assert not {"/JS", "/JavaScript", "/Launch", "/AA"} & set(held.keys())
                assert held.get("/S") not in ("/JavaScript", "/Launch", "/GoToR")
                assert SAFE.match(str(held.get("/URI", "https://")))


def test_json_keeps_what_was_written() -> None:
    assert Assessment.model_validate_json(as_json(poisoned())) == poisoned()


def test_word(tmp_path: Path) -> None:
    archive = ZipFile(io.BytesIO(made("docx")))
    assert not [name for name in archive.namelist() if "vba" in name or "embed" in name]
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            root = ET.fromstring(archive.read(name))  # noqa: S314 - made here
            assert not REFUSED.search("".join(root.itertext()))
            for element in root.iter():
                if element.get("TargetMode") == "External":
                    assert re.fullmatch(r"https?://[\x21-\x7e]+", element.attrib["Target"])
                if element.tag.endswith("}instrText"):
                    assert str(element.text).split()[0] in ("TOC", "PAGE")
    assert converted(made("docx"), tmp_path).startswith(b"%PDF")


@pytest.mark.parametrize("lead", LEADS)
def test_a_workbook_holds_no_formula_and_no_link(lead: str) -> None:
    made = export("xlsx", Order(poisoned(lead)))
    names = " ".join(ZipFile(io.BytesIO(made)).namelist())
    assert not re.search("external|vba|_rels/sheet", names)
    book = openpyxl.load_workbook(io.BytesIO(made))
    cells = [cell for page in book for row in page for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert not [cell for cell in cells if REFUSED.search(str(cell.value))]
    first = book.worksheets[0]["B2"].value
    assert first.lstrip().startswith(lead.strip())
    assert CalamineWorkbook.from_filelike(io.BytesIO(made)).sheet_names == book.sheetnames


@pytest.mark.parametrize("lead", LEADS)
def test_no_cell_of_csv_acts(lead: str) -> None:
    text = f"{lead}{REST}"
    findings = [item.model_copy(update={"title": text, "because": text, "recommend": text})
                for item in poisoned(lead).findings]  # fmt: skip
    assessed = poisoned(lead).model_copy(update={"findings": tuple(findings)})
    rows = list(csv.reader(io.StringIO(export("csv", Order(assessed)).decode(), newline="")))
    cells = [cell for row in rows for cell in row]
    assert len({len(row) for row in rows}) == 1
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    acting = lead.replace("\r", "\n")
    assert [cell for cell in cells if cell.startswith(f"'{acting}")]
    assert not [cell for cell in cells if REFUSED.search(cell)]


def trusting() -> MarkdownIt:
    """A reader of Markdown that believes everything it reads."""
    reader = MarkdownIt("commonmark").enable("table")
    reader.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return reader


def assert_plain(text: str, *, links: bool = False) -> None:
    """Fail where Markdown holds markup that is not ours, or a link that is not of the web."""
    for block in trusting().parse(text):
        assert block.type != "html_block"
        for token in block.children or ():
            assert token.type not in ("image", "code_inline")
            if token.type == "html_inline":
                assert token.content == "<br>"
            if token.type == "link_open":
                assert links
                assert SAFE.match(str(token.attrs["href"]))


def test_markdown() -> None:
    text = made("markdown").decode()
    assert not REFUSED.search(text)
    assert_plain(text, links=True)


@pytest.mark.parametrize("name", ["oscal-catalog", "oscal-results"])
def test_oscal(name: str, tmp_path: Path) -> None:
    read_oscal(made(name), tmp_path)
    waiting: list[Any] = [json.loads(made(name))]
    while waiting:
        held = waiting.pop()
        waiting += held.values() if isinstance(held, dict) else held
        waiting = [item for item in waiting if not isinstance(item, str)]
        if isinstance(held, dict):
            for key in {"title", "description", "prose", "remarks"} & held.keys():
                assert not REFUSED.search(held[key])
                assert_plain(held[key])
            assert SAFE.match(held.get("href", "#"))


def test_junit() -> None:
    root = ET.fromstring(made("junit"))  # noqa: S314 - made here
    tags = {"testsuites", "testsuite", "testcase", "failure", "skipped", "system-out"}
    assert {element.tag for element in root.iter()} <= tags
    assert not REFUSED.search("".join(root.itertext()))


def test_linked_data_names_nothing_that_is_not_ours() -> None:
    found = json.loads(made("earl"))
    waiting: list[Any] = [found["@graph"]]
    while waiting:
        held = waiting.pop()
        if isinstance(held, dict):
            assert str(held.get("@id", "earl:")).startswith(("urn:", "earl:"))
        waiting += [item for item in (held.values() if isinstance(held, dict) else held)
                    if isinstance(item, dict | list)]  # fmt: skip
    assert all(SAFE.match(name) or name.startswith("urn:") or key == "@language"
               for key, name in found["@context"].items())  # fmt: skip


def test_a_ciso_library_holds_nothing_of_a_profile() -> None:
    text = made("ciso").decode()
    assert "WWW" not in text
    assert yaml.safe_load(text)["ref_id"] == "toy"


WATCH = """
import sys
seen = []
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request", "os.system"):
        seen.append(event)
    if event == "open" and "passwd" in str(arguments[0]):
        seen.append(arguments[0])
sys.addaudithook(watch)
from pathlib import Path
from treatygap.model.assessment import Assessment
from treatygap.reporting.exports import Order, export
order = Order(Assessment.model_validate_json(Path(sys.argv[1]).read_bytes()))
for name in sys.argv[2:]:
    export(name, order)
print(seen)
"""


def test_no_export_opens_what_a_text_names(tmp_path: Path) -> None:
    file = tmp_path / "assessment.json"
    file.write_bytes(as_json(poisoned()))
    command = [sys.executable, "-c", WATCH, str(file), *FORMATS]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "[]\n"), ran.stderr
