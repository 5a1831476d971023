"""Files that a command reads are never those it writes, and none is written twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from test_cli import commands

from treatygap.cli import main

DATA = Path(__file__).parent / "data"
Run = Callable[..., Result]
REFUSED = [
    ("assess", "in.json", "-o", "in.json"),
    ("assess", "KEN", "--format", "ciso", "-o", "../installed/profiles/KEN.yaml"),
    ("batch", "KEN", "in.json", "--format", "json", "--to", "."),
    ("compare", "KEN", "in.json", "-o", "in.json"),
    ("cooperate", "in.json", "EST", "--for", "fraud", "--data", "traffic", "-o", "in.json"),
    ("cooperate", "EST", "in.json", "--for", "fraud", "--data", "traffic", "-o", "in.json"),
    ("next", "in.json", "-o", "in.json"),
    ("obligations", "KEN", "in.json", "-o", "in.json"),
    ("obligations", "-o", "in.json", "KEN", "--provider", "in.json"),
    ("overlay", "in.json", "bill.yaml", "-o", "in.json"),
    ("overlay", "KEN", "in.json", "-o", "in.json"),
    ("overlay", "--after", "in.json", "KEN", "in.json"),
    ("plan", "in.json", "-o", "./in.json"),
    ("plan", "KEN", "--cost", "in.json", "-o", "link.json"),
    ("profile", "migrate", "in.json", "-o", "in.json"),
    ("profile", "migrate", "in.json", "--list", "in.json"),
    ("ratify", "in.json", "-o", "in.json"),
    ("render", "in.json", "-o", "in.json"),
    ("robustness", "in.json", "-o", "in.json"),
]


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_a_command_never_overwrites_what_it_reads(
    arguments: tuple[str, ...], run: Run, toy: Path
) -> None:
    installed = toy.parent / "installed" / "profiles"
    installed.unlink()
    shutil.copytree(DATA / "profiles", installed)
    (toy / "in.json").write_text("{}")
    (toy / "link.json").symlink_to("in.json")
    before = (installed / "KEN.yaml").read_text("utf-8")
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.endswith("is an input, and would be overwritten; name another file\n")
    assert (toy / "in.json").read_text() == "{}"
    assert (installed / "KEN.yaml").read_text("utf-8") == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("overlay", "KEN", DATA / "bills" / "review.yaml", "-o", "x.json", "--after", "./x.json"),
        ("overlay", "KEN", DATA / "bills" / "review.yaml", "-o", "x.json", "--after", "link.json"),
        ("profile", "migrate", "KEN", "-o", "x.json", "--list", "x.json"),
    ],
    ids=["two names", "a link", "migrate"],
)
def test_two_results_never_go_to_one_file(
    arguments: tuple[str | Path, ...], run: Run, toy: Path
) -> None:
    (toy / "link.json").symlink_to("x.json")
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.endswith("would be written twice; name another file\n")
    assert not (toy / "x.json").exists()


def test_every_command_that_writes_a_result_is_among_them(run: Run) -> None:
    apart = {
        ("instrument", "diff"),  # reads rulesets only
        ("profile", "new"),  # replaces no file at all
    }
    writing = {path for path in commands(main) if "--output" in run(*path, "--help").stdout}
    refused = {item[: 2 if item[0] == "profile" else 1] for item in REFUSED if item[0] != "batch"}
    assert writing == refused | apart
