"""Input that is wrong, huge or hostile: one clear answer, no traceback, nothing half-written."""

from __future__ import annotations

import ast
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from treatygap.cli import show
from treatygap.cli.output import save
from treatygap.load import yaml
from treatygap.load.assessment import load_assessment
from treatygap.load.profile import load_profile
from treatygap.model.diagnostic import Diagnostic, Invalid, Place
from treatygap.pipeline import assess
from treatygap.reporting import ReportError
from treatygap.reporting.html import render
from treatygap.store import library, sources
from treatygap.validate.assessment import check_assessment
from treatygap.validate.profile import check_profile

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"
BROKEN = DATA / "broken"
PROFILES = sorted((BROKEN / "profiles").glob("*.yaml"))
RULESETS = sorted(path for path in (BROKEN / "rulesets").iterdir() if path.is_dir())
ASSESSMENTS = sorted((BROKEN / "assessments").glob("*.json"))
TESTED_BELOW = {
    "cannot-read",
    "cannot-report",
    "cannot-write",
    "directory",
    "exists",
    "no-profile",
    "not-a-file",
    "system-error",
    "too-large",
    "unknown-instrument",
}
TESTED_WITH_BILLS = {"nothing-to-repeal"}
TESTED_WITH_EXAMPLES = {"unknown-clash", "unknown-route"}
TESTED_WITH_SOURCES = {
    "another-text",
    "bad-source",
    "encrypted",
    "no-article",
    "no-source",
    "no-text",
    "not-docx",
    "not-pdf",
    "not-text",
    "right-to-left",
    "unknown-format",
}
HEAD = """\
state: KEN
name: Kenya
known_on: 2026-01-01
acts:
  act: {title: Powers Act}
answers:
"""
CITED = "evidence: [{act: act, section: s. 1}]"
MOST_LINES = 101
Run = Callable[..., Result]
Golden = Callable[[str, Path], None]


def stems(path: Path) -> str:
    return path.stem


def codes() -> set[str]:
    """Every code that the engine gives a problem."""
    found = set()
    for path in (ROOT / "engine").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case (
                    ast.Call(
                        func=ast.Name("Diagnostic") | ast.Attribute(attr="problem" | "_problem"),
                        args=[_, ast.Constant(str(code)), *_],
                    )
                    | ast.Call(func=ast.Name("Unreadable"), args=[ast.Constant(str(code)), *_])
                ):
                    found.add(code)
    return found


def test_every_code_has_a_broken_file() -> None:
    shown = {path.stem for path in (*PROFILES, *RULESETS, *ASSESSMENTS)}
    assert (
        codes()
        == shown | TESTED_BELOW | TESTED_WITH_BILLS | TESTED_WITH_EXAMPLES | TESTED_WITH_SOURCES
    )


BILL = DATA / "bills" / "review.yaml"
COMPANY = DATA / "companies" / "cloud.yaml"
COSTS = DATA / "costs" / "costs.yaml"
KENYA = DATA / "profiles" / "KEN.yaml"


@pytest.mark.parametrize(
    ("body", "right"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "it is no text; name another file"),
        ("name: Kenya".encode("utf-16"), "save the file as UTF-8"),
        ("name: Côte d'Ivoire".encode("latin-1"), "save the file as UTF-8"),
    ],
    ids=["picture", "utf-16", "latin-1"],
)
def test_a_picture_is_no_text_to_be_saved_otherwise(
    toy: Path, run: Run, body: bytes, right: str
) -> None:
    (toy / "p.yaml").write_bytes(body)
    assert run("profile", "check", "p.yaml").stderr.endswith(f"is not UTF-8; {right}\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("overlay", BILL, KENYA), "is a bill, and no profile; a bill is named so: treatygap over"),
        (
            ("overlay", "KEN", KENYA),
            "is a profile, and no bill; a bill is named so: treatygap over",
        ),
        (("plan", "KEN", "--cost", KENYA), "is a profile, and no file of costs; a file of costs"),
        (("plan", "KEN", "--cost", BILL), "is a bill, and no file of costs; a bill is named so"),
        (("obligations", "KEN", "--provider", COSTS), "is a file of costs, and no company; a file"),
        (
            ("assess", COMPANY),
            "is a company, and no profile; a company is named so: treatygap obli",
        ),
        (
            ("overlay", "KEN", "plan.json"),
            "'treatygap-plan/1' is no bill; name what it was made of",
        ),
    ],
)
def test_a_file_in_the_place_of_another_is_one_line(
    arguments: tuple[str | Path, ...], says: str, toy: Path, run: Run
) -> None:
    (toy / "plan.json").write_text('{"format": "treatygap-plan/1"}')
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert f": wrong-kind: {says}" in result.stderr


