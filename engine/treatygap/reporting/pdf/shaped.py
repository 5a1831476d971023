"""Text is shaped once, where WeasyPrint 70 shapes it anew to break, to cut and to draw a line.

A report says the same few thousand things in some sixty styles. Here a layout of Pango serves the
next text of the same style, a text that has room is known again, and a line is drawn from the
glyphs that it was broken with. It takes a quarter of the time, and no byte of the PDF is another.
"""

from __future__ import annotations

import struct
import sys
from dataclasses import dataclass, field
from itertools import groupby
from math import inf
from operator import itemgetter
from typing import Any

from weasyprint.draw import text as draw
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_WRAP_MODE
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango

PROPERTIES = (
    *("font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_kerning"),
    *("font_variant_ligatures", "font_variant_position", "font_variant_caps"),
    *("font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    *("font_feature_settings", "font_variation_settings", "font_language_override", "lang"),
    *("direction", "text_decoration_line", "letter_spacing", "word_spacing", "overflow_wrap"),
    *("white_space", "word_break", "line_height", "tab_size", "hyphens", "hyphenate_character"),
    *("hyphenate_limit_chars", "hyphenate_limit_zone"),
)
"""The properties that what WeasyPrint's `line_break` does depends on."""
OF_STYLE = (
    *("layout", "language", "plain", "ascent", "underline_position", "underline_thickness"),
    *("strikethrough_position", "strikethrough_thickness"),
)
"""What a layout has from its style alone."""
GLYPH = struct.Struct("=Iiii4x")
"""A glyph of Pango (PangoGlyphInfo): its number, width, and how far it stands right and up."""
LONGEST = 300
"""More letters without a space than these are laid out only where they are all of one line."""
SMALLEST = 1e-6
"""The size of a font, in pixels, below which WeasyPrint draws nothing."""

Run = tuple[int, bytes]
"""The address of a font of Pango, and the glyphs that stand in it one after another."""

ffi.cdef("gpointer g_object_ref(gpointer object);")
_font_style_cache_key = line_break._font_style_cache_key  # noqa: SLF001
_split_first_line = line_break.split_first_line
_draw_first_line = draw.draw_first_line


@dataclass(slots=True)
class Shapes:
    """What is known of the text of one document."""

    idle: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Layouts that wait for a text, by style."""
    fitting: dict[tuple[str, str, float], Any] = field(default_factory=dict)
    """What `split_first_line` returned for a text with room, by text, style and justification."""
    fonts: dict[int, Any] = field(default_factory=dict)
    """The fonts of Pango by address, held so that no other font comes to have it."""
    drawn: dict[int, tuple[Any, float, dict[tuple[int, ...], str]]] = field(default_factory=dict)
    """The font in the PDF, its size and how each glyph is written, by address of Pango's font."""


def shapes(style: Any) -> Shapes:
    """Return what is known of the text of the document that a style is of."""
    config = style.font_config
    known: Shapes | None = vars(config).get("_treatygap_shapes")
    if known is None:
        known = config._treatygap_shapes = Shapes()  # noqa: SLF001
    return known


def text_style(style: Any) -> str:
    """Return a name for all that shapes text in a style."""
    known: str | None = vars(style).get("_treatygap_text_style")
    if known is None:
        known = sys.intern(str([style[name] for name in PROPERTIES]))
        style._treatygap_text_style = known  # noqa: SLF001
    return known


class Layout(line_break.Layout):  # type: ignore[misc]
    """A layout that keeps the glyphs of its line, and gives up Pango's part to the next text."""

    glyphs: tuple[Run, ...] = ()
    """The runs of the line."""

    def setup(self, style: Any) -> None:
        """Take a layout of Pango that waits in this style, or make one."""
        idle = shapes(style).idle.setdefault(text_style(style), [])
        if idle:
            self.__dict__.update(idle.pop(), style=style, first_line_direction=0)
        else:
            super().setup(style)
            self.plain = pango.pango_layout_get_attributes(self.layout) == ffi.NULL

    def deactivate(self) -> None:
        """Keep the glyphs of the line, and leave the layout of Pango to the next text."""
        own = vars(self)
        if "layout" in own:
            self.glyphs = self._line()
            if self.plain:
                pango.pango_layout_set_attributes(self.layout, ffi.NULL)
                pango.pango_layout_set_width(self.layout, -1)
                pango.pango_layout_set_wrap(self.layout, PANGO_WRAP_MODE["WRAP_WORD"])
                pango.pango_layout_set_single_paragraph_mode(self.layout, False)  # noqa: FBT003
                pango.pango_layout_set_ellipsize(self.layout, pango.PANGO_ELLIPSIZE_NONE)
                waiting = {name: own[name] for name in OF_STYLE if name in own}
                shapes(self.style).idle[text_style(self.style)].append(waiting)
            del self.layout, self.language
        del self.style

    def within(self, max_width: float | None) -> Layout:
        """Return the same line for another place, which may yet cut it."""
        line = Layout.__new__(Layout)
        line.__dict__.update(self.__dict__, max_width=max_width)
        return line

    def reactivate(self, style: Any) -> None:
        """Be ready to be drawn; a layout of Pango is made again when asked for."""
        self.style = style

    def __getattr__(self, name: str) -> Any:
        if name not in ("layout", "language") or "style" not in vars(self):
            raise AttributeError(name)
        super().reactivate(self.style)
        return vars(self)[name]

    def _line(self) -> tuple[Run, ...]:
        fonts, runs = shapes(self.style).fonts, []
        run = pango.pango_layout_get_line_readonly(self.layout, 0).runs
        while run != ffi.NULL:
            font, string = run.data.item.analysis.font, run.data.glyphs
            address = int(ffi.cast("uintptr_t", font))
            if address not in fonts:
                held = ffi.cast("PangoFont *", gobject.g_object_ref(font))
                fonts[address] = ffi.gc(held, gobject.g_object_unref)
            buffer = ffi.buffer(string.glyphs, GLYPH.size * string.num_glyphs)
            runs.append((address, bytes(buffer)))
            run = run.next
        return tuple(runs)


def font_style_cache_key(style: Any, include_size: bool = False) -> str:  # noqa: FBT001, FBT002
    """Return a name for a style's fonts, with what sets the height of its lines if asked for."""
    return text_style(style) if include_size else str(_font_style_cache_key(style))


def split_first_line(
    text: str,
    style: Any,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    **how: bool,
) -> Any:
    """Return what WeasyPrint does, without asking it again for a text that has room.

    A text that it has cut, be it by a space at the end, is not kept.
    """
    fitting, key = shapes(style).fitting, (text, text_style(style), justification_spacing)
    known = fitting.get(key)
    if known and (max_width is None or known[3] <= max_width):
        return (known[0].within(max_width), *known[1:])
    found = _first_line(text, style, context, max_width, justification_spacing, **how)
    _, length, resume_at, width, *_ = found
    whole = resume_at is None and length == len(text.encode())
    if whole and (max_width is None or width <= max_width):
        fitting[key] = found
    return found


def _first_line(
    text: str, style: Any, context: Any, max_width: float | None, *more: Any, **how: bool
) -> Any:
    """Return what WeasyPrint does, which lays out all that is left of a long word for each line."""
    if max_width and max_width < inf and len(text) > LONGEST:
        begins = text[:LONGEST]
        if not any(map(str.isspace, begins)):
            found = _split_first_line(begins, style, context, max_width, *more, **how)
            if found[2] is not None:
                return found
    return _split_first_line(text, style, context, max_width, *more, **how)


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any
) -> Any:
    """Draw a line from its glyphs; as WeasyPrint does where one is met for the first time."""
    layout, known = textbox.pango_layout, shapes(textbox.style)
    whole = text_overflow != "ellipsis" and block_ellipsis == "none"
    small = textbox.style["font_size"] < SMALLEST
    if not whole or small or layout.justification_spacing or not textbox.text.strip():
        return _draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    shown = _shown(layout.glyphs, known)
    if shown is None:
        _learn(stream, layout.glyphs, known)
        shown = _shown(layout.glyphs, known)
    if shown is None:
        emojis = _draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
        _learn(stream, layout.glyphs, known)
        return emojis
    stream.set_text_matrix(*matrix.values)
    for font, size, written in shown:
        stream.set_font_size(font.hash, size)
        stream.show_text(written)
    return []


