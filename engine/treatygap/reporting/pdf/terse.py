"""What is drawn on a page, said in fewer bytes than WeasyPrint 70 does: an eighth of the file.

- Numbers have two digits after the point, five below one and where others are multiplied by them:
  less than a printer can show.
- Glyphs that stand where their font puts them are not moved by nothing.
- A font is named where another was used before; what is decoration is marked once for all in a row.
- Where objects are is said by how far they are from one another.
- A border of one side is a filled rectangle, not one cut out of a frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint import draw
from weasyprint.draw.border import SIDES
from weasyprint.draw.color import get_color
from weasyprint.pdf import stream

UP = b"\x02"
"""What stands before a row of which each byte is the difference from the one above."""

_stream_data = pydyf.Stream.data.fget
_to_bytes = pydyf._to_bytes  # noqa: SLF001
_show_text = stream.Stream.show_text
_draw_border = draw.draw_border


def to_bytes(item: Any) -> bytes:
    """Return a value as a PDF holds it (ISO 32000-2, 7.3)."""
    if isinstance(item, float):
        return _decimal(item, 2 if abs(item) >= 1 else 5)
    return bytes(_to_bytes(item))


def _decimal(number: float, digits: int) -> bytes:
    return f"{number:.{digits}f}".rstrip("0").rstrip(".").encode()


def set_matrix(page: Any, *matrix: float) -> None:
    """Set what coordinates are multiplied by (ISO 32000-2, 8.4.4)."""
    factors, moves = matrix[:4], matrix[4:]
    written = (*(_decimal(factor, 5) for factor in factors), *map(to_bytes, moves))
    page.stream.append(b" ".join((*written, b"cm")))


def show_text(page: Any, text: str) -> None:
    """Show glyphs, `<…>`, and the distances that they are moved by (ISO 32000-2, 9.4.3)."""
    text = text.replace(">0<", "").replace("><", "")
    _show_text(page, text[:-1] if text.endswith(">0") else text)


def end_text(page: Any) -> None:
    """End a text; its font stays that of the next one (ISO 32000-2, 9.3.1)."""
    page._old_font = page._current_font  # noqa: SLF001
    pydyf.Stream.end_text(page)


@contextmanager
def artifact(page: Any) -> Iterator[None]:
    """Mark what is drawn as no content: as one with the artifact just before it."""
    if vars(page).get("_treatygap_artifact") == len(page.stream):
        page.stream.pop()
    else:
        page.begin_marked_content("Artifact")
    try:
        yield
    finally:
        page.end_marked_content()
        page._treatygap_artifact = len(page.stream)  # noqa: SLF001


def stream_data(stream: Any) -> bytes:
    """Return a stream as a PDF holds it; a table of cross-references by what changes in each row.

    The rows are predicted from those above (ISO 32000-2, 7.4.4.4, PNG's predictor Up).
    """
    if stream.extra.get("Type") == "/XRef":
        width = sum(stream.extra["W"])
        (table,) = stream.stream
        above = bytes(width) + table[:-width]
        changes = bytes((now - then) % 256 for now, then in zip(table, above, strict=True))
        rows = (changes[at : at + width] for at in range(0, len(table), width))
        stream.stream = [b"".join(UP + row for row in rows)]
        stream.extra["DecodeParms"] = pydyf.Dictionary({"Predictor": 12, "Columns": width})
    return bytes(_stream_data(stream))


def draw_border(page: Any, box: Any) -> None:
    """Draw the borders of a box: simply, where it has one straight and solid one."""
    sides = [side for side in SIDES if getattr(box, f"border_{side}_width")]
    if len(sides) != 1 or not _plain(box, sides[0]):
        _draw_border(page, box)
        return
    (side,) = sides
    thick = getattr(box, f"border_{side}_width")
    x, y, width, height = box.rounded_border_box()[:4]
    if side in ("top", "bottom"):
        y, height = (y + height - thick if side == "bottom" else y), thick
    else:
        x, width = (x + width - thick if side == "right" else x), thick
    with page.artifact():
        page.set_color(get_color(box.style, f"border_{side}_color"))
        page.rectangle(x, y, width, height)
        page.fill()


def _plain(box: Any, side: str) -> bool:
    style = box.style
    return bool(
        style["visibility"] == "visible"
        and style[f"border_{side}_style"] == "solid"
        and style["border_image_source"][0] == "none"
        and style["column_width"] == style["column_count"] == "auto"
        and get_color(style, f"border_{side}_color").alpha
        and all(corner == (0, 0) for corner in box.rounded_border_box()[4:])
    )


pydyf._to_bytes = to_bytes  # noqa: SLF001
pydyf.Stream.data = property(stream_data)
pydyf.Stream.set_matrix = set_matrix
stream.Stream.show_text = show_text
stream.Stream.end_text = end_text
stream.Stream.artifact = artifact
draw.draw_border = draw_border
