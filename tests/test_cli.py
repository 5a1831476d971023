"""Every command as a user meets it: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from treatygap.cli import main
from treatygap.load import yaml
from treatygap.model.schema import SCHEMAS
from treatygap.version import VERSION

DATA = Path(__file__).parent / "data"
GOLDEN = DATA / "golden"
GAPS = 3
Run = Callable[..., Result]
Golden = Callable[[str, Path], None]
Install = Callable[[str, str], None]


@pytest.fixture
def install(toy: Path) -> Install:
    """Change one file of the rulesets of the installation."""
    rules = toy.parent / "installed" / "rulesets"

    def change(name: str, text: str) -> None:
        rules.unlink()
        shutil.copytree(DATA / "rulesets", rules)
        (rules / name).write_text(text, "utf-8")

    return change


def commands(command: click.Command, *path: str) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, *path, name)


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=os.environ | environment,
    )


@pytest.mark.parametrize("path", list(commands(main)), ids=" ".join)
def test_help_says_how_with_an_example(path: tuple[str, ...], run: Run) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    example = result.stdout.partition("Example:\n")[2].partition("\n\n")[0]
    assert re.search(rf"^    {' '.join(('treatygap', *path))}\b", example, re.MULTILINE)
    assert run(*path, "-h").stdout == result.stdout


@pytest.mark.parametrize(
    "arguments", [["--help"], ["profile", "check", "KEN"], ["ruleset", "list"]]
)
def test_commands_that_print_no_report_do_not_import_its_libraries(arguments: list[str]) -> None:
    ran = started("-X", "importtime", "-m", "treatygap", *arguments)
    imported = set(re.findall(r"\| +(\S+)$", ran.stderr, re.MULTILINE))
    assert "treatygap.cli" in imported
    assert not imported & {"weasyprint", "jinja2", "jsonschema", "rich", "treatygap.reporting.pdf"}


def test_an_analysis_that_plans_nothing_does_not_import_the_solver() -> None:
    ran = started("-X", "importtime", "-m", "treatygap", "next", "KEN", "-i", "oecd-access")
    assert ran.returncode == 0
    imported = set(re.findall(r"\| +(\S+)$", ran.stderr, re.MULTILINE))
    assert "treatygap.analysis.plan" in imported
    assert "pysat" not in imported


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"treatygap, version {VERSION}\n"


@pytest.mark.usefixtures("toy")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["asess"], "No such command 'asess'. Did you mean 'assess'?"),
        (["assess"], "Missing argument 'PROFILE'"),
        (["assess", "KEN", "--instrument", "tooy"], "no instrument 'tooy'; did you mean 'toy'?"),
        (["assess", "KEN", "-i", "TOYS"], "no instrument 'TOYS'; did you mean 'toy'?"),
        (["instrument", "diff", "toy", "toy"], "toy is named twice; name two instruments"),
        (["assess", "KEN", "-i", "budapest"], "no instrument 'budapest'; known are toy"),
        (
            ["assess", "KEN", "--edition", "ministy"],
            "no edition 'ministy'; did you mean 'ministry'?",
        ),
        (
            ["assess", "KEN", "--edition", "../editions/ministry"],
            "no edition '../editions/ministry'",
        ),
        (["assess", "KEN", "--lang", "tlh"], "no language 'tlh'; known are "),
        (["assess", "KEN", "--lang", "../locales/en"], "no language '../locales/en'; "),
        (["assess", "KEN", "-o", "out.txt"], "out.txt: the suffix must be one of .pdf, .html, "),
        (["assess", "KEN", "-o", "out"], "out: the suffix must be one of .pdf, .html, .json"),
        (
            ["assess", "KEN", "--format", "docx", "-o", "a.md"],
            "a.md: the suffix of a docx file is .docx",
        ),
        (["assess", "KEN", "--format", "docx"], "--format docx needs a file to write: -o FILE"),
        (["assess", "KEN", "--fail-on", "severe"], "'severe' is not one of 'minor', 'moderate'"),
        (["assess", "KEN", "--as-of", "yesterday"], "'yesterday' is not a day; write YYYY-MM-DD"),
        (["assess", "KEN", "--as-of", "2026-02-30"], "'2026-02-30' is not a day; write YYYY-MM-DD"),
        (["assess", "KEN", "--as-of", "2026-1-1"], "'2026-1-1' is not a day; write YYYY-MM-DD"),
        (["assess", "KEN", "--as-of", "20260101"], "'20260101' is not a day; write YYYY-MM-DD"),
        (["assess", "KEN", "UGA"], "Got unexpected extra argument (UGA)"),
        (["explain", "KEN"], "Missing argument 'REQUIREMENT'"),
        (
            ["explain", "KEN", "toy.2.reviw"],
            "no requirement 'toy.2.reviw'; did you mean 'toy.2.rev",
        ),
        (["explain", "KEN", "toy.2.review@tap"], "no requirement 'toy.2.review@tap'; did you mean"),
        (["ruleset", "show", "toy:4"], "nothing has the id 'toy:4'; did you mean 'toy:"),
        (["ruleset", "show", "toy.2"], "nothing has the id 'toy.2'; there are toy.2.review, toy.2"),
        (["explain", "KEN", "toy.2"], "no requirement 'toy.2'; there are toy.2.review, toy.2.data"),
        (["ruleset", "check", "-i", "nope"], "no instrument 'nope'; known are toy"),
        (["render", "a.json"], "Missing option '-o'"),
        (
            ["render", "a.json", "-o", "a.odt"],
            "a.odt: the suffix must be one of .pdf, .html, .json",
        ),
        (["profile", "new", "Kenya"], "alpha-3 code; did you mean 'KEN'?"),
        (["profile", "new", "KYA"], "'KYA' is not an ISO 3166-1 alpha-3 code, such as KEN"),
        (["profile", "new", "../KEN"], "'../KEN' is not an ISO 3166-1 alpha-3 code, such as KEN"),
        (["profile", "questions", "--topic", "x"], "'x' is not one of 'powers'"),
        (["schema", "profil"], "'profil' is not one of"),
        (["completion", "tcsh"], "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, run: Run) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_assess_prints_a_summary(run: Run, toy: Path, golden: Golden) -> None:
    result = run("assess", "KEN")
    assert (result.exit_code, result.stderr) == (0, "")
    golden(result.stdout, GOLDEN / "assess.txt")
    assert list(toy.iterdir()) == []


@pytest.mark.parametrize(
    ("worst", "fails_on"),
    [("minor", 1), ("moderate", 2), ("major", 3), ("critical", 4)],
)
def test_fail_on_looks_at_gaps_of_that_severity_and_above(
    worst: str, fails_on: int, run: Run, install: Install
) -> None:
    text = (DATA / "rulesets/toy/requirements/all.yaml").read_text("utf-8")
    changed = re.sub("severity: .*", "severity: minor", text)
    changed = changed.replace("severity: minor", f"severity: {worst}", 2)
    install("toy/requirements/all.yaml", changed)
    codes = [
        run("assess", "KEN", "--fail-on", severity).exit_code
        for severity in ("minor", "moderate", "major", "critical")
    ]
    assert codes == [GAPS] * fails_on + [0] * (4 - fails_on)


def altered(folder: Path, *changes: tuple[str, str]) -> Path:
    text = (DATA / "profiles/KEN.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "changed.yaml"
    path.write_text(text, "utf-8")
    return path


def test_fail_on_leaves_out_options_and_what_is_reserved(run: Run, toy: Path) -> None:
    sound = ("value: 400", "value: 30")
    assert run("assess", altered(toy, sound), "--fail-on", "minor").exit_code == GAPS
    reserved = altered(toy, sound, ("state: KEN", "state: NZL"))
    assert run("assess", reserved, "--fail-on", "minor").exit_code == 0
    court = altered(toy, sound, ("value: police", "value: court"))
    assert run("assess", court, "--fail-on", "minor").exit_code == 0
    long = altered(toy, ("value: police", "value: court"))
    assert run("assess", long, "--fail-on", "major").exit_code == GAPS


def test_fail_on_still_writes_the_report(run: Run, toy: Path) -> None:
    assert run("assess", "KEN", "--fail-on", "minor", "-o", "out.json").exit_code == GAPS
    assert json.loads((toy / "out.json").read_text("utf-8"))["state"] == "KEN"


def test_as_of_chooses_the_law_of_a_day(run: Run, toy: Path) -> None:
    repealed = altered(
        toy, ("[{act: act, section: s. 1}]", "[{act: act, section: s. 1, in_force_to: 2020-12-31}]")
    )
    for day, answered, met in (("2009-12-31", 0, 0), ("2020-12-31", 8, 4), ("2021-01-01", 7, 2)):
        assert run("assess", repealed, "--as-of", day, "-o", "out.json").exit_code == 0
        found = json.loads((toy / "out.json").read_text("utf-8"))
        assert (found["as_of"], found["answered"]) == (day, answered)
        assert found["tally"]["duties"]["met"] == met
    marked = {item["id"] for item in found["findings"] if "not-in-force" in item["recheck"]}
    assert marked == {"toy.1.exists@search", "toy.2.review@search"}


@pytest.mark.parametrize("suffix", ["json", "html"])
def test_the_same_input_gives_the_same_bytes(suffix: str, run: Run, toy: Path) -> None:
    for name in ("first", "second"):
        result = run("assess", "KEN", "-o", f"{name}.{suffix}")
        assert (result.stdout, result.stderr) == ("", f"{name}.{suffix}\n")
    assert (toy / f"first.{suffix}").read_bytes() == (toy / f"second.{suffix}").read_bytes()


def test_render_prints_what_assess_would(run: Run, toy: Path) -> None:
    run("assess", "KEN", "--with", "all", "-o", "KEN.json")
    run("assess", "KEN", "-o", "direct.html")
    assert run("render", "KEN.json", "-o", "later.html").exit_code == 0
    assert (toy / "later.html").read_bytes() == (toy / "direct.html").read_bytes()
    assert run("render", "KEN.json", "-o", "again.json").exit_code == 0
    assert (toy / "again.json").read_bytes() == (toy / "KEN.json").read_bytes()


def test_render_says_which_parts_the_data_lacks(run: Run, toy: Path) -> None:
    run("assess", "KEN", "-o", "KEN.json")
    result = run("render", "KEN.json", "-o", "KEN.html")
    assert "left out: " in result.stderr
    assert "conflicts" in result.stderr
    assert "--with" in result.stderr
    assert (toy / "KEN.html").exists()


def test_output_makes_the_folders_it_needs_and_replaces_a_file(run: Run, toy: Path) -> None:
    old = toy / "new" / "folder" / "KEN.json"
    assert run("assess", "KEN", "-o", "new/folder/KEN.json").exit_code == 0
    old.write_text("old")
    assert run("assess", "KEN", "-o", "new/folder/KEN.json").exit_code == 0
    assert json.loads(old.read_text("utf-8"))["name"] == "Kenya"
    assert [path.name for path in old.parent.iterdir()] == ["KEN.json"]


def test_a_profile_is_never_overwritten_by_its_report(run: Run, toy: Path) -> None:
    profile = toy / "KEN.json"
    body = json.dumps(yaml.parse((DATA / "profiles/KEN.yaml").read_text("utf-8"), ""))
    profile.write_text(body, "utf-8")
    assert run("profile", "check", profile).exit_code == 0
    result = run("assess", profile, "-o", "./KEN.json")
    assert result.exit_code == 2
    assert "KEN.json is an input, and would be overwritten" in result.stderr
    assert profile.read_text("utf-8") == body


@pytest.mark.usefixtures("toy")
def test_explain_shows_the_whole_reasoning(run: Run, golden: Golden) -> None:
    result = run("explain", "KEN", "toy.2.review@search")
    assert result.exit_code == 0
    golden(result.stdout, GOLDEN / "explain.txt")


@pytest.mark.usefixtures("toy")
def test_explain_without_a_member_shows_all(run: Run) -> None:
    lines = run("explain", "KEN", "toy.2.review").stdout.splitlines()
    assert [line for line in lines if line.startswith("toy.")] == [
        "toy.2.review@search: Review by a court: met",
        "toy.2.review@order: Review by a court: not-met",
    ]


def test_explain_follows_each_source(run: Run, toy: Path) -> None:
    cited = "evidence: [{act: act, section: s. 2}]"
    said = {"government": "court", "civil-society": "police"}
    lines = [f"      - {{value: {item}, source: {by}, {cited}}}" for by, item in said.items()]
    values = "\n".join(["values:", *lines])
    old = f"value: court\n    {cited}"
    result = run("explain", altered(toy, (old, values)), "toy.2.review@search")
    heads = [line for line in result.stdout.splitlines() if line.startswith("toy.")]
    assert heads == [
        "toy.2.review@search: Review by a court: not-met (according to civil-society)",
        "toy.2.review@search: Review by a court: met (according to government)",
    ]


@pytest.mark.usefixtures("toy")
def test_ruleset_list_and_show(run: Run) -> None:
    assert run("ruleset", "list").stdout == "toy  1  Toy Convention: 3 provisions, 4 requirements\n"
    assert "toy:3  [may] A party may publish its law" in run("ruleset", "show", "toy").stdout
    assert run("ruleset", "show", "toy:2").stdout.splitlines()[2:] == [
        "Checked: against the text itself, 2026-01-01",
        "Requirement toy.2.review: Review by a court",
        "Requirement toy.2.data: Data covered",
    ]
    assert "Flag over-reach: The power lasts for" in run("ruleset", "show", "toy.2.review").stdout


@pytest.mark.usefixtures("toy")
def test_ruleset_check_runs_examples_and_mutants(run: Run, golden: Golden) -> None:
    result = run("ruleset", "check", "--mutate")
    assert (result.exit_code, result.stderr) == (0, "")
    golden(result.stdout, GOLDEN / "check.txt")


def test_a_treaty_without_chapters_is_summed_up_without_them(run: Run) -> None:
    said = run("assess", "KEN", "-i", "asean").stdout
    assert said.splitlines()[-1].startswith("Met: ")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "power.days: 366",
            "power.days: 365",
            "toy.2.review: 'more than a year' gives met, expected",
        ),
        (
            "{power.exists: false}, expect: not-app",
            "{}, expect: not-app",
            "gives met, expected not-a",
        ),
        (
            "    - {name: not known, set: {law.data: unknown}, expect: undetermined}\n",
            "",
            "toy.2.data: no example gives undetermined\n",
        ),
    ],
)
def test_ruleset_check_fails_on_a_wrong_or_missing_example(
    old: str, new: str, message: str, run: Run, install: Install
) -> None:
    text = (DATA / "rulesets/toy/examples/all.yaml").read_text("utf-8")
    assert old in text
    install("toy/examples/all.yaml", text.replace(old, new))
    result = run("ruleset", "check")
    assert result.exit_code == 1
    assert message in result.stderr


@pytest.mark.usefixtures("toy")
def test_questions_are_listed_by_topic_and_respondent(run: Run) -> None:
    ids = re.compile(r"^\S+$", re.MULTILINE)
    assert ids.findall(run("profile", "questions", "--respondent", "police").stdout) == [
        "power.search.days",
        "power.order.days",
    ]
    listed = run("profile", "questions", "--topic", "institutions").stdout
    assert listed == (
        "law.publication\n  Publication: How is the law published?\n  one of none, gazette, open\n"
    )
    assert run("profile", "questions", "--topic", "proceeds").stdout == ""


def test_profile_new_is_valid_and_answers_nothing(run: Run, toy: Path) -> None:
    assert run("profile", "new", "NZL").stderr == "NZL.yaml\n"
    assert run("profile", "check", "NZL.yaml").stdout == (
        "New Zealand: valid; 0 of 9 questions answered\n"
    )
    assert run("profile", "new", "civ").stderr == "CIV.yaml\n"
    assert run("profile", "check", "CIV.yaml").stdout.startswith("Côte d'Ivoire: valid; 0 of 9")
    assert len(list(toy.iterdir())) == 2


def test_profile_new_never_overwrites(run: Run, toy: Path) -> None:
    (toy / "NZL.yaml").write_text("mine")
    (toy / "link.yaml").symlink_to("nowhere.yaml")
    for name in ("NZL.yaml", "link.yaml"):
        result = run("profile", "new", "NZL", "-o", name)
        assert result.exit_code == 1
        assert result.stderr == f"{name}: exists: is there already; name another file\n"
    assert (toy / "NZL.yaml").read_text() == "mine"
    assert (toy / "link.yaml").is_symlink()


ANSWERS = {
    "power.search.exists": "true",
    "power.search.authority": "court",
    "power.search.days": "90",
    "law.data": "[traffic, content]",
    "law.since": "2018-05-30",
}


def test_answers_in_a_new_profile_work_once_uncommented(run: Run, toy: Path) -> None:
    run("profile", "new", "NZL")
    path = toy / "NZL.yaml"
    text = path.read_text("utf-8").replace("answers: {}", "answers:")
    for fact, value in ANSWERS.items():
        head = f"  # {fact}:\n"
        assert head in text
        before, after = text.split(head)
        first, second, rest = after.split("\n", 2)
        first = first.replace("# ", "", 1).replace("unknown", value)
        second = second.replace("# ", "", 1).replace(
            "act: …, section: …", "act: An Act, section: 1A"
        )
        text = f"{before}  {fact}:\n{first}\n{second}\n{rest}"
    path.write_text(text, "utf-8")
    result = run("profile", "check", "NZL.yaml")
    assert result.output == "New Zealand: valid; 5 of 9 questions answered\n"


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_prints_a_valid_json_schema(name: str, run: Run) -> None:
    found = json.loads(run("schema", name).stdout)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["title"] == f"treatygap {name}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str, run: Run) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_TREATYGAP_COMPLETE" in result.stdout


def test_completion_names_commands() -> None:
    result = CliRunner().invoke(
        main,
        prog_name="treatygap",
        env={
            "_TREATYGAP_COMPLETE": "bash_complete",
            "COMP_WORDS": "treatygap profile c",
            "COMP_CWORD": "2",
        },
    )
    assert result.stdout == "plain,check\n"


@pytest.mark.parametrize(
    "arguments", [["--help"], ["explain", "KEN", "unccc.24-2.review"], ["assess", "KEN"], ["x"]]
)
def test_a_pipe_gets_no_colours(arguments: list[str]) -> None:
    ran = started("-m", "treatygap", *arguments, TERM="xterm-256color", COLORTERM="truecolor")
    assert "\x1b" not in ran.stdout + ran.stderr


def test_a_reader_that_leaves_early_gets_no_traceback() -> None:
    command = f"{sys.executable} -m treatygap schema assessment | head -c 1"
    ran = subprocess.run(["/bin/sh", "-c", command], check=False, capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("{", "")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_without_the_characters_gets_no_traceback(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "CIV.yaml"
    cited = "{act: 'Loi n° 2013-451, 網路', section: § 1}"
    answer = f"power.search-and-seizure.exists: {{value: true, evidence: [{cited}]}}"
    head = "state: CIV\nname: Côte d'Ivoire 網\nknown_on: 2026-01-01\nanswers:\n"
    path.write_text(f"{head}  {answer}\n", "utf-8")
    for command in (
        ["profile", "check", str(path)],
        ["assess", str(path)],
        ["explain", str(path), "unccc.24-1.legal-basis"],
    ):
        ran = started("-m", "treatygap", *command, PYTHONIOENCODING=encoding)
        assert (ran.returncode, ran.stderr) == (0, "")
