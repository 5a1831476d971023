"""What a reader finds in a report, and what a hostile text cannot do in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import sample
from jinja2 import UndefinedError

from treatygap.analysis.compare import compare
from treatygap.content import content
from treatygap.load.document import read
from treatygap.model.assessment import Assessment
from treatygap.model.finding import FactStatement, FactUsed
from treatygap.model.instrument import StateStatus
from treatygap.model.parts import Parts
from treatygap.reporting import ReportError, edition, html, strings
from treatygap.reporting import compare as comparison
from treatygap.reporting.findings import as_shown, chapters, shown, worst
from treatygap.reporting.picture import bar, grid
from treatygap.reporting.questions import desks
from treatygap.reporting.reforms import leading, reforms
from treatygap.reporting.translation import Translation
from treatygap.reporting.view import build
from treatygap.summarise import count, tally

HREF = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Page(HTMLParser):
    """The text, tags, links and ids of a report."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside_links: list[str] = []
        self.empty_heads = 0
        self._open: list[str] = []
        self._head = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if "a" in self._open:
            self.inside_links.append(tag)
        if tag in ("a", "th", "style"):
            self._open.append(tag)
            self._head = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)
        if tag == "th":
            self.empty_heads += not self._head.strip()

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text.append(data)
            self._head += data

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.text).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def assessed() -> Assessment:
    return sample.assessment(14)


@pytest.fixture(scope="module")
def page(assessed: Assessment) -> Page:
    return Page(html.render(assessed))


@pytest.fixture(scope="module", params=edition.editions())
def any_page(assessed: Assessment, request: pytest.FixtureRequest) -> Page:
    return Page(html.render(assessed, request.param))


def authored(assessment: Assessment) -> set[str]:
    """Return every text of the findings that a report must print."""
    found = set()
    for item in assessment.findings:
        found.add(item.title)
        found.update(raised.because for raised in item.flags_raised)
        found.update(raised.recommend for raised in item.flags_raised)
        if item.gap:
            found.update(filter(None, [item.because, item.recommend]))
        if item.reading:
            found.update([item.reading.says, item.reading.source])
        for fact in item.facts:
            parts: tuple[FactUsed | FactStatement, ...] = fact.statements
            parts = parts if fact.value is None else (fact, *parts)
            found.update(part.words for part in parts)
            found.update(part.note for part in parts if part.note)
            found.update(cited.section for part in parts for cited in part.evidence)
            found.update([fact.practice.says] if fact.practice else [])
    return found


def test_every_word_of_the_findings_is_printed(assessed: Assessment, page: Page) -> None:
    missing = {text for text in authored(assessed) if " ".join(text.split()) not in page.words}
    assert missing == set()


def test_every_provision_act_question_and_hash_is_printed(assessed: Assessment, page: Page) -> None:
    instrument = assessed.instruments[0]
    wanted = [
        *(item.gist for item in instrument.provisions),
        *(item.not_assessable for item in instrument.provisions if item.not_assessable),
        *(item.official for item in instrument.provisions if item.official),
        *((instrument.text.file, instrument.text.hash) if instrument.text else ()),
        *(item.title for item in assessed.acts),
        *(item.ask for item in assessed.open_questions),
        *(item.says for item in instrument.reservations),
        *(item.draft for item in instrument.reservations if item.draft),
        instrument.hash,
        assessed.profile_hash,
        assessed.questions_hash,
        "no legal advice",
    ]
    assert [text for text in wanted if text not in page.words] == []


def test_each_link_inside_the_report_has_a_target(any_page: Page) -> None:
    ids = [str(attrs["id"]) for _, attrs in any_page.tags if "id" in attrs]
    links = [str(attrs["href"]) for attrs in any_page.all("a")]
    targets = {link[1:] for link in links if link.startswith("#")}
    assert len(ids) == len(set(ids))
    assert targets <= set(ids)
    assert len(targets) > len(ids) / 20


