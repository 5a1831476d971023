"""Official texts that a user brings: split, held against the ruleset, kept, and printed."""

from __future__ import annotations

import hashlib
import html
import io
import json
import logging
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from weasyprint import HTML

from treatygap.anchor import words
from treatygap.load.official import READERS, load_official
from treatygap.load.official.line import Line, line
from treatygap.load.official.split import split
from treatygap.model.diagnostic import Invalid
from treatygap.model.official import Article, OfficialText, Passage
from treatygap.model.schema import schema

Run = Callable[..., Result]
TOY = """\
# Toy Convention

### Article 1

#### Powers

1. Each party gives its police the powers of this chapter.

2. A power may be used:

(a) in a case that is before a court, or is likely to come before one within the next year;

(b) in any other case, if a law says so, and if:

(i) it names the authority; and

(ii) it names the day.

3. Article 2 stays as it is.

### CHAPTER II

#### CONTROL

### Article 2

#### Safeguards

A court reviews each use of a power under Article 1.

### Article 3

#### Publication

A party may publish what its courts decide on these powers, in a form that a machine can read.

Done at Ruritania, in one copy.
"""
MARKS = [(1, None), (2, None), (2, "a"), (2, "b"), (3, None)]


def blocks() -> list[tuple[str, bool]]:
    """The lines of the text, and which of them are headings."""
    held = [item for item in TOY.splitlines() if item]
    return [(item.lstrip("# "), item.startswith("#")) for item in held]


def as_html() -> str:
    body = "".join(f"<{t}>{html.escape(text)}</{t}>" for text, head in blocks()
                   for t in ["h3" if head else "p"])  # fmt: skip
    return f'<html lang="en"><head><title>Article 9</title></head><body>{body}</body></html>'


def written(folder: Path, suffix: str) -> Path:
    """The text as a real file of one format."""
    path = folder / f"toy{suffix}"
    match suffix:
        case ".docx":
            document = docx.Document()
            for text, head in blocks():
                document.add_paragraph(text, "Heading 2" if head else None)
            document.save(str(path))
        case ".pdf":
            pages = (
                "<style>@page { size: 120mm 70mm; @top-center { content: 'Toy Convention, page '"
                " counter(page) } @bottom-center { content: counter(page) } }</style>"
            )
            logging.getLogger("fontTools").setLevel(logging.CRITICAL)
            HTML(string=pages + as_html()).write_pdf(path)
        case ".html" | ".htm":
            path.write_text(as_html(), "utf-8")
        case ".txt":
            path.write_text("\n".join(text for text, _ in blocks()), "utf-8")
        case _:
            path.write_text(TOY, "utf-8")
    return path


def articles(text: str) -> tuple[Article, ...]:
    return split([line(item) for item in text.splitlines() if item.strip()])


def shape(article: Article) -> list[tuple[int | None, str | None]]:
    return [(item.paragraph, item.letter) for item in article.passages]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize("suffix", READERS)
def test_every_format_gives_the_same_articles(tmp_path: Path, suffix: str) -> None:
    path = written(tmp_path, suffix)
    text = load_official(path, "toy")
    assert text.articles == load_official(written(tmp_path, ".md"), "toy").articles
    assert [item.heading for item in text.articles] == ["Powers", "Safeguards", "Publication"]
    assert shape(text.articles[0]) == MARKS
    assert (text.language, text.file) == ("en", path.name)
    assert text.hash == hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_stands_between_and_after_articles_belongs_to_none(tmp_path: Path) -> None:
    text = load_official(written(tmp_path, ".txt"), "toy")
    said = " ".join(part.text for item in text.articles for part in item.passages)
    assert "CHAPTER" not in said
    assert "CONTROL" not in said
    assert "Done at" not in said
    assert "(ii) it names the day." in said


