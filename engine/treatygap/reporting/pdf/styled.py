"""What WeasyPrint 70 works out again for each box and depends on its style alone, known once.

A report has some ten thousand elements in two thousand styles. It takes a sixth of the time, and
no byte of the PDF is another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weasyprint.css import AnonymousStyle, ComputedStyle, StyleFor
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.formatting_structure.boxes import Box, ParentBox
from weasyprint.layout import block, inline, page, percent, table

SIZES = (
    *("margin_left", "margin_right", "margin_top", "margin_bottom"),
    *("padding_left", "padding_right", "padding_top", "padding_bottom"),
    *("width", "min_width", "max_width", "height", "min_height", "max_height"),
)
BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")
OF_OTHERS = ("float", "position", "display", "page")
"""Properties whose value depends on the values of others."""
LOGICAL = frozenset(
    name(block="ttb", inline=direction)
    for name in PHYSICAL_FUNCTIONS.values()
    for direction in ("ltr", "rtl")
)
"""Properties that set another one by the direction of the text."""
NUMBERED = "note-call"
"""A pseudo-element of which WeasyPrint gives each style a name of its own later."""

_set_computed_styles = StyleFor.set_computed_styles
_missing = ComputedStyle.__missing__
_page_values = Box.page_values
_resolve_percentages = percent.resolve_percentages
_strut = inline.strut


def set_computed_styles(
    styles: Any, element: Any, parent: Any, root: Any = None, pseudo_type: Any = None, **how: Any
) -> None:
    """Set the style of an element: one that is known where the same is declared in the same place.

    WeasyPrint knows one again only beside elements without names, and never on another page.
    """
    if parent is None or pseudo_type == NUMBERED:
        _set_computed_styles(styles, element, parent, root, pseudo_type, **how)
        return
    known = vars(styles).setdefault("_treatygap_styles", {})
    computed = styles.get_computed_styles()
    declared = styles.get_cascaded_styles().get((element, pseudo_type), {})
    own = {name: _named(name, *value) for name, value in declared.items()}
    place = (id(_unnamed(computed[parent, None])), pseudo_type)
    same = (place, frozenset(own.values()))
    if same in known:
        computed[element, pseudo_type] = known[same]
        return
    _set_computed_styles(styles, element, parent, root, pseudo_type, **how)
    style = known[same] = computed[element, pseudo_type]
    own.pop("anchor", None)
    style._treatygap_unnamed = known.setdefault((place, frozenset(own.values())), style)  # noqa: SLF001


def _named(name: str, value: Any, weight: Any) -> tuple[Any, ...]:
    """Return a declaration as what can be compared; each was read from a style sheet once."""
    return name, value if name == "lang" else id(value), str(weight)


def _unnamed(style: Any) -> Any:
    """Return the first style that is the same but for the name of its element."""
    return getattr(style, "_treatygap_unnamed", style)


def missing(style: Any, key: str) -> Any:
    """Work out a property of a style: quickly where it is only inherited, or left as it is."""
    rules = style.cascaded
    plain = key not in rules and key not in OF_OTHERS and not key.startswith("text_decoration_")
    if plain and (key not in PHYSICAL_FUNCTIONS or LOGICAL.isdisjoint(rules)):
        if key in INHERITED or key.startswith("__"):
            if style.parent_style is not None:
                style[key] = style.parent_style[key]
                return style[key]
        elif key not in INITIAL_NOT_COMPUTED:
            style[key] = INITIAL_VALUES[key]
            return style[key]
    return _missing(style, key)


def changeable(style: Any) -> Any:
    """Return a copy of a style; who asks for one changes it, so that nothing of it is known."""
    copy = _copies[type(style)](style)
    copy._treatygap_used = {}  # noqa: SLF001
    return copy


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the sizes of a box in its containing block; known where its style has no percentage."""
    style = box.style
    used = vars(style).get("_treatygap_used")
    if used:
        vars(box).update(used)
        return
    _resolve_percentages(box, containing_block)
    if used is None:
        own = vars(box)
        fixed = _fixed(style)
        style._treatygap_used = {name: own[name] for name in SIZES + BORDERS} if fixed else {}  # noqa: SLF001


def _fixed(style: Any) -> bool:
    values = (style[name] for name in SIZES)
    return style["border_collapse"] != "collapse" and all(
        value is None or value == "auto" or getattr(value, "unit", None) == "px" for value in values
    )


def strut(style: Any) -> Any:
    """Return the height of a style's lines and the place of its baseline in them."""
    known = vars(style).get("_treatygap_strut")
    if known is None:
        known = style._treatygap_strut = _strut(style)  # noqa: SLF001
    return known


def is_in_normal_flow(box: Any) -> bool:
    """Return whether a box is in the normal flow (CSS 2, 9.3)."""
    style = box.style
    return style["float"] == "none" and style["position"] in ("static", "relative")


def page_values(box: Any) -> tuple[Any, Any]:
    """Return the names of the pages that a box begins and ends on (CSS Paged Media 3, 3.2)."""
    start, end = _page_values(box)
    first = _in_pages(box.children)
    if first is None:
        return start, end
    last = _in_pages(reversed(box.children))
    values = first.page_values()
    last_values = values if last is first else last.page_values()
    return values[0] or start, last_values[1] or end


def _in_pages(children: Iterable[Any]) -> Any:
    return next((box for box in children if box.is_in_normal_flow() or box.is_floated()), None)


_copies = {kind: kind.copy for kind in (AnonymousStyle, ComputedStyle)}
for kind in _copies:
    kind.copy = changeable
for module in (block, inline, page, table):
    module.resolve_percentages = resolve_percentages
inline.strut = strut
StyleFor.set_computed_styles = set_computed_styles
ComputedStyle.__missing__ = missing
Box.is_in_normal_flow = is_in_normal_flow
ParentBox.page_values = page_values
