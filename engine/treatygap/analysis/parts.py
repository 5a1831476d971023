"""The parts of an assessment: what is worked out beside the findings, when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from treatygap.analysis.assistance import assistance
from treatygap.analysis.conflicts import conflicts
from treatygap.analysis.next import next_questions
from treatygap.analysis.obligations import obligations
from treatygap.analysis.plan import cheapest_plan
from treatygap.analysis.ratification import ratification
from treatygap.analysis.robustness import robustness
from treatygap.model.assessment import Assessment
from treatygap.model.instrument import Library
from treatygap.model.parts import Parts
from treatygap.model.profile import Profile
from treatygap.rules import assistance_rules, register, tensions

Part = Callable[[Assessment, Profile, Library], object]

PARTS: dict[str, Part] = {
    "conflicts": lambda assessment, profile, library: conflicts(
        profile, library, tensions(library), assessment.as_of
    ),
    "obligations": lambda assessment, profile, library: obligations(
        profile, library, register(library), assessment.as_of
    ),
    "plan": lambda assessment, profile, library: cheapest_plan(profile, library, assessment.as_of),
    "robustness": lambda assessment, profile, library: robustness(
        profile, library, assessment.as_of
    ),
    "next": lambda assessment, profile, library: next_questions(profile, library, assessment.as_of),
    "assistance": lambda assessment, _, library: assistance(
        assessment, library, assistance_rules()
    ),
    "ratification": ratification,
}
"""How each field of `Parts` is worked out from an assessment and what it was made of."""


def with_parts(
    assessment: Assessment, profile: Profile, library: Library, names: Iterable[str]
) -> Assessment:
    """Return the assessment with the named parts (keys of PARTS) worked out."""
    made = {name: PARTS[name](assessment, profile, library) for name in names}
    return assessment.model_copy(update={"parts": Parts.model_validate(made)})
