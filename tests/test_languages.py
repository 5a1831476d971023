"""Reports in every language: complete, without English of ours, and readable by machines."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
import sample
import verapdf
from babel.messages.pofile import read_po
from click.testing import Result
from conftest import ROOT
from test_reports import Page

from treatygap.content import content
from treatygap.model.assessment import Assessment
from treatygap.model.base import Value
from treatygap.model.finding import FactUsed
from treatygap.model.instrument import Chapter
from treatygap.reporting import catalogues, html, pdf, strings
from treatygap.reporting.messages import Domains, collected
from treatygap.reporting.passages import direction, plain
from treatygap.reporting.texts import LABELLED, LAW, WRITTEN, fields
from treatygap.reporting.translation import Translation

WIDE = (
    r"[、。\N{FULLWIDTH COMMA}\N{FULLWIDTH SEMICOLON}\N{FULLWIDTH COLON}"
    r"\N{FULLWIDTH RIGHT PARENTHESIS}]"
)
TRANSLATED = ("ar", "es", "fr", "ru", "zh")
PLACE = re.compile(r"\{\w*\}")
WORD = re.compile(r"[^\W_]+")
MARK = "EN"
TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of letters; a reader of a PDF puts them between words."""
NAMES = {
    *("id", "requirement", "member", "instrument", "provision", "chapter", "number", "state"),
    *("hash", "profile_hash", "questions_hash", "version", "engine", "format", "file", "url"),
    *(
        "label",
        "words",
        "name",
        "column",
        *("goal", "alone", "settles", "reservable", "preconditions", "provisions", "finding"),
        "against",
        "official",
        "fact",
        "key",
        "language",
        "for_each",
        "missing",
    ),
}
"""Fields whose text is no prose, or is composed or kept word for word where it is printed."""


@pytest.fixture(scope="module")
def english() -> Domains:
    return collected()


@pytest.fixture(scope="module")
def small() -> Assessment:
    return sample.assessment(2, safeguards=3)


@pytest.fixture(scope="module", params=TRANSLATED)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_language_is_there() -> None:
    assert tuple(catalogues.languages()) == TRANSLATED


def test_the_words_of_reports_are_translated_whole(lang: str, english: Domains) -> None:
    found = catalogues.template(english[catalogues.WORDS])
    done = catalogues.coverage(found, lang, catalogues.WORDS)
    assert (done.translated, done.fuzzy) == (len(english[catalogues.WORDS]), 0)


def test_catalogues_hold_what_there_is_to_translate(lang: str, english: Domains) -> None:
    for domain, texts in english.items():
        file = catalogues.folder(domain) / lang / f"{domain}.po"
        if file.exists():
            wanted = {(item.context, item.text) for item in texts}
            assert {(item.context, one(item.id)[0]) for item in held(file)} == wanted, (
                f"{file}: run make locales"
            )


def test_translations_keep_what_stands_in_braces(lang: str) -> None:
    found = held(catalogues.folder(catalogues.WORDS) / lang / "report.po")
    for item in (item for item in found if not item.fuzzy):
        places = set(PLACE.findall(" ".join(one(item.id))))
        for form in filter(None, one(item.string)):
            told = set(PLACE.findall(form))
            assert told <= places if item.pluralizable else told == places, item.context


def held(file: Path) -> list[Any]:
    """Return the messages of a catalogue."""
    with file.open("rb") as stream:
        return [item for item in read_po(stream, file.parent.name) if item.id]


