"""An assessment as a spreadsheet. The only module that knows XlsxWriter."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from treatygap.reporting import strings
from treatygap.reporting.exports import Order
from treatygap.reporting.exports.sheets import Sheet, Value, sheets
from treatygap.reporting.plain import clean

LONGEST = 32_767
"""Characters that a cell holds."""
LONGEST_NAME = 31
A4 = 9
READABLE = 260
"""Characters beside one another on a printed page."""
LINE = 15
HIGHEST = 409
"""Points of a line, and of the highest row there can be."""
PLAIN = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#C9D0D8"}
FORMATS = {
    "head": PLAIN | {"bold": True, "bg_color": "#10233F", "font_color": "#FFFFFF"},
    "text": PLAIN,
    "number": PLAIN,
    "share": PLAIN | {"num_format": "0%"},
    "day": PLAIN | {"num_format": "yyyy-mm-dd", "align": "left"},
}


def export(order: Order) -> bytes:
    """Return the tables of an assessment as a workbook.

    Raises ReportError where there is no such language.
    """
    made, words = BytesIO(), strings.load(order.lang)
    book = Workbook(made, {"in_memory": True})
    kinds = {name: book.add_format(look) for name, look in FORMATS.items()}
    for sheet in sheets(order):
        _write(book, sheet, kinds, rtl=words.direction == "rtl")
    about = order.assessment
    title = f"{words('editions.ministry.title')}: {about.name}"
    author = f"treatygap {about.engine}"
    made_on = order.time.replace(tzinfo=None)
    book.set_properties({"title": clean(title), "author": author, "created": made_on})
    book.close()
    return made.getvalue()


def _write(book: Any, sheet: Sheet, kinds: dict[str, Any], *, rtl: bool) -> None:
    """Add one sheet; text is always text, never a formula or a link."""
    page = book.add_worksheet(clean(sheet.name)[:LONGEST_NAME])
    if rtl:
        page.right_to_left()
    page.set_paper(A4)
    page.set_landscape()
    page.fit_to_pages(1 + sum(sheet.widths) // READABLE, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    page.set_row(0, _height(sheet.heads, sheet.widths))
    for column, (head, width) in enumerate(zip(sheet.heads, sheet.widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, clean(head), kinds["head"])
    for number, row in enumerate(sheet.rows, start=1):
        page.set_row(number, _height(row, sheet.widths))
        for column, value in enumerate(row):
            _cell(page, (number, column), value, kinds)


def _height(row: tuple[Value, ...], widths: tuple[int, ...]) -> int:
    """Return the height of a row in points: no program works it out alike."""
    deepest = max(
        sum(1 + len(part) // width for part in str(value).split("\n"))
        for value, width in zip(row, widths, strict=True)
    )
    return min(LINE * deepest, HIGHEST)


def _cell(page: Any, place: tuple[int, int], value: Value, kinds: dict[str, Any]) -> None:
    match value:
        case str() if value:
            page.write_string(*place, _short(clean(value)), kinds["text"])
        case float():
            page.write_number(*place, value, kinds["share"])
        case int():
            page.write_number(*place, value, kinds["number"])
        case date():
            page.write_datetime(*place, datetime.combine(value, time()), kinds["day"])
        case _:
            page.write_blank(*place, None, kinds["text"])


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
