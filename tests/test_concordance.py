"""What one instrument does with another, from the relations between their provisions."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError
from small import library

from treatygap.analysis.differences import differences
from treatygap.load.document import build, read
from treatygap.model.concordance import Concordance, Pair
from treatygap.model.instrument import Instrument
from treatygap.rules import concordances
from treatygap.store import library as load_library
from treatygap.validate.concordance import check_concordance


def instrument(name: str) -> Instrument:
    (toy,) = library().instruments
    return toy.model_copy(
        update={
            "heading": toy.heading.model_copy(update={"id": name}),
            "provisions": tuple(
                item.model_copy(update={"id": f"{name}:{item.ref}"}) for item in toy.provisions
            ),
        }
    )


OLD, NEW = instrument("old"), instrument("new")
RELATED = Concordance(
    a="old",
    b="new",
    complete=True,
    pairs=(
        Pair(a="old:1", b="new:1", relation="subset", because="The new one reaches further."),
        Pair(a="old:2", relation="none", because="The new one leaves it out."),
        Pair(a="old:3", b="new:2", relation="equal", because="Other words, same duty."),
        Pair(b="new:3", relation="none", because="The old one knows nothing of it."),
    ),
)


def test_changes_are_read_from_the_first_to_the_second() -> None:
    found = differences(OLD, NEW, RELATED)
    assert [(item.change, item.because) for item in found] == [
        ("added", "The old one knows nothing of it."),
        ("dropped", "The new one leaves it out."),
        ("wider", "The new one reaches further."),
        ("same", "Other words, same duty."),
    ]


def test_turned_round_what_was_added_is_dropped_and_what_was_wider_is_narrower() -> None:
    found = differences(NEW, OLD, RELATED.turned())
    turned = {"added": "dropped", "dropped": "added", "wider": "narrower", "same": "same"}
    there = {item.because: item.change for item in differences(OLD, NEW, RELATED)}
    assert {item.because: item.change for item in found} == {
        because: turned[change] for because, change in there.items()
    }
    assert RELATED.turned().turned() == RELATED


@pytest.mark.parametrize(
    "sides", [{"a": "old:1"}, {}, {"a": "old:1", "b": "new:1", "relation": "none"}]
)
def test_a_relation_has_two_sides_and_none_has_one(sides: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="none has one provision"):
        Pair.model_validate({"relation": "equal", "because": "why", **sides})


def test_a_faulty_concordance_is_told_all_its_faults(tmp_path: Path) -> None:
    file = tmp_path / "old-new.yaml"
    file.write_text(
        "a: old\nb: new\ncomplete: true\npairs:\n"
        "  - {a: old:1, b: new:1, relation: equal, because: x}\n"
        "  - {a: old:1, b: new:1, relation: subset, because: x}\n"
        "  - {a: old:9, b: new:2, relation: equal, because: x}\n"
    )
    document = read(file)
    held = {"old": OLD, "new": NEW}
    found = check_concordance(build(document, Concordance), document, held)
    assert [str(item).removeprefix(f"{file}:") for item in found] == [
        "3:1: unrelated: 'new:3' is not related to anything; add a pair, or none",
        "3:1: unrelated: 'old:2' is not related to anything; add a pair, or none",
        "3:1: unrelated: 'old:3' is not related to anything; add a pair, or none",
        "6:5: related-twice: old:1 and new:1 are related twice",
        "7:6: unknown-provision: no provision 'old:9' in old; did you mean 'old:3'?",
    ]


def test_the_un_convention_beside_budapest_shows_what_every_reader_asks_for() -> None:
    held = library_of("budapest", "unccc")
    (related,) = concordances(held)
    changes = {
        (item.change, side.id)
        for item in differences(held[1], held[0], related)
        for side in (item.first, item.second)
        if side
    }
    assert related.complete
    assert {("added", f"budapest:{ref}") for ref in ("10(1)", "10(2)")} <= changes
    assert {("dropped", f"unccc:{ref}") for ref in ("15(1)", "16(1)", "17(1)(a)")} <= changes
    because = " ".join(" ".join(pair.because for pair in related.pairs).split())
    for words in ("names the treaties", "four years", "against a national", "article 15"):
        assert words in because


def library_of(*names: str) -> tuple[Instrument, ...]:
    return load_library(names).instruments
