"""Files of `rulesets/migrations` as migration tables."""

from __future__ import annotations

from pathlib import Path

from treatygap.load.document import Document, build, read
from treatygap.model.migration import Table


def load_migrations(folder: Path) -> list[tuple[Table, Document]]:
    """Read every migration table of a rulesets folder, by name of file, each with its document.

    Raises Invalid with every problem of the first file that has any.
    """
    documents = [read(path) for path in sorted((folder / "migrations").glob("*.yaml"))]
    return [(build(document, Table), document) for document in documents]
