"""A report as Markdown (CommonMark with tables), from the page its templates make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

from treatygap.reporting.exports import Order
from treatygap.reporting.exports.flow import HEADINGS, Block, Paragraph, Run, Table, read
from treatygap.reporting.html import render
from treatygap.reporting.plain import encoded, escaped

_MARKER = re.compile(r"^(\d*)([-+=.)])", re.MULTILINE)
"""What would begin a list or underline a heading."""
_SLANTED = {"note", "practice"}


def export(order: Order) -> bytes:
    """Return a report as Markdown in UTF-8. Raises ReportError where a report does."""
    page = read(render(order.assessment, order.edition, order.lang))
    numbers, parts = Numbers(), []
    for kind, group in groupby(page.blocks, key=_kind):
        between = "\n" if kind in ("bullet", "number", "contents") else "\n\n"
        parts.append(between.join(_block(block, numbers) for block in group))
    return ("\n\n".join(parts) + "\n").encode()


class Numbers:
    """Counts the entries of a numbered list, and the footnotes of a report."""

    def __init__(self) -> None:
        self._last = 0
        self._notes = 0

    def next(self, *, first: bool) -> int:
        """Return the number of the next entry."""
        self._last = 1 if first else self._last + 1
        return self._last

    def next_note(self) -> int:
        """Return the number of the next footnote."""
        self._notes += 1
        return self._notes


def _kind(block: Block) -> str:
    return block.kind if isinstance(block, Paragraph) else "table"


def _block(block: Block, numbers: Numbers) -> str:
    if isinstance(block, Table):
        return _table(block, numbers)
    words = _MARKER.sub(r"\1\\\2", _words(block.runs, numbers))
    if block.kind in HEADINGS:
        return " ".join(["#" * (HEADINGS.index(block.kind) + 1), *words.splitlines()])
    if block.kind == "p":
        return words.replace("\n", "\\\n")
    mark = f"{numbers.next(first=block.first)}." if block.kind == "number" else "-"
    indent = " " * (2 * block.depth)
    return f"{indent}{mark} " + words.replace("\n", f"\\\n{indent}{' ' * len(mark)} ")


def _table(table: Table, numbers: Numbers) -> str:
    rows = [[_cell(cell.paragraphs, numbers) for cell in row] for row in table.rows]
    columns = len(table.widths)
    head = rows[: table.heads] or [[""] * columns]
    lines = [*head, ["---"] * columns, *rows[table.heads :]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(paragraphs: Iterable[Paragraph], numbers: Numbers) -> str:
    said = (_words(item.runs, numbers) for item in paragraphs)
    return "<br>".join(words.replace("\n", "<br>") for words in said)


def _words(runs: Iterable[Run], numbers: Numbers) -> str:
    """Return runs as Markdown in which nothing but the styles and links of the page is markup.

    CommonMark has no footnotes: their words stand in brackets, after their number.
    """
    parts = []
    for (noted, again), group in groupby(runs, key=lambda run: (run.noted, run.again)):
        number = f"{numbers.next_note()}. " if noted else ""
        words = number + _marked(group)
        parts.append(f" ({words})" if noted or again else words)
    return "".join(parts)


def _marked(runs: Iterable[Run]) -> str:
    parts = []
    for (mark, link), group in groupby(runs, key=lambda run: (_mark(run), _address(run))):
        words = "".join(run.text for run in group)
        inner = words.strip()
        made = escaped(inner)
        if link and inner:
            made = f"[{made}]({link})"
        if mark and inner:
            made = f"{mark}{made}{mark}"
        lead = words[: len(words) - len(words.lstrip())]
        parts.append(lead + made + words[len(lead) + len(inner) :])
    return "".join(parts)


def _mark(run: Run) -> str:
    if run.bold or "badge" in run.classes:
        return "**"
    return "*" if _SLANTED.intersection(run.classes) else ""


def _address(run: Run) -> str | None:
    """Return where a run leads on the web; places inside the report have no name in Markdown."""
    if run.link is None or run.link.startswith("#"):
        return None
    return encoded(run.link)
