"""An assessment as tables of typed values, for spreadsheets and databases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from treatygap.model.assessment import Assessment, Count, Share
from treatygap.model.finding import Finding
from treatygap.reporting.exports import Order
from treatygap.reporting.exports.said import facts, spoken
from treatygap.reporting.findings import shown
from treatygap.reporting.places import refs
from treatygap.reporting.reforms import Reform
from treatygap.reporting.view import InstrumentView, build

Value = str | int | float | date | None
"""A float is a share of one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, the heads of its columns with their widths in characters, its rows."""

    name: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheets(order: Order) -> tuple[Sheet, ...]:
    """Return all tables, the summary first. Raises ReportError where there is no such language."""
    made = _Sheets(order)
    return (
        made.about(),
        made.summary(),
        made.findings(),
        made.transposition(),
        made.questions(),
        made.reforms(),
    )


def findings(order: Order) -> Sheet:
    """Return one row for each finding. Raises ReportError where there is no such language."""
    return _Sheets(order).findings()


class _Sheets:
    def __init__(self, order: Order) -> None:
        self.t, self.assessment = spoken(order)
        self.view = build(self.assessment)

    def _sheet(
        self, name: str, columns: dict[str, int], rows: Iterable[tuple[Value, ...]]
    ) -> Sheet:
        """Return a sheet; `columns` gives each width by the key of the column's words."""
        heads = tuple(self.t(key) for key in columns)
        return Sheet(self.t(name), heads, tuple(columns.values()), tuple(rows))

    def about(self) -> Sheet:
        """Return what was assessed, with which files."""
        columns = {"hashes.what": 34, "sheets.value": 70}
        return self._sheet("sheets.about", columns, self._about(self.assessment))

    def _about(self, of: Assessment) -> Iterator[tuple[Value, ...]]:
        t = self.t
        yield t("sheets.state"), of.name
        if of.public:
            yield t("cover.public_lead"), t("cover.public")
        yield t("cover.day"), of.as_of
        yield t("cover.known"), of.known_on
        yield t("sheets.answered"), of.answered
        yield t("sheets.asked"), of.asked
        for item in of.instruments:
            title = item.heading.title
            yield title, t(f"force.{item.force}")
            yield f"{title}: {t('hashes.version')}", item.version
            yield f"{title}: {t('hashes.hash')}", item.hash
        yield f"{t('hashes.profile', state=of.name)}: {t('hashes.hash')}", of.profile_hash
        yield f"{t('hashes.questions')}: {t('hashes.hash')}", of.questions_hash
        yield t("hashes.engine"), f"treatygap {of.engine}"
        yield None, t("cover.not_advice")

    def summary(self) -> Sheet:
        """Return the duties of each instrument and chapter, counted, with both bounds."""
        columns = {
            "summary.group": 50,
            "summary.duties_head": 10,
            "conclusion.met": 10,
            "conclusion.partly": 10,
            "conclusion.not-met": 10,
            "conclusion.not-applicable": 10,
            "conclusion.undetermined": 14,
            "conclusion.contrary": 10,
            "conclusion.over-reach": 12,
            "conclusion.reserved": 10,
            "sheets.met_low": 12,
            "sheets.met_high": 12,
            "sheets.gap_low": 12,
            "sheets.gap_high": 12,
        }
        rows = (row for item in self.view.instruments for row in self._measures(item))
        return self._sheet("part.summary", columns, rows)

    def _measures(self, item: InstrumentView) -> Iterator[tuple[Value, ...]]:
        title, t = item.used.heading.title, self.t
        for measure in item.all_measures:
            name = title if measure.whole else f"{title}, {t.chapter(measure.chapter)}"
            yield (name, *_counted(measure.count))

    def findings(self) -> Sheet:
        """Return one row for each finding, with what is open about it."""
        columns = {
            "cover.instrument": 24,
            "sheets.chapter": 10,
            "sheets.provisions": 16,
            "sheets.finding": 30,
            "sheets.requirement": 40,
            "findings.member": 22,
            "sheets.strength": 18,
            "sheets.severity": 12,
            "picture.head": 18,
            "findings.conclusion": 16,
            "sheets.flags": 16,
            "findings.possible": 18,
            "findings.flags_possible": 16,
            "findings.missing": 40,
            "findings.law": 70,
            "findings.reason": 50,
            "findings.recommend": 50,
            "findings.recheck": 30,
        }
        return self._sheet("part.findings", columns, map(self._finding, self.assessment.findings))

    def _finding(self, of: Finding) -> tuple[Value, ...]:
        t = self.t
        asked = {item.id: item.label for item in self.assessment.open_questions}
        reasons = [of.because] if of.conclusion in ("not-met", "partly") else []
        advice = [of.recommend] if of.gap and of.recommend else []
        return (
            self._title(of.instrument),
            self._chapter(of),
            ", ".join(refs(of.provisions)),
            of.id,
            of.title,
            of.member_label,
            t(f"strength.{of.strength}"),
            t(f"severity.{of.severity}"),
            t(f"safeguard.{of.safeguard}") if of.safeguard else None,
            t(f"conclusion.{shown(of)}"),
            self._names(of.flags),
            self._names(of.possible),
            self._names(of.flags_possible),
            "; ".join(asked.get(item, item) for item in of.missing),
            "\n".join(facts(of, t)),
            "\n".join(dict.fromkeys([*reasons, *(flag.because for flag in of.flags_raised)])),
            "\n".join(dict.fromkeys([*advice, *(flag.recommend for flag in of.flags_raised)])),
            "\n".join(t(f"recheck.{mark}") for mark in of.recheck),
        )

    def _title(self, instrument: str) -> str:
        found = (
            item.heading.title for item in self.assessment.instruments if item.id == instrument
        )
        return next(found, instrument)

    def _chapter(self, of: Finding) -> str | None:
        """Return the number of a finding's chapter, or its title where it has no number."""
        titles = {
            chapter.number: chapter.title
            for item in self.assessment.instruments
            if item.id == of.instrument
            for chapter in item.heading.chapters
            if not chapter.numbered
        }
        return titles.get(of.chapter or "", of.chapter)

    def _names(self, items: Iterable[str]) -> str:
        return "; ".join(self.t(f"conclusion.{item}") for item in items)

    def transposition(self) -> Sheet:
        """Return every provision beside the conclusions under it and the national law cited."""
        columns = {
            "cover.instrument": 24,
            "transposition.ref": 10,
            "sheets.strength": 18,
            "transposition.gist": 70,
            "sheets.checked": 30,
            "transposition.conclusions": 26,
            "transposition.national": 60,
        }
        rows = (row for item in self.view.instruments for row in self._transposed(item))
        return self._sheet("part.transposition", columns, rows)

    def _transposed(self, item: InstrumentView) -> Iterator[tuple[Value, ...]]:
        t = self.t
        for line in item.transposition:
            of = line.provision
            counted = [
                t("transposition.count", n=n, name=t(f"conclusion.{shows}"))
                for shows, n in line.conclusions
            ]
            national = [f"{law.act}: {', '.join(law.sections)}" for law in line.national]
            if line.withheld:
                national.append(t("common.withheld"))
            elif not national and line.conclusions:
                national = [t("transposition.no_law")]
            elif not national and of.not_assessable:
                national = [t("transposition.not_assessable", reason=of.not_assessable)]
            checked = t("common.unchecked") if of.checked == "no" else of.checked.against
            yield (
                item.used.heading.title,
                of.ref,
                t(f"strength.{of.strength}"),
                of.gist,
                checked,
                "\n".join(counted),
                "; ".join(national) or t("transposition.not_tested"),
            )

    def questions(self) -> Sheet:
        """Return every open question with who can answer it and how many findings wait for it."""
        columns = {
            "sheets.respondent": 30,
            "sheets.fact": 34,
            "sheets.label": 40,
            "questions.question": 70,
            "sheets.note": 50,
            "questions.settles": 12,
        }
        rows = (
            (self.t(f"respondent.{item.respondent}"), item.id, item.label, item.ask, item.note,
             len(item.settles))
            for item in self.assessment.open_questions
        )  # fmt: skip
        return self._sheet("part.open-questions", columns, rows)

    def reforms(self) -> Sheet:
        """Return what the law would have to change, the most urgent first."""
        columns = {
            "reforms.number": 6,
            "sheets.severity": 12,
            "reforms.what": 60,
            "findings.member": 30,
            "reforms.why": 60,
            "sheets.kind": 18,
            "sheets.requirement": 40,
            "cover.instrument": 24,
            "sheets.provisions": 16,
            "sheets.strength": 18,
        }
        reforms = enumerate(self.view.reforms, start=1)
        return self._sheet(
            "part.reforms", columns, (self._reform(number, item) for number, item in reforms)
        )

    def _reform(self, number: int, item: Reform) -> tuple[Value, ...]:
        return (
            number,
            self.t(f"severity.{item.severity}"),
            item.recommend,
            "; ".join(item.members),
            "\n".join(item.because),
            self._names(item.kinds),
            item.title,
            self._title(item.instrument),
            ", ".join(item.refs),
            self.t(f"strength.{item.strength}"),
        )


def _counted(count: Count) -> tuple[Value, ...]:
    return (
        count.findings,
        count.met,
        count.partly,
        count.not_met,
        count.not_applicable,
        count.undetermined,
        count.contrary,
        count.over_reach,
        count.reserved,
        *_bounds(count.share_met),
        *_bounds(count.share_gap),
    )


def _bounds(share: Share | None) -> tuple[Value, Value]:
    return (share.low, share.high) if share else (None, None)