@pytest.mark.parametrize(
    "written", ['"1483228800"', "'0'", "20170101", "2017-02-30", "2017-01-01T00:00:00", "2017-1-1"]
)
def test_a_day_is_written_in_one_way(toy: Path, run: Run, written: str) -> None:
    (toy / "p.yaml").write_text(f"state: KEN\nname: K\nknown_on: {written}\n")
    result = run("profile", "check", "p.yaml")
    assert result.stderr.startswith("p.yaml:3:1: bad-value: ")
    assert result.stderr.endswith("YYYY-MM-DD\n")
    run("assess", "KEN", "-o", "a.json")
    data = json.loads((toy / "a.json").read_text())
    data["as_of"] = written.strip("\"'")
    (toy / "a.json").write_text(json.dumps(data))
    result = run("render", "a.json", "-o", "a.html")
    assert result.stderr == "a.json: bad-assessment: $.as_of: a day is written YYYY-MM-DD\n"


@pytest.mark.parametrize("path", PROFILES, ids=stems)
def test_broken_profile(
    path: Path, toy: Path, run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    result = run("profile", "check", path.name)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f": {path.stem}: " in result.stderr
    golden(result.stderr, path.with_suffix(".txt"))
    assert list(toy.iterdir()) == []


@pytest.mark.parametrize("path", RULESETS, ids=stems)
def test_broken_ruleset(
    path: Path, tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(DATA / "rulesets", tmp_path / "rulesets")
    shutil.copytree(path, tmp_path / "rulesets", dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Invalid) as caught:
        sources(folder=Path("rulesets"))
    assert path.stem in {diagnostic.code for diagnostic in caught.value.diagnostics}
    golden(f"{caught.value}\n", path.with_suffix(".txt"))


@pytest.mark.parametrize("path", ASSESSMENTS, ids=stems)
def test_broken_assessment(
    path: Path, toy: Path, run: Run, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    result = run("render", path.name, "-o", toy / "out.html")
    assert (result.exit_code, result.stdout) == (1, "")
    golden(result.stderr, path.with_suffix(".txt"))
    assert list(toy.iterdir()) == []


def read_fails(run: Run, path: str | Path, code: str) -> None:
    for command in (["profile", "check"], ["assess"], ["explain"], ["render"]):
        more = {"explain": ["toy.1.exists"], "render": ["-o", "out.html"]}.get(command[0], [])
        result = run(*command, path, *more)
        wanted = "cannot-read" if code == "no-profile" and command == ["render"] else code
        assert result.exit_code == 1
        assert result.stderr.startswith(f"{path}: {wanted}: ")
        assert result.stderr.count("\n") == 1


@pytest.mark.usefixtures("toy")
def test_what_is_no_readable_file(run: Run, tmp_path: Path) -> None:
    pipe, loop, long = tmp_path / "pipe", tmp_path / "loop", tmp_path / ("a" * 5000)
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    read_fails(run, tmp_path, "directory")
    read_fails(run, pipe, "not-a-file")
    read_fails(run, "/dev/zero", "not-a-file")
    read_fails(run, tmp_path / "missing.yaml", "no-profile")
    read_fails(run, loop, "cannot-read")
    read_fails(run, long, "no-profile")


def test_a_state_without_a_profile_is_told_apart_from_one_with(run: Run, toy: Path) -> None:
    assert run("profile", "check", "KEN").exit_code == 0
    (toy / "KEN").mkdir()
    assert run("profile", "check", "KEN").exit_code == 0
    begin = "profiles ship for KEN; treatygap profile new UGA begins one"
    for text, right in {
        "KENN": "did you mean 'KEN'?",
        "ken": "did you mean 'KEN'?",
        "Kenya": "did you mean 'KEN'?",
        "Uganda": begin,
        "UGA": begin,
        "law.yaml": "profiles ship for KEN",
    }.items():
        said = run("profile", "check", text).stderr
        assert said == f"{text}: no-profile: no such file, nor state with a profile; {right}\n"


def test_a_file_larger_than_any_profile_is_not_read(toy: Path, run: Run) -> None:
    path = toy / "large.yaml"
    with path.open("wb") as file:
        file.truncate(10**10)
    read_fails(run, path, "too-large")


def shape(line: str, size: int = 5_000_000) -> str:
    count = size // len(line)
    return HEAD + "".join(line.replace("#", str(index)) for index in range(count))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (shape(f"  topic.word-#: {{value: true, {CITED}}}\n"), "unknown-question"),
        (shape("  topic.word-#: {value#: true}\n", 500_000), "unknown-key"),
        (shape(f"  topic.word-#: {{{CITED}}}\n", 500_000), "bad-value"),
        (shape("  topic.word-#: *a\n", 500_000), "alias"),
        (
            f"{HEAD}  power.search.days:\n    values:\n"
            + "".join(f"      - {{value: {n}, {CITED}}}\n" for n in range(3000)),
            "clash",
        ),
    ],
    ids=["ids", "keys", "values", "aliases", "clashes"],
)
def test_a_huge_profile_gets_a_bounded_answer(toy: Path, run: Run, text: str, code: str) -> None:
    path = toy / "huge.yaml"
    path.write_text(text)
    result = run("profile", "check", path)
    assert result.exit_code == 1
    assert code in result.stderr
    assert result.stderr.count("\n") <= MOST_LINES


def test_a_huge_valid_profile_is_assessed(toy: Path, run: Run) -> None:
    path = toy / "huge.yaml"
    path.write_text(f"{HEAD}  law.data: {{value: [traffic], {CITED}, note: '{'x <b> ' * 10**6}'}}")
    assert run("assess", path, "-o", "out.json").exit_code == 0


def test_an_anchor_that_would_explode_is_refused(toy: Path, run: Run) -> None:
    path = toy / "laughs.yaml"
    names = [f"a{index}" for index in range(30)]
    parts = [f"- &{names[0]} [lol]"]
    parts += [f"- &{name} [{', '.join([f'*{last}'] * 9)}]" for last, name in pairwise(names)]
    path.write_text("\n".join(parts))
    result = run("profile", "check", path)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].endswith("1:3: anchor: anchor &a0; write the value out")