@pytest.mark.parametrize(
    ("first", "heading"),
    [
        ("Article 1", None),
        ("ARTICLE 1", None),
        ("Art. 1", None),
        ("Article 1 – Reach", "Reach"),  # noqa: RUF001 - as written
        ("Article 1: Reach", "Reach"),
        ("Article 1. Reach", "Reach"),
        ("Article 1 Reach", "Reach"),
        ("Article premier", None),
        ("Artículo 1", None),
        ("Статья 1", None),
        ("المادة 1: النطاق", "النطاق"),
        ("المادة ١", None),  # noqa: RUF001 - Arabic digits
        ("第一条 范围", "范围"),
    ],
)
def test_ways_to_begin_an_article(first: str, heading: str | None) -> None:
    (found,) = articles(f"{first}\nThis law reaches all who live here.\nAnd also guests.")
    assert (found.number, found.heading) == (1, heading)
    assert found.passages[0].text.endswith("And also guests.")


def test_the_words_of_an_article_may_follow_on_its_line() -> None:
    (found,) = articles("Article 1. The law reaches all who live here.")
    assert found.heading is None
    assert found.passages[0].text == "The law reaches all who live here."


@pytest.mark.parametrize(
    "text",
    [
        "Article 1 of this law reaches far.",
        "Article 1, paragraph 2",
        "Article 1 ........ 4",
        "Articles of faith",
        "Nothing at all",
    ],
)
def test_a_line_that_begins_no_article(text: str) -> None:
    assert articles(text) == ()


def test_contents_references_and_a_second_text_are_left_out() -> None:
    contents = "Article 1 Reach\nArticle 2 Rights\nArticle 3 End\n"
    body = (
        "Article 1 Reach\nIt is set out in\nArticle 3.\nArticle 2 Rights\nAll have them.\n"
        "Article 3 End\nIt ends.\n"
    )
    protocol = "Article 1 Protocol\nMore.\nArticle 2 Of it\nStill more."
    found = articles(contents + body + protocol)
    assert [item.passages[0].text for item in found] == [
        "It is set out in Article 3.",
        "All have them.",
        "It ends.",
    ]


def test_an_inserted_article_is_no_part_of_the_one_before_it() -> None:
    found = articles("Article 1\nOne.\nArticle 1 bis\nInserted.\nArticle 2\nTwo.")
    assert [item.passages[0].text for item in found] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        (["1. One:", "(a) a", "(b) b", "2. Two:", "(a) again"],
         [(1, None), (1, "a"), (1, "b"), (2, None), (2, "a")]),
        (["1. (a) One", "(b) b"], [(1, "a"), (1, "b")]),
        (["1 - الأولى:", "(أ) ألف", "(ب) باء", "(ج) جيم", "2 - الثانية"],
         [(1, None), (1, "a"), (1, "b"), (1, "c"), (2, None)]),
        (["1\tEach one", "2\tEach two", "a\tfirst", "b\tsecond"],
         [(1, None), (2, None), (2, "a"), (2, "b")]),
        (["1 Each one.", "2 Each two."], [(1, None), (2, None)]),
        (["All of them:", "a computer", "b side"], [(None, None)]),
        (["1. One refers to paragraph", "3. of another"], [(1, None)]),
        (["All:", *(f"({letter}) x" for letter in "abcdefgh"), "(i) x", "(j) x"],
         [(None, None), *((None, letter) for letter in "abcdefghij")]),
        (["All:", *(f"({letter}) x" for letter in "abcdefgh"), "(i) x", "(ii) x"],
         [(None, None), *((None, letter) for letter in "abcdefgh")]),
        (["一、甲", "(一) 乙", "(二) 丙", "二、丁"],
         [(1, None), (1, "a"), (1, "b"), (2, None)]),
    ],
)  # fmt: skip
def test_marks_count_when_they_follow_one_another(
    lines: list[str], marks: list[tuple[int | None, str | None]]
) -> None:
    (found,) = articles("\n".join(["Article 1", *lines]))
    assert shape(found) == marks


def test_numbered_lists_of_a_page_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "toy.html"
    path.write_text(
        "<h2>Article 1</h2><ol><li>One<ol type=a><li>first<li>second</ol><li><p>Two</p></ol>"
        "<script>Article 2</script><p hidden>Three<br>Four"
    )
    (found,) = load_official(path, "toy").articles
    assert [item.text for item in found.passages] == [
        "1. One", "a. first", "b. second", "2. Two Three Four"
    ]  # fmt: skip


