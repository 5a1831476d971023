"""Files of `rulesets/concordance` as concordances."""

from __future__ import annotations

from pathlib import Path

from treatygap.load.document import Document, build, read
from treatygap.model.concordance import Concordance


def load_concordances(folder: Path) -> list[tuple[Concordance, Document]]:
    """Read every concordance of a rulesets folder, each with its document.

    Raises Invalid with every problem of the first file that has any.
    """
    documents = [read(path) for path in sorted((folder / "concordance").glob("*.yaml"))]
    return [(build(document, Concordance), document) for document in documents]
