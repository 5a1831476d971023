"""Profiles carried over to a later ruleset: nothing is lost, and doing it again changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from small import DAY, library, profile
from test_assess import demand

from treatygap import assess
from treatygap.analysis.compare import compare
from treatygap.analysis.migrate import migrate, renames
from treatygap.load.document import Document, build
from treatygap.load.rewrite import rewrite
from treatygap.load.yaml import parse
from treatygap.model.migration import Table
from treatygap.model.profile import Answer, Profile, ProfileFile
from treatygap.model.schema import schema

Run = Callable[..., Result]
CHAIN = [
    Table.model_validate(item)
    for item in (
        {
            "from": "1",
            "to": "2",
            "rename": {"law.a": "law.b", "law.p": "law.q"},
            "values": {"law.a": {"old": "new", "gone": None}, "law.z": {"old": "new"}},
            "retire": {"law.r": "It said nothing."},
        },
        {
            "from": "2",
            "to": "3",
            "split": {
                "law.b": {
                    "into": ["law.d", "law.e"],
                    "values": {"new": {"law.d": True, "law.e": "court"}, "x": {"law.d": False}},
                }
            },
            "rename": {"law.q": "law.c"},
        },
        {"from": "3", "to": "4", "rename": {"law.d": "law.f"}, "retire": {"law.e": "No more."}},
    )
]
OLD = ["law.a", "law.b", "law.c", "law.p", "law.q", "law.r", "law.d", "law.e", "law.f", "law.z"]
STYLES = ["json", "inline", "block"]
CITED = {"act": "An Act", "section": "s. 1 😀 §"}


def read(text: str) -> Profile:
    document = Document("p.yaml", text, parse(text, "p.yaml"))
    authored = build(document, ProfileFile)
    fields = {name: getattr(authored, name) for name in ProfileFile.model_fields}
    return Profile.model_construct(hash=document.hash, **fields)


def moved(text: str, tables: list[Table]) -> str:
    before = read(text)
    return rewrite(text, before, migrate(before, tables))


HEAD = "# Kept\nstate: KEN\nname: Kenya\nknown_on: 2026-01-01\n"
SECTION = """\
answers:
  # before the first
  law.z: {value: true}  # beside it
  law.a:
    # inside
    value: old  # the value
    evidence: [{act: An Act, section: s. 1}]
    note: Long words that
      go on.

  law.r:
    value: yes
    note: |
      Several
        lines.
  # after
  law.p: {value: x}
