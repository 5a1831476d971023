"""Before ratification: courses with bounds, statements that fit the law, and days to watch."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small import BANK, DAY, contested, library, profile
from test_assess import demand

from treatygap.analysis.ratification import ratification
from treatygap.cli import main
from treatygap.load.assessment import load_assessment
from treatygap.model.assessment import ActUsed
from treatygap.model.instrument import Force, Instrument, Library, Milestone, Reservation
from treatygap.model.profile import Act, Answer, Evidence
from treatygap.model.ratification import Course, Ratification, Span
from treatygap.pipeline import assess
from treatygap.reporting import html
from treatygap.reporting.ratification import decisions
from treatygap.reporting.reforms import reforms
from treatygap.reporting.timeline import timeline
from treatygap.validate.assessment import check_assessment

HELD = library(
    demand(id="toy.1", met_when={"power.search.exists": True}),
    demand(id="toy.2", met_when={"power.order.exists": True}),
    demand(id="toy.3", provisions=["toy:2"], met_when={"power.order.exists": True}),
    demand(
        id="toy.4",
        met_when={"power.search.exists": True},
        contrary={"when": {"power.search.days": 4}, "because": "Why.", "recommend": "Repeal."},
    ),
)


def said(name: str, **more: Any) -> Reservation:
    head = {"id": name, "kind": "reservation", "provision": "toy:1", "title": "T", "says": "S"}
    return Reservation.model_validate({**head, "when": "W", **more})


def joining(
    answers: dict[str, Any], *entries: Reservation, held: Library = HELD, **heading: Any
) -> Ratification:
    first = held.instruments[0]
    changed = Instrument.model_construct(
        **{
            **dict(first),
            "heading": first.heading.model_copy(update=heading),
            "reservations": entries,
        }
    )
    there = Library(questions=BANK, instruments=(changed,))
    known = profile(answers)
    found = ratification(assess(known, there), known, there)
    return found[0]


def spans(course: Course) -> dict[str, tuple[int, int]]:
    return {
        name: (value.low, value.high)
        for name, value in dict(course).items()
        if isinstance(value, Span)
    }


def test_courses_count_what_stays_with_both_bounds() -> None:
    covering = said("toy.reservation.1", covers=["toy.1"])
    as_is, reserved, reformed = joining({"power.search.exists": False}, covering).courses
    assert spans(as_is) == {
        "unmet": (2, 4),
        "set_aside": (0, 0),
        "breaches": (2, 3),
        "weaker": (0, 1),
        "provisions": (1, 1),
        "reservations": (0, 0),
        "notices": (0, 0),
    }
    assert spans(reserved)["set_aside"] == (1, 1)
    assert spans(reserved)["breaches"] == (1, 2)
    assert spans(reserved)["reservations"] == (1, 1)
    assert spans(reformed)["unmet"] == (0, 2)
    assert (as_is.changes, reformed.changes) == (0, 2)


def test_a_reservation_for_an_undetermined_gap_widens_the_bounds() -> None:
    covering = said("toy.reservation.2", covers=["toy.2"])
    _, reserved, _ = joining({"power.search.exists": True}, covering).courses
    assert spans(reserved)["set_aside"] == (0, 1)
    assert spans(reserved)["reservations"] == (0, 1)


def test_law_that_the_treaty_forbids_is_reached_by_no_reservation() -> None:
    answers = {"power.search.exists": True, "power.order.exists": True, "power.search.days": 4}
    covering = said("toy.reservation.4", covers=["toy.4"])
    found = joining(answers, covering)
    assert found.unmet == ("toy.4",)
    assert {spans(course)["breaches"] for course in found.courses} == {(1, 1), (0, 0)}
    assert spans(found.courses[1])["set_aside"] == (0, 0)


@pytest.mark.parametrize(
    ("more", "answers", "standing"),
    [
        ({"kind": "notification", "demanded": True}, {}, "demanded"),
        ({"covers": ["toy.1"]}, {"power.search.exists": False}, "useful"),
        ({"covers": ["toy.1"]}, {}, "perhaps"),
        ({"covers": ["toy.1"]}, {"power.search.exists": True}, "idle"),
        ({}, {}, "choice"),
        ({"for_whom": {"power.search.days": 3}}, {"power.search.days": 2}, "closed"),
        (
            {"kind": "declaration", "for_whom": {"power.search.days": 3}},
            {"power.search.days": 3},
            "used",
        ),
    ],
)
def test_what_a_statement_is_to_a_state(
    more: dict[str, Any], answers: dict[str, Any], standing: str
) -> None:
    assert joining(answers, said("toy.r", **more)).prepared[0].standing == standing


@pytest.mark.parametrize("days", [None, contested(2, 3)])
def test_a_statement_that_hangs_on_an_open_question_names_it(days: Answer | None) -> None:
    entry = said("toy.n", kind="notification", demanded=True, for_whom={"power.search.days": 3})
    found = joining({"power.search.days": days} if days else {}, entry)
    assert [fact.id for fact in found.prepared[0].missing] == ["power.search.days"]
    assert spans(found.courses[0])["notices"] == (0, 1)


def test_an_authority_that_the_law_lacks_must_come_first() -> None:
    entry = said("toy.n", kind="notification", demanded=True, needs=["toy.1", "toy.2"])
    found = joining({"power.search.exists": False}, entry).prepared[0]
    assert (found.waits_for, found.may_wait_for) == (("toy.1",), ("toy.2",))


def test_a_statement_of_an_organization_is_not_for_a_state() -> None:
    assert joining({}, said("toy.d", kind="declaration", of="organization")).prepared == ()


def test_days_ahead_are_watched_in_their_order() -> None:
    ahead = Evidence(act="Act", section="s. 1", in_force_from=date(2027, 3, 1))
    now = Evidence(act="Act", section="s. 2")
    answer = Answer(value=False, evidence=(ahead, now))
    days = (
        Milestone(on=date(2025, 1, 1), says="Past."),
        Milestone(on=date(2026, 12, 31), says="Last day."),
    )
    found = joining({"power.search.exists": answer}, milestones=days).watch
    assert [(item.kind, item.on) for item in found if item.on] == [
        ("law-read", DAY),
        ("milestone", date(2026, 12, 31)),
        ("law-begins", date(2027, 3, 1)),
    ]
    assert {item.kind: item.count for item in found if item.on is None} == {
        "undetermined": 2,
        "unchecked": 3,
    }


@pytest.mark.parametrize(
    ("name", "state", "force"), [("budapest", "EST", "binds"), ("unccc", "KEN", "not-party")]
)
def test_a_state_that_is_bound_has_nothing_to_ratify(
    tmp_path: Path, name: str, state: str, force: Force
) -> None:
    data = tmp_path / "a.json"
    main(["ratify", state, "-i", name, "-o", str(data)], standalone_mode=False)
    found = load_assessment(data)
    assert check_assessment(found, "a.json") == []
    assert found.instruments[0].force == force
    (part,) = found.parts.ratification or ()
    assert bool(part.courses) == (force != "binds")
    standing = {item.id: item.standing for item in part.prepared}
    assert ("late" in standing.values()) == (force == "binds")
    assert standing.get("budapest.declaration.2", "used") == "used"
    changed = [item for item in found.findings if item.id in part.unmet]
    listed = [item for item in reforms(changed) if item.kinds != ("over-reach",)]
    assert all(course.changes in (0, len(listed)) for course in part.courses)
    page = html.render(found, "ratification")
    assert ("ready by deposit" in page) == (force != "binds")
    (decision,) = decisions(found)
    assert decision.questions == len(found.open_questions)
    members = {(item.title, item.member_label) for item in found.findings if item.member_label}
    for row in decision.undecided:
        assert {(row.title, member) for member in row.members} <= members


def test_a_section_with_a_day_of_its_own_is_named_on_the_line_of_time_with_its_note() -> None:
    whole = Act(title="Act", in_force_from=date(2020, 1, 1))
    cited = Evidence(act="act", section="s. 1").within(whole)
    later = Evidence(act="act", section="s. 2", in_force_from=date(2024, 5, 1), note="Inserted.")
    answer = Answer(value=True, evidence=(cited, later.within(whole)))
    known = profile({"power.search.exists": answer})
    found = assess(known, HELD).model_copy(update={"acts": (ActUsed(**dict(whole)),)})
    line = timeline(found, found.instruments[0], found.findings)
    said = [(item.day.on, item.day.says) for item in line.marks if item.day.kind == "law-begins"]
    assert said == [(date(2020, 1, 1), "Act"), (date(2024, 5, 1), "Act, s. 2 (Inserted.)")]


def test_no_mark_hides_the_day_of_the_report() -> None:
    whole = Act(title="Act")
    days = [date(2025, 12, 20), date(2026, 1, 10), date(2026, 1, 25)]
    evidence = tuple(
        Evidence(act="act", section=f"s. {n}", in_force_from=day).within(whole)
        for n, day in enumerate(days)
    )
    known = profile({"power.search.exists": Answer(value=True, evidence=evidence)})
    found = assess(known, HELD, days[1])
    line = timeline(found, found.instruments[0], found.findings)
    for mark in line.marks:
        if mark.day.on != days[1]:
            assert abs(mark.x - line.today) >= 3.8
            assert (mark.x > line.today) == mark.ahead


def test_the_paper_says_what_the_report_says(tmp_path: Path) -> None:
    paper, report = tmp_path / "paper.html", tmp_path / "report.html"
    main(["ratify", "KEN", "-i", "unccc", "-o", str(paper)], standalone_mode=False)
    main(["assess", "KEN", "-i", "unccc", "-o", str(report)], standalone_mode=False)
    texts = []
    for page in (paper, report):
        _, _, body = page.read_text().partition('id="part-ratification"')
        inside = body.partition("</h2>")[2].partition("</section>")[0]
        texts.append("".join(re.sub(r"<[^>]+>", "", inside).split()))
    assert texts[0] == texts[1]
    assert "Extraditiononlybytreaty" in texts[0]
    assert "thelawofthestateinforcefromthisday:cmca20182" in texts[0].lower()
    assert "standwiththefindings" not in texts[0]
    targets = re.findall(r'href="#([^"]+)"', paper.read_text())
    assert all(f'id="{target}"' in paper.read_text() for target in targets)


def test_principles_and_directives_are_not_ratified(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["-i", "oecd-access", "-i", "eu-led"]
    main(["ratify", "EST", *names], standalone_mode=False)
    assert capsys.readouterr().out == "There is no treaty to ratify among these.\n"