SAID = OfficialText(
    instrument="toy",
    file="toy.txt",
    hash="0",
    language="en",
    articles=(
        Article(number=1, passages=(Passage(text="All."),)),
        Article(
            number=2,
            passages=(
                Passage(paragraph=1, text="1. If:"),
                Passage(paragraph=1, letter="a", text="(a) so,"),
                Passage(paragraph=1, letter="b", text="(b) or so."),
                Passage(paragraph=2, text="2. Then."),
            ),
        ),
        Article(number=3, passages=(Passage(letter="a", text="(a) This."),)),
    ),
)


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("1", "All."),
        ("2(1)", "1. If: (a) so, (b) or so."),
        ("2(1)(a)", "1. If: (a) so,"),
        ("2(1)(b)", "1. If: […] (b) or so."),
        ("2(1)-(2)", "1. If: (a) so, (b) or so. 2. Then."),
        ("3(a)", "(a) This."),
        ("1(1)", None),
        ("2(3)", None),
        ("2(2)-(3)", None),
        ("2(1)(c)", None),
        ("4", None),
        ("preamble", None),
    ],
)
def test_the_words_under_a_number(ref: str, said: str | None) -> None:
    assert words(SAID, ref) == said


@pytest.mark.usefixtures("toy")
def test_adding_says_what_is_found(run: Run, tmp_path: Path, data: Path) -> None:
    path = written(tmp_path, ".md")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    result = run("source", "add", "toy", path)
    assert result.stdout == (
        f"toy: 3 of 3 articles, 3 of 3 provisions found in toy.md (SHA-256 {digest})\n"
    )
    assert [item.name for item in (data / "treatygap" / "sources").iterdir()] == ["toy.json"]
    assert run("source", "list").stdout == f"toy  toy.md  en  3 articles  SHA-256 {digest}\n"
    assert run("source", "remove", "toy").exit_code == 0
    assert run("source", "list").stdout.startswith("None is kept; treatygap source add ")
    gone = run("source", "remove", "toy")
    assert (gone.exit_code, gone.stderr) == (
        1, "toy: no-source: no text of it is kept; none is kept\n"
    )  # fmt: skip


@pytest.mark.usefixtures("toy")
def test_adding_says_what_differs(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "toy.txt"
    path.write_text(
        "Article 1 - Powers\nThe law is so.\nArticle 2 - Guards\nAnd so.\nArticle 4 - Rest\nEnd."
    )
    result = run("source", "add", "toy", path)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:] == [
        "  not in the file: article 3",
        "  not in the ruleset: article 4",
        "  article 2: the heading is 'Guards', in the ruleset 'Safeguards'",
    ]