"""


def test_all_but_what_moves_stays_as_it_was_written() -> None:
    assert moved(HEAD + SECTION, CHAIN[:1]) == HEAD + SECTION.replace("law.a:", "law.b:").replace(
        "value: old ", "value: new "
    ).replace("law.p:", "law.q:").replace(
        "  law.r:\n    value: yes\n    note: |\n      Several\n        lines.\n", ""
    ) + (
        'set_aside:\n  - fact: "law.r"\n    why: "It said nothing."\n    version: "2"\n'
        "    answer:\n      value: yes\n      note: |\n        Several\n          lines.\n"
    )


def test_a_split_repeats_the_evidence_under_each_new_id() -> None:
    text = f"{HEAD}answers:\n  law.b:\n    value: new\n    note: Why.\n"
    assert moved(text, CHAIN[:2]) == (
        f"{HEAD}answers:\n  law.d:\n    value: true\n    note: Why.\n"
        "  law.e:\n    value: court\n    note: Why.\n"
    )


def test_what_follows_in_part_is_carried_and_set_aside() -> None:
    found = migrate(profile({"law.b": "x"}), CHAIN[:2])
    (move,) = found.moves
    assert [(one.fact, one.values) for one in move.carried] == [("law.d", (False,))]
    assert [(one.fact, one.values) for one in move.aside] == [("law.b", ("x",))]
    assert found.unanswered == ("law.e",)


def test_an_answer_never_takes_the_place_of_another() -> None:
    found = migrate(profile({"law.q": "one", "law.c": "two"}), CHAIN[:2])
    (move,) = found.moves
    assert (move.carried, move.aside[0].why) == ((), "'law.c' is answered already")
    assert found.kept == 1


def test_a_choice_without_a_successor_waits_for_a_person() -> None:
    several = Answer.model_validate({"values": [{"value": "old"}, {"value": "gone"}]})
    (move,) = migrate(profile({"law.a": several}), CHAIN[:1]).moves
    assert (move.carried, move.aside[0].values) == ((), ("old", "gone"))


def answers() -> st.SearchStrategy[dict[str, Any]]:
    values = st.sampled_from(["old", "new", "gone", "x", "unknown", "no", True, 3, ["old", "x"]])
    note = st.none() | st.sampled_from(
        ["A note: with a colon", "# no comment", "two\nlines", "é😀"]
    )
    one = st.fixed_dictionaries({"value": values, "evidence": st.just([CITED]), "note": note})
    several = st.lists(one, min_size=1, max_size=2).map(lambda held: {"values": held})
    return st.dictionaries(st.sampled_from(OLD), one | several, max_size=6)


def written(data: dict[str, Any], style: str) -> str:
    whole = {"state": "KEN", "name": "Kenya", "known_on": str(DAY), "answers": data}
    if style == "json":
        return json.dumps(whole, indent=2, ensure_ascii=False)
    lines = [HEAD.rstrip(), "answers:" if data else "answers: {}"]
    for fact, answer in data.items():
        inline = json.dumps(answer, ensure_ascii=False)
        block = "".join(
            f"\n    {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in answer.items()
        )
        lines.append(f"  {fact}:{f' {inline}' if style == 'inline' else block}")
    return "\n".join([*lines, ""])


def without_nothing(value: Any) -> Any:
    """Leave out what is None: the reader takes nothing for a missing key only."""
    if isinstance(value, dict):
        return {key: without_nothing(item) for key, item in value.items() if item is not None}
    return [without_nothing(item) for item in value] if isinstance(value, list) else value


def steps() -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, len(CHAIN)), max_size=4)


@given(answers().map(without_nothing), st.sampled_from(STYLES), steps())
def test_no_answer_is_ever_lost(data: dict[str, Any], style: str, path: list[int]) -> None:
    text = written(data, style)
    before = read(text)
    for version in path:
        text = moved(text, CHAIN[:version])
    after = read(text)
    kept = [*after.answers.values(), *(item.answer for item in after.set_aside)]
    assert len(kept) >= len(before.answers)
    for answer in before.answers.values():
        assert any(same_but_values(answer, other) for other in kept)
    again = moved(text, CHAIN[: max(path, default=0)])
    assert again == text


@given(answers().map(without_nothing), st.sampled_from(STYLES), steps())
def test_the_file_says_what_the_list_says(
    data: dict[str, Any], style: str, path: list[int]
) -> None:
    text = written(data, style)
    for version in path:
        before = read(text)
        found = migrate(before, CHAIN[:version])
        text = rewrite(text, before, found)
        after = read(text)
        said = {fact: values(answer) for fact, answer in after.answers.items()}
        carried = {one.fact: one.values for move in found.moves for one in move.carried}
        moves = {move.fact for move in found.moves}
        stayed = {fact: values(x) for fact, x in before.answers.items() if fact not in moves}
        assert said == {**stayed, **carried}
        new = after.set_aside[len(before.set_aside) :]
        assert sorted((item.fact, values(item.answer)) for item in new) == sorted(
            (one.fact, one.values) for move in found.moves for one in move.aside
        )


def values(answer: Answer) -> tuple[Any, ...]:
    return tuple(item.value for item in answer.statements)


def same_but_values(one: Answer, other: Answer) -> bool:
    def rest(answer: Answer) -> list[Any]:
        return [item.model_copy(update={"value": ""}) for item in answer.statements]

    return rest(one) == rest(other)


def test_at_once_or_step_by_step_is_the_same() -> None:
    text = HEAD + SECTION
    at_once = read(moved(text, CHAIN))
    for version in (1, 2, 3):
        text = moved(text, CHAIN[:version])
    by_steps = read(text)
    assert at_once.answers == by_steps.answers
    assert sorted(item.fact for item in at_once.set_aside) == sorted(
        item.fact for item in by_steps.set_aside
    )


def test_assessments_of_two_versions_meet_under_the_new_ids() -> None:
    tables = [Table.model_validate({"from": "1", "to": "2", "requirements": {"toy.1": "toy.2"}})]
    fact = {"power.search.exists": True}
    old = assess(profile(fact), library(demand()))
    new = assess(profile({"power.search.exists": False}), library(demand(id="toy.2")))
    new = new.model_copy(update={"profile_hash": "1"})
    assert len(compare((old, new)).differences) == 2
    (found,) = compare((old, new), renames(tables)).differences
    assert (found.id, found.reasons[0].why) == ("toy.2", "answer-corrected")


OUTDATED = """\
state: KEN
name: Kenya
known_on: 2026-01-01
acts:
  act: {title: Powers Act}
