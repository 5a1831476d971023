"""The file `rulesets/tensions.yaml` as tensions."""

from __future__ import annotations

from pathlib import Path

from treatygap.load.document import Document, build, read
from treatygap.model.tension import Tension


def load_tensions(folder: Path) -> tuple[list[Tension], Document | None]:
    """Read the tensions of a rulesets folder with their document; none where there is no file.

    Raises Invalid with every problem of the file.
    """
    path = folder / "tensions.yaml"
    if not path.exists():
        return [], None
    document = read(path)
    return build(document, list[Tension]), document
