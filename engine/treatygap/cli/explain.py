"""Explain a conclusion: the whole reasoning as a tree, in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from treatygap.bind import bind_all, ledger
from treatygap.cli.inputs import alike, as_of, profile, read_profile
from treatygap.model.binding import Binding, Judgement, Ledger
from treatygap.model.logic import AtLeastOf, Leaf, Not, Step, Truth
from treatygap.model.question import QuestionBank
from treatygap.pipeline import judge_sources
from treatygap.words import cited, spoken, tested

if TYPE_CHECKING:
    from rich.tree import Tree

COLOURS = {Truth.YES: "green", Truth.NO: "red", Truth.UNKNOWN: "yellow"}
UNBROKEN = 100_000
"""The width of what is no terminal: a program that reads the lines wants them whole."""
TRUTHS = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}


@click.command("explain")
@profile
@click.argument("requirement", metavar="REQUIREMENT")
@as_of
def command(profile: str, requirement: str, as_of: date | None) -> None:
    """Print the reasoning behind REQUIREMENT for PROFILE, down to act and section.

    Where a requirement repeats over a list, name one entry with @, or see them all.

    \b
    Example:
      treatygap explain KEN unccc.24-2.review@production-order
    """
    from rich.console import Console

    from treatygap.store import library

    chosen = library()
    found = read_profile(profile, chosen.questions)
    bindings = bind_all(chosen)
    wanted = [item for item in bindings if requirement in (item.id, item.requirement.id)]
    if not wanted:
        ids = dict.fromkeys(item.requirement.id for item in bindings)
        hint = alike(requirement, [*ids, *(item.id for item in bindings if item.member)])
        hint = hint or "treatygap ruleset show names those of a provision"
        raise click.BadParameter(f"no requirement '{requirement}'; {hint}")
    known = ledger(found, chosen.questions, as_of or found.known_on)
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = UNBROKEN
    for binding in wanted:
        judged = judge_sources(binding, known)
        for source, judgement in judged.items():
            title = f"{binding.id}: {binding.requirement.title}: {judgement.conclusion}"
            lead = f"{title} (according to {source})" if len(judged) > 1 else title
            console.print(tree(lead, binding, judgement, known, chosen.questions))


def tree(
    title: str, binding: Binding, judgement: Judgement, known: Ledger, bank: QuestionBank
) -> Tree:
    """Return the reasoning of one judgement as a tree of words."""
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(title, style="bold"))
    parts = [
        ("Applies", judgement.applies),
        ("Met", judgement.met),
        ("Met in part", judgement.partly),
    ]
    parts += [(f"Flag {flag}", step) for flag, step in judgement.flags.items()]
    for name, step in parts:
        if step is not None:
            branch = root.add(Text(f"{name}: {TRUTHS[step.truth]}", style=COLOURS[step.truth]))
            _grow(branch, step, known, bank)
    if judgement.possible:
        root.add(Text(f"Still possible: {', '.join(judgement.possible)}"))
    root.add(Text(f"Provisions: {', '.join(binding.provisions)}"))
    return root


def _grow(branch: Tree, step: Step, known: Ledger, bank: QuestionBank) -> None:
    from rich.text import Text

    words = _words(step, known, bank)
    twig = branch.add(Text(f"{TRUTHS[step.truth]}: {words}", style=COLOURS[step.truth]))
    for part in step.parts:
        _grow(twig, part, known, bank)


def _words(step: Step, known: Ledger, bank: QuestionBank) -> str:
    match step.node:
        case Leaf():
            fact = bank.facts[step.node.fact]
            said = [
                f"{spoken(item.value, fact)} ({cited(item.evidence)})"
                for item in known.statements.get(fact.id, ())
                if item.known
            ]
            return f"{tested(step.node, fact)}; the law: {' / '.join(said) or 'not answered'}"
        case Not():
            return "this does not hold"
        case AtLeastOf(count, parts):
            everything, one = count == len(parts), count == 1
            return "all of these" if everything else "one of these" if one else f"{count} of these"
