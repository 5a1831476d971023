"""Say a report's HTML again in Typst: the same text, tables, links, charts and contents."""

import re
from collections.abc import Iterable, Iterator
from copy import copy
from xml.etree.ElementTree import Element, register_namespace, tostring

import tinyhtml5

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
register_namespace("", SVG.strip("{}"))
SKIPPED = {"head", "script", "style", "template", "link", "nav"}
BLOCKS = {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure"}
BLOCKS |= {"caption", "figcaption", "footer", "header", "main", "p", "section"}
STYLES = {
    "badge": "badge",
    "unchecked": "mark",
    "mark": "mark",
    "note": "note",
    "practice": "note",
    "cite": "source",
    "label": "muted",
    "meta": "muted",
    "members": "muted",
    "ref": "muted",
    "strength": "muted",
    "tally": "muted",
}
"""What the classes of spans are drawn with."""
WIDE = 6
LONG = 400
PRELUDE = """\
#set document(title: {title})
#set page(paper: "a4", margin: (x: 21mm, top: 24mm, bottom: 22mm), numbering: "1 / 1")
#set page(header: context {{
  let parts = query(heading.where(level: 2).before(here()))
  if parts.len() > 0 {{ text(size: 7.2pt, parts.last().body) }}
}})
#set text(lang: "{lang}", font: "Noto Sans", size: 8.6pt)
#set smartquote(enabled: false)
#set table(stroke: (bottom: 0.5pt + gray), inset: (x: 1mm, y: 1.2mm))
#show table: set text(size: 8pt)
#show heading.where(level: 2): it => pagebreak(weak: true) + it
#show heading: set text(font: "Noto Serif", fill: rgb("#10233f"))
#let framed = box.with(inset: (x: 1mm), outset: (y: 0.6mm), radius: 0.8mm)
#let badge = framed.with(stroke: 0.4pt + rgb("#2f6b58"), fill: rgb("#e3eee9"))
#let mark = framed.with(stroke: 0.4pt + rgb("#8a5a12"), fill: rgb("#fbf4e6"))
#let note = text.with(style: "italic", fill: rgb("#3b4652"))
#let muted = text.with(size: 7.6pt, fill: rgb("#5a6572"))
#let source = text.with(fill: rgb("#1f4e79"))
#outline(depth: 3)
"""


def document(html: str, attached: Iterable[str] = ()) -> str:
    """Return Typst markup for a whole HTML document that carries files, named beside it."""
    root = tinyhtml5.parse(html)
    title = root.find(f".//{HTML}title")
    writer = Writer()
    prelude = PRELUDE.format(
        title=literal((title.text or "") if title is not None else ""),
        lang=(root.get("lang") or "en").partition("-")[0],
    )
    body = writer.children(root)
    prelude += "".join(map(attachment, attached))
    return prelude + body + "".join(map(label, sorted(writer.linked - writer.labelled)))


def literal(text: str) -> str:
    """Return a Typst string literal."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def label(name: str) -> str:
    """Return an empty place that a link can lead to."""
    return f"#metadata(none)#label({literal(name)})"


def attachment(name: str) -> str:
    """Return the markup that attaches a file of data."""
    more = 'relationship: "data", mime-type: "application/json", description: "Data"'
    return f"#pdf.attach({literal(name)}, {more})\n"


def escape(text: str | None) -> str:
    """Return text as Typst markup that prints as written."""
    flat = re.sub(r"\s+", " ", text or "")
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", flat)


def rows(table: Element, *parts: str) -> Iterator[Element]:
    """Yield the rows that stand in some parts of a table."""
    for part in parts:
        yield from table.findall(f"{HTML}{part}/{HTML}tr")


def columns(found: list[Element]) -> list[str]:
    """Return the widths of the columns of these rows: shares that grow with the longest text."""
    longest: list[int] = []
    for row in found:
        at = 0
        for cell in row.findall("*"):
            span = int(cell.get("colspan", "1"))
            longest += [1] * (at + span - len(longest))
            if span == 1:
                longest[at] = max(longest[at], len("".join(cell.itertext())))
            at += span
    return [f"{min(length, LONG) ** 0.5:.1f}fr" for length in longest]


class Writer:
    """Typst markup of the elements of one document."""

    def __init__(self) -> None:
        self.linked: set[str] = set()
        self.labelled: set[str] = set()
        self.level = 0

    def anchor(self, element: Element) -> str:
        """Return the place that the id of an element names, or nothing."""
        name = element.get("id")
        if not name or name in self.labelled:
            return ""
        self.labelled.add(name)
        return label(name)

    def children(self, element: Element) -> str:
        """Return the markup of everything inside an element."""
        parts = [escape(element.text)]
        for child in element:
            parts += [self.element(child), escape(child.tail)]
        return "".join(parts)

    def element(self, element: Element) -> str:
        """Return the markup of an element, with an anchor where it has an id."""
        if not isinstance(element.tag, str):
            return ""
        name = element.tag.removeprefix(HTML)
        if name in SKIPPED:
            return ""
        anchor = self.anchor(element)
        if name == "br":
            return "#linebreak()"
        if element.tag == f"{SVG}svg":
            return anchor + self.chart(element)
        if re.fullmatch("h[1-6]", name):
            return anchor + self.heading(element, int(name[1]))
        if name in BLOCKS:
            return f"\n\n{anchor}{self.children(element)}\n\n"
        return anchor + self.inline(element, name)

    def inline(self, element: Element, name: str) -> str:
        """Return the markup of lists, tables, links and marked words."""
        match name:
            case "a":
                return self.link(element)
            case "strong" | "b" | "em" | "i":
                call = "strong" if name in ("strong", "b") else "emph"
                return f"#{call}[{self.children(element)}]"
            case "span" if style := STYLES.get(element.get("class", "").partition(" ")[0]):
                return f"#{style}[{self.children(element)}]"
            case "ul" | "ol":
                items = "".join(
                    f"[{self.children(item)}]" for item in element if len(item) or item.text
                )
                return f"\n#{'list' if name == 'ul' else 'enum'}{items}\n"
            case "table":
                return self.table(element)
            case _:
                return self.children(element)

    def heading(self, element: Element, level: int) -> str:
        """Return a heading that is at most one level below the one before, as PDF/UA asks."""
        self.level = min(level, self.level + 1)
        return f"\n\n#heading(level: {self.level})[{self.children(element)}]\n\n"

    def link(self, element: Element) -> str:
        """Return a link inside the document or to an address."""
        target, text = element.get("href", ""), self.children(element)
        if target.startswith("#"):
            self.linked.add(target[1:])
            return f"#link(label({literal(target[1:])}))[{text}]"
        return f"#link({literal(target)})[{text}]" if target else text

    def table(self, table: Element) -> str:
        """Return a table with repeated head rows; longer text gets wider columns."""
        head, body = list(rows(table, "thead")), list(rows(table, "tbody", "tfoot"))
        caption = table.find(f"{HTML}caption")
        before = self.element(caption) if caption is not None else ""
        top = f"table.header({''.join(map(self.row, head))})," if head else ""
        cells = f"{top}{''.join(map(self.row, body))}"
        widths = columns(head + body)
        small = "#set text(size: 6.6pt)\n" if len(widths) > WIDE else ""
        return f"{before}\n#[{small}#table(columns: ({', '.join(widths)},), {cells})]\n"

    def row(self, row: Element) -> str:
        """Return the cells of a row as arguments of a table."""
        anchor = self.anchor(row)
        cells = []
        for cell in row.findall("*"):
            text = self.children(cell)
            bold = f"#strong[{text}]" if cell.tag == f"{HTML}th" else text
            spans = f"colspan: {cell.get('colspan', '1')}, rowspan: {cell.get('rowspan', '1')}"
            cells.append(f"table.cell({spans})[{anchor}{self.anchor(cell)}{bold}],")
            anchor = ""
        return "".join(cells)

    def chart(self, element: Element) -> str:
        """Return an SVG as an image that says its title aloud."""
        title = element.find(f"{SVG}title")
        words = element.get("aria-label") or (title.text if title is not None else "") or "Chart"
        alone = copy(element)
        alone.tail = None
        alone.attrib = {name: kept for name, kept in alone.items() if not name.endswith("xmlns")}
        source = tostring(alone, encoding="unicode")
        size = f"width: {element.get('width', '100%')}, alt: {literal(words)}"
        return f'\n#box(image(bytes({literal(source)}), format: "svg", {size}))\n'