def test_links_hold_only_text_and_heads_of_tables_are_scoped_and_filled(any_page: Page) -> None:
    assert any_page.inside_links == []
    assert any_page.empty_heads == 0
    assert {attrs.get("scope") for attrs in any_page.all("th")} <= {"col", "row"}


def test_every_picture_has_a_title(any_page: Page) -> None:
    pictures = [tag for tag, _ in any_page.tags if tag in ("svg", "title", "img")]
    assert "img" not in pictures
    assert pictures.count("title") == pictures.count("svg") + 1


def test_levels_of_headings_are_not_skipped(any_page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in any_page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_share_stands_with_both_bounds_and_what_is_undetermined(
    assessed: Assessment, page: Page
) -> None:
    duties = assessed.tally.duties
    assert duties.share_met
    assert duties.undetermined
    words = strings.load("en")
    bounds = words.between(duties.share_met.low, duties.share_met.high)
    assert " ".join(bounds.split()) in page.words
    assert f"{duties.undetermined} undetermined findings account for the distance" in page.words


def test_an_option_not_used_is_never_a_gap(assessed: Assessment) -> None:
    unused = [item for item in assessed.findings if item.strength == "may" and not item.flags]
    assert {shown(item) for item in unused if item.conclusion == "not-met"} <= {"option"}
    listed = {entry.anchor for entry in reforms(unused)}
    assert listed == set()


def test_an_option_used_in_part_is_not_said_to_be_unused() -> None:
    assert [as_shown("partly", strength) for strength in ("shall", "may", "none")] == [
        "partly",
        "option-partly",
        "no-duty-partly",
    ]


def test_the_options_that_are_named_add_up(assessed: Assessment) -> None:
    page = Page(html.render(assessed))
    (said,) = re.findall(r"Besides the duties there are [^.]*\.", page.words)
    whole, *parts = map(int, re.findall(r"\d+", said))
    assert whole == sum(parts) > 0


def test_counts_of_duties_options_and_what_demands_nothing_add_up(assessed: Assessment) -> None:
    found = build(assessed)
    parts = (found.duties, found.options, found.no_demand)
    assert sum(item.findings for item in parts) == len(assessed.findings)
    assert sum(item.undetermined for item in parts) == assessed.tally.all.undetermined


def test_a_sentence_of_several_notes_is_printed_once(assessed: Assessment) -> None:
    said = {
        "power.search.notice": "Section 51 is silent. See s. 2 (data). Rules unread.",
        "power.order.notice": "S. 52 too. Rules unread.",
        "power.order.remedy": "Rules unread.",
    }
    some = assessed.open_questions[0]
    alike = [some.model_copy(update={"id": name, "note": note}) for name, note in said.items()]
    listed = desks(assessed.model_copy(update={"open_questions": tuple(alike)}))
    notes = {item.notes for desk in listed for item in desk.questions}
    both = ("Section 51 is silent. See s. 2 (data). Rules unread.", "S. 52 too.")
    assert notes == {both, ("Rules unread.",)}


def test_whom_membership_binds_is_not_said_to_have_signed_nothing(assessed: Assessment) -> None:
    (used,) = assessed.instruments
    status = StateStatus(state="TST", status="not-signed", on=date(2026, 8, 1), source="s")
    words = {}
    for joined in ("ratification", "membership"):
        heading = used.heading.model_copy(update={"joined": joined})
        held = used.model_copy(update={"heading": heading, "state_status": status})
        page = Page(html.render(assessed.model_copy(update={"instruments": (held,)})))
        words[joined] = ["Not signed (as of" in page.words, "Not a Member State" in page.words]
    assert words == {"ratification": [True, False], "membership": [False, True]}


def test_an_article_of_a_protocol_is_named_as_it_is_cited(assessed: Assessment) -> None:
    (used,) = assessed.instruments
    third = {item.id: f"tst:P1({n})" for n, item in enumerate(used.provisions) if item.article == 3}
    provisions = tuple(
        item.model_copy(update={"id": third.get(item.id, item.id)}) for item in used.provisions
    )
    findings = tuple(
        item.model_copy(
            update={"provisions": tuple(third.get(ref, ref) for ref in item.provisions)}
        )
        for item in assessed.findings
    )
    moved = used.model_copy(update={"provisions": provisions})
    found = assessed.model_copy(update={"findings": findings, "instruments": (moved,)})
    numbers = [
        number
        for chapter in chapters(found, moved)
        for article in chapter.articles
        for number in article.numbers
    ]
    assert "P1" in numbers
    assert "3" not in numbers


def test_reforms_come_by_severity_and_strength_and_leave_out_reserved_gaps(
    assessed: Assessment,
) -> None:
    entries = reforms(assessed.findings)
    severities = ["critical", "major", "moderate", "minor"]
    ranks = [severities.index(entry.severity) for entry in entries]
    assert ranks == sorted(ranks)
    assert {"contrary", "over-reach", "not-met", "partly"} == {
        kind for entry in entries for kind in entry.kinds
    }
    reserved = [item for item in assessed.findings if "reserved" in item.flags and item.gap]
    assert reforms(reserved) == ()


def test_what_two_treaties_ask_in_the_same_words_is_first_to_do_once(assessed: Assessment) -> None:
    entries = reforms(assessed.findings)
    again = [replace(entry, instrument="budapest") for entry in entries]
    first = leading([*entries, *again], 5)
    assert [group[0] for group in first] == [group[0] for group in leading(entries, 5)]
    assert all({one.instrument for one in group} == {"tst", "budapest"} for group in first)
    said = {(group[0].title, group[0].recommend, group[0].members) for group in first}
    assert len(said) == len(first)


def test_a_place_of_the_picture_shows_the_worst_of_its_findings(assessed: Assessment) -> None:
    picture = grid(assessed, assessed.instruments[0])
    assert [row.label for row in picture.rows] == [label for _, label in sample.POWERS]
    assert picture.columns == tuple(sorted(sample.SAFEGUARDS, key=picture.columns.index))
    for row in picture.rows:
        for column, cell in zip(picture.columns, row.cells, strict=True):
            there = [
                item
                for item in assessed.findings
                if (item.member_label, item.safeguard) == (row.label, column)
            ]
            assert cell.shows in {worst(item) for item in there}
    contrary = [row.label for row in picture.rows if "contrary" in {c.shows for c in row.cells}]
    assert contrary == ["Search and seizure"]


def tiles(source: str) -> set[tuple[float, float]]:
    """Return where the tiles of the grids of a page stand."""
    grids = re.findall(r'class="grid".*?</svg>', source, re.DOTALL)
    places = [re.findall(r'<g transform="translate\(([\d.]+) ([\d.]+)\)">', one) for one in grids]
    return {(float(x), float(y)) for one in places for x, y in one}


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_tiles_stay_in_their_columns_where_a_place_is_empty(
    assessed: Assessment, lang: str
) -> None:
    power, column = sample.POWERS[2][1], sample.SAFEGUARDS[3]
    findings = [
        item for item in assessed.findings if (item.member_label, item.safeguard) != (power, column)
    ]
    fewer = assessed.model_copy(update={"findings": tuple(findings)})
    every = tiles(html.render(assessed, lang=lang))
    heights = sorted({y for _, y in every})
    across = sorted({x for x, _ in every}, reverse=lang == "ar")
    assert every - tiles(html.render(fewer, lang=lang)) == {(across[3], heights[2])}
    both = tiles(comparison.render(compare([assessed, assessed]), [assessed, assessed]))
    left = tiles(comparison.render(compare([fewer, assessed]), [fewer, assessed]))
    assert left < both
    assert len(both - left) == 1


def test_a_bar_draws_every_finding_that_may_apply_and_both_bounds(assessed: Assessment) -> None:
    drawn = bar(assessed.tally.duties)
    assert drawn
    assert sum(piece.width for piece in drawn.segments) == pytest.approx(100, abs=0.1)
    assert [piece.shows for piece in drawn.segments if piece.hatch] == ["undetermined"]
    assert 0 <= drawn.low <= drawn.high <= 100
    assert bar(count([])) is None


def test_hatching_stays_inside_its_piece(assessed: Assessment) -> None:
    drawn = bar(assessed.tally.duties)
    assert drawn
    piece = next(piece for piece in drawn.segments if piece.hatch)
    points = [tuple(map(float, pair.split())) for pair in re.findall(r"[ML]([\d. ]+)", piece.hatch)]
    assert all(piece.x - 0.01 <= x <= piece.x + piece.width + 0.01 for x, _ in points)
    assert all(-0.01 <= y <= 6.01 for _, y in points)


def test_members_of_which_the_same_is_said_share_a_row() -> None:
    assessed = sample.assessment(0)
    plain = dict.fromkeys(("facts", "missing", "possible", "flags_possible", "recheck"), ())
    same = [item.model_copy(update={**plain, "conclusion": "met"}) for item in assessed.findings]
    view = build(assessed.model_copy(update={"findings": tuple(same)}))
    block = view.instruments[0].chapters[0].articles[0].blocks[0]
    assert [len(row.members) for row in block.rows] == [len(sample.POWERS)]


def test_hostile_text_stays_text() -> None:
    source = html.render(sample.assessment(10, text=sample.HOSTILE))
    page = Page(source)
    assert {"script", "img", "link", "iframe", "object"}.isdisjoint({tag for tag, _ in page.tags})
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert "<script>alert(1)</script>" in page.words
    assert "{{ 7 * 7 }}" in page.words
    addresses = [str(attrs["href"]) for attrs in page.all("a")]
    schemes = {found[0].lower() for item in addresses if (found := HREF.match(item))}
    assert schemes <= {"http:", "https:"}
    assert "javascript:alert(3)" in page.words


def test_nothing_in_the_file_is_fetched_by_a_browser(any_page: Page) -> None:
    assert not [attrs for _, attrs in any_page.tags if {"src", "srcset", "data"} & set(attrs)]
    style = (content("reports") / "shared" / "print.css").read_text("utf-8")
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://example.org/a", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
        ("//example.org/a", False),
        ("https:///a", False),
        ("https://[", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address: str | None, allowed: bool) -> None:  # noqa: FBT001
    assert html.web_address(address) is allowed


def test_a_name_that_templates_do_not_know_is_an_error() -> None:
    made = html.environment([content("reports") / "shared"], Translation(strings.load("en")))
    for text in ("{{ view.nothing }}", "{% if view.nothing is foreign %}{% endif %}"):
        with pytest.raises(UndefinedError):
            made.from_string(text).render(view=build(sample.assessment(1)))


def test_an_unknown_edition_or_language_names_those_there_are() -> None:
    with pytest.raises(ReportError, match="ministry"):
        html.render(sample.assessment(0), edition="nobody")
    with pytest.raises(ReportError, match="en"):
        html.render(sample.assessment(0), lang="xx")
    with pytest.raises(ReportError):
        html.render(sample.assessment(0), edition="../ministry")


def test_a_word_that_a_language_lacks_is_an_error() -> None:
    words = strings.load("en")
    with pytest.raises(ReportError, match=r"en\.yaml has no 'part\.nothing'"):
        words("part.nothing")
    with pytest.raises(ReportError, match="asks for 'mark'"):
        words("part.annex")
    with pytest.raises(ReportError, match="is not a text"):
        words("part")


def test_words_count_join_and_date() -> None:
    words = strings.load("en")
    assert words("questions.desk", name="Police", n=1) == "Police: one question"
    assert words("questions.desk", name="Police", n=2) == "Police: 2 questions"
    assert words.join(["a", "b", "c"]) == "a, b and c"
    assert words.join(["a"]) == "a"
    assert words.join([]) == ""
    assert words.day(sample.DAY) == "21 November 2026"


def test_every_edition_names_parts_that_exist() -> None:
    for name in edition.editions():
        whole = Parts().model_copy(update=dict.fromkeys(Parts.model_fields, ()))
        parts = edition.load(name, whole)
        for part in (*parts.sections, *parts.annexes):
            template = Path("sections") / f"{part.name}.html.j2"
            homes = [content("reports") / "shared", content("reports") / "editions" / name]
            assert any((home / template).is_file() for home in homes), part.name


def test_an_assessment_without_findings_can_be_printed() -> None:
    empty = sample.assessment(0)
    bare = empty.model_copy(
        update={"findings": (), "open_questions": (), "acts": (), "tally": tally(())}
    )
    words = Page(html.render(bare)).words
    assert "No duty is known to apply" in words
    assert "Nothing is known that the law must change" in words


def test_two_instruments_stand_apart(assessed: Assessment) -> None:
    instrument = assessed.instruments[0].model_copy(update={"id": "other"})
    findings = [
        item.model_copy(update={"instrument": "other", "requirement": f"other.{item.requirement}"})
        for item in assessed.findings
    ]
    both = (*assessed.findings, *findings)
    printed = Page(
        html.render(
            assessed.model_copy(
                update={
                    "instruments": (*assessed.instruments, instrument),
                    "findings": both,
                    "tally": tally(both),
                }
            )
        )
    )
    ids = [str(attrs["id"]) for _, attrs in printed.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {"chapter-tst-i", "chapter-other-i"} <= set(ids)


def test_a_flag_that_gives_the_reason_of_its_finding_says_it_alone(assessed: Assessment) -> None:
    def reasons(because: str) -> list[str]:
        first = next(item for item in assessed.findings if item.flags_raised)
        item = first.model_copy(update={"conclusion": "not-met", "because": because})
        said = assessed.model_copy(update={"findings": (item,)})
        (chapter,) = chapters(said, said.instruments[0])
        (block,) = chapter.articles[0].blocks
        assert [flag.raised for flag in block.flags] == list(first.flags_raised)
        return [reason.text for reason in block.reasons]

    raised = next(item.flags_raised[0] for item in assessed.findings if item.flags_raised)
    assert reasons("Another reason.") == ["Another reason."]
    assert reasons(raised.because) == reasons(f"{raised.because[:12]}.") == []


def test_a_share_without_distance_between_its_bounds_is_one_figure() -> None:
    t = strings.load("en")
    assert t.span(1, 1) == "100%"
    assert re.fullmatch(r"50%\W+100%", t.span(0.5, 1))


def test_law_read_before_the_day_is_said_once_in_the_summary(assessed: Assessment) -> None:
    words = "The law was read on 1 November 2026, before the day of this report"
    marks = {"recheck": ("read-before-day",)}
    findings = tuple(item.model_copy(update=marks) for item in assessed.findings)
    printed = Page(html.render(assessed.model_copy(update={"findings": findings}))).words
    assert printed.count(words) == 1
    assert words not in Page(html.render(assessed)).words


def test_no_word_of_a_language_is_left_over() -> None:
    sources = [*content("reports").rglob("*.j2"), *Path(strings.__file__).parent.rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    named = set(re.findall(r"\b(?:t|self|words)\(f?\"([a-z_.-]+)[\"{]", text))
    named |= set(re.findall(r"\"([a-z_-]+\.[a-z_.-]+)\"", text))
    begun = tuple(key for key in named if key.endswith("."))
    table = read(content("reports") / "locales" / "en.yaml").data
    assert {key for key in keys(table) if key not in named and not key.startswith(begun)} == set()


def keys(table: dict[str, Any], lead: str = "") -> Iterator[str]:
    """Return every dotted key of a language; forms of one text count once."""
    for key, value in table.items():
        if isinstance(value, dict) and set(value) != {"one", "other"}:
            yield from keys(value, f"{lead}{key}.")
        else:
            yield f"{lead}{key}"
