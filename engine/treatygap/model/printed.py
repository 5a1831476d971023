"""What a PDF says of its own making, so that it can be made again and compared."""

from datetime import datetime
from typing import Literal

from treatygap.model.base import Text, Value, Word


class Printed(Value):
    """How a report was printed: with which program, for which reader, in which language."""

    format: Literal["treatygap-report/1"] = "treatygap-report/1"
    engine: Text
    printer: Text
    edition: Word
    lang: Text
    dated: datetime
