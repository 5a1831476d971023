"""The strict reader: scalars as written, no tricks, and a place for every part."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treatygap.load import yaml
from treatygap.model.diagnostic import Invalid


def problems(text: str) -> list[str]:
    with pytest.raises(Invalid) as caught:
        yaml.parse(text, "f")
    return [f"{d.place.line}:{d.place.column} {d.code}" for d in caught.value.diagnostics]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("no", "no"),
        ("NO", "NO"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("'true'", "true"),
        ("null", None),
        ("~", None),
        ("", None),
        ("'null'", "null"),
        ("0", 0),
        ("14", 14),
        ("-3", -3),
        ("'14'", "14"),
        ("010", "010"),
        ("1.10", "1.10"),
        ("1.5", 1.5),
        ("-0.25", -0.25),
        ("1.0", "1.0"),
        ("1_000", "1_000"),
        ("+1", "+1"),
        ("0x1F", "0x1F"),
        ("0o17", "0o17"),
        ("1e5", "1e5"),
        (".5", ".5"),
        (".nan", ".nan"),
        (".inf", ".inf"),
        ("-.inf", "-.inf"),
        ("9" * 18, int("9" * 18)),
        ("9" * 19, "9" * 19),
        ("12:30:45", "12:30:45"),
        ("2026-01-01", "2026-01-01"),
        ("2026-02-30", "2026-02-30"),
        ("=", "="),
        ("<<", "<<"),
        ("s. 50(1)", "s. 50(1)"),
        ("unccc:24(2)", "unccc:24(2)"),
        ('"caf\\u00e9"', "café"),
        ("法律", "法律"),
        ("|-\n  one\n  two", "one\ntwo"),
        (">-\n  one\n  two", "one two"),
    ],
)
def test_a_scalar_is_read_as_it_stands(written: str, value: object) -> None:
    found = yaml.parse(f"key: {written}\n", "f")["key"]
    assert (found, type(found)) == (value, type(value))


def test_a_key_is_always_text() -> None:
    text = "true: 1\nnull: 2\n010: 3\n1.10: 4\nno: 5\n2026-01-01: 6\n"
    assert list(yaml.parse(text, "f")) == ["true", "null", "010", "1.10", "no", "2026-01-01"]


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "---\n...\n", "~"])
def test_nothing_is_nothing(text: str) -> None:
    assert yaml.parse(text, "f") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", ["3:1 duplicate-key"]),
        ("{a: 1, 'a': 2}", ["1:8 duplicate-key"]),
        ("- {b: {c: 1, c: 2}}", ["1:14 duplicate-key"]),
        ("'?': 1\n'?': 2\n", ["2:1 duplicate-key"]),
        ("a: &x 1\nb: *x\n", ["1:4 anchor", "2:4 alias"]),
        ("a: *nothing\n", ["1:4 alias"]),
        ("a: !!str 1\n", ["1:4 tag"]),
        ("a: !!python/name:os.system\n", ["1:4 tag"]),
        ("!!map {a: !local 1}\n", ["1:1 tag", "1:11 tag"]),
        ("%TAG ! tag:example.org,2026:\n---\na: !x 1\n", ["3:4 tag"]),
        ("a: 1\n---\nb: 2\n", ["2:1 several-documents"]),
        ("a: 1\n...\n---\n", ["3:1 several-documents"]),
        ("[a]: 1\n", ["1:1 key"]),
        ("? {a: 1}\n: 2\n? [b]\n: 3\n", ["1:3 key", "3:3 key"]),
        ("a: [1, 2\n", ["2:1 yaml-syntax"]),
        ("a: b: c\n", ["1:5 yaml-syntax"]),
        ("\ta: 1\n", ["1:1 yaml-syntax"]),
        ("a: @b\n", ["1:4 yaml-syntax"]),
        ("a: 1\nb: \x00\n", ["2:4 control-character"]),
        ("a: \x1b[31m\n", ["1:4 control-character"]),
        ('a: "\\x1b[31m"\n"b\\0": 1\n', ["1:4 control-character", "2:1 control-character"]),
        ("a: \ufffe\n", ["1:4 control-character"]),
        ("a: b\u2028c\n", ["1:5 control-character"]),
        ("a: 1\na: &x *y\n", ["2:7 yaml-syntax"]),
    ],
)
def test_what_is_refused_and_where(text: str, found: list[str]) -> None:
    assert problems(text)[-len(found) :] == found


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_ends_at_its_limit(opening: str) -> None:
    assert problems(opening * 5000)[-1].endswith(" too-deep")


def test_nesting_within_its_limit() -> None:
    found = yaml.parse("[" * yaml.MAX_DEPTH + "]" * yaml.MAX_DEPTH, "f")
    for _ in range(yaml.MAX_DEPTH - 1):
        (found,) = found
    assert found == []


def test_every_part_has_a_place() -> None:
    positions: yaml.Positions = {}
    yaml.parse("a: 1\nb:\n  - x\n  - {c: é, d: 2}\n", "f", positions)
    assert positions == {
        (): (1, 1),
        ("a",): (1, 1),
        ("b",): (2, 1),
        ("b", 0): (3, 5),
        ("b", 1): (4, 5),
        ("b", 1, "c"): (4, 6),
        ("b", 1, "d"): (4, 12),
    }


def test_line_ends_and_byte_order_marks_change_nothing() -> None:
    assert yaml.parse("a: 1\r\nb: |\r\n  x\r\n  y\r\n", "f") == {"a": 1, "b": "x\ny\n"}


printable = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp"], max_codepoint=0xFFFF), max_size=20
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | printable,
    lambda part: st.lists(part, max_size=4) | st.dictionaries(printable, part, max_size=4),
    max_leaves=20,
)


@given(values, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_json_is_read_as_json(value: Any, indent: int | str | None, ascii_only: bool) -> None:  # noqa: FBT001
    assert yaml.parse(json.dumps(value, indent=indent, ensure_ascii=ascii_only), "f") == value


@given(st.text() | st.text("{}[]&*!?:-,#|>'\"\n\t \\a0"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        yaml.parse(text, "f")
    except Invalid as error:
        assert error.diagnostics  # noqa: PT017 - either outcome will do
