"""A made-up assessment with every conclusion and flag, contested facts and hostile text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import cycle

from treatygap.model.assessment import (
    ActUsed,
    Assessment,
    InstrumentUsed,
    OpenQuestion,
    ProvisionUsed,
    TextUsed,
)
from treatygap.model.finding import FactStatement, FactUsed, Finding, FlagRaised
from treatygap.model.instrument import (
    Chapter,
    Checked,
    Heading,
    Reservation,
    StateStatus,
)
from treatygap.model.profile import Evidence, Practice
from treatygap.model.question import Dimension, Member
from treatygap.model.requirement import Conclusion, Flag, Reading, Safeguard, Severity
from treatygap.summarise import tally

DAY = date(2026, 11, 21)
ACT = "Computer Misuse and Cybercrimes Act, No. 5 of 2018"
HOSTILE = (
    "<script>alert(1)</script><img src='file:///etc/passwd'>"
    '<a href="javascript:alert(2)">x</a>'
    "<style>@import 'http://host.invalid/a.css'</style> {{ 7 * 7 }}"
)
POWERS = (
    ("expedited-preservation", "Expedited preservation"),
    ("partial-disclosure", "Partial disclosure of traffic data"),
    ("production-order", "Production order"),
    ("subscriber-information", "Subscriber information"),
    ("search-and-seizure", "Search and seizure"),
    ("compelled-assistance", "Compelled assistance"),
    ("real-time-traffic-data", "Real-time traffic data"),
    ("content-interception", "Content interception"),
)
SAFEGUARDS: tuple[Safeguard, ...] = (
    "legal-basis",
    "specific-case",
    "grounds",
    "independent-review",
    "scope",
    "duration",
    "remedy",
    "notice",
)
CONCLUSIONS: tuple[Conclusion, ...] = ("met", "not-met", "partly", "undetermined", "met")
SEVERITIES: tuple[Severity, ...] = ("critical", "major", "moderate", "minor")


def assessment(requirements: int = 6, text: str = "", safeguards: int = 8) -> Assessment:
    """Return a made-up assessment; `text` is put into every authored word that is printed."""
    findings = (*_powers(text, SAFEGUARDS[:safeguards]), *_singles(requirements, text))
    waiting: dict[str, list[str]] = {fact: [] for finding in findings for fact in finding.missing}
    for finding in findings:
        for fact in finding.missing:
            waiting[fact].append(finding.id)
    return Assessment(
        engine="0.1.0",
        state="RUR",
        name=f"Ruritania{text}",
        as_of=DAY,
        known_on=date(2026, 11, 1),
        profile_hash="ab" * 32,
        questions_hash="cd" * 32,
        acts=(
            ActUsed(
                title=f"{ACT}{text}",
                url="https://example.org/act",
                version="as amended in 2025",
                checked="official copy",
            ),
            ActUsed(title="Evidence Act", url="javascript:alert(3)", checked="no"),
        ),
        answered=120,
        asked=200,
        dimensions=(
            Dimension(
                id="power",
                label="Power",
                members=tuple(Member(id=i, label=label) for i, label in POWERS),
            ),
        ),
        instruments=(_instrument(requirements, text),),
        findings=findings,
        open_questions=tuple(_question(fact, tuple(ids), text) for fact, ids in waiting.items()),
        tally=tally(findings),
    )


def _question(fact: str, waiting: tuple[str, ...], text: str) -> OpenQuestion:
    member = next((label for power, label in POWERS if power in fact), None)
    return OpenQuestion(
        id=fact,
        label=f"{member}: Notice to the person{text}" if member else f"A question{text}",
        ask=f"Must the person affected be told once secrecy is no longer needed?{text}",
        topic="safeguards",
        respondent="justice" if member else "police",
        note=f"The Act is silent.{text}",
        settles=waiting,
    )


def _fact(label: str, text: str, section: str = "s. 50(1)", note: str | None = None) -> FactUsed:
    return FactUsed(
        id=f"topic.{section.replace(' ', '').lower()}",
        label=f"{label}{text}",
        value="court",
        words=f"court{text}",
        evidence=(
            Evidence(act=f"{ACT}{text}", section=f"{section}{text}", url="file:///etc/passwd"),
            Evidence(act=f"{ACT}{text}", section="s. 51"),
            Evidence(act="Evidence Act", section="s. 78A", note=f"as read with the rules{text}"),
        ),
        note=note,
    )


def _contested(label: str, text: str) -> FactUsed:
    cited = (Evidence(act=f"{ACT}{text}", section="s. 14(1)"),)
    return FactUsed(
        id="offence.illegal-access.max-penalty",
        label=f"{label}{text}",
        value=None,
        words=f"contested{text}",
        evidence=cited,
        practice=Practice(says=f"Courts impose fines.{text}", evidence=cited),
        statements=(
            FactStatement(value=3, words=f"3 years{text}", source="government", evidence=cited),
            FactStatement(
                value=5,
                words="5 years",
                source="civil-society",
                evidence=cited,
                note=f"So the bar says.{text}",
                in_force=False,
            ),
        ),
    )


@dataclass(frozen=True)
class Case:
    """What differs from one made-up finding to the next."""

    requirement: str
    article: int
    conclusion: Conclusion
    severity: Severity
    power: tuple[str, str] | None = None
    safeguard: Safeguard | None = None
    flag: Flag | None = None
    option: bool = False

    @property
    def gap(self) -> bool:
        return self.conclusion in ("not-met", "partly")

    @property
    def open(self) -> bool:
        return self.conclusion == "undetermined"


def _powers(text: str, safeguards: tuple[Safeguard, ...]) -> Iterator[Finding]:
    turns = cycle((*CONCLUSIONS, "not-applicable"))
    for number, safeguard in enumerate(safeguards):
        for power in POWERS:
            case = Case(
                requirement=f"tst.24-2.{safeguard}",
                article=24,
                conclusion=next(turns),
                severity=SEVERITIES[number % 4],
                power=power,
                safeguard=safeguard,
                flag="contrary" if (number, power[0]) == (6, "search-and-seizure") else None,
            )
            yield _finding(case, text)
        next(turns)


def _singles(requirements: int, text: str) -> Iterator[Finding]:
    turns = cycle((*CONCLUSIONS, "not-applicable"))
    flags: Iterator[Flag | None] = cycle(
        (None, None, "over-reach", "reserved", None, "contrary", None)
    )
    for number in range(requirements):
        case = Case(
            requirement=f"tst.{number + 1}.rule",
            article=number % 30 + 1,
            conclusion=next(turns),
            severity=SEVERITIES[number % 4],
            flag=next(flags),
            option=number % 5 == 4,
        )
        yield _finding(case, text)


def _facts(case: Case, text: str) -> tuple[FactUsed, ...]:
    prefix = f"{case.power[1]}: " if case.power else ""
    first = (
        _contested(f"{prefix}Maximum penalty", text)
        if case.open
        else _fact(f"{prefix}Authority", text, note=f"On application.{text}")
    )
    return first, _fact(f"{prefix}Independent review of the measure", text, "s. 52(2)(a)")


def _finding(case: Case, text: str) -> Finding:
    power, label = case.power or (None, None)
    waits = f"power.{power}.notice" if power else "persons.notice"
    raised = FlagRaised(
        severity="major",
        flag=case.flag or "reserved",
        because=f"The law orders what is forbidden.{text}",
        recommend=f"Repeal it.{text}",
    )
    reading = Reading(
        says=f"We read “as appropriate” as asking for review.{text}",
        source=f"ICCPR, article 17{text}",
    )
    recommend = f"Require a court to authorise the power, or to review its use.{text}"
    return Finding(
        id=f"{case.requirement}@{power}" if power else case.requirement,
        requirement=case.requirement,
        member=power,
        member_label=label,
        instrument="tst",
        provisions=(f"tst:{case.article}(1)", f"tst:{case.article}(2)"),
        chapter="I" if case.article < 11 else "II",
        title=f"A court authorises the measure{text}",
        strength="may" if case.option else "shall",
        severity=case.severity,
        lens=("ministry",),
        safeguard=case.safeguard,
        conclusion=case.conclusion,
        possible=("met", "not-met") if case.open else (),
        flags=(case.flag,) if case.flag else (),
        flags_possible=("over-reach",) if case.open else (),
        flags_raised=(raised,) if case.flag else (),
        by_source={"government": "met", "civil-society": "not-met"}
        if case.open and not power
        else {},
        recheck=("evidence-unchecked",) if case.open else (),
        reservable=("tst.reservation.1",) if case.gap and not power else (),
        facts=_facts(case, text),
        missing=(waits,) if case.open else (),
        because=f"Nobody outside the investigating service checks the use of this power.{text}",
        recommend=recommend if case.gap else None,
        reading=reading if case.article % 3 == 0 else None,
    )


def _instrument(requirements: int, text: str) -> InstrumentUsed:
    return InstrumentUsed(
        id="tst",
        version="2026.1",
        hash="ef" * 32,
        text=TextUsed(file=f"treaty.docx{text}", hash="bc" * 32, language="ar"),
        heading=Heading(
            id="tst",
            title=f"Convention against Tests{text}",
            citation=f"Treaty Series 1, p. 1{text}",
            version="2026.1",
            adopted=date(2024, 12, 24),
            in_force="no",
            languages=("ar", "en"),
            url="https://example.org/treaty",
            chapters=(
                Chapter(number="I", title=f"General{text}", articles=(1, 10)),
                Chapter(number="II", title="Powers", articles=(11, 30)),
            ),
            sources=(f"Official text{text}",),
        ),
        provisions=tuple(_provision(number, text) for number in range(min(requirements, 30) + 60)),
        reservations=(
            Reservation(
                id="tst.reservation.1",
                kind="reservation",
                provision="tst:1(1)",
                title=f"Devices{text}",
                says=f"A state may reserve the right not to apply it.{text}",
                when=f"at signature{text}",
                covers=("tst.2.rule",),
            ),
            Reservation(
                id="tst.notification.1",
                kind="notification",
                provision="tst:2(1)",
                title="Authority",
                says="A state names its authority.",
                when="on joining",
                demanded=True,
                draft=f"[State] names [authority].{text}",
            ),
        ),
        status_as_of=date(2026, 8, 1),
        status_source=f"Depositary{text}",
        ratifications=3,
        ratifications_needed=40,
        force="prospective",
        state_status=StateStatus(
            state="RUR",
            status="not-signed",
            on=date(2026, 8, 1),
            source="Depositary",
            reservations=("tst.reservation.1",),
        ),
    )


def _provision(number: int, text: str) -> ProvisionUsed:
    article = number // 2 + 1
    return ProvisionUsed(
        id=f"tst:{article}({number % 2 + 1})",
        article=article,
        heading=f"Conditions and safeguards{text}",
        kind="safeguard",
        strength="shall",
        gist=f"Powers are subject to conditions that protect human rights.{text}",
        checked="no" if number % 3 else Checked(against="official text", on=DAY),
        not_assessable=f"It binds the Conference only.{text}" if article > 30 else None,
        official=f"{number} - يخضع استخدام الصلاحيات لشروط.{text}" if number % 2 else None,
    )
