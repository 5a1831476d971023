"""Print a whole report to PDF in a cold process, beside Typst printing the same text.

    python benchmarks/report.py [ROUNDS]

Typst gets the report's own HTML said again in its markup: same text, tables, links and contents, as
PDF/UA-1 and PDF/A-3a with the same files attached. Findings are repeated to reach 60 and 120 pages.
Aims: at most five times the processor time of Typst, page layouts ÷ pages at most 1.15, and a cost
a page that does not grow with the report, and at most 11 kB a page.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from measure import PROFILE, Cost, cold, middle
from typst_document import document

from treatygap.model.assessment import Assessment
from treatygap.model.finding import Finding
from treatygap.summarise import tally

ROUNDS = 3
SIZES = (60, 120)
AIM = 1.15
COUNT_LAYOUTS = """
import pathlib, sys
from weasyprint.layout import page
from treatygap.cli import main

make_page, calls = page.make_page, []
def counted(*arguments):
    calls.append(1)
    return make_page(*arguments)
page.make_page = counted
main(["render", sys.argv[1], "-o", sys.argv[2]], standalone_mode=False)
pathlib.Path(sys.argv[3]).write_text(str(len(calls)))
"""
TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], pdf_standards=["a-3a", "ua-1"])
"""


@dataclass(frozen=True, slots=True)
class Printed:
    """One report printed several times: the middle cost, and what came out."""

    cost: Cost
    pages: int
    size: float
    layouts: int | None = None

    def row(self, name: str) -> str:
        """Return a line of the table."""
        layouts = f"{self.layouts / self.pages:.2f}" if self.layouts else "-"
        return (
            f"{name:<22}{self.pages:>6}{layouts:>9}{self.cost.wall:>9.1f}{self.cost.cpu:>9.1f}"
            f"{self.cost.cpu / self.pages:>10.3f}{self.cost.peak:>9.0f}"
            f"{self.size / self.pages:>9.1f}"
        )


HEAD = " pages  layouts   wall s    CPU s  CPU/page  peak MB  kB/page"


def pages(pdf: Path) -> int:
    """Return the number of pages of a PDF."""
    with pikepdf.open(pdf) as opened:
        return len(opened.pages)


def attached(pdf: Path) -> list[str]:
    """Write the files that a PDF carries beside it, and return their names."""
    with pikepdf.open(pdf) as opened:
        for name, file in opened.attachments.items():
            (pdf.parent / name).write_bytes(file.get_file().read_bytes())
        return sorted(opened.attachments)


def resized(assessment: Assessment, count: int) -> Assessment:
    """Return the assessment with exactly `count` findings, cut off or repeated under new ids."""
    turns = (divmod(index, len(assessment.findings)) for index in range(count))
    findings = tuple(again(assessment.findings[at], turn) for turn, at in turns)
    ids = {finding.id for finding in findings}
    questions = tuple(
        question.model_copy(update={"settles": kept})
        for question in assessment.open_questions
        if (kept := tuple(name for name in question.settles if name in ids))
    )
    return assessment.model_copy(
        update={"findings": findings, "open_questions": questions, "tally": tally(findings)}
    )


def again(finding: Finding, turn: int) -> Finding:
    """Return the finding as it stands there, or as another requirement's in a later turn."""
    if not turn:
        return finding
    names = {name: f"{getattr(finding, name)}.again-{turn}" for name in ("id", "requirement")}
    return finding.model_copy(update=names)


def write(assessment: Assessment, count: int, file: Path) -> Path:
    """Write the assessment with `count` findings to a file."""
    file.write_text(resized(assessment, count).model_dump_json(exclude_none=True), "utf-8")
    return file


def counts(assessment: Assessment, whole: int, folder: Path) -> list[int]:
    """Return how many findings make a report of each of the sizes.

    `whole` is the number of pages with all findings; half of them, printed once, give the slope.
    """
    every = len(assessment.findings)
    pdf = folder / "half.pdf"
    half = write(assessment, every // 2, folder / "half.json")
    cold("-m", "treatygap", "render", half, "-o", pdf)
    slope = (whole - pages(pdf)) / (every - every // 2)
    return [max(1, round(every + (size - whole) / slope)) for size in SIZES]


def print_both(assessment: Path, rounds: int) -> tuple[Printed, Printed]:
    """Print one assessment in turn with treatygap and with Typst."""
    html, pdf, count, source, other = (
        assessment.with_suffix(end) for end in (".html", ".pdf", ".count", ".typ", ".typst.pdf")
    )
    cold("-m", "treatygap", "render", assessment, "-o", html)
    cold("-m", "treatygap", "render", assessment, "-o", pdf)
    source.write_text(document(html.read_text("utf-8"), attached(pdf)), "utf-8")
    ours: list[Cost] = []
    theirs: list[Cost] = []
    for _ in range(rounds):
        ours.append(cold("-c", COUNT_LAYOUTS, assessment, pdf, count))
        theirs.append(cold("-c", TYPST, source, other))
    kilobytes = [file.stat().st_size / 1e3 for file in (pdf, other)]
    return (
        Printed(middle(ours), pages(pdf), kilobytes[0], int(count.read_text("utf-8"))),
        Printed(middle(theirs), pages(other), kilobytes[1]),
    )


def main(rounds: int) -> None:
    """Measure and print the table."""
    print(f"{f'Medians of {rounds}':<22}{HEAD}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = folder / "KEN.json"
        cold("-m", "treatygap", "assess", PROFILE, "-i", "unccc", "-o", whole)
        assessment = Assessment.model_validate_json(whole.read_bytes())
        ours, theirs = print_both(whole, rounds)
        show("Kenya", ours, theirs)
        for size, count in zip(SIZES, counts(assessment, ours.pages, folder), strict=True):
            file = write(assessment, count, folder / f"{size}.json")
            show(f"{count} findings", *print_both(file, rounds))


def show(name: str, ours: Printed, theirs: Printed) -> None:
    """Print both lines of one report and the ratio of processor time."""
    ratio = ours.cost.cpu / theirs.cost.cpu
    print(name)
    print(ours.row("  treatygap"))
    print(theirs.row("  Typst"))
    print(f"  {ratio:.1f} times the processor time of Typst; layouts ÷ pages: aim at most {AIM}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
