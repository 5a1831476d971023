"""The country report: findings by theme, one passage of law under every instrument."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import sample

from treatygap.cli import main
from treatygap.content import content
from treatygap.load.assessment import load_assessment
from treatygap.load.document import build, read
from treatygap.model.assessment import Assessment
from treatygap.reporting import html
from treatygap.reporting.contested import contested
from treatygap.reporting.themes import Theme, fullest, themes
from treatygap.store import library


@pytest.fixture(scope="module")
def kenya(tmp_path_factory: pytest.TempPathFactory) -> Assessment:
    file = tmp_path_factory.mktemp("themes") / "KEN.json"
    main(["assess", "KEN", "-i", "iccpr", "-i", "unccc", "-o", str(file)], standalone_mode=False)
    return load_assessment(file)


def test_themes_name_questions_that_exist() -> None:
    known = {item.id for item in library().questions.questions}
    listed = build(read(content("reports") / "themes.yaml"), list[Theme])
    assert {name for theme in listed for name in theme.questions} - known == set()


def test_one_law_stands_once_with_what_each_instrument_makes_of_it(kenya: Assessment) -> None:
    point = next(
        point
        for theme in themes(kenya)
        if theme.id == "authorisation"
        for point in theme.points
        if "Search and seizure" in point.members and "17(1)" in point.outcome.standards[0].refs
    )
    names = [item.instrument for item in point.outcome.standards]
    assert len(names) == len(set(names)) == 2


def test_members_of_which_the_same_is_said_are_one_point_under_all_provisions(
    kenya: Assessment,
) -> None:
    for theme in themes(kenya):
        said = [point.outcome.said for point in theme.points]
        assert len(said) == len(set(said))
    seized = [
        point
        for theme in themes(kenya)
        for point in theme.points
        if "Search and seizure" in point.members and "Content interception" in point.members
    ]
    refs = {ref for point in seized for one in point.outcome.standards for ref in one.refs}
    assert {"28(1)", "30(1)"} <= refs


def test_offences_of_which_the_same_is_asked_are_points_of_their_own(kenya: Assessment) -> None:
    points = [point for theme in themes(kenya) for point in theme.points]
    refs = [{ref for one in point.outcome.standards for ref in one.refs} for point in points]
    assert {"14(1)(a)", "14(1)(b)", "14(1)(c)"} in refs
    assert not [one for one in refs if {"12(1)", "16(1)"} <= one]


def test_a_point_stands_once_whatever_is_still_possible_for_its_members(
    kenya: Assessment,
) -> None:
    theme = next(theme for theme in themes(kenya) if theme.id == "abroad")
    open_ = [point.outcome.title for point in theme.points if point.outcome.worst == "undetermined"]
    assert len(open_) == len(set(open_))


def test_a_reason_that_another_begins_with_is_not_said_twice(kenya: Assessment) -> None:
    for theme in themes(kenya):
        for point in theme.points:
            said = point.outcome.reasons
            for reason in said:
                assert [other for other in said if other.startswith(reason[:-1])] == [reason]


def test_a_reason_that_only_begins_with_the_letters_of_another_is_said_too() -> None:
    fraud, deals = "No law bars fraud.", "No law bars fraudulent deals."
    assert fullest((fraud, deals)) == (fraud, deals)
    assert fullest((fraud, deals, "No law bars fraud, or theft.")) == (
        deals,
        "No law bars fraud, or theft.",
    )


def test_what_the_law_says_of_all_members_of_a_point_is_said_once(kenya: Assessment) -> None:
    points = [point for theme in themes(kenya) for point in theme.points]
    told = [(voice.lines, point) for point in points for voice in point.voices]
    for lines, point in told:
        once = [sum(line in voice.lines for voice in point.voices) for line in lines]
        assert len(point.voices) == 1 or all(n < len(point.voices) for n in once)
    cites = [line.cites[0] for lines, _ in told for line in lines if line.cites]
    assert all(cite.act for cite in cites)


def test_every_finding_of_a_safeguard_that_applies_stands_under_a_theme(kenya: Assessment) -> None:
    named = {
        (one.instrument, ref)
        for theme in themes(kenya)
        for point in theme.points
        for one in point.outcome.standards
        for ref in one.refs
    }
    titles = {item.id: item.heading.title for item in kenya.instruments}
    wanted = {
        (titles[item.instrument], ref.partition(":")[2])
        for item in kenya.findings
        if item.safeguard and item.conclusion != "not-applicable"
        for ref in item.provisions
    }
    assert wanted <= named


def test_points_with_a_gap_stand_first_and_the_counts_are_of_points(kenya: Assessment) -> None:
    for theme in themes(kenya):
        worst = [point.outcome.worst for point in theme.points]
        gaps = [item in ("contrary", "not-met", "partly", "over-reach") for item in worst]
        assert gaps == sorted(gaps, reverse=True)
        assert sum(theme.counts.values()) == len(theme.points)
        assert theme.counts["gap"] == sum(gaps)


def test_contested_facts_stand_side_by_side_with_their_sources() -> None:
    found = contested(sample.assessment(14))
    assert found
    for item in found:
        assert len(item.line.by_source) > 1
    page = html.render(sample.assessment(14), "advocate")
    assert "Civil society" in page.partition("part-contested")[2]


def test_citations_are_footnotes_in_print(kenya: Assessment, tmp_path: Path) -> None:
    from treatygap.reporting.pdf import pdf_bytes

    short = [item for item in kenya.findings if item.safeguard == "independent-review"]
    page = html.render(kenya.model_copy(update={"findings": tuple(short)}), "advocate")
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf_bytes(page))
    program = shutil.which("pdftotext")
    assert program, "pdftotext is missing: install poppler-utils"
    command = [program, "-layout", str(file), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    noted = page.count('class="footnote"')
    assert noted > 1
    assert len(set(re.findall(r"^ *(\d+)\. ", text, re.MULTILINE))) >= noted


def test_law_that_a_provision_forbids_is_not_said_to_be_absent(kenya: Assessment) -> None:
    page = html.render(kenya, "advocate")
    for line in page.split('<p class="fact standards">')[1:]:
        for standard in line.partition("</p>")[0].split("<br/>"):
            assert not ("Contrary" in standard and "Absent, no duty" in standard)
