"""Problems as values: what is wrong, where, and what would be right."""

from typing import NamedTuple


class Place(NamedTuple):
    """A point in a file; line and column count from 1, and 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Diagnostic(NamedTuple):
    """One problem: `code` is stable, `message` says what is wrong, `hint` what would be right."""

    place: Place
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.code}: {self.message}"
        return f"{text}; {self.hint}" if self.hint else text


class Invalid(Exception):  # noqa: N818 - it names the state of the input, as callers read it
    """Input that cannot be used, with every problem found in it."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self.diagnostics = sorted(set(diagnostics))
        super().__init__("\n".join(map(str, self.diagnostics)))
