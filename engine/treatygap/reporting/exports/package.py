"""Office files are zip archives: one content, one archive."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip archive can tell."""


def undated(archive: bytes) -> bytes:
    """Return an archive with the same files in the same order, and no word of when it was made."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, OLDEST), old.read(name), ZIP_DEFLATED)
    return made.getvalue()
