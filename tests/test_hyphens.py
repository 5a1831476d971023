"""Where printed words are divided: at syllables, in languages of long words and narrow columns."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from treatygap.reporting import html, pdf, strings

WORDS = {
    "en": "telecommunications interconnection misappropriation",
    "es": "telecomunicaciones responsabilidades procedimientos",
    "fr": "télécommunications responsabilités proportionnellement",
    "ru": "телекоммуникационный ответственность расследованиями",
}
PAGE = (
    '<html lang="{lang}"><head><title>t</title><style>{style}</style></head>'
    '<body style="width: {width}mm">{body}</body></html>'
)


def printed(lang: str, body: str, folder: Path, *, width: float = 18) -> tuple[str, str]:
    """Return the text of a page by its lines, and as a reader of the PDF puts it together."""
    style = html.style(strings.load(lang))
    page = PAGE.format(lang=lang, style=style, width=width, body=body)
    file = folder / "page.pdf"
    file.write_bytes(pdf.pdf_bytes(page))
    program = shutil.which("pdftotext")
    assert program, "pdftotext is missing: install poppler-utils"
    lines, whole = (
        subprocess.run([program, *how, file, "-"], capture_output=True, check=True).stdout.decode()
        for how in (["-raw"], [])
    )
    return lines, whole


@pytest.mark.parametrize("lang", ["es", "fr", "ru"])
def test_long_words_are_divided_at_syllables_and_read_back_whole(lang: str, tmp_path: Path) -> None:
    lines, whole = printed(lang, f"<p>{WORDS[lang]}</p>", tmp_path)
    assert [line for line in lines.splitlines() if line.endswith("-")]
    assert whole.split()[:3] == WORDS[lang].split()


def test_english_words_are_divided_only_where_a_column_has_no_room(tmp_path: Path) -> None:
    prose, _ = printed("en", f"<p>{WORDS['en']}</p>", tmp_path, width=40)
    assert "-" not in prose
    cells, whole = printed("en", f"<table><tr><td>{WORDS['en']}</td></tr></table>", tmp_path)
    assert [line for line in cells.splitlines() if line.endswith("-")]
    assert whole.split()[:3] == WORDS["en"].split()


def test_names_and_what_users_wrote_are_not_divided(tmp_path: Path) -> None:
    for element in (
        '<span class="cite">{}</span>',
        '<span class="note">{}</span>',
        '<span lang="en">{}</span>',
    ):
        said = element.format("Telecommunications")
        lines, _ = printed("fr", f"<table><tr><td>{said}</td></tr></table>", tmp_path)
        assert "-" not in lines
