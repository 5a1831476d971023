"""The bytes and the text of one file, or a diagnostic that says why not."""

import hashlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from treatygap.model.diagnostic import Diagnostic, Invalid, Place

LARGEST = 10_000_000
"""Bytes in an authored file; the answers to every question take a twentieth of it."""

UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)


class Unreadable(Exception):  # noqa: N818 - it names the state of the file
    """A file that is not what its suffix says, with the code and the words for it."""


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """Return what a file holds. Raises Invalid when it is no file, too large or cannot be read."""
    file = str(path)
    try:
        found = path.stat()
        if S_ISDIR(found.st_mode):
            raise Invalid(
                [Diagnostic(Place(file), "directory", "is a folder", "name a file in it")]
            )
        if not S_ISREG(found.st_mode):
            raise Invalid([Diagnostic(Place(file), "not-a-file", "is not a regular file")])
        if found.st_size > largest:
            message = f"is larger than {largest // 1_000_000} MB"
            raise Invalid([Diagnostic(Place(file), "too-large", message)])
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Invalid([Diagnostic(Place(file), "cannot-read", reason)]) from None


def read_text(path: Path, largest: int = LARGEST) -> str:
    """Return the text of a file. Raises Invalid as `read_bytes` does, or when it is not UTF-8."""
    try:
        return read_bytes(path, largest).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        place = Place(str(path), before.count(b"\n") + 1, error.start - before.rfind(b"\n"))
        message = f"byte 0x{error.object[error.start]:02X} is not UTF-8"
        text = error.object.startswith(UTF_16) or b"\0" not in error.object
        hint = "save the file as UTF-8" if text else "it is no text; name another file"
        raise Invalid([Diagnostic(place, "not-utf-8", message, hint)]) from None


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
