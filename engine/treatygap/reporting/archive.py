"""The report as a PDF that carries the data it was made of, so that it can be made again."""

from __future__ import annotations

from datetime import datetime

from treatygap.model.assessment import Assessment
from treatygap.model.printed import Printed
from treatygap.model.profile import ProfileFile
from treatygap.reporting import pdf, strings
from treatygap.reporting.html import render
from treatygap.reporting.pdf import Attached
from treatygap.store import as_json
from treatygap.version import VERSION

ASSESSMENT, PROFILE, REPORT = "assessment.json", "profile.json", "report.json"


def pdf_report(
    assessment: Assessment, profile: ProfileFile | None, edition: str, lang: str, dated: datetime
) -> bytes:
    """Return a report as PDF with the assessment, and with its profile where that is at hand.

    A public edition carries no profile. Raises ReportError where there is no such edition or
    language, or the report cannot be made.
    """
    page = render(assessment, edition, lang)
    made = Printed(engine=VERSION, printer=pdf.printer(), edition=edition, lang=lang, dated=dated)
    t = strings.load(lang)
    files = [
        Attached(ASSESSMENT, as_json(assessment, None), t("attached.assessment"), "Data"),
        Attached(REPORT, as_json(made, None), t("attached.report"), "Data"),
    ]
    if profile and not assessment.public:
        bare = ProfileFile.model_validate(profile.model_dump(include={*ProfileFile.model_fields}))
        files.append(Attached(PROFILE, as_json(bare, None), t("attached.profile"), "Source"))
    return pdf.pdf_bytes(page, files, dated)
