"""The structure of a document, said in fewer objects than WeasyPrint 70 does: a sixth of the file.

- What has no meaning of its own, as a span of each piece of text, gives what it holds to the
  element it is in; the text of a block beside others stays in the block.
- An element names its page where it holds something of it, and a link its place without an object.

Besides, elements in another language say so (PDF/UA-1, 7.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

MEANINGLESS = ("/Span", "/NonStruct", "/Div")
"""Elements that only hold others together."""
GROUPS = ("/Document", "/Part", "/Art", "/Sect", "/BlockQuote")
"""Elements of which text is no part but in another element."""
BLOCK = "/Div"
"""What sets the text in it apart from the text beside it (ISO 32000-1, 14.8.4.2)."""
HOLDS_ROWS = ("/Table", "/THead", "/TBody", "/TFoot", "/TR", "/L", "/LI")
"""Elements that hold only elements of given kinds (ISO 32000-1, 14.8.4.3)."""

_build_box_tree = tags._build_box_tree  # noqa: SLF001


def build_box_tree(
    box: Any, parent: Any, pdf: Any, page: int, content: dict[int, bytes], *more: Any
) -> Iterator[Any]:
    """Yield the tags of a box, with the language its element names; none for a running head.

    `content` says which tag each marked piece of the page belongs to.
    """
    if isinstance(box, boxes.MarginBox):
        return
    element = None if box.element_tag in ("html", "body") else box.element
    lang = None if element is None else element.get("lang")
    for made in _build_box_tree(box, parent, pdf, page, content, *more):
        if lang:
            made["Lang"] = pydyf.String(lang)
        made["K"][:] = [own for kid in made["K"] for own in _own(made, kid, pdf, content)]
        while pdf.objects[-1].free == "f":
            pdf.objects.pop()
        if all(isinstance(kid, bytes) for kid in made["K"]):
            made.pop("Pg", None)
        made.pop("Type", None)
        yield made


def _own(tag: Any, kid: Any, pdf: Any, content: dict[int, bytes]) -> list[Any]:
    """Return what stands for a kid of a tag: the kid, or what it holds, then the tag's own.

    A kid is the number of a marked piece of the page, or a reference to another tag or to a link.
    """
    if not isinstance(kid, bytes):
        return [kid]
    inner = pdf.objects[int(kid.split()[0])]
    if inner.get("Type") == "/OBJR":
        held = [pydyf.Dictionary({"Type": "/OBJR", "Obj": inner["Obj"]})]
    elif _means_nothing(inner, tag):
        held = inner["K"]
    else:
        return [kid]
    for piece in held:
        if isinstance(piece, int):
            content[piece] = tag.reference
        elif isinstance(piece, bytes):
            pdf.objects[int(piece.split()[0])]["P"] = tag.reference
    inner.free, inner.number, inner.generation = "f", 0, 1  # what pydyf writes as a free object
    return list(held)


def _means_nothing(inner: Any, tag: Any) -> bool:
    """Return whether an element in a tag may leave what it holds to the tag."""
    if inner["S"] not in MEANINGLESS or "Lang" in inner or tag["S"] in HOLDS_ROWS:
        return False
    apart = tag["S"] in GROUPS or (inner["S"] == BLOCK and len(tag["K"]) > 1)
    return not apart or not any(isinstance(kid, int) for kid in inner["K"])


tags._build_box_tree = build_box_tree  # noqa: SLF001