def test_differing_numbers_of_paragraphs_and_lost_provisions_are_said(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "budapest.txt"
    path.write_text("Article 2\nOnly so.\nArticle 3\nSo.\nArticle 4\n1. One.\n2. Two.\n3. Three.\n"
                    "Article 10\n1. One.\n2. Two.\n")  # fmt: skip
    lines = run("source", "add", "budapest", path).stdout.splitlines()
    assert "  article 4: 3 numbered paragraphs, in the ruleset 2" in lines
    assert "  article 10: 2 numbered paragraphs, in the ruleset 3" in lines
    assert "  provisions without words in the file: 10(3)" in lines


@pytest.mark.usefixtures("toy")
def test_reports_print_the_official_words_and_where_they_are_from(run: Run, tmp_path: Path) -> None:
    before = json.loads(assessed(run, tmp_path))
    assert "text" not in before["instruments"][0]
    path = written(tmp_path, ".docx")
    run("source", "add", "toy", path)
    first = assessed(run, tmp_path)
    assert first == assessed(run, tmp_path)
    after = json.loads(first)
    Draft202012Validator(schema("assessment")).validate(after)
    assert after["instruments"][0]["text"]["hash"] == hashlib.sha256(path.read_bytes()).hexdigest()
    said = [item["official"] for item in after["instruments"][0]["provisions"]]
    assert said[1] == "A court reviews each use of a power under Article 1."
    assert run("render", tmp_path / "KEN.json", "-o", tmp_path / "KEN.html").exit_code == 0
    page = (tmp_path / "KEN.html").read_text("utf-8")
    for item in said:
        assert html.escape(item, quote=False) in page
    assert page.count(after["instruments"][0]["text"]["hash"]) == 2
    assert "toy.docx (English)" in page
    assert '<span class="unchecked">unchecked' not in page
    run("source", "remove", "toy")
    assert json.loads(assessed(run, tmp_path)) == before


def assessed(run: Run, folder: Path) -> bytes:
    path = folder / "KEN.json"
    assert run("assess", "KEN", "-i", "toy", "-o", path).exit_code == 0
    return path.read_bytes()


@pytest.mark.usefixtures("toy")
def test_official_words_are_never_markup(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "toy.txt"
    hostile = "<script src=https://example.org/x.js></script>{{ t }} \u202eevil\x1b[31m"
    path.write_text(f"Article 1\n{hostile}.\nArticle 2\nSo.\nArticle 3\nSo.\n", "utf-8")
    assert run("source", "add", "toy", path).exit_code == 0
    assert run("assess", "KEN", "-o", tmp_path / "KEN.html").exit_code == 0
    page = (tmp_path / "KEN.html").read_text("utf-8")
    assert "<script src" not in page
    assert "&lt;script src=https://example.org/x.js&gt;&lt;/script&gt;{{ t }} evil[31m." in page


def encrypted() -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(made, encryption=pikepdf.Encryption(user="x", owner="y"))
    return made.getvalue()


def blank() -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(made)
    return made.getvalue()


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", "<w/>")
    return made.getvalue()


@pytest.mark.usefixtures("toy")
@pytest.mark.parametrize(
    ("name", "body", "code"),
    [
        ("toy.txt", b"", "empty"),
        ("toy.txt", b" \n\t", "empty"),
        ("toy.txt", b"A recipe for soup.\nArticle of clothing\n", "no-article"),
        ("toy.txt", b"\x89PNG\r\n\x1a\n", "not-utf-8"),
        ("toy.md", b"Article 1\0\nText", "not-text"),
        ("toy.txt", b"Article 9\nOf something else.\n", "another-text"),
        ("toy.txt", b"Article 1 - Soup\nOf the pot.\nArticle 2 - Bread\nOf the oven.\n",
         "another-text"),
        ("toy.html", b"<style>Article 1</style>", "no-text"),
        ("toy.html", b"<div>" * 5000 + b"Article 1", "too-deep"),
        ("toy.docx", b"Article 1\nText", "not-docx"),
        ("toy.docx", zipped(), "not-docx"),
        ("toy.pdf", b"Article 1\nText", "not-pdf"),
        ("toy.pdf", b"%PDF-1.7\n1 0 obj\n<<", "not-pdf"),
        ("toy.pdf", blank(), "no-text"),
        ("toy.pdf", encrypted(), "encrypted"),
        ("toy.odt", b"Article 1\nText", "unknown-format"),
        ("toy", b"Article 1\nText", "unknown-format"),
        ("folder", None, "directory"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_official_text_is_one_problem(
    run: Run, data: Path, name: str, body: bytes | None, code: str
) -> None:
    path = data.parent / name
    path.mkdir() if body is None else path.write_bytes(body)
    result = run("source", "add", "toy", path)
    assert result.exit_code == 1
    (message,) = result.stderr.splitlines()
    assert message.startswith(f"{path}: {code}: ") or f":1: {code}: " in message
    assert result.stdout == ""
    assert not data.exists()


def test_a_pdf_in_arabic_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "toy.pdf"
    HTML(string='<html dir="rtl"><h1>المادة 1</h1><p>النص العربي للمادة').write_pdf(path)
    assert ": right-to-left: " in run("source", "add", "unccc", path).stderr


@pytest.mark.usefixtures("toy")
def test_a_missing_file_an_unknown_instrument_and_a_spoilt_store(
    run: Run, tmp_path: Path, data: Path
) -> None:
    assert "cannot-read" in run("source", "add", "toy", tmp_path / "none.txt").stderr
    assert run("source", "add", "tooy", tmp_path / "none.txt").exit_code == 2
    kept = data / "treatygap" / "sources" / "toy.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("{}")
    result = run("assess", "KEN")
    assert (result.exit_code, result.stderr) == (
        1,
        f"{kept}: bad-source: is not a stored text; run treatygap source add toy FILE again\n",
    )


@pytest.mark.usefixtures("toy")
def test_an_assessment_with_official_words_names_their_text(run: Run, tmp_path: Path) -> None:
    run("source", "add", "toy", written(tmp_path, ".txt"))
    spoilt = json.loads(assessed(run, tmp_path))
    del spoilt["instruments"][0]["text"]
    path = tmp_path / "spoilt.json"
    path.write_text(json.dumps(spoilt), "utf-8")
    result = run("render", path, "-o", tmp_path / "out.html")
    assert result.exit_code == 1
    assert "toy has official words, and no text that they are from" in result.stderr


SENTENCES = st.lists(
    st.sampled_from(["each", "party", "keeps", "its", "law", "open"]), min_size=2, max_size=9
).map(lambda chosen: f"{' '.join(chosen).capitalize()}.")


@st.composite
def treaties(draw: st.DrawFn) -> tuple[Article, ...]:
    """Articles with rising numbers, each whole or in paragraphs, some of them with letters."""
    numbers = sorted(draw(st.sets(st.integers(1, 99), min_size=1, max_size=6)))
    return tuple(
        Article(number=number, heading="Title", passages=draw(parts())) for number in numbers
    )


@st.composite
def parts(draw: st.DrawFn) -> tuple[Passage, ...]:
    paragraphs = range(1, draw(st.integers(0, 12)) + 1)
    found: list[Passage] = []
    for number in paragraphs or [None]:
        mark = f"{number}. " if number else ""
        found.append(Passage(paragraph=number, text=mark + draw(SENTENCES)))
        for letter in "abcdefgh"[: draw(st.integers(0, 8))]:
            text = f"({letter}) {draw(SENTENCES)}"
            found.append(Passage(paragraph=number, letter=letter, text=text))
    return tuple(found)


@given(treaties())
def test_what_is_written_as_a_treaty_is_read_as_it_was(written: tuple[Article, ...]) -> None:
    lines = [
        text
        for item in written
        for text in (f"Article {item.number}", "Title", *(part.text for part in item.passages))
    ]
    assert articles("\n".join(lines)) == written


@given(
    st.lists(
        st.sampled_from(["Article 1", "Article 2 - T", "1. x", "(a) y", "(i) z", "CHAPTER I", "Z"])
        | st.text(max_size=12),
        max_size=20,
    ),
    st.booleans(),
)
def test_no_words_are_added_and_the_order_stays(texts: list[str], heading: bool) -> None:  # noqa: FBT001
    lines = [item for item in (line(text, heading=heading) for text in texts) if item.text]
    found = split(lines)
    assert [item.number for item in found] == sorted({item.number for item in found})
    said = iter("".join(item.text for item in lines).replace(" ", ""))
    for item in found:
        for part in item.passages:
            assert all(character in said for character in part.text.replace(" ", ""))


@given(st.text())
def test_a_line_is_free_of_controls_and_doubled_space(text: str) -> None:
    made: Line = line(text)
    assert made.text == " ".join(made.text.split())
    assert not any(ord(character) < ord(" ") for character in made.text)


@given(st.binary(max_size=200), st.sampled_from(sorted(READERS)))
def test_no_bytes_make_a_reader_fail(body: bytes, suffix: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"x{suffix}"
        path.write_bytes(body)
        with pytest.raises(Invalid):
            load_official(path, "toy")
