import json
import os
import shutil
import site
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from treatygap.version import VERSION

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=env, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def treatygap(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as installed from the wheel, with the dependencies of this environment."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--quiet", "--python", python)
    run(*pip, "install", "--no-deps", "--no-index", wheel, cwd=home)
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()), "utf-8")
    return home / "bin" / "treatygap"


def test_wheel_has_one_top_level_name_and_all_content(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"treatygap"}
    shipped = {name for name in names if not name.endswith(".py")}
    for folder in ("rulesets", "reports", "profiles"):
        authored = {
            f"treatygap/{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        }
        assert authored
        assert authored <= shipped


def test_installed_package_works_from_another_folder(treatygap: Path, tmp_path: Path) -> None:
    assert VERSION in run(treatygap, "--version", cwd=tmp_path)
    assert "unccc" in run(treatygap, "ruleset", "list", cwd=tmp_path)
    shutil.copy(ROOT / "profiles" / "KEN.yaml", tmp_path)
    run(treatygap, "assess", "KEN.yaml", "-i", "unccc", "-o", "KEN.json", cwd=tmp_path)
    assessment = json.loads((tmp_path / "KEN.json").read_text("utf-8"))
    assert assessment["state"] == "KEN"
    assert assessment["findings"]