@pytest.mark.parametrize("text", ["[" * 10_000, "{" * 10_000, "? " * 10_000, "- " * 10_000])
def test_deep_nesting_is_refused(toy: Path, run: Run, text: str) -> None:
    path = toy / "deep.yaml"
    path.write_text(text)
    result = run("profile", "check", path)
    assert result.exit_code == 1
    assert "too-deep: nested deeper than 60 levels" in result.stderr


def test_a_line_never_acts_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show([Diagnostic(Place("a\n\x1b[31mb"), "code", f"said \u202e {'x' * 5000}")])
    line = capsys.readouterr().err
    assert line.startswith("a\\n\\x1b[31mb: code: said \\u202e xxx")
    assert line.count("\n") == 1
    assert len(line) < 1100


@pytest.mark.parametrize("suffix", [".json", ".html", ".pdf"])
def test_an_output_that_cannot_be_written_leaves_what_was_there(
    toy: Path, run: Run, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("treatygap.reporting.pdf.pdf_bytes", lambda *_: b"%PDF")
    (toy / f"folder{suffix}").mkdir()
    (toy / "file").write_text("x")
    (toy / "old").with_suffix(suffix).write_text("old")
    long = f"{'a' * 300}{suffix}"
    for output in (f"folder{suffix}", f"file/out{suffix}", f"/proc/out{suffix}", long):
        result = run("assess", "KEN", "-o", output)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"{output}: cannot-write: ")
        assert result.stderr.count("\n") == 1
        if output.startswith("file/"):
            assert result.stderr.endswith("cannot-write: a folder in its path is a file\n")
    left = {path.name for path in toy.iterdir()}
    assert left == {f"folder{suffix}", "file", f"old{suffix}"}


def test_a_folder_without_permission(toy: Path) -> None:
    closed = toy / "closed"
    closed.mkdir(mode=0o555)
    user, nobody = os.geteuid(), 65534
    os.seteuid(user or nobody)
    try:
        with pytest.raises(Invalid, match=r"out\.json: cannot-write: Permission denied$"):
            save(closed / "out.json", b"")
    finally:
        os.seteuid(user)
    assert list(closed.iterdir()) == []


