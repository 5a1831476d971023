"""Where rulesets, reports and profiles lie: in the package in a wheel, else beside engine/."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def content(name: str) -> Path:
    """Return the folder `rulesets`, `reports` or `profiles` that belongs to this installation."""
    shipped = _PACKAGE / name
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / name
