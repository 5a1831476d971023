"""Lines as articles: which lines begin one, which line is its heading, and where it ends."""

from __future__ import annotations

import re
from typing import NamedTuple

from treatygap.load.official.line import Line
from treatygap.load.official.mark import marks, number_of
from treatygap.load.official.passages import passages
from treatygap.model.official import Article

ARTICLE = re.compile(
    r"(?:(?:article|art\.|artículo|статья|المادة)\s*(?P<number>\d{1,3}|premier|1er)(?!\w)"
    r"|第\s*(?P<chinese>[一二三四五六七八九十]{1,3}|\d{1,3})\s*条)(?P<rest>.*)",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"\s*[.:–—-]+\s*(?P<title>.*)")  # noqa: RUF001 - dashes as written
_INSERTED = re.compile(r"\s*(bis|ter|quater|quinquies)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(\.\s?){3,}|…|\s\d+$")
_DIVISION = re.compile(
    r"(?:chapter|section|title|part|annex|chapitre|titre|partie|annexe|capítulo|sección|título"
    r"|parte|anexo|глава|раздел|часть|приложение|الفصل|الباب|الجزء|القسم)"
    r"\s+(?:[IVXLC]+|\d+|\w{1,12})(?:\s*[.:–—-].*|\s*$|\s+[A-Z].*)"  # noqa: RUF001 - as written
    r"|第[一二三四五六七八九十\d]+[章节編部]",
    re.IGNORECASE,
)
_TESTIMONY = re.compile(
    r"in (?:witness|faith) (?:whereof|thereof)|done (?:at|in) |en foi de quoi|fait à "
    r"|en fe de lo cual|hecho en |в удостоверение|совершено |وإثباتا |حررت |以资证明",
    re.IGNORECASE,
)
MOST_STARTS = 10_000
"""Lines that may begin an article; a file with more is no treaty."""
LONGEST_TITLE = 160
LONGEST_DIVISION = 200
MOST_DIVISIONS = 12
"""Lines of chapters, sections and their titles between two articles."""
_OPEN = (".", ";", ",", ":", "،", "؛", "。", "；", "：")  # noqa: RUF001 - as written


class Start(NamedTuple):
    """A line that may begin an article; `sure` where it does not look like a reference to one."""

    place: int
    number: int
    title: str = ""
    body: str = ""
    sure: bool = True


def split(lines: list[Line]) -> tuple[Article, ...]:
    """Return the articles of the longest row of rising numbers; none where there is no such row.

    A list of contents before it, references to articles, and a second text with numbers of its
    own after it are left out.
    """
    starts = [found for index, item in enumerate(lines) if (found := _start(index, item))]
    if len(starts) > MOST_STARTS:
        return ()
    chosen = _rising([item for item in starts if item.number])
    bodies: list[list[Line]] = []
    for at, start in enumerate(chosen):
        following = chosen[at + 1].place if at + 1 < len(chosen) else None
        end = min(
            (item.place for item in starts if item.place > start.place and _ends(item, following)),
            default=len(lines),
        )
        bodies.append(lines[start.place + 1 : end])
    titled = sum(map(_is_title, bodies)) * 2 >= len(bodies)
    return tuple(
        _article(start, body, titled=titled, last=start is chosen[-1])
        for start, body in zip(chosen, bodies, strict=True)
    )


def _ends(item: Start, following: int | None) -> bool:
    """Say whether an article ends before this line: the next, one inserted, or a second text."""
    return (
        item.place == following
        or not item.number
        or (following is None and item.number == 1 and item.sure)
    )


def _start(index: int, item: Line) -> Start | None:
    found = ARTICLE.match(item.text)
    if not found or (_CONTENTS.search(found["rest"]) and not item.heading):
        return None
    name = found["number"] or found["chinese"]
    number = 1 if name.lower() in ("premier", "1er") else number_of(name)
    rest = found["rest"].strip()
    if _INSERTED.match(rest):
        return Start(index, 0)
    apart = _SEPARATED.fullmatch(found["rest"])
    text = apart["title"] if apart else rest
    if not text:
        return Start(index, number, sure=not rest.startswith("."))
    if not apart and (text[0].islower() or not text[0].isalpha() or _sentence(text)):
        return None
    if _sentence(text):
        return Start(index, number, body=text)
    return Start(index, number, title=text)


def _sentence(text: str) -> bool:
    return len(text) > LONGEST_TITLE or text.endswith(_OPEN)


def _rising(starts: list[Start]) -> list[Start]:
    """Return the most articles in rising order; of equal rows the surer, then the later."""
    best: dict[int, tuple[int, int, int]] = {}
    before: dict[int, int | None] = {}
    for at, start in enumerate(starts):
        lower = max((best[n] for n in best if n < start.number), default=None)
        count, sure = lower[:2] if lower else (0, 0)
        before[at] = lower[2] if lower else None
        found = (count + 1, sure + start.sure, at)
        best[start.number] = max(best.get(start.number, found), found)
    last: int | None = max(best.values())[2] if best else None
    row: list[Start] = []
    while last is not None:
        row.append(starts[last])
        last = before[last]
    return row[::-1]


def _article(start: Start, lines: list[Line], *, titled: bool, last: bool) -> Article:
    """Return an article; `titled` where most lines that may be headings in its file look so."""
    title = start.title
    if not title and not start.body and _is_title(lines) and (titled or lines[0].heading):
        title, lines = lines[0].text, lines[1:]
    if title and _goes_on(lines):
        title, lines = f"{title} {lines[0].text}", lines[1:]
    body = _without_divisions(lines, last=last)
    if start.body:
        body = [Line(start.body), *body]
    heading = title.strip(" -–—:.") or None  # noqa: RUF001 - dashes as written
    return Article(number=start.number, heading=heading, passages=passages(body))


def _is_title(lines: list[Line]) -> bool:
    """Say whether the first of an article's lines looks like its heading, or its beginning."""
    if not lines or marks(lines[0], None):
        return False
    first = lines[0].text
    if lines[0].heading:
        return not _DIVISION.match(first)
    return (
        len(lines) > 1
        and not lines[1].heading
        and not _sentence(first)
        and not first[0].islower()
        and (not lines[1].text[0].islower() or _goes_on(lines[1:]))
    )


def _goes_on(lines: list[Line]) -> bool:
    """Say whether the first line is the rest of a heading that was broken over two lines."""
    return (
        len(lines) > 1
        and lines[0].text[0].islower()
        and not _sentence(lines[0].text)
        and not marks(lines[0], None)
        and (bool(marks(lines[1], None)) or not lines[1].text[0].islower())
    )


def _without_divisions(lines: list[Line], *, last: bool) -> list[Line]:
    """Return an article's lines without the headings of the part that begins after it."""
    for index, item in enumerate(lines):
        if last and _TESTIMONY.match(item.text):
            return lines[:index]
        if (item.heading or _DIVISION.match(item.text)) and (last or _only_headings(lines, index)):
            return lines[:index]
    return lines


def _only_headings(lines: list[Line], index: int) -> bool:
    return len(lines) - index <= MOST_DIVISIONS and all(
        len(item.text) <= LONGEST_DIVISION for item in lines[index:]
    )
