"""Files as lines: plain text, Markdown, HTML, Word and PDF. Nothing that they name is loaded."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from treatygap.load.file import Unreadable, read_bytes
from treatygap.load.official.language import language_of
from treatygap.load.official.line import Line, line
from treatygap.model.diagnostic import Diagnostic, Invalid, Place

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

LARGEST = 20_000_000
"""Bytes in a file; a long treaty with pictures takes a tenth of it."""
LARGEST_UNPACKED = 100_000_000
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|br|caption|dd|div|dl|dt|fieldset|figure|footer|form|h1|"
    "h2|h3|h4|h5|h6|header|hr|html|li|main|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|"
    "ul"
)
_HIDDEN = frozenset(["head", "nav", "noscript", "script", "style", "template"])


def lines_of(path: Path) -> tuple[bytes, list[Line]]:
    """Return the bytes of a file and its lines, empty ones left out.

    Raises Invalid when the suffix is none of READERS, or the file cannot be read as such.
    """
    body = read_bytes(path, LARGEST)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        hint = f"the suffix must be one of {', '.join(READERS)}"
        problem = Diagnostic(Place(str(path)), "unknown-format", "not a format that is read", hint)
        raise Invalid([problem])
    if not body.strip():
        raise Invalid([Diagnostic(Place(str(path)), "empty", "the file is empty")])
    try:
        lines = [item for item in reader(body) if item.text]
    except Unreadable as error:
        raise Invalid([Diagnostic(Place(str(path)), *error.args)]) from None
    if not lines:
        hint = "a scan has to be turned into text first"
        raise Invalid([Diagnostic(Place(str(path)), "no-text", "there is no text in it", hint)])
    return body, lines


def plain(body: bytes) -> Iterator[Line]:
    """Yield the lines of a text file. Raises Unreadable when it is not UTF-8, or binary."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"byte 0x{body[error.start]:02X} is not UTF-8"
        raise Unreadable("not-utf-8", message, "save the file as UTF-8") from None
    if "\0" in text:
        raise Unreadable("not-text", "is not a text file")
    yield from map(line, text.splitlines())


def markdown(body: bytes) -> Iterator[Line]:
    """Yield the lines of a Markdown file without its marks. Raises Unreadable as `plain` does."""
    for item in plain(body):
        head = re.match(r"#{1,6}\s+", item.text)
        text = item.text[head.end() :].rstrip("# ") if head else item.text
        text = re.sub(r"!?\[([^\[\]]{0,500})\]\([^()]{0,2000}\)", r"\1", text)
        text = re.sub(r"\\([^\w\s])", r"\1", re.sub(r"\*\*|__|^>\s*", "", text))
        yield Line(" ".join(text.split()), heading=head is not None, gap=item.gap)


def html(body: bytes) -> list[Line]:
    """Return the lines of a page, a block each. Raises Unreadable when it is too deep."""
    import tinyhtml5

    if b"\0" in body:
        raise Unreadable("not-text", "is not a text file")
    try:
        root = tinyhtml5.parse(body, namespace_html_elements=False)
        return [line(text, heading=heading) for text, heading in _blocks(root)]
    except RecursionError:
        raise Unreadable("too-deep", "nested too deeply") from None


def _blocks(root: Element) -> Iterator[tuple[str, bool]]:
    """Yield the text between the borders of blocks, and whether a heading holds it."""
    held: list[str] = []
    heading = False
    for piece, tag in _pieces(root):
        if tag is None:
            held.append(piece)
            continue
        yield "".join(held), heading
        held, heading = [piece], re.fullmatch("h[1-6]", tag) is not None
    yield "".join(held), heading


def _pieces(node: Element) -> Iterator[tuple[str, str | None]]:
    """Yield text, and at the border of a block its tag with the number a list gives it."""
    if not isinstance(node.tag, str) or node.tag in _HIDDEN:
        return
    block = _BLOCKS.fullmatch(node.tag) is not None
    if block:
        yield "", node.tag
    yield re.sub(r"\s+", " ", node.text or ""), None
    count = 0
    for child in node:
        if node.tag == "ol" and child.tag == "li":
            yield _mark(node, count), "li"
            count += 1
            yield from list(_pieces(child))[1:]
        else:
            yield from _pieces(child)
        yield re.sub(r"\s+", " ", child.tail or ""), None
    if block:
        yield "", "end"


def _mark(node: Element, count: int) -> str:
    """Return the mark that a browser shows before an item of a numbered list."""
    start = node.get("start", "1")
    number = (int(start) if re.fullmatch(r"\d{1,3}", start) else 1) + count
    if node.get("type") == "a" and number <= ord("z") - ord("a") + 1:
        return f"{chr(ord('a') + number - 1)}. "
    return "• " if node.get("type", "1") != "1" else f"{number}. "


def docx(body: bytes) -> list[Line]:
    """Return the paragraphs of a Word file, tables included. Raises Unreadable when it is none."""
    import docx

    try:
        _check_size(body)
        return list(_paragraphs(docx.Document(io.BytesIO(body))))
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - a damaged file fails anywhere in the library
        raise Unreadable("not-docx", "is not a readable Word file (.docx)") from None


def _check_size(body: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        if sum(item.file_size for item in packed.infolist()) > LARGEST_UNPACKED:
            message = f"unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB"
            raise Unreadable("too-large", message)


def _paragraphs(document: Document | Table) -> Iterator[Line]:
    from docx.table import Table

    if isinstance(document, Table):
        parts = [item for row in document.rows for item in row.cells]
        blocks: Iterable[object] = [block for part in parts for block in part.iter_inner_content()]
    else:
        blocks = document.iter_inner_content()
    for block in blocks:
        if isinstance(block, Table):
            yield from _paragraphs(block)
            continue
        style = str(getattr(getattr(block, "style", None), "name", ""))
        heading = style.startswith(("Heading", "Title"))
        for text in str(getattr(block, "text", "")).splitlines():
            yield line(text, heading=heading)


def pdf(body: bytes) -> list[Line]:
    """Return the lines of a PDF. Raises Unreadable when it is none, encrypted or in Arabic."""
    from treatygap.load.official.pdf import pages

    lines = [line(text) for text in pages(body)]
    if language_of(" ".join(item.text for item in lines)) == "ar":
        message = "the order of words in a PDF written from right to left is not certain"
        raise Unreadable("right-to-left", message, "bring a .docx, .html or .txt of it")
    return lines


READERS: dict[str, Callable[[bytes], Iterable[Line]]] = {
    ".txt": plain,
    ".md": markdown,
    ".html": html,
    ".htm": html,
    ".docx": docx,
    ".pdf": pdf,
}
"""How a file is read, by its suffix."""
