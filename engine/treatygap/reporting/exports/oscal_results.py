"""An assessment as OSCAL assessment results: facts are observations, findings say what follows.

OSCAL knows a target as satisfied or not, and no third. What is not known is therefore marked in
the reason, a property and a remark: a program that reads the state alone reads too little.
"""

from __future__ import annotations

from collections.abc import Iterator

from treatygap.model.assessment import Assessment, InstrumentUsed
from treatygap.model.finding import Finding
from treatygap.model.profile import Evidence
from treatygap.reporting.exports import Order, oscal
from treatygap.reporting.exports.naming import identity, moment, uuid
from treatygap.reporting.exports.oscal import Json, markup, markup_line, props
from treatygap.reporting.exports.said import facts, spoken
from treatygap.reporting.findings import shown
from treatygap.reporting.html import web_address
from treatygap.reporting.plain import encoded
from treatygap.reporting.strings import Strings

REASONS = {"met": "pass", "not-met": "fail", "contrary": "fail"}
"""The reasons that OSCAL has a word for; any other bears our own."""
IMPLEMENTED = {"met": "implemented", "partly": "partial", "not-applicable": "not-applicable"}
SATISFIED = ("met", "not-applicable", "option", "option-partly", "no-duty", "no-duty-partly")


def export(order: Order) -> bytes:
    """Return an assessment as results, one for each instrument.

    Raises ReportError where there is no such language.
    """
    t, assessment = spoken(order)
    this = identity(assessment)
    title = f"{t('editions.ministry.title')}: {assessment.name}"
    profile = uuid("profile", assessment.profile_hash)
    results = {
        "uuid": uuid("results", this, order.lang),
        "metadata": oscal.metadata(order, title, assessment.as_of.isoformat(), t),
        "import-ap": {"href": f"#{profile}"},
        "results": [_Result(item, assessment, t).json() for item in assessment.instruments],
        "back-matter": {"resources": [_profile(assessment, profile, t)]},
    }
    return oscal.document("assessment-results", results)


def _profile(assessment: Assessment, name: str, t: Strings) -> Json:
    """Return the profile as the resource that stands for an assessment plan."""
    return {
        "uuid": name,
        "title": markup_line(t("hashes.profile", state=assessment.name)),
        "props": props([
            ("state", assessment.state),
            ("known-on", assessment.known_on.isoformat()),
            ("sha-256", assessment.profile_hash),
        ]),
    }  # fmt: skip


class _Result:
    def __init__(self, used: InstrumentUsed, assessment: Assessment, t: Strings) -> None:
        self._used = used
        self._assessment = assessment
        self._t = t
        self._this = identity(assessment)
        self._moment = moment(assessment)
        self._asked = {item.id: item.label for item in assessment.open_questions}
        self._findings = [item for item in assessment.findings if item.instrument == used.id]

    def json(self) -> Json:
        """Return the result of one instrument."""
        title, reviewed = (
            self._used.heading.title,
            {ref: None for finding in self._findings for ref in finding.provisions},
        )
        made: Json = {
            "uuid": uuid("result", self._this, self._used.id),
            "title": markup_line(title),
            "description": markup(self._t(f"force.{self._used.force}")),
            "start": self._moment,
            "props": props([("instrument", self._used.id), ("version", self._used.version),
                            ("sha-256", self._used.hash)]),
            "reviewed-controls": {"control-selections": [
                {"include-controls": [{"control-id": oscal.control_id(ref)} for ref in reviewed]}
            ]},
        }  # fmt: skip
        if self._findings:
            made["observations"] = [self._observation(item) for item in self._findings]
            made["findings"] = [self._finding(item) for item in self._findings]
        else:
            made["reviewed-controls"] = {"control-selections": [{"include-all": {}}]}
        return made

    def _observation(self, finding: Finding) -> Json:
        said = "\n\n".join(facts(finding, self._t)) or self._t("findings.no_facts")
        made: Json = {
            "uuid": uuid("observation", self._this, finding.id),
            "title": markup_line(self._title(finding)),
            "description": markup(said),
            "methods": ["EXAMINE"],
            "collected": self._moment,
        }
        evidence = list(_evidence(finding))
        return made | ({"relevant-evidence": evidence} if evidence else {})

    def _title(self, finding: Finding) -> str:
        member = f" ({finding.member_label})" if finding.member_label else ""
        return f"{finding.title}{member}"

    def _finding(self, finding: Finding) -> Json:
        return {
            "uuid": uuid("finding", self._this, finding.id),
            "title": markup_line(self._title(finding)),
            "description": markup(self._says(finding)),
            "props": props(_marks(finding)),
            "target": self._target(finding),
            "related-observations": [
                {"observation-uuid": uuid("observation", self._this, finding.id)}
            ],
        }

    def _says(self, finding: Finding) -> str:
        raised = [part for flag in finding.flags_raised for part in (flag.because, flag.recommend)]
        own = [finding.because, finding.recommend or ""] if finding.gap else []
        shows = self._t(f"conclusion.{shown(finding)}")
        return "\n\n".join(dict.fromkeys(filter(None, [shows, *own, *raised])))

    def _target(self, finding: Finding) -> Json:
        shows = "contrary" if "contrary" in finding.flags else shown(finding)
        first = finding.provisions[0]
        made: Json = {
            "type": "statement-id",
            "target-id": oscal.statement_id(first),
            "status": {
                "state": "satisfied" if shows in SATISFIED else "not-satisfied",
                "reason": REASONS.get(shows, shows),
                "remarks": markup(self._remark(finding, shows)),
            },
        }
        if shows in IMPLEMENTED:
            made["implementation-status"] = {"state": IMPLEMENTED[shows]}
        return made

    def _remark(self, finding: Finding, shows: str) -> str:
        t = self._t
        said = [f"{t(f'conclusion.{shows}')}: {t(f'conclusion_says.{shows}')}."]
        if finding.possible:
            possible = t.join(t(f"conclusion.{item}") for item in finding.possible)
            said.append(f"{t('findings.possible')}: {possible}.")
        if finding.missing:
            asked = "; ".join(self._asked.get(item, item) for item in finding.missing)
            said.append(f"{t('findings.missing')}: {asked}.")
        return " ".join(said)


def _marks(finding: Finding) -> Iterator[tuple[str, str]]:
    yield "finding", finding.id
    yield "requirement", finding.requirement
    yield "conclusion", finding.conclusion
    yield from (("possible", item) for item in finding.possible)
    yield from (("flag", item) for item in finding.flags)
    yield from (("flag-possible", item) for item in finding.flags_possible)
    yield from (("provision", item) for item in finding.provisions)
    yield from (("missing", item) for item in finding.missing)
    yield from (("recheck", item) for item in finding.recheck)
    yield "strength", finding.strength
    yield "severity", finding.severity


def _evidence(finding: Finding) -> Iterator[Json]:
    """Yield each pinpoint once, with its address where it is one of the web."""
    found: dict[Evidence, None] = {}
    for fact in finding.facts:
        found |= dict.fromkeys([*fact.evidence, *(e for s in fact.statements for e in s.evidence)])
    for item in found:
        note = f" ({item.note})" if item.note else ""
        made = {"description": markup(f"{item.source}, {item.section}{note}")}
        yield ({"href": encoded(item.url)} if item.url and web_address(item.url) else {}) | made
