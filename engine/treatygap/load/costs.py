"""A file of what changes cost."""

from pathlib import Path

from treatygap.load.document import Document, read
from treatygap.load.kind import build_kind
from treatygap.model.plan import Costs


def load_costs(path: Path) -> tuple[Costs, Document]:
    """Read what changes cost. Returns it with its document, for the places of later problems.

    Raises Invalid with every problem found in the file.
    """
    document = read(path)
    return build_kind(document, Costs), document
