"""Findings by theme: one passage of law, read once, under every instrument that speaks to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from treatygap.content import content
from treatygap.load.document import build, read
from treatygap.model.assessment import Assessment
from treatygap.model.base import Text, Value, Word
from treatygap.model.finding import Finding
from treatygap.model.requirement import Safeguard
from treatygap.reporting.facts import Line, decisive, printed, short_label
from treatygap.reporting.findings import WORST_FIRST, shown, worst
from treatygap.reporting.passages import foreign
from treatygap.reporting.places import refs
from treatygap.reporting.questions import Pointer, pointers

GAPS = ("contrary", "not-met", "partly", "over-reach")


class Theme(Value):
    """A theme of `reports/themes.yaml`: the safeguards and questions whose findings it holds."""

    id: Word
    safeguards: tuple[Safeguard, ...] = ()
    questions: tuple[Text, ...] = ()

    def holds(self, finding: Finding) -> bool:
        """Say whether a finding belongs here."""
        return finding.safeguard in self.safeguards or not asked(finding).isdisjoint(self.questions)


@dataclass(frozen=True, slots=True)
class Standard:
    """What one instrument comes to on a point."""

    instrument: str
    unit: str
    refs: tuple[str, ...]
    shows: str
    flags: tuple[str, ...]
    by_source: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What the law says of some members alike, or once at all, and what is not known of them."""

    members: tuple[str, ...]
    lines: tuple[Line, ...]
    missing: tuple[Pointer, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What instruments make of the law on one matter, and why."""

    title: str
    standards: tuple[Standard, ...]
    reasons: tuple[str, ...]
    recommend: tuple[str, ...]

    @property
    def said(self) -> object:
        """All but the provisions: outcomes that agree in it are one."""
        standards = tuple(replace(one, refs=()) for one in self.standards)
        return self.title, standards, self.reasons, self.recommend

    @property
    def worst(self) -> str:
        """The worst of all conclusions and flags."""
        said = [item for one in self.standards for item in (one.shows, *one.flags)]
        return min((item for item in said if item in WORST_FIRST), key=WORST_FIRST.index)


@dataclass(frozen=True, slots=True)
class Point:
    """An outcome with the law of the members that it is the same for."""

    outcome: Outcome
    voices: tuple[Voice, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """All members it is said of; none where it is said once."""
        return _once(name for voice in self.voices for name in voice.members)


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme with its points, the gravest first, and how many show what."""

    id: str
    points: tuple[Point, ...]

    @property
    def anchor(self) -> str:
        """The id that links point at."""
        return f"theme-{self.id}"

    @property
    def counts(self) -> dict[str, int]:
        """How many points are gaps, undetermined, and neither."""
        worst = [item.outcome.worst for item in self.points]
        gap, open_ = sum(item in GAPS for item in worst), worst.count("undetermined")
        return {"gap": gap, "open": open_, "rest": len(worst) - gap - open_}


def themes(assessment: Assessment) -> tuple[ThemeView, ...]:
    """Return the themes under which an assessment has findings that apply or may apply.

    Raises Invalid where `reports/themes.yaml` is faulty.
    """
    listed = build(read(content("reports") / "themes.yaml"), list[Theme])
    held: dict[str, list[Finding]] = {theme.id: [] for theme in listed}
    for finding in assessment.findings:
        theme = next((item for item in listed if item.holds(finding)), None)
        if theme and finding.conclusion != "not-applicable":
            held[theme.id].append(finding)
    return tuple(
        ThemeView(name, tuple(_points(found, assessment))) for name, found in held.items() if found
    )


def asked(finding: Finding) -> set[str]:
    """Return the ids of the questions whose facts decide a finding, or are missing for it."""
    return {question(fact) for fact in _rests_on(finding)}


def question(fact: str) -> str:
    """Return the id of the question that a fact answers."""
    return fact.rpartition(".")[2] if fact.count(".") > 1 else fact


def _rests_on(finding: Finding) -> frozenset[str]:
    told = {fact.id for fact in finding.facts} - {*finding.preconditions}
    return frozenset(told | {*finding.missing})


def _points(findings: list[Finding], assessment: Assessment) -> Iterator[Point]:
    """Yield points: findings on the same facts are one, and so are members with one outcome."""
    matters: dict[object, list[Finding]] = {}
    for finding in findings:
        matters.setdefault((finding.member, _rests_on(finding)), []).append(finding)
    known = pointers(assessment)
    alike: dict[object, list[tuple[Outcome, Voice]]] = {}
    for group in matters.values():
        outcome = _outcome(group, assessment)
        alike.setdefault(outcome.said, []).append((outcome, _voice(group, known)))
    points = [
        Point(_under_all([outcome for outcome, _ in same]), tuple(_joined(v for _, v in same)))
        for same in alike.values()
    ]
    yield from sorted(points, key=lambda item: WORST_FIRST.index(item.outcome.worst))


def _outcome(group: list[Finding], assessment: Assessment) -> Outcome:
    return Outcome(
        title=next((item.title for item in group if not foreign(item.title)), group[0].title),
        standards=tuple(_standards(group, assessment)),
        reasons=fullest(_once(_reasons(group))),
        recommend=_once(_recommended(group)),
    )


def _voice(group: list[Finding], known: dict[str, Pointer]) -> Voice:
    members = tuple(item.member_label for item in group[:1] if item.member_label)
    told: dict[str, Line] = {}
    for finding in group:
        for fact in decisive(finding):
            (told[fact.id],) = printed([fact], members)
    missing = dict.fromkeys(name for finding in group for name in finding.missing)
    waits = [known.get(name, Pointer(name, None)) for name in missing]
    return Voice(
        members=members,
        lines=tuple(told.values()),
        missing=tuple(Pointer(short_label(item.label, members), item.anchor) for item in waits),
    )


def _under_all(same: list[Outcome]) -> Outcome:
    """Return what several outcomes say alike, under the provisions of all."""
    standards = zip(*(outcome.standards for outcome in same), strict=True)
    return replace(
        same[0],
        standards=tuple(
            replace(alike[0], refs=_once(ref for one in alike for ref in one.refs))
            for alike in standards
        ),
    )


def _joined(voices: Iterable[Voice]) -> Iterator[Voice]:
    """Yield what the law says of all members, then what it says of some of them."""
    alike: dict[object, list[Voice]] = {}
    for voice in voices:
        alike.setdefault((voice.lines, voice.missing), []).append(voice)
    joined = [
        replace(same[0], members=tuple(name for voice in same for name in voice.members))
        for same in alike.values()
    ]
    first, *others = joined
    common = tuple(line for line in first.lines if all(line in one.lines for one in others))
    if not others or not common:
        yield from joined
        return
    yield Voice(tuple(name for voice in joined for name in voice.members), common, ())
    for voice in joined:
        own = tuple(line for line in voice.lines if line not in common)
        if own or voice.missing:
            yield replace(voice, lines=own)


def _standards(group: list[Finding], assessment: Assessment) -> Iterator[Standard]:
    headings = {item.id: item.heading for item in assessment.instruments}
    told: dict[object, Standard] = {}
    for finding in group:
        heading = headings[finding.instrument]
        standard = Standard(
            instrument=heading.title,
            unit=heading.unit,
            refs=refs(finding.provisions),
            shows=shown(finding),
            flags=finding.flags,
            by_source=tuple(finding.by_source.items()),
        )
        told.setdefault((standard.instrument, standard.refs, worst(finding)), standard)
    return iter(told.values())


def _reasons(group: list[Finding]) -> Iterator[str]:
    for finding in group:
        if finding.conclusion in ("not-met", "partly"):
            yield finding.because
        yield from (raised.because for raised in finding.flags_raised)


def _recommended(group: list[Finding]) -> Iterator[str]:
    for finding in group:
        if finding.gap and finding.recommend:
            yield finding.recommend
        yield from (raised.recommend for raised in finding.flags_raised)


def fullest(reasons: tuple[str, ...]) -> tuple[str, ...]:
    """Return reasons without those that another one says and goes on after a sign: `…, and …`."""
    return tuple(
        reason for reason in reasons if not any(_goes_on(other, reason) for other in reasons)
    )


def _goes_on(text: str, reason: str) -> bool:
    said = reason[:-1]
    after = text[len(said) :]
    return text != reason and text.startswith(said) and not re.match(r"\w|\s", after)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
