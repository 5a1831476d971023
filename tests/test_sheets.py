"""Tables of an assessment, read by other programs than the one that wrote them."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import sample
from python_calamine import CalamineWorkbook

from treatygap.model.assessment import OpenQuestion
from treatygap.reporting.exports import Order, export
from treatygap.reporting.view import build

ASSESSED = sample.assessment(16)
ORDER = Order(ASSESSED)


@pytest.fixture(scope="module")
def made() -> bytes:
    return export("xlsx", ORDER)


@pytest.fixture(scope="module")
def book(made: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(made))


def rows(book: Any, name: str) -> list[dict[str, Any]]:
    heads, *found = book[name].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in found]


def test_every_part_has_a_sheet(book: Any) -> None:
    assert book.sheetnames == [
        "About", "Summary", "Findings", "Transposition table", "Open questions", "Reform list",
    ]  # fmt: skip
    assert (book.properties.title, book.properties.creator) == (
        "Gap analysis: Ruritania",
        "treatygap 0.1.0",
    )


def test_a_sheet_can_be_filtered_and_keeps_its_head_in_sight(book: Any) -> None:
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref == page.dimensions
        assert page.print_title_rows == "$1:$1"
        assert all(cell.font.bold and cell.fill.fgColor.rgb == "FF10233F" for cell in page[1])
        assert all(cell.alignment.wrap_text for row in page for cell in row)
        assert not page.sheet_view.rightToLeft


def test_findings_are_one_row_each(book: Any) -> None:
    found = {row["Finding"]: row for row in rows(book, "Findings")}
    assert list(found) == [item.id for item in ASSESSED.findings]
    waiting = next(item for item in ASSESSED.findings if item.conclusion == "undetermined")
    row = found[waiting.id]
    assert (row["Conclusion"], row["Possible"]) == ("Undetermined", "Met; Not met")
    assert row["Perhaps also"] == "Over-reach"
    assert row["What is missing"].endswith("Notice to the person")
    assert "Government: 3 years" in row["What the law says"]
    assert "[not in force on the day of this report]" in row["What the law says"]
    unused = next(item for item in ASSESSED.findings if item.strength == "may" and not item.gap
                  and item.conclusion in ("not-met", "partly"))  # fmt: skip
    told = {"partly": "Partly used", "not-met": "Option not used"}
    assert found[unused.id]["Conclusion"] == told[unused.conclusion]
    assert found[unused.id]["Recommendation"] in (None, "Repeal it.")


def test_values_have_types(made: bytes) -> None:
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(made))
    about = {row[0]: row[1] for row in sheets.get_sheet_by_name("About").to_python()}
    day = about["Law as of"]
    assert (day.date() if isinstance(day, datetime) else day) == sample.DAY
    assert isinstance(about["Law read on"], date)
    assert about["Facts answered"] == 120
    heads, whole, *_ = sheets.get_sheet_by_name("Summary").to_python()
    total = dict(zip(heads, whole, strict=True))
    duties = ASSESSED.tally.duties
    assert duties.share_met
    assert total["Undetermined"] == duties.undetermined
    assert total["Share met, at least"] == pytest.approx(duties.share_met.low)
    assert total["Share met, at most"] == pytest.approx(duties.share_met.high)


def test_the_other_sheets_hold_every_entry(book: Any) -> None:
    assert [row["Art."] for row in rows(book, "Transposition table")] == [
        item.ref for item in ASSESSED.instruments[0].provisions
    ]
    due = build(ASSESSED).reforms
    assert [row["What to change"] for row in rows(book, "Reform list")] == [
        item.recommend for item in due
    ]
    assert {row["Fact"]: row["Findings"] for row in rows(book, "Open questions")} == {
        item.id: len(item.settles) for item in ASSESSED.open_questions
    }


def test_a_long_text_is_cut_where_a_cell_ends() -> None:
    long = OpenQuestion(id="law.long", label="L", ask="x" * 40_000, topic="powers",
                        respondent="justice", settles=(ASSESSED.findings[0].id,))  # fmt: skip
    assessed = ASSESSED.model_copy(update={"open_questions": (long,)})
    book = openpyxl.load_workbook(io.BytesIO(export("xlsx", Order(assessed))))
    (row,) = rows(book, "Open questions")
    assert len(row["Question"]) == 32_767
    assert row["Question"].endswith("x…")


def test_csv_holds_the_findings_of_the_workbook(book: Any) -> None:
    text = export("csv", ORDER).decode()
    held = [{head: value or None for head, value in row.items()}
            for row in csv.DictReader(io.StringIO(text, newline=""))]  # fmt: skip
    assert held == rows(book, "Findings")


def test_sheets_from_right_to_left() -> None:
    kenya = ASSESSED.model_copy(update={"state": "KEN"})
    book = openpyxl.load_workbook(io.BytesIO(export("xlsx", Order(kenya, lang="ar"))))
    assert all(page.sheet_view.rightToLeft for page in book)
    assert book.worksheets[0]["B2"].value == "كينيا"


@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_the_same_tables_are_the_same_bytes(name: str) -> None:
    assert export(name, ORDER) == export(name, ORDER)
