"""A report can be held against the data in it, and what was tampered with is told."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import Result

Run = Callable[..., Result]
HOLDS = "Verified: the pages are what the data gives"
PART = "Verified in part"
NOT = "NOT VERIFIED"
MADE: dict[str, bytes] = {}


@pytest.fixture
def report(toy: Path, run: Run) -> Path:
    """A report of the toy world, printed once for all tests."""
    file = toy / "report.pdf"
    if not MADE:
        assert run("assess", "KEN", "-o", file).exit_code == 0
        MADE["report"] = file.read_bytes()
    file.write_bytes(MADE["report"])
    return file


def change(file: Path, what: Callable[[pikepdf.Pdf], None]) -> None:
    with pikepdf.open(io.BytesIO(file.read_bytes())) as document:
        what(document)
        document.save(file)


def attached(file: Path, name: str) -> bytes:
    with pikepdf.open(file) as document:
        return document.attachments[name].get_file().read_bytes()


def replace(file: Path, name: str, edit: Callable[[Any], None]) -> None:
    data = json.loads(attached(file, name))
    edit(data)
    body = f"{json.dumps(data, indent=2, ensure_ascii=False)}\n".encode()

    def put(document: pikepdf.Pdf) -> None:
        document.Root.Names.EmbeddedFiles.Names[
            2 * [*document.attachments].index(name) + 1
        ].EF.F.write(body)

    change(file, put)
    assert json.loads(attached(file, name)) == data


def test_a_report_holds_and_says_what_that_does_not_show(report: Path, run: Run) -> None:
    result = run("verify", report)
    assert result.exit_code == 0, result.output
    assert [line for line in result.output.splitlines() if line.endswith("holds")] == [
        "Data: holds",
        "Pages: holds",
        "Findings: holds",
    ]
    assert "has the same bytes" in result.output
    data = json.loads(attached(report, "assessment.json"))
    for hash_ in (data["profile_hash"], data["questions_hash"], data["instruments"][0]["hash"]):
        assert hash_ in result.output
    assert "does not show that the facts in the profile are true" in result.output
    assert HOLDS in result.output


def test_the_profile_may_be_named_and_must_be_the_one_of_the_report(
    report: Path, toy: Path, run: Run
) -> None:
    result = run("verify", report, "--profile", "KEN")
    assert result.exit_code == 0
    assert "assessed again from the profile named" in result.output
    shipped = (toy.parent / "installed" / "profiles" / "KEN.yaml").read_text()
    (toy / "other.yaml").write_text(f"{shipped}# other\n")
    result = run("verify", report, "--profile", "other.yaml")
    assert result.exit_code == 1
    assert "not the one of the report" in result.output
    assert NOT in result.output


def test_changed_words_on_a_page_are_found(report: Path, run: Run) -> None:
    def blank(document: pikepdf.Pdf) -> None:
        contents = document.pages[1].Contents
        body = contents.read_bytes()
        contents.write(body[: body.index(b"[<")] + b"[] TJ" + body[body.index(b" TJ") + 3 :])

    change(report, blank)
    result = run("verify", report)
    assert result.exit_code == 1
    assert "Pages: FAILS\n  page 2 does not say what its data gives" in result.output
    assert NOT in result.output


def test_a_changed_drawing_is_found(report: Path, run: Run) -> None:
    def recolour(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            body = page.Contents.read_bytes()
            page.Contents.write(body.replace(b"0.184314 0.419608 0.345098 rg", b"1 0 0 rg"))

    change(report, recolour)
    result = run("verify", report)
    assert result.exit_code == 1
    assert "the file is not the same to the byte" in result.output


def test_a_changed_conclusion_in_the_data_is_found(report: Path, run: Run) -> None:
    def better(data: dict[str, Any]) -> None:
        next(item for item in data["findings"] if item["conclusion"] == "not-met")["conclusion"] = (
            "met"
        )

    replace(report, "assessment.json", better)
    result = run("verify", report)
    assert result.exit_code == 1
    assert "Data: FAILS" in result.output
    assert "the counts do not follow from the findings" in result.output


def test_a_changed_reason_in_the_data_is_found_twice(report: Path, run: Run) -> None:
    def other(data: dict[str, Any]) -> None:
        gap = next(item for item in data["findings"] if item["conclusion"] == "not-met")
        gap["because"] = "No reason at all."

    replace(report, "assessment.json", other)
    result = run("verify", report)
    assert result.exit_code == 1
    assert "Data: holds" in result.output
    assert "Pages: FAILS" in result.output
    assert "Findings: FAILS" in result.output
    assert "has other reasons than the profile gives" in result.output


def test_a_changed_answer_in_the_profile_is_found(report: Path, run: Run) -> None:
    def other(data: dict[str, Any]) -> None:
        answer = next(item for item in data["answers"].values() if item.get("value") is True)
        answer["value"] = False

    replace(report, "profile.json", other)
    result = run("verify", report)
    assert result.exit_code == 1
    assert "Findings: FAILS" in result.output
    assert "by the profile" in result.output


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("assessment.json", "Data: FAILS\n  the PDF carries no assessment.json"),
        ("report.json", "Pages: FAILS\n  the PDF carries no report.json"),
        ("profile.json", "Findings: not checked\n  the PDF carries no profile"),
    ],
)
def test_what_is_taken_out_is_missed(report: Path, run: Run, name: str, says: str) -> None:
    def take(document: pikepdf.Pdf) -> None:
        del document.attachments[name]

    change(report, take)
    result = run("verify", report)
    assert result.exit_code == 1
    assert says in result.output
    assert NOT in result.output


@pytest.mark.parametrize("name", ["assessment.json", "report.json", "profile.json"])
def test_a_damaged_attachment_is_one_clear_answer(report: Path, run: Run, name: str) -> None:
    def empty(data: dict[str, Any]) -> None:
        data.clear()

    replace(report, name, empty)
    result = run("verify", report)
    assert result.exit_code == 1
    assert NOT in result.output
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("toy")
def test_a_report_printed_from_data_alone_holds_in_part(run: Run) -> None:
    run("assess", "KEN", "-o", "a.json")
    run("render", "a.json", "-o", "a.pdf")
    result = run("verify", "a.pdf")
    assert result.exit_code == 1
    assert "Pages: holds" in result.output
    assert (
        "Findings: not checked\n  the PDF carries no profile, so its pages were held against its "
        "data, but its data against nothing; name the profile with --profile\n"
    ) in result.output
    assert PART in result.output
    assert run("verify", "a.pdf", "--profile", "KEN").exit_code == 0


def test_the_report_of_the_law_after_a_bill_carries_the_profile_as_it_would_be(
    toy: Path, run: Run
) -> None:
    bill = Path(__file__).parent / "data" / "bills" / "review.yaml"
    after = toy / "after.pdf"
    assert run("overlay", "KEN", bill, "--after", after).exit_code == 0
    result = run("verify", after)
    assert (result.exit_code, HOLDS in result.output) == (0, True), result.output


def test_data_made_up_and_then_printed_does_not_follow_from_the_profile(
    toy: Path, run: Run
) -> None:
    run("assess", "KEN", "-o", "a.json")
    made_up = (toy / "a.json").read_text().replace('"because": "', '"because": "Never mind. ')
    (toy / "a.json").write_text(made_up)
    run("render", "a.json", "-o", "a.pdf")
    result = run("verify", "a.pdf", "--profile", "KEN")
    assert result.exit_code == 1
    assert "Pages: holds" in result.output
    assert "Findings: FAILS" in result.output


def test_other_rulesets_cannot_check_the_findings(toy: Path, run: Run) -> None:
    run("assess", "KEN", "-o", "a.json")
    data = json.loads((toy / "a.json").read_text())
    data["instruments"][0]["hash"] = "0" * 64
    (toy / "a.json").write_text(json.dumps(data))
    run("render", "a.json", "-o", "a.pdf")
    result = run("verify", "a.pdf", "--profile", "KEN")
    assert result.exit_code == 1
    assert "installed is another version of toy: SHA-256 " in result.output
    assert PART in result.output


@pytest.mark.usefixtures("toy")
def test_pages_of_another_version_are_compared_by_their_text(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("treatygap.reporting.archive.VERSION", "0.0.9")
        run("assess", "KEN", "-o", "old.pdf")
    result = run("verify", "old.pdf")
    assert result.exit_code == 0, result.output
    assert "the text of every page is what the ministry edition (en)" in result.output
    assert "the bytes cannot be compared: printed with treatygap 0.0.9" in result.output


def test_the_time_of_a_report_is_that_of_the_build_or_of_the_day(
    report: Path, toy: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dated(file: Path) -> tuple[str, str]:
        with pikepdf.open(file) as document:
            held = document.attachments["assessment.json"].get_file().obj.Params.CreationDate
            return str(document.docinfo["/CreationDate"]), str(held)

    day = json.loads(attached(report, "assessment.json"))["as_of"].replace("-", "")
    assert dated(report) == (f"D:{day}000000Z",) * 2
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    run("assess", "KEN", "-o", "built.pdf")
    assert dated(toy / "built.pdf") == ("D:20231114221320Z",) * 2
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert run("verify", "built.pdf").exit_code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    result = run("assess", "KEN", "-o", "built.pdf")
    assert result.exit_code == 1
    assert result.stderr.startswith("SOURCE_DATE_EPOCH: bad-value: 'yesterday' is no time")


def test_words_of_an_official_text_need_not_be_at_hand(toy: Path, run: Run) -> None:
    (toy / "toy.txt").write_text("Article 1\n1. Words of the first.\nArticle 2\n1. Each party.\n")
    assert run("source", "add", "toy", "toy.txt").exit_code == 0
    run("assess", "KEN", "-o", "words.pdf")
    assert run("source", "remove", "toy").exit_code == 0
    result = run("verify", "words.pdf")
    assert result.exit_code == 0, result.output
    assert "words of official texts are taken from the report as they are" in result.output


@pytest.mark.parametrize("body", [b"", b"no pdf", b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_one_problem(toy: Path, run: Run, body: bytes) -> None:
    (toy / "a.pdf").write_bytes(body)
    result = run("verify", "a.pdf")
    assert result.exit_code == 1
    assert result.stderr == "a.pdf: not-pdf: is not a readable PDF\n"