def test_failing_leaves_an_existing_output_whole(
    toy: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = toy / "old.pdf"
    old.write_bytes(b"old")
    (toy / "bad.yaml").write_text("state: KEN\n")
    assert run("assess", "bad.yaml", "-o", old).exit_code == 1

    def fault(*_: object) -> bytes:
        raise ReportError("the report cannot be printed")

    monkeypatch.setattr("treatygap.reporting.pdf.pdf_bytes", fault)
    result = run("assess", "KEN", "-o", old)
    assert result.exit_code == 1
    assert result.stderr == "report: cannot-report: the report cannot be printed\n"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("treatygap.reporting.pdf.pdf_bytes", lambda *_: b"new")
    monkeypatch.setattr(Path, "replace", full)
    result = run("assess", "KEN", "-o", old)
    assert result.stderr == f"{old}: cannot-write: No space left on device\n"
    assert old.read_bytes() == b"old"
    assert {path.name for path in toy.iterdir()} == {"old.pdf", "bad.yaml"}


@pytest.mark.usefixtures("toy")
def test_any_other_fault_of_the_system_is_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object) -> None:
        raise OSError(5, "Input/output error", "disk")

    monkeypatch.setattr("treatygap.store.library", fault)
    result = run("ruleset", "list")
    assert (result.exit_code, result.stderr) == (1, "disk: system-error: Input/output error\n")


HOSTILE = """<script>alert(1)</script><img src="file:///etc/passwd"><b>&amp; ]]> {{ 7*191 }}
    {% include '/etc/passwd' %} [x](javascript:alert(2)) ![y](file:///etc/passwd)"""
WATCH = """
import sys
seen = []
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "urllib.Request"):
        seen.append(event)
    if event == "open" and str(arguments[0]) in ("/etc/passwd", "/etc/hostname"):
        seen.append(arguments[0])
sys.addaudithook(watch)
from treatygap import content
from pathlib import Path
content._PACKAGE = Path(sys.argv.pop(1))
from treatygap.cli import main
main(standalone_mode=False)
print(seen)
"""


def hostile(folder: Path) -> Path:
    text = HOSTILE.replace("\n    ", " ").replace("'", "''")
    act = f"{{title: '{text}', url: 'javascript:alert(3)', version: '{text}', checked: '{text}'}}"
    evidence = (
        f"[{{act: act, section: '{text}', url: 'file:///etc/hostname', note: '{text}'}},"
        f" {{act: '{text}', section: '{text}', url: 'https://127.0.0.1:9/x\" onload=\"alert(4)'}}]"
    )
    answers = f"""
  law.publication:
    value: gazette
    evidence: {evidence}
    note: '{text}'
    practice: {{says: '{text}', evidence: {evidence}}}
  power.search.days: {{value: unknown, note: '{text}'}}
  power.search.exists:
    values:
      - {{value: true, source: court, evidence: {evidence}}}
      - {{value: false, source: expert, evidence: {evidence}, note: '{text}'}}
"""
    path = folder / "hostile.yaml"
    head = f"state: KEN\nname: '{text}'\nknown_on: 2026-01-01\nacts:\n  act: {act}\nanswers:"
    path.write_text(head + answers)
    return path


@pytest.mark.parametrize("output", ["out.html", "out.pdf"])
def test_what_a_profile_says_is_only_ever_text(toy: Path, output: str) -> None:
    program = [sys.executable, "-c", WATCH, str(toy.parent / "installed")]
    command = [*program, "assess", str(hostile(toy)), "-o", output]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, cwd=toy)
    assert (ran.returncode, ran.stdout) == (0, "[]\n"), ran.stderr
    if output == "out.html":
        page = (toy / output).read_text("utf-8")
        assert "&lt;script&gt;alert(1)" in page
        for live in (
            "<script>alert",
            "<img",
            "1337",
            'href="javascript:',
            'href="file:',
            'onload="',
        ):
            assert live not in page
        assert "{{ 7*191 }}" in page


@pytest.fixture
def saved(toy: Path, run: Run) -> dict[str, Any]:
    assert run("assess", "KEN", "-o", "KEN.json").exit_code == 0
    found: dict[str, Any] = json.loads((toy / "KEN.json").read_text("utf-8"))
    return found


def not_met(data: dict[str, Any]) -> None:
    data["findings"][0]["conclusion"] = "not-met"


def share(data: dict[str, Any]) -> None:
    data["tally"]["duties"]["share_met"] = {"low": 1.0, "high": 1.0}


def impossible_day(data: dict[str, Any]) -> None:
    data["as_of"] = "2026-02-30"


def unknown_provision(data: dict[str, Any]) -> None:
    data["findings"][0]["provisions"] = ["toy:99"]


def flag_without_reason(data: dict[str, Any]) -> None:
    flagged = next(finding for finding in data["findings"] if finding["flags"])
    flagged["flags_raised"] = []


