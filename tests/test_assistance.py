"""Technical assistance: derived from a table, unless a requirement says what its gap takes."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from small import library, profile
from test_assess import demand

from treatygap.analysis.assistance import assistance
from treatygap.cli import main
from treatygap.load.assessment import load_assessment
from treatygap.load.document import build, read
from treatygap.model.assistance import AssistanceRules, Need
from treatygap.model.diagnostic import Invalid
from treatygap.model.instrument import Kind
from treatygap.model.requirement import Assistance
from treatygap.pipeline import assess
from treatygap.rules import assistance_rules

ALL: dict[Kind, tuple[Assistance, ...]] = dict.fromkeys(get_args(Kind), ())
RULES = AssistanceRules(by_kind={**ALL, "power": ("drafting",)}, by_topic={"powers": ("training",)})


def needs(*, own: list[str] | None = None, rules: AssistanceRules = RULES) -> tuple[Need, ...]:
    first = demand(id="toy.1", met_when={"power.search.exists": True}, assistance=own)
    other = demand(id="toy.2", met_when={"power.order.exists": True})
    held = library(first, other)
    return assistance(assess(profile({"power.search.exists": False}), held), held, rules)


@pytest.mark.parametrize(
    ("own", "rules", "kinds"),
    [
        (None, RULES, ("drafting", "training")),
        (None, AssistanceRules(by_kind=ALL), ()),
        (["equipment", "legal-advice"], RULES, ("legal-advice", "equipment")),
        ([], RULES, ()),
    ],
)
def test_kinds_follow_from_the_table_or_the_requirement(
    own: list[str] | None, rules: AssistanceRules, kinds: tuple[str, ...]
) -> None:
    (need,) = needs(own=own, rules=rules)
    assert (need.provision, need.kinds, need.findings) == ("toy:1", kinds, ("toy.1",))


def test_what_is_undetermined_is_counted_beside_the_gaps() -> None:
    assert needs()[0].open == 1


def test_a_table_that_forgets_a_kind_of_provision_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "assistance.yaml"
    file.write_text("by_kind:\n  offence: [drafting]\n")
    with pytest.raises(Invalid, match=r"no assistance for general, definition, .*write \[\]"):
        build(read(file), AssistanceRules)


def test_the_shipped_table_has_something_for_every_gap_of_the_law() -> None:
    rules = assistance_rules()
    assert {kind for kind, found in rules.by_kind.items() if not found} == {"notification", "final"}


def test_a_report_lists_each_provision_with_a_gap(tmp_path: Path) -> None:
    data, page = tmp_path / "a.json", tmp_path / "a.html"
    main(
        ["assess", "KEN", "-i", "unccc", "--with", "assistance", "-o", str(data)],
        standalone_mode=False,
    )
    main(["assess", "KEN", "-i", "unccc", "-o", str(page)], standalone_mode=False)
    found = load_assessment(data)
    gaps = {ref for item in found.findings if item.gap for ref in item.provisions}
    listed = {need.provision for need in found.parts.assistance or ()}
    assert gaps <= listed
    _, _, body = page.read_text().partition('id="part-assistance"')
    for provision in listed:
        assert f'<th scope="row">{provision.partition(":")[2]}</th>' in body
