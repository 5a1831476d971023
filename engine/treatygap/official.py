"""The official texts that a user brought, kept in the user's own data folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from platformdirs import user_data_path

from treatygap.load.file import read_bytes
from treatygap.model.diagnostic import Diagnostic, Invalid, Place
from treatygap.model.official import OfficialText
from treatygap.store import write_file

LARGEST = 100_000_000
"""Bytes in a stored text; what it was read from has at most a fifth of it."""


def stored() -> list[str]:
    """Return the instruments of which a text is kept, in order of name."""
    return sorted(path.stem for path in _folder().glob("*.json") if path.is_file())


def texts(instruments: Iterable[str]) -> dict[str, OfficialText]:
    """Return the texts kept of some instruments. Raises Invalid when one cannot be read."""
    kept = stored()
    return {name: _read(name) for name in instruments if name in kept}


def keep(text: OfficialText) -> None:
    """Keep a text, in place of the one kept of its instrument. Raises Invalid when it cannot be."""
    body = f"{text.model_dump_json(indent=1, exclude_none=True)}\n".encode()
    write_file(_path(text.instrument), body)


def remove(instrument: str) -> None:
    """Remove the text of an instrument. Raises Invalid when none is kept."""
    try:
        _path(instrument).unlink()
    except OSError as error:
        message = "no text of it is kept" if isinstance(error, FileNotFoundError) else str(error)
        hint = f"kept are {', '.join(stored())}" if stored() else "none is kept"
        raise Invalid([Diagnostic(Place(instrument), "no-source", message, hint)]) from None


def _read(instrument: str) -> OfficialText:
    path = _path(instrument)
    try:
        return OfficialText.model_validate_json(read_bytes(path, LARGEST), strict=True)
    except ValueError:
        hint = f"run treatygap source add {instrument} FILE again"
        problem = Diagnostic(Place(str(path)), "bad-source", "is not a stored text", hint)
        raise Invalid([problem]) from None


def _path(instrument: str) -> Path:
    return _folder() / f"{instrument}.json"


def _folder() -> Path:
    return user_data_path("treatygap") / "sources"