def unknown_finding(data: dict[str, Any]) -> None:
    question = {"id": "law.data", "label": "L", "ask": "A?", "topic": "powers"}
    settles = {"respondent": "justice", "settles": ["toy.9.nothing"]}
    data["open_questions"].append(question | settles)


def twice(data: dict[str, Any]) -> None:
    data["findings"].append(data["findings"][0])


@pytest.mark.parametrize(
    "change",
    [
        not_met,
        share,
        impossible_day,
        unknown_provision,
        flag_without_reason,
        unknown_finding,
        twice,
    ],
)
def test_a_tampered_assessment_is_not_printed(
    toy: Path, run: Run, saved: dict[str, Any], change: Callable[[dict[str, Any]], None]
) -> None:
    change(saved)
    (toy / "KEN.json").write_text(json.dumps(saved))
    (toy / "old.html").write_text("old")
    result = run("render", "KEN.json", "-o", "old.html")
    assert result.exit_code == 1
    assert result.stderr.startswith("KEN.json: bad-assessment: ")
    assert (toy / "old.html").read_text() == "old"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("state: KEN", "x.json:1:1: json-syntax: Expecting value; treatygap assess -o FILE.json"),
        ('{"a": NaN}', "x.json: json-syntax: NaN is no JSON number"),
        ('{"a": 1, "a": 2}', "x.json: json-syntax: the key 'a' is written twice"),
        (f'{{"a": {"9" * 5000}}}', "x.json: json-syntax: Exceeds the limit"),
        (
            '{"format": "treatygap-plan/1"}',
            "x.json: bad-assessment: $.format: 'treatygap-plan/1' is no assessment; treatyg",
        ),
        ("null", "x.json: bad-assessment: $: None is not of type 'object'"),
    ],
)
def test_what_is_no_assessment(toy: Path, run: Run, text: str, message: str) -> None:
    (toy / "x.json").write_text(text)
    result = run("render", "x.json", "-o", "out.html")
    assert result.exit_code == 1
    assert result.stderr.startswith(message)


def test_an_instrument_that_is_not_there() -> None:
    with pytest.raises(Invalid, match="toyy: unknown-instrument: no instrument 'toyy'; did you me"):
        library(("toyy",), folder=DATA / "rulesets")


def damage(home: Path, name: str) -> None:
    path = home / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("questions", "cannot-read"),
        ("questions/dimensions.yaml", "cannot-read"),
        ("questions/powers.yaml", "unknown-fact"),
        ("toy/provisions", "unknown-provision"),
        ("toy/requirements/all.yaml", "coverage"),
        ("toy/reservations.yaml", "unknown-reservation"),
    ],
)
def test_a_ruleset_with_a_part_missing(tmp_path: Path, name: str, code: str) -> None:
    home = tmp_path / "rulesets"
    shutil.copytree(DATA / "rulesets", home)
    damage(home, name)
    with pytest.raises(Invalid) as caught:
        library(folder=home)
    assert code in {diagnostic.code for diagnostic in caught.value.diagnostics}


@pytest.mark.parametrize("kind", ["folder", "pipe", "bytes", "nothing"])
def test_a_ruleset_file_that_is_none(tmp_path: Path, kind: str) -> None:
    home = tmp_path / "rulesets"
    shutil.copytree(DATA / "rulesets", home)
    path = home / "toy" / "provisions" / "more.yaml"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "bytes":
            path.write_bytes(b"\xff\xfe")
        case _:
            path.write_bytes(b"")
    code = {"folder": "directory", "pipe": "not-a-file", "bytes": "not-utf-8"}.get(kind, "empty")
    with pytest.raises(Invalid) as caught:
        library(folder=home)
    assert [(d.place.file, d.code) for d in caught.value.diagnostics] == [(str(path), code)]


def test_a_damaged_cache_is_made_anew(toy: Path, run: Run, cache: Path) -> None:
    assert run("ruleset", "list").exit_code == 0
    files = list((cache / "treatygap").iterdir())
    assert files
    for body in (b"", b"\xff", b"{}", b"[" * 100_000):
        for path in files:
            path.write_bytes(body)
        assert run("ruleset", "list").stdout.startswith("toy  1  Toy Convention")
    assert list(toy.iterdir()) == []


