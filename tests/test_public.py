"""What a profile marks as restricted is in no byte of its public edition, which shows where."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import small
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from treatygap.analysis.next import next_questions
from treatygap.analysis.obligations import obligations
from treatygap.analysis.ratification import ratification
from treatygap.cli.inputs import KNOWN
from treatygap.load.pdf import texts
from treatygap.model.assessment import Assessment
from treatygap.model.finding import FactUsed
from treatygap.model.parts import Parts
from treatygap.model.profile import Act, Answer, Evidence, Practice, Profile, Statement
from treatygap.model.register import Register
from treatygap.model.requirement import Requirement
from treatygap.pipeline import assess
from treatygap.reporting import html, strings
from treatygap.reporting.edition import editions, needs
from treatygap.reporting.public import OPENED, publish
from treatygap.store import as_json

Run = Callable[..., Result]
MARK = "Zebra"
"""A word of everything that is to be withheld, and of nothing else."""


def evidence(word: str) -> tuple[Evidence, ...]:
    return (Evidence(act=f"{word}-act", section=f"s. {word}", note=f"{word} rules"),)


def statement(value: Any, source: Any, *, hidden: bool) -> Statement:
    word = MARK.lower() if hidden else "open"
    return Statement(
        value=value, source=source, evidence=evidence(word), note=f"{word} note", restricted=hidden
    )


@st.composite
def answers(draw: st.DrawFn, fact: str) -> Answer:
    """An answer of one value or of two sources, any of it restricted, its texts told apart."""
    hidden = draw(st.booleans())
    word = MARK.lower() if hidden else "open"
    practice = Practice(says=f"{word} practice", evidence=evidence(word))
    if draw(st.booleans()):
        one, other = draw(st.booleans()), draw(st.booleans())
        both = (
            statement(draw(small.values(fact)), "government", hidden=hidden or one),
            statement(draw(small.values(fact)), "expert", hidden=hidden or other),
        )
        return Answer(values=both, practice=practice, restricted=hidden)
    return Answer(
        value=draw(small.values(fact) | st.just("unknown")),
        evidence=evidence(word),
        note=f"{word} note",
        practice=practice,
        restricted=hidden,
    )


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    chosen = draw(st.lists(st.sampled_from(small.FACTS), min_size=1, unique=True))
    bare = small.profile({fact: draw(answers(fact)) for fact in chosen})
    cited = {word for word in ("open", MARK.lower()) if f"{word}-act" in bare.model_dump_json()}
    acts = {f"{word}-act": Act(title=f"The {word} act") for word in cited}
    return bare.model_copy(update={"acts": acts})


REGISTER = Register.model_validate({
    "for_each": "power",
    "given": {"power.exists": True},
    "headlines": [{"id": "police", "title": "Police", "when": {"power.authority": "police"}}],
    "columns": [
        {"id": "who", "title": "Who", "facts": [{"fact": "power.authority"}]},
        {"id": "long", "title": "How long", "facts": [{"fact": "power.days"}]},
    ],
    "general": [{"id": "data", "title": "Data", "facts": [{"fact": "law.data"}]}],
})  # fmt: skip


def whole(profile: Profile, requirement: Requirement) -> Assessment:
    """An assessment with the parts that hold facts of the profile."""
    rules = small.library(requirement)
    found = assess(profile, rules)
    parts = Parts(
        obligations=obligations(profile, rules, REGISTER),
        next=next_questions(profile, rules),
        ratification=ratification(found, profile, rules),
    )
    return found.model_copy(update={"parts": parts})


assessments = st.builds(whole, profiles(), small.requirements())


@given(assessments)
def test_no_restricted_word_is_left_and_no_conclusion_changes(found: Assessment) -> None:
    made = publish(found)
    assert MARK.lower() not in as_json(made).decode().lower()
    assert made.tally == found.tally
    for before, after in zip(found.findings, made.findings, strict=True):
        kept = {"facts", "because", "recheck"}
        assert after.model_dump(exclude=kept) == before.model_dump(exclude=kept)
        closed = MARK.lower() in before.model_dump_json().lower()
        assert ("rests-on-withheld" in after.recheck) >= closed
        assert len(after.facts) == len(before.facts)


@given(assessments)
def test_what_is_not_restricted_stays(found: Assessment) -> None:
    made = publish(found)
    for before, after in zip(found.findings, made.findings, strict=True):
        for one, other in zip(before.facts, after.facts, strict=True):
            if MARK.lower() not in one.model_dump_json().lower():
                assert one == other
            elif not one.restricted:
                said = [item for item in one.statements if not item.restricted]
                assert [item for item in other.statements if not item.restricted] == said
                assert other.value == one.value


@given(assessments)
def test_publishing_twice_changes_nothing_more(found: Assessment) -> None:
    assert publish(publish(found)) == publish(found)


@given(assessments)
def test_a_power_with_a_restricted_answer_is_withheld_whole(found: Assessment) -> None:
    before, after = found.parts.obligations, publish(found).parts.obligations
    assert before
    assert after
    for one, other in zip(before.powers, after.powers, strict=True):
        closed = MARK.lower() in one.model_dump_json().lower()
        assert other.withheld == closed
        assert (other == one) != closed
        assert all(
            closed <= (one.label not in (*line.shown, *line.open)) for line in after.headlines
        )
        assert all((one.label in line.withheld) == closed for line in after.headlines)


def test_the_provider_edition_says_of_what_it_is_silent() -> None:
    secret = statement("police", "law", hidden=True)
    bare = small.profile({
        "power.search.exists": Answer(value=True, evidence=evidence("open")),
        "power.search.authority": Answer(values=(secret,)),
    })  # fmt: skip
    page = html.render(publish(whole(bare, COURT)), "provider")
    assert "Withheld: Search." in page
    assert "withheld for Search" in page
    assert MARK.lower() not in page.lower()


def test_a_part_that_would_tell_by_what_it_holds_is_withheld_whole(
    profile: Path, toy: Path, run: Run
) -> None:
    assert {*OPENED} < {*Parts.model_fields}
    run("assess", profile, "--with", "plan", "-o", toy / "full.json")
    assert "plan" in json.loads((toy / "full.json").read_text())["parts"]
    run("render", toy / "full.json", "--public", "-o", toy / "public.json")
    made = json.loads((toy / "public.json").read_text())
    assert "plan" not in made["parts"]
    assert made["withheld_parts"] == ["plan"]
    run("render", toy / "public.json", "-o", toy / "public.html")
    assert "Withheld whole: Plan" in (toy / "public.html").read_text()


COURT = Requirement.model_validate({
    "id": "toy.1", "provisions": ["toy:1"], "title": "A court", "severity": "major",
    "lens": ["ministry"], "because": "None.", "recommend": "One.",
    "met_when": {"power.search.authority": "court"},
})  # fmt: skip


@pytest.fixture
def profile(toy: Path) -> Path:
    """The toy profile with three restricted answers, marked wherever they can be."""
    text = (toy.parent / "installed" / "profiles" / "KEN.yaml").read_text("utf-8")
    secret = (
        f"{{act: secret, section: s. {MARK}1, note: {MARK} rules, url: 'https://{MARK}.example'}}"
    )
    text = text.replace("acts:\n", f"acts:\n  secret:\n    title: {MARK} Act\n    short: {MARK}A\n")
    hidden = (
        f"    restricted: true\n    note: {MARK} note\n"
        f"    practice: {{says: {MARK} happens, evidence: [{secret}]}}\n"
        f"    evidence: [{secret}]\n"
    )
    for fact in ("power.search.days", "power.order.authority"):
        head, rest = text.split(f"  {fact}:\n")
        lines = rest.splitlines(keepends=True)
        value = lines[0] if fact != "power.search.days" else "    value: 987654\n"
        text = f"{head}  {fact}:\n{value}{hidden}{''.join(lines[2:])}"
    head, rest = text.split("  power.search.authority:\n")
    text = (
        f"{head}  power.search.authority:\n    values:\n"
        "      - {value: court, source: government, evidence: [{act: act, section: s. 2}]}\n"
        f"      - {{value: none, source: expert, restricted: true, note: {MARK} says,"
        f" evidence: [{secret}]}}\n" + "".join(rest.splitlines(keepends=True)[2:])
    )
    file = toy / "profile.yaml"
    file.write_text(text, "utf-8")
    return file


def pieces(body: bytes) -> Iterator[bytes]:
    """Every byte of a file as it is, and as it is once opened."""
    yield body
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as held:
            for member in held.namelist():
                yield from pieces(held.read(member))
    if body[:5] == b"%PDF-":
        yield " ".join(texts(body)).encode()
        with pikepdf.open(io.BytesIO(body)) as document:
            for item in document.objects:
                is_stream = isinstance(item, pikepdf.Stream)
                yield item.read_bytes() if is_stream else repr(item).encode()
            for attached in document.attachments.values():
                yield from pieces(attached.get_file().read_bytes())


SECRETS = (MARK.lower().encode(), b"987654")


def leaks(body: bytes) -> bool:
    return any(secret in piece.lower() for piece in pieces(body) for secret in SECRETS)


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_no_format_holds_what_is_withheld(name: str, profile: Path, toy: Path, run: Run) -> None:
    file = (toy / "made").with_suffix(KNOWN[name].suffixes[0])
    arguments = ("assess", profile, "--format", name, "-o", file)
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    told = leaks(file.read_bytes())
    assert told or name in ("ciso", "junit", "oscal-catalog"), "a leak would not be found"
    assert run(*arguments, "--public").exit_code == 0
    assert not leaks(file.read_bytes())


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize(
    "edition", [name for name in editions() if "obligations" not in needs(name)]
)
def test_no_edition_prints_what_is_withheld(
    edition: str, lang: str, profile: Path, toy: Path, run: Run
) -> None:
    arguments = ("assess", profile, "--edition", edition, "--lang", lang, "-o", toy / "made.html")
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    assert leaks((toy / "made.html").read_bytes())
    assert run(*arguments, "--public").exit_code == 0
    page = (toy / "made.html").read_bytes()
    assert not leaks(page)
    assert strings.load(lang)("cover.public_lead") in page.decode()


def test_a_withheld_place_is_shown_and_the_conclusion_stands(
    profile: Path, toy: Path, run: Run
) -> None:
    run("assess", profile, "-o", toy / "full.json")
    run("render", toy / "full.json", "--public", "-o", toy / "public.json")
    full, public = (json.loads((toy / f"{name}.json").read_text()) for name in ("full", "public"))
    assert public["public"] is True
    assert full["public"] is False
    assert public["tally"] == full["tally"]
    assert public["profile_hash"] == "withheld"
    assert public["acts"][-1]["title"] == "withheld"
    facts = {fact["id"]: fact for item in public["findings"] for fact in item["facts"]}
    assert facts["power.search.days"]["words"] == "withheld"
    assert "value" not in facts["power.search.days"]
    assert "contested: court (government) and withheld (expert)" in {
        fact["words"] for fact in facts.values()
    }
    marked = [item for item in public["findings"] if "rests-on-withheld" in item["recheck"]]
    assert marked
    run("render", toy / "public.json", "-o", toy / "page.html")
    page = (toy / "page.html").read_text()
    assert "Public edition." in page
    assert "This conclusion rests on answers that are withheld here." in page
    run("assess", profile, "-o", toy / "page.html")
    assert "Not for the public." in (toy / "page.html").read_text()


@pytest.mark.parametrize("command", ["assess", "batch"])
def test_every_command_that_writes_a_report_can_withhold(
    command: str, profile: Path, toy: Path, run: Run
) -> None:
    place = ("-o", toy / "profile.json") if command == "assess" else ("--to", toy)
    assert run(command, profile, "--public", "--format", "json", *place).exit_code == 0
    assert not leaks((toy / "profile.json").read_bytes())


def test_a_public_report_cannot_be_recomputed_but_by_who_has_the_profile(
    profile: Path, toy: Path, run: Run
) -> None:
    run("assess", profile, "--public", "-o", toy / "public.pdf")
    with pikepdf.open(toy / "public.pdf") as document:
        assert sorted(document.attachments) == ["assessment.json", "report.json"]
    result = run("verify", toy / "public.pdf")
    assert result.exit_code == 1
    assert "Pages: holds" in result.output
    assert "Findings: not checked\n  this is a public edition" in result.output
    assert "Verified in part" in result.output
    assert run("verify", toy / "public.pdf", "--profile", profile).exit_code == 0
    assert run("verify", toy / "public.pdf", "--profile", "KEN").exit_code == 1


def test_law_that_only_a_restricted_answer_cites_is_not_watched(
    profile: Path, toy: Path, run: Run
) -> None:
    text = profile.read_text().replace(f"{MARK} rules,", f"{MARK} rules, in_force_to: 2031-07-17,")
    profile.write_text(text)
    run("assess", profile, "--with", "ratification", "-o", toy / "full.json")
    assert "2031-07-17" in (toy / "full.json").read_text()
    run("render", toy / "full.json", "--public", "-o", toy / "public.json")
    assert "2031-07-17" not in (toy / "public.json").read_text()


def test_a_restricted_fact_is_one_whose_every_value_is() -> None:
    def used(*hidden: bool) -> FactUsed:
        sources = ("government", "expert")
        values = tuple(
            statement("court", source, hidden=item)
            for source, item in zip(sources, hidden, strict=False)
        )
        bare = small.profile({"power.search.authority": Answer(values=values)})
        found = assess(bare, small.library(COURT))
        return publish(found).findings[0].facts[0]

    assert used(True, True).withheld
    part = used(True, False)
    assert (part.value, part.restricted) == ("court", False)
    assert [item.section for item in part.evidence] == ["s. open"]
