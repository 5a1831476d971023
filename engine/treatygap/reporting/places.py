"""What a report calls provisions, and where it prints findings."""

from __future__ import annotations

from collections.abc import Iterable


def refs(provisions: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers of provisions without their instrument: `24(2)` of `unccc:24(2)`."""
    return tuple(provision.partition(":")[2] for provision in provisions)


def block_id(finding: str) -> str:
    """Return the id of the block that a finding stands in, by the finding's or requirement's id."""
    return f"r-{finding.partition('@')[0]}"