def test_a_profile_kept_gives_the_same_bytes_and_is_made_anew_when_damaged(
    toy: Path, run: Run, cache: Path
) -> None:
    def assessed() -> bytes:
        assert run("assess", "KEN", "-o", "a.json").exit_code == 0
        return (toy / "a.json").read_bytes()

    shutil.rmtree(cache / "treatygap", ignore_errors=True)
    read = assessed()
    kept = {path: path.read_bytes() for path in (cache / "treatygap").iterdir()}
    assert len(kept) == len(["the library", "the profile"])
    assert assessed() == read
    for damage in (b"", b"\xff", b"{}", b"[" * 100_000):
        for path in kept:
            path.write_bytes(damage)
        assert assessed() == read
    assert {path: path.read_bytes() for path in kept} == kept


def test_a_profile_with_a_mistake_is_never_kept(toy: Path, run: Run, cache: Path) -> None:
    shutil.rmtree(cache / "treatygap", ignore_errors=True)
    wrong = (DATA / "profiles" / "KEN.yaml").read_text("utf-8").replace("state: KEN", "state: QQQ")
    (toy / "wrong.yaml").write_text(wrong, "utf-8")
    for _ in range(2):
        assert "wrong.yaml:1:1: unknown-state" in run("assess", "wrong.yaml").stderr
    assert len(list((cache / "treatygap").iterdir())) == len(["the library"])


ODD: list[Any] = [
    None, True, -1, 3.5, "", " ", "x", [], {}, ["x"], {"x": 1}, "a.b", "x" * 3000, "2026-01-01",
    "toy", "toy:9", "toy.9.x", "power.exists", 10**17, {"in": []}, {"at_least": "x"}, {"not": {}},
    {"at_least": {"of": [], "count": 0}}, {"includes": ["x"], "in": ["y"]}, {"answered": False},
]  # fmt: skip


def parts(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    pairs = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in pairs:
        yield (*path, key)
        yield from parts(value, (*path, key))


def variants(data: Any, count: int) -> Iterator[Any]:
    """The data with one part removed, renamed, doubled or replaced by something odd."""
    draw = random.Random(1)  # noqa: S311 - the same variants each time
    paths = list(parts(data))
    for _ in range(count):
        changed = deepcopy(data)
        *way, key = draw.choice(paths)
        holder = changed
        for step in way:
            holder = holder[step]
        match draw.randrange(6):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.append(deepcopy(holder[int(key)]))
            case 1:
                holder[draw.choice(["x", "in", "all", "at_least", ""])] = holder.pop(key)
            case _:
                holder[key] = draw.choice(ODD)
        yield changed


def attempt(action: Callable[[], object]) -> None:
    """Fail on anything but success or diagnostics."""
    with suppress(Invalid):
        action()


def test_any_change_to_a_profile_is_assessed_or_refused(tmp_path: Path) -> None:
    rules = library(folder=DATA / "rulesets")
    path, saved = tmp_path / "p.yaml", tmp_path / "a.json"

    def action() -> None:
        profile, document = load_profile(path)
        problems = check_profile(profile, document, rules.questions)
        if problems:
            raise Invalid(problems)
        assessment = assess(profile, rules)
        render(assessment)
        saved.write_text(assessment.model_dump_json(exclude_none=True), "utf-8")
        assert load_assessment(saved) == assessment
        assert check_assessment(assessment, "") == []

    for changed in variants(yaml.parse((DATA / "profiles/KEN.yaml").read_text(), ""), 60):
        path.write_text(json.dumps(changed))
        attempt(action)


@pytest.mark.parametrize(
    "name",
    [str(path.relative_to(DATA / "rulesets")) for path in (DATA / "rulesets").rglob("*.yaml")],
)
def test_any_change_to_a_ruleset_is_taken_or_refused(tmp_path: Path, name: str) -> None:
    home = tmp_path / "rulesets"
    shutil.copytree(DATA / "rulesets", home)
    profile, _ = load_profile(DATA / "profiles" / "KEN.yaml")
    for changed in variants(yaml.parse((home / name).read_text(), ""), 12):
        (home / name).write_text(json.dumps(changed))
        attempt(lambda: assess(profile, sources(folder=home).library))


def test_any_change_to_an_assessment_is_printed_or_refused(
    tmp_path: Path, saved: dict[str, Any]
) -> None:
    path = tmp_path / "a.json"

    def action() -> None:
        assessment = load_assessment(path)
        problems = check_assessment(assessment, "")
        if problems:
            raise Invalid(problems)
        render(assessment)

    for changed in variants(saved, 50):
        path.write_text(json.dumps(changed))
        attempt(action)
