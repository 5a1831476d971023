import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from treatygap.cli import main
from treatygap.version import VERSION

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("*/*.md")])
DONE_OR_GAPS = (0, 3)
BILL = "title: Safeguards Bill\nrepeals: [power.production-order.remedy]\n"


def commands(command: click.Command, *path: str) -> Iterator[tuple[str, click.Command]]:
    yield " ".join(path), command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), name)
            assert found is not None
            yield from commands(found, *path, name)


def examples(command: click.Command) -> list[str]:
    lines = [line.strip() for line in (command.help or "").splitlines()]
    return [line for line in lines if line.startswith("treatygap ")]


COMMANDS = dict(commands(main, "treatygap"))


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command_has_an_example(name: str) -> None:
    assert any(f"{line} ".startswith(f"{name} ") for line in examples(COMMANDS[name]))


@pytest.mark.parametrize(
    "lines", sorted({tuple(examples(found)) for found in COMMANDS.values()}), ids="; ".join
)
def test_examples_run(
    lines: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "ets185.txt").write_text("Article 2 - Illegal access\nEach Party …\n", "utf-8")
    (tmp_path / "bill.yaml").write_text(BILL, "utf-8")
    for line in lines:
        result = CliRunner().invoke(main, shlex.split(line)[1:])
        assert result.exit_code in DONE_OR_GAPS, result.output


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_make_commands_in_documents_exist(document: Path) -> None:
    targets = re.findall(r"^(\S+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = re.findall(r"(?:`|\$ )make ([a-z-]+)", document.read_text("utf-8"))
    assert set(named) <= set(targets)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_in_documents_resolve(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text("utf-8"))
    local = [link for link in links if not link.startswith(("https:", "mailto:"))]
    assert [link for link in local if not (document.parent / link).exists()] == []


def test_readme_lists_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    listed = set(re.findall(r"\w+", readme[readme.index("## Commands") :]))
    assert [name for name in COMMANDS if not set(name.split()) <= listed] == []


def test_changelog_has_the_current_version() -> None:
    assert f"\n## {VERSION}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