answers:
  law.published: {value: journal, evidence: [{act: act, section: s. 1}]}
  power.search.bounds: {value: court, evidence: [{act: act, section: s. 2}]}
  law.colour: {value: white, evidence: [{act: act, section: s. 3}]}
"""


def test_the_command_carries_over_and_lists_what_needs_a_person(run: Run, toy: Path) -> None:
    path = toy / "old.yaml"
    path.write_text(OUTDATED)
    refused = run("assess", path)
    assert refused.exit_code == 1
    assert "outdated: 'law.published' is no more since version 2; run treatygap" in refused.stderr
    said = run("profile", "migrate", path, "--list", "list.json").stdout
    assert "law.published -> law.publication: gazette" in said
    assert "set aside law.colour: white (s. 3 act): The colour of paper" in said
    assert "to be answered: power.search.days" in said
    listed = json.loads((toy / "list.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema("migrated")).iter_errors(listed)) == []
    assert (
        run("profile", "check", path).stdout
        == "Kenya: valid; 2 of 9 questions answered; 2 set aside\n"
    )
    text = path.read_text("utf-8")
    again = run("profile", "migrate", path).stdout
    assert path.read_text("utf-8") == text
    assert "set aside before, 3: power.search.bounds" in again


def test_it_stops_at_a_version_and_writes_elsewhere(run: Run, toy: Path) -> None:
    path = toy / "old.yaml"
    path.write_text(OUTDATED)
    assert run("profile", "migrate", path, "--to", "2", "-o", "new.yaml").exit_code == 0
    assert path.read_text() == OUTDATED
    assert "power.search.bounds" in read((toy / "new.yaml").read_text("utf-8")).answers
    assert run("profile", "migrate", path, "--to", "9").exit_code == 2


def test_a_profile_that_ships_is_copied_and_never_changed(run: Run, toy: Path) -> None:
    refused = run("profile", "migrate", "KEN")
    assert refused.exit_code == 2
    assert (
        "KEN ships with treatygap and stays as it is; write a copy: -o KEN.yaml" in refused.stderr
    )
    assert run("profile", "migrate", "KEN", "-o", "copy.yaml").exit_code == 0
    assert (toy / "copy.yaml").read_text("utf-8") == (
        toy.parent / "installed" / "profiles" / "KEN.yaml"
    ).read_text("utf-8")
    assert "no such file, nor state with a profile" in run("profile", "migrate", "KYA").stderr


@pytest.mark.usefixtures("toy")
def test_the_list_is_a_page(run: Run, toy: Path) -> None:
    path = toy / "old.yaml"
    path.write_text(OUTDATED)
    assert run("profile", "migrate", path, "--list", "list.html").exit_code == 0
    page = (toy / "list.html").read_text("utf-8")
    assert "The colour of paper says nothing about the law." in page


@pytest.mark.usefixtures("toy")
def test_ids_run_from_left_to_right_in_arabic_and_an_empty_list_has_no_table(
    run: Run, toy: Path
) -> None:
    path = toy / "old.yaml"
    path.write_text(OUTDATED)
    run("profile", "migrate", path, "-o", "new.yaml", "--list", "old.html", "--lang", "ar")
    page = (toy / "old.html").read_text("utf-8")
    assert '<th scope="row"><bdi dir="ltr">law.published</bdi></th>' in page
    run("profile", "migrate", "KEN", "-o", "copy.yaml", "--list", "none.html")
    assert "<thead>" not in (toy / "none.html").read_text("utf-8")
