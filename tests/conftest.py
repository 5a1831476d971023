"""Folders of their own for all tests, and a small world of made-up rules for those that want it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"

# How long an example takes says how busy the machine is, and nothing about the code.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Write expected output anew; read the diff."
    )


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """No test reads or fills the cache and the data of whoever runs it."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield folder


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with the Toy Convention only; the working folder is an empty one."""
    home = tmp_path / "installed"
    home.mkdir()
    (home / "rulesets").symlink_to(DATA / "rulesets")
    (home / "profiles").symlink_to(DATA / "profiles")
    (home / "reports").symlink_to(ROOT / "reports")
    monkeypatch.setattr("treatygap.content._PACKAGE", home)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run a command of treatygap; a traceback fails the test at once."""
    from treatygap.cli import main

    def invoke(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [str(item) for item in arguments], catch_exceptions=False)

    return invoke


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compare a text, whole, with the file that holds what is expected."""

    def compare(text: str, path: Path) -> None:
        if request.config.getoption("--update-golden"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare
