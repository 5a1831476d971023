"""A file as a profile."""

from pathlib import Path

from treatygap.load.document import Document, brief, build, read
from treatygap.model.diagnostic import Invalid
from treatygap.model.profile import Profile, ProfileFile


def load_profile(path: Path) -> tuple[Profile, Document]:
    """Read a profile. Returns it with its document, for the places of later problems.

    Raises Invalid with every problem found in the file.
    """
    document = read(path)
    return profile_of(document, document.hash), document


def profile_of(document: Document, digest: str) -> Profile:
    """Return the profile that a document holds, as read from the file with a hash.

    Raises Invalid with every problem found in it.
    """
    kind = document.data.get("format") if isinstance(document.data, dict) else None
    if isinstance(kind, str) and kind.startswith("treatygap-"):
        message, hint = f"{brief(kind)} is no profile", "name the profile that it was made of"
        raise Invalid([document.problem(("format",), "bad-profile", message, hint)])
    authored = build(document, ProfileFile)
    fields = {name: getattr(authored, name) for name in ProfileFile.model_fields}
    return Profile.model_construct(hash=digest, **fields)
