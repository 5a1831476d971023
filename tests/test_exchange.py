"""Exports for other programs, as those programs read them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import junitparser
import pytest
import rdflib
import sample
import trestle.core.validator_factory  # noqa: F401 - all_validator needs it to be there
import yaml
from trestle.core.all_validator import AllValidator
from trestle.oscal.assessment_results import AssessmentResults
from trestle.oscal.catalog import Catalog

from treatygap.model.assessment import Assessment
from treatygap.model.finding import Finding
from treatygap.reporting.exports import FORMATS, Order, export
from treatygap.reporting.findings import shown

ASSESSED = sample.assessment(16)
ORDER = Order(ASSESSED)
NAMED = [name for name, form in FORMATS.items() if form.named]


def decides(finding: Finding) -> str:
    return "contrary" if "contrary" in finding.flags else shown(finding)


def several() -> Assessment:
    """The made-up assessment under two instruments."""
    other = ASSESSED.instruments[0].model_copy(update={"id": "other"})
    return ASSESSED.model_copy(update={"instruments": (*ASSESSED.instruments, other)})


@pytest.mark.parametrize("name", NAMED)
def test_the_same_assessment_is_the_same_bytes(name: str) -> None:
    assert export(name, ORDER) == export(name, ORDER)


def controls(group: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from group.get("controls", ())
    for inner in group.get("groups", ()):
        yield from controls(inner)


@pytest.fixture(scope="module")
def catalog() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export("oscal-catalog", ORDER))["catalog"]
    return found


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(export("oscal-results", ORDER))["assessment-results"]
    return found


def read_oscal(made: bytes, folder: Path) -> None:
    """Read an OSCAL document as trestle does, and run all of its validations."""
    file = folder / "oscal.json"
    file.write_bytes(made)
    model = Catalog if made.startswith(b'{\n  "catalog"') else AssessmentResults
    read = model.oscal_read(file)
    assert read is not None
    assert AllValidator().model_is_valid(read, True, folder)


@pytest.mark.parametrize("assessed", [ASSESSED, several()], ids=["one", "several"])
def test_trestle_accepts_the_catalog_and_the_results(assessed: Assessment, tmp_path: Path) -> None:
    for name in ("oscal-catalog", "oscal-results"):
        read_oscal(export(name, Order(assessed)), tmp_path)


def test_a_catalog_has_a_group_a_chapter_and_a_control_a_provision(
    catalog: dict[str, Any],
) -> None:
    used = ASSESSED.instruments[0]
    titles = [group["title"] for group in catalog["groups"]]
    assert titles == ["Chapter I: General", "Chapter II: Powers", "Outside the chapters"]
    found = list(controls(catalog))
    assert [item["props"][0]["value"] for item in found] == [item.ref for item in used.provisions]
    assert [item["parts"][0]["prose"] for item in found] == [item.gist for item in used.provisions]
    assert catalog["metadata"]["oscal-version"] == "1.1.3"
    assert catalog["metadata"]["last-modified"] == "2026-11-21T00:00:00Z"


def test_a_catalog_of_several_instruments_has_a_group_for_each() -> None:
    made = json.loads(export("oscal-catalog", Order(several())))["catalog"]
    assert [group["class"] for group in made["groups"]] == ["instrument", "instrument"]
    assert len(list(controls(made))) == 2 * len(ASSESSED.instruments[0].provisions)


def test_results_point_at_the_statements_of_the_catalog(
    catalog: dict[str, Any], results: dict[str, Any]
) -> None:
    statements = {part.get("id") for item in controls(catalog) for part in item["parts"]}
    (result,) = results["results"]
    assert {item["target"]["target-id"] for item in result["findings"]} <= statements
    observed = {item["uuid"] for item in result["observations"]}
    related = [item["related-observations"][0]["observation-uuid"] for item in result["findings"]]
    assert set(related) == observed
    known = {item["id"] for item in controls(catalog)}
    selected = result["reviewed-controls"]["control-selections"][0]["include-controls"]
    assert {item["control-id"] for item in selected} <= known


def test_results_say_what_is_not_known(results: dict[str, Any]) -> None:
    found = results["results"][0]["findings"]
    reasons = {"met": ("satisfied", "pass"), "not-met": ("not-satisfied", "fail"),
               "contrary": ("not-satisfied", "fail"), "partly": ("not-satisfied", "partly"),
               "undetermined": ("not-satisfied", "undetermined"),
               "not-applicable": ("satisfied", "not-applicable"),
               "option-partly": ("satisfied", "option-partly")}  # fmt: skip
    for item, finding in zip(found, ASSESSED.findings, strict=True):
        status = item["target"]["status"]
        assert (status["state"], status["reason"]) == reasons[decides(finding)]
        values = [(prop["name"], prop["value"]) for prop in item["props"]]
        assert ("conclusion", finding.conclusion) in values
        assert [value for name, value in values if name == "possible"] == list(finding.possible)
        if finding.conclusion == "undetermined":
            assert "what is known does not settle it" in status["remarks"]
            assert "What is missing: " in status["remarks"]
    assert {decides(finding) for finding in ASSESSED.findings} == reasons.keys()


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")
def test_earl_as_linked_data() -> None:
    graph = rdflib.Graph().parse(data=export("earl", ORDER), format="json-ld")
    query = """
        PREFIX earl: <http://www.w3.org/ns/earl#>
        PREFIX dct: <http://purl.org/dc/terms/>
        SELECT ?test ?outcome WHERE {
            ?assertion a earl:Assertion ; earl:test ?test ; earl:mode earl:automatic ;
                earl:assertedBy/dct:title ?by ; earl:subject [ a earl:TestSubject ] ;
                earl:result [ a earl:TestResult ; earl:outcome ?outcome ] . }"""
    outcomes = {str(row[0]): str(row[1]).rpartition("#")[2] for row in graph.query(query)}  # type: ignore[index]
    expected = {"met": "passed", "partly": "failed", "not-met": "failed", "contrary": "failed",
                "undetermined": "cantTell", "not-applicable": "inapplicable",
                "option-partly": "inapplicable"}  # fmt: skip
    for finding in ASSESSED.findings:
        assert outcomes[f"urn:treatygap:finding:{finding.id}"] == expected[decides(finding)]
    tested = {ref for finding in ASSESSED.findings for ref in finding.provisions}
    rest = [item.id for item in ASSESSED.instruments[0].provisions if item.id not in tested]
    assert {outcomes[f"urn:treatygap:provision:{ref}"] for ref in rest} == {"untested"}
    assert len(outcomes) == len(ASSESSED.findings) + len(rest)


def test_junit_fails_on_gaps_and_skips_what_is_not_known() -> None:
    suites = junitparser.JUnitXml.fromstring(export("junit", ORDER))
    said: dict[str, Any] = {}
    for suite in suites:
        counted = Counter(type(result) for case in suite for result in case.result)
        assert suite.tests == len(list(suite))
        assert suite.failures == counted[junitparser.Failure]
        assert suite.skipped == counted[junitparser.Skipped]
        assert suite.errors == 0
        said |= {case.name: case.result for case in suite}
    assert (suites.tests, suites.errors) == (len(ASSESSED.findings), 0)
    for finding in ASSESSED.findings:
        result = said[finding.id]
        if "contrary" in finding.flags or (finding.gap and "reserved" not in finding.flags):
            assert [type(item) for item in result] == [junitparser.Failure]
            assert finding.title in result[0].message
        elif finding.conclusion in ("undetermined", "not-applicable") or finding.gap:
            assert [type(item) for item in result] == [junitparser.Skipped]
        else:
            assert result == []
        if finding.conclusion == "undetermined" and not finding.flags:
            assert result[0].message.startswith("Undetermined: ")
            assert "What is missing: " in result[0].message


# As in backend/core/models.py of intuitem/ciso-assistant-community.
URN = re.compile(
    r"^urn:([a-zA-Z0-9_-]+):([a-zA-Z0-9_-]+):([a-zA-Z0-9_-]+)(?::([a-zA-Z0-9_-]+))?"
    r":([0-9A-Za-z\[\]\(\)\-\._:]+)$"
)


def test_ciso_assistant_finds_what_it_requires() -> None:
    made = yaml.safe_load(export("ciso", Order(several())))
    assert made.keys() >= {"urn", "name", "ref_id", "locale", "version", "objects"}
    assert URN.match(made["urn"])
    assert made["version"] == int(made["version"]) == 2026001
    assert [item["ref_id"] for item in made["objects"]["frameworks"]] == ["tst", "other"]
    seen: set[str] = set()
    for framework in made["objects"]["frameworks"]:
        assert framework.keys() >= {"ref_id", "urn", "requirement_nodes"}
        groups = {item["ref_id"] for item in framework["implementation_groups_definition"]}
        for node in framework["requirement_nodes"]:
            assert URN.match(node["urn"])
            assert node["urn"] == node["urn"].lower()
            assert node["urn"] not in seen
            assert node.get("parent_urn") in (seen if node["depth"] > 1 else {None})
            assert node.get("name") or node.get("description")
            assert set(node.get("implementation_groups", ())) <= groups
            seen.add(node["urn"])
    provisions = [item for item in made["objects"]["frameworks"][0]["requirement_nodes"]
                  if item["depth"] == 3]  # fmt: skip
    used = ASSESSED.instruments[0].provisions
    assert [item["ref_id"] for item in provisions] == [item.ref for item in used]
    assert [item["assessable"] for item in provisions] == [
        item.not_assessable is None for item in used
    ]


def test_a_library_holds_nothing_of_the_law_of_the_state() -> None:
    made = export("ciso", ORDER).decode()
    assert "Ruritania" not in made
    assert sample.ACT not in made


@pytest.mark.parametrize("name", NAMED)
def test_exports_without_findings(name: str) -> None:
    assert export(name, Order(ASSESSED.model_copy(update={"findings": ()})))


def test_the_json_that_is_saved_is_another_format(toy: Path, run: Any) -> None:
    assert run("assess", "KEN", "-o", "a.json").exit_code == 0
    assert run("render", "a.json", "--format", "oscal-results", "-o", "b.json").exit_code == 0
    assert "assessment-results" in json.loads((toy / "b.json").read_text("utf-8"))
    result = run("render", "a.json", "-o", "b.xml")
    assert "b.xml: say which it is to be: --format junit" in result.stderr
