"""A printed report held against the data in it, which it must follow from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from pydantic import ValidationError

from treatygap.analysis.parts import with_parts
from treatygap.content import content
from treatygap.load.assessment import parse_assessment
from treatygap.load.document import parse
from treatygap.load.library import instruments_in
from treatygap.load.pdf import attachments, texts
from treatygap.load.profile import profile_of
from treatygap.model.assessment import Assessment, InstrumentUsed
from treatygap.model.diagnostic import Invalid
from treatygap.model.instrument import Library
from treatygap.model.printed import Printed
from treatygap.model.profile import Profile
from treatygap.pipeline import assess
from treatygap.reporting import ReportError
from treatygap.reporting.archive import ASSESSMENT, PROFILE, REPORT, pdf_report
from treatygap.reporting.pdf import printer
from treatygap.reporting.public import publish
from treatygap.store import as_json, library
from treatygap.validate.assessment import check_assessment
from treatygap.validate.profile import check_profile
from treatygap.version import VERSION

Result = Literal["holds", "fails", "open"]
NAMED = 5
"""Findings that differ which are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """What was held against what, how it came out (`open`: it could not be done), and why."""

    about: Literal["data", "pages", "findings"]
    result: Result
    says: tuple[str, ...]


class _Failure(Exception):  # noqa: N818 - it ends one check
    """Why a check fails."""


class _Open(Exception):  # noqa: N818 - it ends one check
    """Why a check cannot be done."""


@dataclass(frozen=True, slots=True)
class _Carried:
    """What a PDF carries, each read strictly."""

    files: dict[str, list[bytes]]

    def text(self, name: str) -> str:
        if name not in self.files:
            raise _Failure(f"the PDF carries no {name}: it is no report, or it was taken out")
        body, *more = self.files[name]
        if more:
            raise _Failure(f"the PDF carries {name} more than once")
        try:
            return body.decode()
        except UnicodeDecodeError:
            raise _Failure(f"{name} is not UTF-8") from None

    def assessment(self) -> Assessment:
        try:
            found = parse_assessment(self.text(ASSESSMENT), ASSESSMENT)
            problems = check_assessment(found, ASSESSMENT)
        except Invalid as error:
            problems = error.diagnostics
        if problems:
            raise _Failure(str(problems[0]))
        return found

    def printed(self) -> Printed:
        try:
            return Printed.model_validate_json(self.text(REPORT))
        except ValidationError:
            raise _Failure(f"{REPORT} is damaged") from None

    def profile(self, assessment: Assessment) -> Profile | None:
        if PROFILE not in self.files:
            return None
        try:
            return profile_of(parse(self.text(PROFILE), PROFILE), assessment.profile_hash)
        except Invalid as error:
            raise _Failure(str(error.diagnostics[0])) from None


def verify(body: bytes, profile: Profile | None = None) -> Iterator[Check]:
    """Yield what comes of holding a report's data, its pages and its findings against each other.

    `body` is the PDF; `profile`, if given, is assessed in place of the one attached. Reads nothing
    else but the installed rulesets and reports. Raises Unreadable where the body is no PDF.
    """
    carried = _Carried(attachments(body))
    try:
        assessment = carried.assessment()
    except _Failure as failure:
        yield Check("data", "fails", (str(failure),))
        return
    yield Check("data", "holds", tuple(_stated(assessment)))
    yield _checked("pages", lambda: _pages(body, carried, assessment))
    yield _checked("findings", lambda: _findings(carried, assessment, profile))


def _checked(about: Literal["pages", "findings"], check: Callable[[], Iterator[str]]) -> Check:
    try:
        return Check(about, "holds", tuple(check()))
    except _Failure as failure:
        return Check(about, "fails", tuple(failure.args))
    except _Open as reason:
        return Check(about, "open", tuple(reason.args))


def _stated(assessment: Assessment) -> Iterator[str]:
    yield f"{ASSESSMENT} follows its schema, and its counts follow from its findings"
    yield f"{assessment.name}, law as of {assessment.as_of}, by treatygap {assessment.engine}"
    for item in assessment.instruments:
        yield f"{item.id} {item.version}: SHA-256 {item.hash}"
    yield f"questions: SHA-256 {assessment.questions_hash}"
    yield f"profile: SHA-256 {assessment.profile_hash}"


