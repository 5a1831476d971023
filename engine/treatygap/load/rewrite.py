"""The text of a profile with answers moved: all else in it stays as it was written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from treatygap.load.yaml import parse
from treatygap.model.base import FactValue
from treatygap.model.migration import Migrated, Move
from treatygap.model.profile import Profile

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
COLUMN = 2
"""Where the items of a new section begin."""


class Edit(NamedTuple):
    """A piece of the text, from `start` to before `end`, and what replaces it."""

    start: int
    end: int
    text: str


def rewrite(text: str, profile: Profile, found: Migrated) -> str:
    """Return the text of a valid profile with the moves made.

    Comments, order and layout are kept; what is set aside stands at the end. Without moves the text
    is returned as it is.
    """
    if not found.moves:
        return text
    return _Rewriter(text, profile, found.moves).made()


class _Rewriter:
    def __init__(self, text: str, profile: Profile, moves: Iterable[Move]) -> None:
        self._text = text
        self._profile = profile
        self._moves = {move.fact: move for move in moves}
        root: Any = yaml.compose(text, Loader=_LOADER)
        self._root = root
        self._parts: dict[str, tuple[ScalarNode, Any]] = {
            key.value: (key, value) for key, value in root.value
        }

    def made(self) -> str:
        answers = self._parts["answers"][1]
        edits = [self._flow(answers)] if answers.flow_style else self._block(answers)
        text = self._text
        for edit in sorted([*edits, *self._set_aside(answers)], reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def _block(self, answers: MappingNode) -> list[Edit]:
        kept = len(answers.value)
        edits: list[Edit] = []
        for key, value in answers.value:
            move = self._moves.get(key.value)
            if move is None:
                continue
            start, end = key.start_mark.index, self._line_end(self._end(value))
            entries = self._entries(move, key, value, end)
            if entries:
                joint = f"\n{' ' * key.start_mark.column}"
                edits.append(Edit(start, end, joint.join(entries)))
            else:
                kept -= 1
                edits.append(Edit(start - key.start_mark.column, min(end + 1, len(self._text)), ""))
        if kept:
            return edits
        key = self._parts["answers"][0]
        return [Edit(key.end_mark.index, self._line_end(self._end(answers)), ": {}")]

    def _flow(self, answers: MappingNode) -> Edit:
        entries: list[str] = []
        for key, value in answers.value:
            move = self._moves.get(key.value)
            if move:
                entries += self._entries(move, key, value, value.end_mark.index)
            else:
                entries.append(self._text[key.start_mark.index : value.end_mark.index])
        joint = f",\n{' ' * answers.value[0][0].start_mark.column}"
        return Edit(answers.start_mark.index, answers.end_mark.index, f"{{{joint.join(entries)}}}")

    def _entries(self, move: Move, key: ScalarNode, value: Node, end: int) -> list[str]:
        return [
            self._written(one.fact, key) + self._body(move.fact, one.values, key, value, end)
            for one in move.carried
        ]

    def _body(
        self, fact: str, values: tuple[FactValue, ...], key: ScalarNode, answer: Any, end: int
    ) -> str:
        """Return what follows a key, up to `end`, with other values of the statements."""
        start = key.end_mark.index
        body = self._text[start:end]
        old = [item.value for item in self._profile.answers[fact].statements]
        nodes = _value_nodes(answer)
        changed = [
            (node, new)
            for node, before, new in zip(nodes, old, values, strict=True)
            if (type(before), before) != (type(new), new)
        ]
        for node, new in reversed(changed):
            first, last = node.start_mark.index - start, self._end(node) - start
            body = body[:first] + self._written(new, node) + body[last:]
        return body

    def _written(self, value: FactValue, beside: Node) -> str:
        """Return a value as text, in quotes where the node it replaces has them."""
        quoted = beside.style if isinstance(beside, ScalarNode) else None
        plain = isinstance(value, str) and not quoted and parse(value, "") == value
        return str(value) if plain else json.dumps(value)

    def _set_aside(self, answers: MappingNode) -> list[Edit]:
        flow = self._root.flow_style
        held = self._parts.get("set_aside")
        items = [item for key, value in answers.value for item in self._items(key, value, held)]
        if not items:
            return []
        if flow:
            end = (held[1] if held else self._root).end_mark.index - 1
            inside = ", ".join(items)
            if held:
                return [Edit(end, end, f", {inside}" if held[1].value else inside)]
            return [Edit(end, end, f', "set_aside": [{inside}]')]
        if held and not held[1].flow_style:
            end = self._line_end(self._end(held[1]))
            return [Edit(end, end, "".join(f"\n{item}" for item in items))]
        kept = held[1].value if held else ()
        slices = (self._text[one.start_mark.index : one.end_mark.index] for one in kept)
        whole = "\n".join([*(f"{' ' * COLUMN}- {one}" for one in slices), *items])
        if held:
            return [Edit(held[1].start_mark.index, held[1].end_mark.index, f"\n{whole}")]
        end = len(self._text)
        begun = "" if self._text.endswith("\n") else "\n"
        return [Edit(end, end, f"{begun}set_aside:\n{whole}\n")]

    def _items(self, key: ScalarNode, value: Any, held: tuple[ScalarNode, Any] | None) -> list[str]:
        """Return what of an answer is set aside, as items of the section."""
        move = self._moves.get(key.value)
        if move is None:
            return []
        flow = self._parts["answers"][1].flow_style
        end = value.end_mark.index if flow else self._line_end(self._end(value))
        block = held is not None and not held[1].flow_style
        column = held[1].start_mark.column if held and block else COLUMN
        more = COLUMN + 4 if flow else column + 2 - key.start_mark.column
        items: list[str] = []
        for aside in move.aside:
            body = self._body(move.fact, aside.values, key, value, end)
            head = {"fact": aside.fact, "why": aside.why, "version": aside.version}
            said = {name: json.dumps(text, ensure_ascii=False) for name, text in head.items()}
            if self._root.flow_style:
                pairs = ", ".join(f'"{name}": {text}' for name, text in said.items())
                items.append(f'{{{pairs}, "answer"{body}}}')
            else:
                lines = [*(f"{name}: {text}" for name, text in said.items())]
                lines.append(f"answer{_shifted(body, more)}")
                items.append(f"{' ' * column}- " + f"\n{' ' * (column + 2)}".join(lines))
        return items

    def _end(self, node: Any) -> int:
        """Return the index after the last character of a node: marks may lie beyond it."""
        if not isinstance(node, ScalarNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(node, MappingNode) else last)
        end: int = node.end_mark.index
        return len(self._text[:end].rstrip()) if isinstance(node, ScalarNode) else end

    def _line_end(self, index: int) -> int:
        end = self._text.find("\n", index)
        return len(self._text) if end < 0 else end


def _value_nodes(answer: MappingNode) -> list[Any]:
    """Return the nodes of the values of an answer's statements."""
    parts = {key.value: value for key, value in answer.value}
    if "value" in parts:
        return [parts["value"]]
    several: SequenceNode = parts["values"]
    return [value for one in several.value for key, value in one.value if key.value == "value"]


def _shifted(body: str, more: int) -> str:
    """Return text with all lines but the first moved right, or left where there is room."""
    first, *rest = body.split("\n")
    moved = (
        " " * more + line if more > 0 and line.strip() else line[min(-more, _room(line)) :]
        for line in rest
    )
    return "\n".join([first, *moved])


def _room(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
