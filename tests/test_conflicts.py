"""Tensions between requirements: shown by the facts, open, or absent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from markupsafe import escape
from small import contested, library, profile
from test_assess import demand

from treatygap.analysis.conflicts import conflicts
from treatygap.cli import main
from treatygap.load.assessment import load_assessment
from treatygap.load.document import build, read
from treatygap.model.tension import Tension
from treatygap.validate.tensions import check_tensions

LONG = Tension.model_validate(
    {
        "id": "long-secrecy",
        "title": "Long use and a bound",
        "for_each": "power",
        "between": ["toy.1", "toy.2"],
        "when": {"power.exists": True, "power.days": {"at_least": 3}},
        "because": "One asks for length, one for a bound.",
        "recommend": "Set a bound.",
    }
)
HELD = library(demand(id="toy.1"), demand(id="toy.2"))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"power.search.exists": True, "power.search.days": 4}, [("Search", True)]),
        ({"power.search.exists": True}, [("Search", False)]),
        ({"power.search.exists": True, "power.search.days": 1}, []),
        ({"power.search.exists": True, "power.search.days": contested(1, 4)}, [("Search", False)]),
    ],
)
def test_a_tension_is_shown_open_or_absent(
    answers: dict[str, Any], expected: list[tuple[str, bool]]
) -> None:
    found = conflicts(profile({"power.order.exists": False, **answers}), HELD, [LONG])
    assert [(item.member_label, item.shown) for item in found] == expected


def test_a_shown_tension_names_its_facts_and_an_open_one_what_would_tell() -> None:
    answers = {"power.search.exists": True, "power.search.days": 4, "power.order.exists": True}
    shown, open_ = conflicts(profile(answers), HELD, [LONG])
    assert [fact.id for fact in shown.facts] == ["power.search.days", "power.search.exists"]
    assert not open_.shown
    assert [fact.id for fact in open_.missing] == ["power.order.days"]


def test_tensions_of_instruments_not_asked_for_are_left_out() -> None:
    other = LONG.model_copy(update={"between": ("toy.1", "other.1")})
    assert conflicts(profile({"power.search.exists": True}), HELD, [other]) == ()


def test_a_faulty_tension_is_told_all_its_faults(tmp_path: Path) -> None:
    file = tmp_path / "tensions.yaml"
    file.write_text(
        "- id: one\n  title: t\n  between: [toy.1, toi.2, toy.9]\n"
        "  when: {law.sinse: 2020-01-01, law.data: {at_least: traffic}}\n"
        "  because: b\n  recommend: r\n"
    )
    document = read(file)
    found = check_tensions(build(document, list[Tension]), document, HELD, ["toy"])
    assert [str(item).removeprefix(f"{file}:") for item in found] == [
        "3:20: unknown-instrument: no instrument 'toi'; did you mean 'toy'?",
        "3:27: unknown-requirement: no requirement 'toy.9'; did you mean 'toy.2'?",
        "4:10: unknown-fact: no fact 'law.sinse'; did you mean 'law.since'?",
        "4:33: bad-test: at_least on 'law.data', whose answers have no order; use in",
    ]


def test_a_report_and_its_data_hold_the_conflicts(tmp_path: Path) -> None:
    data, page, again = tmp_path / "a.json", tmp_path / "a.html", tmp_path / "b.html"
    options = ["KEN", "-i", "unccc", "-i", "iccpr"]
    for extra in (["--with", "all", "-o", data], ["-o", page]):
        main(["assess", *options, *map(str, extra)], standalone_mode=False)
    main(["render", str(data), "-o", str(again)], standalone_mode=False)
    assert page.read_bytes() == again.read_bytes()
    saved = load_assessment(data)
    text = page.read_text()
    assert saved.parts.conflicts
    for conflict in saved.parts.conflicts:
        assert text.count(f"<h3>{escape(conflict.title)}") == 1
        assert all(f'href="#r-{requirement}"' in text for requirement in conflict.between)
    part = text.partition('class="part part-conflicts')[2].partition("</section>")[0]
    for standing, says in (("Shown", "Reason."), ("Open", "Reason, if it is so.")):
        assert part.count(f">{standing}</span>") == part.count(f"<b>{says}</b>")


def test_an_edition_prints_the_conflicts_of_its_reader_and_says_how_many_it_leaves_out(
    tmp_path: Path,
) -> None:
    data, pages = tmp_path / "a.json", {}
    main(
        ["assess", "KEN", "-i", "unccc", "--with", "conflicts", "-o", str(data)],
        standalone_mode=False,
    )
    for edition in ("ministry", "provider"):
        file = tmp_path / f"{edition}.html"
        options = ["--edition", edition, "-o", str(file)]
        main(["render", str(data), *options], standalone_mode=False)
        page = (
            file.read_text().partition('class="part part-conflicts')[2].partition("</section>")[0]
        )
        pages[edition] = page
    whole, part = (pages[name].count('<div class="block">') for name in ("ministry", "provider"))
    assert 0 < part < whole
    left = whole - part
    assert ("One more conflict" if left == 1 else f"{left} more conflicts") in pages["provider"]
    assert "more conflict" not in pages["ministry"]
    for block in pages["provider"].split('<div class="block">')[1:]:
        assert 'href="#r-' in block
    title = "United Nations Convention against Cybercrime"
    assert title not in pages["ministry"]


def test_without_its_part_a_report_has_no_such_section(tmp_path: Path) -> None:
    data, page = tmp_path / "a.json", tmp_path / "a.html"
    main(["assess", "KEN", "-i", "oecd-access", "-o", str(data)], standalone_mode=False)
    main(["render", str(data), "-o", str(page)], standalone_mode=False)
    assert load_assessment(data).parts.conflicts is None
    assert "part-conflicts" not in page.read_text().partition("</style>")[2]
