import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "engine").rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield node.name, node.end_lineno - node.lineno + 1


def test_imports_point_one_way() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint_imports], cwd=ROOT, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_no_module_is_too_long() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert [f"{path}: {n}" for path, n in lengths.items() if n > LONGEST_MODULE] == []


def test_no_function_is_too_long() -> None:
    long = [
        f"{path}: {name} has {lines} lines"
        for path in MODULES
        for name, lines in functions(path)
        if lines > LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("folder", ["rulesets", "reports", "profiles"])
def test_content_holds_no_code(folder: str) -> None:
    assert list((ROOT / folder).rglob("*.py*")) == []


def test_every_package_is_a_regular_one() -> None:
    folders = {path.parent for path in MODULES}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []
