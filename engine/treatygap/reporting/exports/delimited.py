"""The findings of an assessment as comma-separated values (RFC 4180)."""

from __future__ import annotations

import csv
from io import StringIO

from treatygap.reporting.exports import Order
from treatygap.reporting.exports.sheets import Value, findings
from treatygap.reporting.plain import clean

ACTS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 - spreadsheets read the wide ones as well
"""What makes a spreadsheet take the text after it for a formula."""


def export(order: Order) -> bytes:
    """Return the findings in UTF-8, a row each, under a row of heads.

    Raises ReportError where there is no such language.
    """
    made, sheet = StringIO(newline=""), findings(order)
    writer = csv.writer(made)
    writer.writerow(sheet.heads)
    writer.writerows([_text(value) for value in row] for row in sheet.rows)
    return made.getvalue().encode()


def _text(value: Value) -> str:
    """Return a value as text; an apostrophe keeps one that would act from acting."""
    text = "" if value is None else clean(str(value))
    return f"'{text}" if text.startswith(ACTS) else text
