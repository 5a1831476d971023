"""Values and evidence in plain English."""

from collections.abc import Iterable

from treatygap.model.base import FactValue
from treatygap.model.logic import Leaf
from treatygap.model.profile import Evidence
from treatygap.model.question import Fact

WITHHELD = "withheld"
"""What stands in the public edition in place of what is not for the public."""


NAMES = {
    "african": "African",
    "american": "American",
    "arab": "Arab",
    "echr": "ECHR",
    "iccpr": "ICCPR",
    "ict": "ICT",
}
"""Words of choices that English writes with capitals."""


def spoken(value: FactValue, fact: Fact | None = None) -> str:
    """Return an answer as a reader says it: `yes`, `independent body`, `90 days`."""
    unit = fact.question.unit if fact else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return listed(map(spoken_choice, value)) or "none of them"
    if isinstance(value, str):
        is_date = fact is not None and fact.question.type == "date"
        return value if is_date else spoken_choice(value)
    if not unit or unit == "count":
        return str(value)
    return f"{value} {unit.removesuffix('s') if value == 1 else unit}"


def spoken_choice(choice: str) -> str:
    """Return the id of a choice as English says it."""
    return " ".join(NAMES.get(word, word) for word in choice.split("-"))


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Return words as a list in a sentence: `a, b and c`."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} {joint} {last}" if first else last


def cited(evidence: tuple[Evidence, ...]) -> str:
    """Return evidence as citations: `s. 50(1) Computer Misuse and Cybercrimes Act`."""
    return "; ".join(f"{item.section} {item.source}" for item in evidence)


def tested(leaf: Leaf, fact: Fact | None) -> str:
    """Return a test on one fact as a demand: `Authorising authority is at least court`."""
    label = fact.label if fact else leaf.fact
    operands = leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,)
    words = [spoken(item, fact) for item in operands]
    demand = {
        "equals": f"is {words[0]}",
        "in": f"is {listed(words, 'or')}",
        "not_in": f"is not {listed(words, 'or')}",
        "at_least": f"is at least {words[0]}",
        "at_most": f"is at most {words[0]}",
        "includes": f"includes {listed(words)}",
        "excludes": f"includes neither {listed(words, 'nor')}"
        if len(words) > 1
        else f"does not include {words[0]}",
        "answered": "is answered",
    }
    return f"{label} {demand[leaf.operator]}"
