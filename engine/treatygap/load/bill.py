"""A file as a bill."""

from pathlib import Path

from treatygap.load.document import Document, read
from treatygap.load.kind import build_kind
from treatygap.model.bill import Bill, BillFile


def load_bill(path: Path) -> tuple[Bill, Document]:
    """Read a bill. Returns it with its document, for the places of later problems.

    Raises Invalid with every problem found in the file.
    """
    document = read(path)
    authored = build_kind(document, BillFile)
    fields = {name: getattr(authored, name) for name in BillFile.model_fields}
    return Bill.model_construct(hash=document.hash, **fields), document
