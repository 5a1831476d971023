"""Reports of several states at once: the same as one by one, and none stopped by another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_set_of_reports_is_what_one_by_one_gives(jobs: str, run: Run, tmp_path: Path) -> None:
    states = ("EST", "KEN", "SGP")
    folder = tmp_path / "reports"
    made = run("batch", *states, "-i", "asean", "--format", "html", "--to", folder, "--jobs", jobs)
    assert made.exit_code == 0, made.stderr
    for state in states:
        alone = tmp_path / f"{state}.html"
        run("assess", state, "-i", "asean", "-o", alone)
        assert (folder / f"{state}.html").read_bytes() == alone.read_bytes()


def test_a_faulty_profile_stops_no_other(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "XXX.yaml"
    broken.write_text("state: [\n")
    made = run("batch", broken, "KEN", "-i", "asean", "--format", "csv", "--to", tmp_path / "out")
    assert made.exit_code == 1
    assert "XXX.yaml" in made.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["KEN.csv"]


def test_two_profiles_of_one_name_are_wrong_usage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "KEN.yaml").write_text("state: KEN\n")
    made = run("batch", "KEN", tmp_path / "KEN.yaml", "--to", tmp_path / "out")
    assert made.exit_code == 2
    assert not (tmp_path / "out").exists()
