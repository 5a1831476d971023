"""A concordance against the instruments it relates."""

from __future__ import annotations

from collections.abc import Iterator

from treatygap.load.document import Document, nearest
from treatygap.model.concordance import Concordance
from treatygap.model.diagnostic import Diagnostic
from treatygap.model.instrument import Instrument


def check_names(
    concordance: Concordance, document: Document, known: list[str]
) -> Iterator[Diagnostic]:
    """Yield a problem for each side of a concordance that names no known instrument."""
    for side in ("a", "b"):
        name = getattr(concordance, side)
        if name not in known:
            hint = nearest(name, known)
            yield document.problem((side,), "unknown-instrument", f"no instrument '{name}'", hint)


def check_concordance(
    concordance: Concordance, document: Document, instruments: dict[str, Instrument]
) -> list[Diagnostic]:
    """Return every problem between a concordance and its two instruments; none means valid."""
    return sorted({*_provisions(concordance, document, instruments),
                   *_repeated(concordance, document),
                   *_missing(concordance, document, instruments)})  # fmt: skip


def _provisions(
    concordance: Concordance, document: Document, instruments: dict[str, Instrument]
) -> Iterator[Diagnostic]:
    for side in ("a", "b"):
        name = getattr(concordance, side)
        known = instruments[name].by_id
        for index, pair in enumerate(concordance.pairs):
            provision = getattr(pair, side)
            if provision is not None and provision not in known:
                hint = nearest(provision, list(known))
                message = f"no provision '{provision}' in {name}"
                yield document.problem(("pairs", index, side), "unknown-provision", message, hint)


def _repeated(concordance: Concordance, document: Document) -> Iterator[Diagnostic]:
    seen: set[tuple[str | None, str | None]] = set()
    for index, pair in enumerate(concordance.pairs):
        if (pair.a, pair.b) in seen:
            message = f"{pair.a or 'nothing'} and {pair.b or 'nothing'} are related twice"
            yield document.problem(("pairs", index), "related-twice", message)
        seen.add((pair.a, pair.b))


def _missing(
    concordance: Concordance, document: Document, instruments: dict[str, Instrument]
) -> Iterator[Diagnostic]:
    if not concordance.complete:
        return
    for side in ("a", "b"):
        related = {getattr(pair, side) for pair in concordance.pairs}
        for provision in instruments[getattr(concordance, side)].by_id:
            if provision not in related:
                message = f"'{provision}' is not related to anything"
                yield document.problem(("complete",), "unrelated", message, "add a pair, or none")
