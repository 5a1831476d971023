"""A file as a profile."""

from pathlib import Path

from treatygap.load.document import Document, read
from treatygap.load.kind import build_kind
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
    authored = build_kind(document, ProfileFile)
    fields = {name: getattr(authored, name) for name in ProfileFile.model_fields}
    return Profile.model_construct(hash=digest, **fields)
