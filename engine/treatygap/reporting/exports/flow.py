"""A report as paragraphs and tables, read from the page that its templates make.

What a report says, and in which order, is decided there and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from treatygap.reporting.elements import SVG, elements
from treatygap.reporting.html import web_address

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WORDS = "data-words"
"""Says what stands for an element where there are words only; nothing, where it is empty."""
_INLINE = ("a", "b", "bdi", "br", "cite", "em", "i", "span", SVG)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDTH = re.compile(r"\.([\w-]+) (th )?\{ width: ([\d.]+)mm;")


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; `classes` are those of the elements around them.

    `link` is an anchor of the page (`#…`) or an address by http or https.
    """

    text: str
    bold: bool = False
    classes: tuple[str, ...] = ()
    link: str | None = None

    @property
    def noted(self) -> bool:
        """True for the words of a footnote, which stand where it is called."""
        return "footnote" in self.classes

    @property
    def again(self) -> bool:
        """True for the number of a footnote that was called before."""
        return "again" in self.classes


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs in one kind of paragraph: `h1` to `h6`, `p`, `bullet`, `number` or `contents`.

    `first` begins a list; `depth` counts the lists around it.
    """

    kind: str
    runs: tuple[Run, ...]
    classes: tuple[str, ...] = ()
    anchor: str | None = None
    depth: int = 0
    first: bool = False
    rtl: bool = False

    @property
    def text(self) -> str:
        """The words of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `head` where it names its row or column."""

    paragraphs: tuple[Paragraph, ...]
    head: bool
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first `heads` rows name the columns. Widths in mm, None where free."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int
    widths: tuple[float | None, ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report."""

    title: str
    description: str
    lang: str
    rtl: bool
    blocks: tuple[Block, ...]


def read(html: str) -> Page:
    """Return a page that templates made as paragraphs and tables."""
    root = elements(html)
    described = {item.get("name"): item.get("content", "") for item in root.iter("meta")}
    rtl = root.get("dir") == "rtl"
    found = _WIDTH.findall("".join(item.text or "" for item in root.iter("style")))
    widths = {name: float(millimetres) for name, _, millimetres in found}
    return Page(
        title=_squeezed("".join(item.text or "" for item in root.findall("head/title"))),
        description=_squeezed(described.get("description", "")),
        lang=root.get("lang", ""),
        rtl=rtl,
        blocks=tuple(_Reader(widths).blocks(root.findall("body"), Paragraph("p", (), rtl=rtl))),
    )


def _squeezed(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _classes(element: Element) -> tuple[str, ...]:
    return tuple(element.get("class", "").split())


class _Reader:
    """Walks over elements; a paragraph without runs is the pattern of those found inside one."""

    def __init__(self, widths: dict[str, float]) -> None:
        self._widths = widths

    def blocks(self, elements: Iterable[Element], like: Paragraph) -> Iterator[Block]:
        for element in elements:
            if element.tag == "table":
                yield self._table(element, like)
            elif element.tag in ("ul", "ol"):
                yield from self._list(element, like)
            else:
                yield from self._content(element, self._pattern(element, like))

    def _pattern(self, element: Element, like: Paragraph) -> Paragraph:
        kind = like.kind
        if element.tag == "p" or element.tag in HEADINGS:
            kind = str(element.tag)
        elif "contents" in _classes(element):
            kind = "contents"
        rtl = element.get("dir", "rtl" if like.rtl else "ltr") == "rtl"
        anchor, classes = element.get("id"), _classes(element)
        return replace(like, kind=kind, classes=classes, anchor=anchor, rtl=rtl)

    def _list(self, element: Element, like: Paragraph) -> Iterator[Block]:
        marked = "number" if element.tag == "ol" else "bullet"
        kind = "contents" if like.kind == "contents" else marked
        for index, item in enumerate(element):
            pattern = replace(like, kind=kind, first=index == 0, classes=())
            yield from self._content(item, pattern)

    def _content(self, element: Element, like: Paragraph) -> Iterator[Block]:
        """Yield the blocks in an element; the words between them are paragraphs like `like`."""
        runs = [Run(element.get(WORDS, element.text or ""))]
        for child in () if WORDS in element.keys() else element:  # noqa: SIM118 - no mapping
            if child.tag in _INLINE:
                runs.extend(_runs(child, Run("")))
            else:
                yield from _paragraph(runs, like)
                inner = replace(like, depth=like.depth + 1) if element.tag == "li" else like
                yield from self.blocks([child], inner)
                runs = []
            runs.append(Run(_SPACE.sub(" ", child.tail or "")))
        yield from _paragraph(runs, like)

    def _table(self, element: Element, like: Paragraph) -> Table:
        rows = tuple(self._row(row, like) for row in element.iter("tr"))
        names = [_classes(column) for column in element.iter("col")]
        widths = [next((self._widths[name] for name in item if name in self._widths), None)
                  for item in names]  # fmt: skip
        if not widths and rows:
            widths = [self._widths[name] for name in _classes(element) if name in self._widths]
            widths += [None] * (len(rows[0]) - len(widths))
        return Table(rows, sum(len(head) for head in element.iter("thead")), tuple(widths))

    def _row(self, row: Element, like: Paragraph) -> tuple[Cell, ...]:
        cells = []
        for index, cell in enumerate(row):
            pattern = replace(like, anchor=row.get("id") if index == 0 else None)
            inside = [
                block for block in self._content(cell, pattern) if isinstance(block, Paragraph)
            ]
            cells.append(Cell(tuple(inside), cell.tag == "th", _classes(cell)))
        return tuple(cells)


def _runs(element: Element, like: Run) -> Iterator[Run]:
    """Yield the words in an inline element; a picture has those that stand for it, or none."""
    if element.tag == SVG:
        yield replace(like, text=element.get(WORDS, ""))
        return
    address = element.get("href", "")
    made = Run(
        "\n" if element.tag == "br" else _SPACE.sub(" ", element.text or ""),
        bold=like.bold or element.tag == "b",
        classes=like.classes + _classes(element),
        link=address if address.startswith("#") or web_address(address) else like.link,
    )
    yield made
    for child in element:
        yield from _runs(child, made)
        yield replace(made, text=_SPACE.sub(" ", child.tail or ""))


def _paragraph(runs: Iterable[Run], like: Paragraph) -> Iterator[Paragraph]:
    """Yield one paragraph of runs, their white space as a browser shows it, if there are words."""
    kept: list[Run] = []
    before = " "
    for run in runs:
        text = run.text if run.text == "\n" else _SPACE.sub(" ", run.text)
        if before in (" ", "\n"):
            text = text.removeprefix(" ")
        if text == "\n" and kept:
            kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
        if text:
            kept.append(replace(run, text=text))
            before = text[-1]
    while kept and not kept[-1].text.strip(" \n"):
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \n"))
        yield replace(like, runs=tuple(kept))