def _pages(body: bytes, carried: _Carried, assessment: Assessment) -> Iterator[str]:
    printed = carried.printed()
    profile = carried.profile(assessment)
    try:
        again = pdf_report(assessment, profile, printed.edition, printed.lang, printed.dated)
    except ReportError as error:
        raise _Failure(f"the report cannot be printed again: {error}") from None
    of = f"the {printed.edition} edition ({printed.lang})"
    if again == body:
        yield f"printed again from its data, {of} has the same bytes"
        return
    page = _first_difference(texts(body), texts(again))
    with_ = f"treatygap {printed.engine} and {printed.printer}"
    here = f"treatygap {VERSION} and {printer()}"
    if page:
        hint = "" if with_ == here else f"; it was printed with {with_}, and here with {here}"
        raise _Failure(f"page {page} does not say what its data gives{hint}")
    if with_ == here:
        raise _Failure(
            "the pages say what their data gives, but the file is not the same to the byte: "
            "pictures, colours, links or an attached file were changed, or other fonts used"
        )
    yield f"the text of every page is what {of} of its data gives"
    yield f"the bytes cannot be compared: printed with {with_}, and here with {here}"


def _first_difference(first: tuple[str, ...], second: tuple[str, ...]) -> int | None:
    pairs = enumerate(zip_longest(first, second), start=1)
    return next((number for number, (one, other) in pairs if one != other), None)


def _findings(carried: _Carried, printed: Assessment, given: Profile | None) -> Iterator[str]:
    if printed.public and not given:
        raise _Open(
            "this is a public edition: its findings rest on answers that are withheld; "
            "who has the profile can name it with --profile"
        )
    profile = given or carried.profile(printed)
    if profile is None:
        raise _Open(
            "the PDF carries no profile, so its pages were held against its data, but its data "
            "against nothing; name the profile with --profile"
        )
    if not printed.public and profile.hash != printed.profile_hash:
        raise _Failure("the profile named is not the one of the report: its SHA-256 differs")
    rules = _same_rules(printed)
    if given is None:
        problems = check_profile(profile, parse(carried.text(PROFILE), PROFILE), rules.questions)
        if problems:
            raise _Failure(str(problems[0]))
    again = _assessed(profile, rules, printed)
    if as_json(again) != as_json(printed):
        raise _Failure(*_differences(again, printed))
    yield (
        f"assessed again from the profile {'named' if given else 'attached'}, "
        f"all {len(printed.findings)} findings are the same"
    )
    if given is None:
        yield "that the profile attached is the file with the SHA-256 stated was not checked"
    if any(item.text for item in printed.instruments):
        yield "words of official texts are taken from the report as they are"


def _same_rules(printed: Assessment) -> Library:
    """Return the installed rulesets, where they are those of the report."""
    names = tuple(item.id for item in printed.instruments)
    missing = sorted({*names} - {*instruments_in(content("rulesets"))})
    if missing:
        raise _Open(f"the ruleset {missing[0]} is not installed")
    rules = library(names)
    here = {item.id: item.hash for item in rules.instruments}
    here["questions"] = rules.questions.hash
    there = {item.id: item.hash for item in printed.instruments}
    there["questions"] = printed.questions_hash
    other = tuple(
        f"installed is another version of {name}: SHA-256 {here[name]}"
        for name in there
        if there[name] != here[name]
    )
    if other:
        raise _Open(*other)
    return rules


def _assessed(profile: Profile, rules: Library, printed: Assessment) -> Assessment:
    """Return a new assessment as the report's, with the words of official texts as it has them."""
    found = assess(profile, rules, printed.as_of)
    pairs = zip(found.instruments, printed.instruments, strict=True)
    used = tuple(_worded(item, other) for item, other in pairs)
    found = found.model_copy(update={"engine": printed.engine, "instruments": used})
    parts = [name for name, held in printed.parts if held is not None]
    parts += printed.withheld_parts
    found = with_parts(found, profile, rules, parts)
    return publish(found) if printed.public else found


def _worded(used: InstrumentUsed, printed: InstrumentUsed) -> InstrumentUsed:
    words = {item.id: item.official for item in printed.provisions}
    provisions = tuple(
        item.model_copy(update={"official": words.get(item.id)}) for item in used.provisions
    )
    return used.model_copy(update={"provisions": provisions, "text": printed.text})


def _differences(again: Assessment, printed: Assessment) -> Iterator[str]:
    """Yield what of a report does not follow from its profile."""
    right = {item.id: item for item in again.findings}
    wrong = [item for item in printed.findings if item != right.get(item.id)]
    for item in wrong[:NAMED]:
        other = right.get(item.id)
        said = (
            f"is {item.conclusion}, and by the profile {other.conclusion}" if other else "is none"
        )
        same = other and other.conclusion == item.conclusion
        yield f"{item.id} {'has other reasons than the profile gives' if same else said}"
    if len(wrong) > NAMED:
        yield f"and {len(wrong) - NAMED} more findings"
    lost = len(right.keys() - {item.id for item in printed.findings})
    if lost:
        yield f"findings left out: {lost}"
    if not wrong and not lost:
        fields = [name for name, held in again if held != getattr(printed, name)]
        yield f"what it says of {', '.join(fields)} does not follow from the profile"
    if printed.engine != VERSION:
        yield f"it was assessed with treatygap {printed.engine}, and here with {VERSION}"
