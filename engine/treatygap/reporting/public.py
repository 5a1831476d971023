"""The public edition of an assessment: what restricted answers say is withheld, and is shown so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from treatygap.finding import apart, told
from treatygap.model.assessment import ActUsed, Assessment, OpenQuestion
from treatygap.model.base import Value
from treatygap.model.finding import FactStatement, FactUsed, Finding, Recheck
from treatygap.model.next import NextQuestion
from treatygap.model.profile import Evidence
from treatygap.model.ratification import Watch
from treatygap.model.register import Cell, Obligation, Obligations
from treatygap.reporting.texts import changed
from treatygap.words import WITHHELD

MARK: Recheck = "rests-on-withheld"
OPENED = ("assistance", "conflicts", "next", "obligations", "ratification")
"""Parts in which only what is restricted is withheld; any other is withheld whole."""


def publish(assessment: Assessment) -> Assessment:
    """Return the assessment for the public.

    Values, words, evidence, notes and practice of restricted answers are replaced by the word
    `withheld`, wherever an assessment keeps them. Conclusions stay as assessed, and a finding that
    rests on what is withheld is marked. Parts that would tell by what they hold are withheld whole,
    where anything is restricted. The hash of the profile goes too: who has all else could
    guess an answer by it. Publishing twice changes nothing more.
    """
    closed = {*_evidence(assessment, closed=True)} - {*_evidence(assessment, closed=False)}

    def change(value: Value) -> dict[str, Any]:
        if isinstance(value, Watch) and value.evidence in closed:
            return {"on": None, "evidence": None, "says": WITHHELD}
        return _change(value)

    made = changed(assessment, change)
    acts = tuple(act for act in made.acts if not act.restricted)
    if acts != made.acts:
        acts = (*acts, ActUsed(title=WITHHELD, restricted=True))
    gone = [name for name, held in made.parts if held is not None and name not in OPENED]
    gone = gone if restricted(assessment) else []
    return made.model_copy(
        update={
            "public": True,
            "profile_hash": WITHHELD,
            "acts": acts,
            "parts": made.parts.model_copy(update=dict.fromkeys(gone)),
            "withheld_parts": (*made.withheld_parts, *gone),
        }
    )


def restricted(assessment: Assessment) -> bool:
    """Say whether an assessment holds something that its public edition withholds."""
    return (
        any(rests_on_closed(fact) for finding in assessment.findings for fact in finding.facts)
        or any(act.restricted for act in assessment.acts)
        or any(item.restricted and item.note for item in assessment.open_questions)
    )


def rests_on_closed(fact: FactUsed) -> bool:
    """Say whether something in a fact is not for the public."""
    return fact.restricted or any(item.restricted for item in fact.statements)


def _evidence(assessment: Assessment, *, closed: bool) -> Iterator[Evidence]:
    for finding in assessment.findings:
        for fact in finding.facts:
            for said in fact.statements:
                if (fact.restricted or said.restricted) == closed:
                    yield from said.evidence
            if fact.restricted == closed and not fact.statements:
                yield from fact.evidence


def _change(value: Value) -> dict[str, Any]:
    match value:
        case FactStatement(restricted=True):
            return {"value": None, "words": WITHHELD, "evidence": (), "note": None}
        case FactUsed():
            return _fact(value)
        case Finding():
            return _finding(value)
        case OpenQuestion(restricted=True) | NextQuestion(restricted=True):
            return {"note": value.note and WITHHELD}
        case Obligation(withheld=False) if _closed(value):
            blank = {"facts": (), "missing": (), "cells": ()}
            return {"withheld": True, "holds": "unknown", **blank}
        case Cell(withheld=False) if any(map(rests_on_closed, value.facts)):
            return {"withheld": True, "facts": (), "missing": ()}
        case Obligations():
            return _register(value)
        case _:
            return {}


def _fact(fact: FactUsed) -> dict[str, Any]:
    if fact.restricted:
        empty = {"value": None, "evidence": (), "note": None, "practice": None, "statements": ()}
        return {"words": WITHHELD, **empty}
    if not rests_on_closed(fact):
        return {}
    if fact.value is None:
        return {"words": apart(fact.statements)}
    said = [item for item in fact.statements if item.in_force and not item.restricted]
    return {
        "evidence": tuple(dict.fromkeys(one for item in said for one in item.evidence)),
        "note": next((item.note for item in said if item.note), None),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    if not any(map(rests_on_closed, finding.facts)):
        return {}
    marks = {"recheck": tuple(sorted({*finding.recheck, MARK}))}
    stated = finding.conclusion in ("met", "not-applicable")
    return {**marks, "because": told(finding.facts)} if stated else marks


def _closed(power: Obligation) -> bool:
    cells = any(cell.withheld for cell in power.cells)
    return cells or any(map(rests_on_closed, power.facts))


def _register(found: Obligations) -> dict[str, Any]:
    """Take the powers that are withheld out of the lines that sum the register up."""
    gone = tuple(power.label for power in found.powers if power.withheld)
    lines = tuple(
        line.model_copy(
            update={
                "shown": tuple(name for name in line.shown if name not in gone),
                "open": tuple(name for name in line.open if name not in gone),
                "withheld": gone,
            }
        )
        for line in found.headlines
    )
    return {"headlines": lines}
