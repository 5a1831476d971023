"""What migration tables made of a profile, as HTML."""

from __future__ import annotations

from treatygap.model.migration import Migrated
from treatygap.model.profile import Profile
from treatygap.reporting import strings
from treatygap.reporting.facts import Citer
from treatygap.reporting.html import page
from treatygap.reporting.translation import Translation
from treatygap.words import spoken


def render(found: Migrated, profile: Profile, lang: str = "en") -> str:
    """Return the list of what was carried over and set aside as one HTML text.

    `profile` is the one before. Raises ReportError where there is no such language.
    """
    translation = Translation(strings.load(lang))
    cites = {
        fact: Citer()(one for item in answer.statements for one in profile.cite(item.evidence))
        for fact, answer in profile.answers.items()
    }
    return page(
        "migration",
        translation,
        found=found,
        state=translation.words.state(found.state, found.name),
        cites=cites,
        spoken=spoken,
    )