def one(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return the forms of a text, one or several."""
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.parametrize(
    ("code", "n", "said"),
    [("ru", 1, "1 год"), ("ru", 3, "3 года"), ("ru", 5, "5 лет"), ("ru", 21, "21 год"),
     ("ar", 2, "سنتان"), ("ar", 3, "3 سنوات"), ("ar", 11, "11 سنة"), ("zh", 2, "2年"),
     ("fr", 1, "1 an"), ("es", 0, "0 años"), ("en", 1, "1 year")],
)  # fmt: skip
def test_numbers_take_the_plural_form_of_the_language(code: str, n: int, said: str) -> None:
    assert strings.load(code)("value.years", n=n) == said


@pytest.mark.parametrize(
    ("code", "day", "share", "state"),
    [("fr", "21 novembre 2026", "62\u00a0%", "Kenya"), ("zh", "2026年11月21日", "62%", "肯尼亚"),
     ("es", "21 de noviembre de 2026", "62\u00a0%", "Kenia"),
     ("en", "21 November 2026", "62%", "Kenya")],
)  # fmt: skip
def test_dates_shares_and_states_are_those_of_the_language(
    code: str, day: str, share: str, state: str
) -> None:
    words = strings.load(code)
    assert (words.day(sample.DAY), words.percent(0.62)) == (day, share)
    assert words.state("KEN", "Kenya") == state
    assert words.state("RUR", "Ruritania") == "Ruritania"


def test_lists_are_those_of_the_language() -> None:
    assert strings.load("zh").join(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert strings.load("es").join(["Registro", "Interceptación"]) == "Registro e Interceptación"
    assert strings.load("es").join(["agua", "hielo"]) == "agua y hielo"


def test_french_counts_the_first_day_of_a_month() -> None:
    french = strings.load("fr")
    said = [french.day(date(2026, 8, day)) for day in (1, 2, 11)]
    assert said == ["1er août 2026", "2 août 2026", "11 août 2026"]


def test_wide_signs_stand_without_spaces_and_not_between_latin_citations(small: Assessment) -> None:
    chinese = strings.load("zh")
    assert chinese.listed(["5(1)", "22(6)"]) == "5(1)、22(6)"
    assert (chinese.signed("CMCA 2018"), chinese.signed("刑法")) == (False, True)
    page = re.sub("<[^>]*>", "", html.render(small, lang="zh"))
    assert "。" in page
    spaced = rf"{WIDE} +\S.*|.* " + r"\N{FULLWIDTH LEFT PARENTHESIS}"
    assert re.findall(spaced, page) == []


def test_arabic_counts_in_six_forms() -> None:
    t = strings.load("ar")
    said = [t("value.days", n=n) for n in (1, 2, 3, 10, 11, 99, 100, 103, 184)]
    forms = ["يوم واحد", "يومان", *["أيام"] * 2, *["يوما"] * 2, "يوم", "أيام", "يوما"]
    assert [text.partition(" ")[2] or text for text in said[2:]] == forms[2:]
    assert said[:2] == forms[:2]


def test_arabic_cites_provisions_as_its_official_texts_do() -> None:
    t = strings.load("ar")
    assert t.place("article", ["14(1)(a)"]) == "المادة 14\u00a0(1)\u00a0(أ)"
    assert t.place("article", ["5(1)", "5(2)"]).startswith("المادة ")
    assert t.place("article", ["5(1)", "22(6)"]).startswith("المادتان ")
    assert t.place("article", ["5", "6", "7"]).startswith("المواد ")
    assert t.places(["40(29)-(31)"]).__html__() == '<bdi dir="rtl">40\u00a0(29)-(31)</bdi>'  # type: ignore[attr-defined]
    assert t.places(["1(z)(ii)"]) == "1\u00a0(z)\u00a0(ii)"
    four, part = (Chapter(number=n, title="العنوان", articles=(1, 9)) for n in ("IV", "II.1"))
    assert t.chapter(four).startswith("الفصل الرابع:")
    assert t.chapter(part).startswith("الفصل II.1:")
    assert t.place("principle", ["1", "5"]).startswith("المبدآن ")
    assert (t.annex("B"), t.annex("Z")) == ("المرفق باء:", "المرفق Z:")


def test_a_chapter_that_the_instrument_does_not_number_is_called_by_its_title() -> None:
    t = strings.load("en")
    annex = Chapter(number="P", title="Additional Protocol", numbered=False, articles=(28, 30))
    assert t.chapter(annex) == "Additional Protocol"
    assert (
        t.chapter(annex.model_copy(update={"numbered": True})) == "Chapter P: Additional Protocol"
    )
    assert t.chapter(None) == "Outside the chapters"


def test_a_chapter_that_is_not_translated_is_marked_in_the_contents(small: Assessment) -> None:
    contents = html.render(small, lang="fr").partition("</nav>")[0]
    assert re.search(r'Chapitre .*\w</a>&#160;<span class="en">EN</span></li>', contents)


def test_articles_are_one_or_several() -> None:
    t = strings.load("en")
    assert t.place("article", ["5(1)", "5(2)(b)"]) == "Art. 5(1), 5(2)(b)"
    assert t.place("article", ["5(1)", "22(6)"]) == "Arts 5(1), 22(6)"
    assert t.place("principle", ["1", "5"]) == "Principles 1 and 5"
    assert t.annex("B") == "Annex B"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "press reports to 1 August 2026"),
        ("ar", "تقارير صحفية حتى 1 آب/أغسطس 2026"),
        ("ar", "press reports to 1 August 2026"),
        ("fr", "articles de presse du 1er août 2026"),
    ],
)
def test_a_source_that_names_its_day_is_not_followed_by_the_day_again(lang: str, text: str) -> None:
    t = strings.load(lang)
    assert t.tells(text, date(2026, 8, 1))
    assert not t.tells(text, date(2026, 8, 2))


def test_a_sentence_that_ends_with_a_date_has_one_stop() -> None:
    russian = strings.load("ru")
    day = russian.day(date(2019, 4, 19))
    assert russian.ended(day) == day
    assert strings.load("zh").ended("甲") == "甲。"


def test_numbers_of_provisions_keep_their_order_among_arabic() -> None:
    refs = strings.load("ar").listed(["27(a)", "28(1)"])
    assert refs == "27(a)، 28(1)"
    assert refs.__html__() == '<bdi dir="ltr">27(a)</bdi>، <bdi dir="ltr">28(1)</bdi>'  # type: ignore[attr-defined]


def test_answers_are_said_in_the_language(lang: str) -> None:
    answers = ((True, None), (3, "years"), ("2026-11-21", None), ((), None))
    translation = Translation(strings.load(lang))
    said = {str(translation.value(_fact(value, unit)).words) for value, unit in answers}
    assert len(said) == len(answers)
    assert not said & {"yes", "3 years", "2026-11-21", "none of them"}


def _fact(value: Any, unit: Any) -> FactUsed:
    return FactUsed(id="a.b", label="A", value=value, unit=unit, words="English", evidence=())


def test_no_english_of_ours_stands_in_a_foreign_report(lang: str, small: Assessment) -> None:
    page = Page(html.render(small, lang=lang))
    pieces = [
        piece.strip()
        for text in _texts(strings.english())
        for piece in PLACE.split(text)
        if len(WORD.findall(piece)) > 2
    ]
    assert len(pieces) > 100
    assert [piece for piece in pieces if " ".join(piece.split()) in page.words] == []


def _texts(table: dict[str, Any]) -> Iterator[str]:
    for value in table.values():
        if isinstance(value, dict):
            yield from _texts(value)
        else:
            yield str(value)


def test_markup_of_foreign_text_stands_neither_in_attributes_nor_in_links(
    lang: str, small: Assessment
) -> None:
    page = Page(html.render(small, lang=lang))
    assert page.inside_links == []
    assert not [value for _, attrs in page.tags for value in attrs.values() if "<" in (value or "")]
    assert page.empty_heads == 0
    assert f"A court authorises the measure {MARK}" in page.words
    assert "span" not in Page(html.render(small, lang=lang)).words


def test_arabic_runs_from_right_to_left_and_citations_from_left_to_right(
    small: Assessment,
) -> None:
    page = Page(html.render(small, lang="ar"))
    assert page.all("html") == [{"lang": "ar", "dir": "rtl"}]
    assert {"dir": "ltr"} in page.all("bdi")
    assert {"lang": "en", "dir": "ltr"} in page.all("bdi")
    source = re.sub(r'<bdi lang="en" dir="ltr">(.*?)</bdi>', r"\1", html.render(small, lang="ar"))
    source = re.sub(r'<span class="whole">(.*?)</span>', r"\1", source)
    cited = f"({sample.ACT}, s. 50(1); s. 51; Evidence Act, s. 78A (as read with the rules))"
    assert f'<span class="cite"><bdi dir="ltr">{cited}</bdi></span>' in source
    assert f'<bdi dir="ltr">{sample.ACT}: ' in source
    assert '<th scope="row"><bdi dir="rtl">1\u00a0(1)</bdi><br/>' in source
    assert Page(html.render(small)).all("html") == [{"lang": "en", "dir": "ltr"}]
    assert [direction(text) for text in ("s. 5", "(5) قانون", "12")] == ["ltr", "rtl", "ltr"]


def test_an_english_report_has_no_marks(small: Assessment) -> None:
    page = Page(html.render(small))
    assert page.all("bdi") == []
    assert "en" not in {attrs.get("class") for attrs in page.all("span")}


def test_a_translated_text_of_a_ruleset_is_printed_without_a_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Result]
) -> None:
    for name in ("rulesets", "reports"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setattr("treatygap.content._PACKAGE", tmp_path)
    file = tmp_path / "rulesets" / "locales" / "fr" / "asean.po"
    file.write_bytes(b"")
    assert re.search(r"^asean, .* fr 0,", run("translations", "--update").output, re.MULTILINE)
    title = collected()["asean"][0].text
    text = file.read_text("utf-8")
    assert f'msgid "{title}"' in text
    file.write_text(text.replace(f'"{title}"\nmsgstr ""', f'"{title}"\nmsgstr "Titre"'), "utf-8")
    words = Translation(strings.load("fr"))
    assert words.law(title) == "Titre"
    assert str(words.law("Another")) == "Another"
    assert MARK in words.law("Another").__html__()
    assert re.search(r"^asean, .* fr 1,", run("translations").output, re.MULTILINE)
    text = file.read_text("utf-8")
    file.write_text(text.replace(f'msgid "{title}"', f'#, fuzzy\nmsgid "{title}"'), "utf-8")
    assert MARK in Translation(strings.load("fr")).law(title).__html__()


def test_every_text_of_an_assessment_is_law_written_or_a_name() -> None:
    left = {
        f"{kind.__name__}.{name}"
        for kind in _kinds(Assessment, set())
        for name, field in kind.model_fields.items()
        if str in _leaves(field.annotation)
        and name not in {*fields(LAW, kind), *fields(WRITTEN, kind), *NAMES}
    }
    assert left - _told(LABELLED) == set()


def _told(kinds: tuple[type[Value], ...]) -> set[str]:
    return {f"{kind.__name__}.label" for kind in kinds}


def _kinds(kind: type[Value], seen: set[type[Value]]) -> set[type[Value]]:
    seen.add(kind)
    for leaf in chain.from_iterable(
        _leaves(item.annotation) for item in kind.model_fields.values()
    ):
        if isinstance(leaf, type) and issubclass(leaf, Value) and leaf not in seen:
            _kinds(leaf, seen)
    return seen


def _leaves(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in (Union, UnionType, tuple, list):
        for part in get_args(annotation):
            yield from _leaves(part)
    else:
        yield annotation


def test_a_text_that_takes_no_markup_is_plain() -> None:
    said = Translation(strings.load("fr")).law("A title")
    assert type(plain(said)) is str
    assert plain(said) == "A title"


def normal(text: str) -> Counter[str]:
    """Return the words of a text, without what only shapes them, turns lines or runs."""
    apart = TURNS.sub(" ", unicodedata.normalize("NFKC", text))
    bare = "".join(item for item in apart if unicodedata.category(item) not in ("Cf", "Mn"))
    chinese = re.sub(r"([\u2e80-\u9fff])", r" \1 ", bare)
    return Counter(WORD.findall(chinese))


def test_the_words_of_a_page_are_those_of_the_print(
    lang: str, small: Assessment, tmp_path: Path
) -> None:
    page = html.render(small, lang=lang)
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf.pdf_bytes(page))
    program = shutil.which("pdftotext")
    assert program, "pdftotext is missing: install poppler-utils"
    made = subprocess.run([program, file, "-"], capture_output=True, check=True)
    words = normal(Page(re.sub(r"<(title|desc)>.*?</\1>", "", page)).words)
    lost = words - normal(made.stdout.decode())
    assert lost.total() / words.total() <= 0.02, lost.most_common(20)


def test_an_arabic_report_conforms_to_pdf_ua(small: Assessment, tmp_path: Path) -> None:
    assert verapdf.jars(), "veraPDF is incomplete: install libjaxb-java and the dev tools"
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf.pdf_bytes(html.render(small, lang="ar")))
    made = subprocess.run(
        [sys.executable, verapdf.__file__, "ua1", file], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert str(file) in made.stdout


def test_data_are_written_without_the_library_of_languages(tmp_path: Path) -> None:
    script = (
        "import sys; from click.testing import CliRunner; from treatygap.cli import main;"
        "made = CliRunner().invoke(main, ['assess', 'KEN', '-i', 'unccc', '-o', sys.argv[1]]);"
        "sys.exit(made.exit_code or 'babel' in sys.modules)"
    )
    file = tmp_path / "ken.json"
    subprocess.run([sys.executable, "-c", script, file], check=True, cwd=ROOT)
    assert '"unit": "' in file.read_text("utf-8")
    assert content("reports").is_dir()
