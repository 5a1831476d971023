"""The findings of an HTML report, searched and filtered in a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256

import pytest
import sample

from treatygap.model.assessment import Assessment
from treatygap.reporting import html
from treatygap.reporting.findings import shown

Browse = Callable[[str], str]

BLOCK = re.compile(r'<div class="block[^"]*"([^>]*)>\s*<h5 id="([^"]*)"')
SCRIPT = re.compile(r"(?s)<script>(.*?)</script>")


@pytest.fixture(scope="module")
def assessed() -> Assessment:
    return sample.assessment(14, text=sample.HOSTILE)


@pytest.fixture(scope="module")
def browse(assessed: Assessment, tmp_path_factory: pytest.TempPathFactory) -> Browse:
    """Return what Chromium makes of the report at an address inside it."""
    program = shutil.which("chromium")
    assert program, "chromium is missing: install it"
    folder = tmp_path_factory.mktemp("browser")
    file = folder / "report.html"
    file.write_text(html.render(assessed, filters=True), "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'own'}"]

    def opened(address: str) -> str:
        command = [program, *options, "--dump-dom", f"{file.as_uri()}{address}"]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
        return ran.stdout

    return opened


def visible(dom: str) -> set[str]:
    return {anchor for held, anchor in BLOCK.findall(dom) if "hidden" not in held}


def test_without_a_choice_everything_is_there(browse: Browse) -> None:
    dom = browse("")
    assert visible(dom) == {anchor for _, anchor in BLOCK.findall(dom)}
    assert re.search(r'<div id="filter"(?![^>]*hidden)', dom)
    assert "<output></output>" in dom


@pytest.mark.parametrize("wanted", ["not-met", "contrary"])
def test_a_conclusion_or_flag_leaves_its_findings_and_their_headings(
    browse: Browse, assessed: Assessment, wanted: str
) -> None:
    dom = browse(f"#?shows={wanted}")
    held = [item for item in assessed.findings if wanted in (shown(item), *item.flags)]
    assert visible(dom) == {f"r-{item.requirement}" for item in held}
    count = len(visible(dom))
    assert f"Shown: {count} of {len(BLOCK.findall(dom))}" in dom
    part = dom[dom.index('id="part-findings"') :].split("</section>")[0]
    open_headings = [node for node in re.findall(r"<h4[^>]*>", part) if "hidden" not in node]
    assert 0 < len(open_headings) <= count
    rows = re.findall(r"<tr data-shows=\"([^\"]*)\"([^>]*)>", part)
    assert rows
    assert all((wanted in shows.split()) == ("hidden" not in rest) for shows, rest in rows)


def test_choices_and_words_work_together(browse: Browse, assessed: Assessment) -> None:
    some = next(item for item in assessed.findings if item.severity == "major" and not item.member)
    word = some.title.split("<")[0].split()[-1]
    dom = browse(f"#?text={word.upper()}&severity=major&strength={some.strength}")
    kept = visible(dom)
    assert f"r-{some.requirement}" in kept
    fit = [item for item in assessed.findings if item.severity == "major"]
    assert kept <= {f"r-{item.requirement}" for item in fit if item.strength == some.strength}
    assert visible(browse("#?text=no-such-word-anywhere")) == set()


def test_what_an_address_asks_for_in_vain_is_as_nothing(browse: Browse) -> None:
    assert visible(browse("#?shows=%22%3E%3Cscript%3E&chapter=nowhere")) == visible(browse(""))


def test_only_the_one_script_may_run() -> None:
    source = html.render(sample.assessment(3, text=sample.HOSTILE), filters=True)
    (script,) = SCRIPT.findall(source)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', source)
    assert policy
    assert f"script-src 'sha256-{digest}';" in policy[1]
    assert "default-src 'none'" in policy[1]
    assert "innerHTML" not in script


def test_only_a_page_for_browsers_has_it() -> None:
    source = html.render(sample.assessment(3))
    assert "<script" not in source
    assert 'id="filter"' not in source
    report = html.render(sample.assessment(3), "ratification", filters=True)
    assert 'id="filter"' not in report