def _shown(glyphs: tuple[Run, ...], known: Shapes) -> list[tuple[Any, float, str]] | None:
    """Return how the PDF shows a line: fonts, their sizes and the text; None where one is new."""
    try:
        return [
            (*known.drawn[address][:2], "".join(_written(known, run) for run in runs))
            for address, runs in groupby(glyphs, itemgetter(0))
        ]
    except KeyError:
        return None


def _written(known: Shapes, run: Run) -> str:
    """Return a run as the PDF shows it; KeyError where a glyph is new."""
    address, glyphs = run
    pieces = known.drawn[address][2]
    written = "<" + "".join([pieces[glyph] for glyph in GLYPH.iter_unpack(glyphs)])
    return written[:-1] if written[-1] == "<" else written + ">"


def _learn(stream: Any, runs: tuple[Run, ...], known: Shapes) -> None:
    """Note how WeasyPrint writes each glyph that it has met, but those of fonts with pictures."""
    for address, glyphs in runs:
        if address not in known.drawn:
            known.drawn[address] = (*stream.add_font(known.fonts[address]), {})
        font, size, pieces = known.drawn[address]
        if font.bitmap or font.png or font.svg or font.colr:
            continue
        for piece in GLYPH.iter_unpack(glyphs):
            number, width, right, up = piece
            if number in font.widths and not up and not number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                offset = right / size
                kerning = int(font.widths[number] + offset - width * 1000 * FROM_UNITS / size)
                moved, kerned = (f">{by}<" if by else "" for by in (-offset, kerning))
                pieces[piece] = f"{moved}{number:04x}{kerned}"


line_break.Layout = Layout
line_break._font_style_cache_key = font_style_cache_key  # noqa: SLF001
for module in (line_break, inline, preferred):
    module.split_first_line = split_first_line
draw.draw_first_line = draw_first_line
