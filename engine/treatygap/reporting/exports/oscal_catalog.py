"""Instruments as an OSCAL catalog: a group for each chapter, a control for each provision."""

from __future__ import annotations

from collections.abc import Iterator

from treatygap.model.assessment import Assessment, InstrumentUsed, ProvisionUsed
from treatygap.model.finding import Finding
from treatygap.reporting.exports import Order, oscal
from treatygap.reporting.exports.naming import token, uuid
from treatygap.reporting.exports.oscal import Json, markup, markup_line, props
from treatygap.reporting.exports.outline import outline
from treatygap.reporting.exports.said import spoken
from treatygap.reporting.plain import line
from treatygap.reporting.strings import Strings


def export(order: Order) -> bytes:
    """Return the instruments of an assessment as a catalog; of several, each is a group.

    Raises ReportError where there is no such language.
    """
    t, assessment = spoken(order)
    used = assessment.instruments
    made = [_Instrument(item, assessment, t) for item in used]
    groups = made[0].groups() if len(made) == 1 else [item.group() for item in made]
    title = t.listed(item.heading.title for item in used)
    version = ", ".join(f"{item.id} {item.version}" for item in used)
    catalog = {
        "uuid": uuid("catalog", *(item.hash for item in used), order.lang),
        "metadata": oscal.metadata(order, title, version, t),
        "groups": groups,
    }
    return oscal.document("catalog", catalog)


class _Instrument:
    def __init__(self, used: InstrumentUsed, assessment: Assessment, t: Strings) -> None:
        self._used = used
        self._t = t
        self._under: dict[str, dict[str, Finding]] = {}
        for finding in assessment.findings:
            for ref in finding.provisions:
                self._under.setdefault(ref, {}).setdefault(finding.requirement, finding)

    def group(self) -> Json:
        """Return the instrument as a group of its chapters."""
        heading = self._used.heading
        return {
            "id": token(self._used.id),
            "class": "instrument",
            "title": markup_line(heading.title),
            "props": props([("version", self._used.version), ("hash", self._used.hash)]),
            "groups": self.groups(),
        }

    def groups(self) -> list[Json]:
        """Return a group for each chapter, and one for provisions outside any."""
        return [
            {
                "id": token(f"{self._used.id}_{part.number}"),
                "class": "chapter",
                "title": markup_line(part.title),
                "controls": [self._control(item) for item in part.provisions],
            }
            for part in outline(self._used, self._t)
        ]

    def _control(self, item: ProvisionUsed) -> Json:
        checked = "no" if item.checked == "no" else item.checked.against
        return {
            "id": oscal.control_id(item.id),
            "class": "provision",
            "title": markup_line(item.heading),
            "props": [
                {"name": "label", "value": line(item.ref)},
                *props([("strength", item.strength), ("kind", item.kind), ("checked", checked)]),
            ],
            "parts": list(self._parts(item)),
        }

    def _parts(self, item: ProvisionUsed) -> Iterator[Json]:
        statement = oscal.statement_id(item.id)
        yield {"id": statement, "name": "statement", "prose": markup(item.gist)}
        if item.official:
            official = markup(item.official)
            yield {"id": f"{statement}.official", "name": "statement", "prose": official}
        if item.not_assessable:
            reason = self._t("transposition.not_assessable", reason=item.not_assessable)
            yield {"name": "guidance", "class": "not-assessable", "prose": markup(reason)}
        for finding in self._under.get(item.id, {}).values():
            yield {
                "id": token(f"{statement}.{finding.requirement}"),
                "name": "guidance",
                "class": "requirement",
                "title": markup_line(finding.title),
                "props": props([("requirement", finding.requirement)]),
                "prose": markup(self._reading(finding)),
            }

    def _reading(self, finding: Finding) -> str:
        if finding.reading is None:
            return finding.title
        source = self._t("findings.reading_source", source=finding.reading.source)
        return f"{finding.reading.says} {source}"
