"""Strict YAML 1.2: no duplicate keys, anchors, tags or deep nesting; scalars stay as written.

Source: YAML 1.2.2, section 10.3 (core schema), less its octal, hexadecimal and special numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from treatygap.model.diagnostic import Diagnostic, Invalid, Place

Path = tuple[str | int, ...]
Positions = dict[Path, tuple[int, int]]

MAX_DEPTH = 60
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NOTHING = {"", "~", "null", "Null", "NULL"}
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_NOT_PLAIN = "\0"  # no key: the character is refused
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,14})\.([0-9]{0,14}[1-9])")


def parse(text: str, file: str, positions: Positions | None = None) -> Any:
    """Return the data of one YAML document; fill `positions` with the place of every node.

    Positions count from 1; a mapping's entry lies where its key begins.
    Raises Invalid with every problem that does not stop the reading.
    """
    found = _CONTROL.search(text)
    if found:
        line, begins = text.count("\n", 0, found.start()) + 1, text.rfind("\n", 0, found.start())
        place = Place(file, line, found.start() - begins)
        raise Invalid([Diagnostic(place, "control-character", _named(found))])
    reader = _Reader(file, positions)
    try:
        data = reader.document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        message = " ".join(filter(None, (error.context, error.problem)))
        raise Invalid([*reader.problems, Diagnostic(place, "yaml-syntax", message)]) from None
    if reader.problems:
        raise Invalid(reader.problems)
    return data


def _named(found: re.Match[str]) -> str:
    return f"the character U+{ord(found[0]):04X} is not allowed"


def _point(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


class _Reader:
    def __init__(self, file: str, positions: Positions | None) -> None:
        self.file = file
        self.positions = positions
        self.problems: list[Diagnostic] = []

    def document(self, events: Iterator[yaml.Event]) -> Any:
        data, seen = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen > 1:
                    self._problem(event, "several-documents", "a second document begins here")
            elif not isinstance(
                event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)
            ):
                node = self._node(event, events, ())
                data = node if seen == 1 else data
        return data

    def _node(self, event: Any, events: Iterator[yaml.Event], path: Path) -> Any:
        if isinstance(event, yaml.AliasEvent):
            self._problem(event, "alias", f"alias *{event.anchor}", "write the value out")
            return None
        if event.anchor:
            self._problem(event, "anchor", f"anchor &{event.anchor}", "write the value out")
        if self.positions is not None:
            self.positions.setdefault(path, _point(event))
        if len(path) > MAX_DEPTH:
            message = f"nested deeper than {MAX_DEPTH} levels"
            raise Invalid([*self.problems, Diagnostic(self._place(event), "too-deep", message)])
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if event.tag and event.tag != "!":
            self._problem(event, "tag", f"tag {event.tag} is not allowed")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _sequence(self, events: Iterator[yaml.Event], path: Path) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Any]:
        items: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events, path)
            if key in items and key != _NOT_PLAIN:
                self._problem(event, "duplicate-key", f"the key '{key}' is written twice")
            elif self.positions is not None:
                self.positions[*path, key] = _point(event)
            value = self._node(next(events), events, (*path, key))
            items.setdefault(key, value)
        return items

    def _key(self, event: Any, events: Iterator[yaml.Event], path: Path) -> str:
        if isinstance(event, yaml.ScalarEvent) and not event.anchor:
            self._printable(event)
            return str(event.value)
        self._problem(event, "key", "a key is plain text", "remove the brackets, anchor or alias")
        self._node(event, events, (*path, _NOT_PLAIN))
        return _NOT_PLAIN

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        if event.tag and event.tag != "!":
            self._problem(event, "tag", f"tag {event.tag} is not allowed")
        self._printable(event)
        text: str = event.value
        if not event.implicit[0]:
            return text
        if text in _TRUTH:
            return _TRUTH[text]
        if text in _NOTHING:
            return None
        if _INTEGER.fullmatch(text):
            return int(text)
        return float(text) if _DECIMAL.fullmatch(text) else text

    def _printable(self, event: yaml.ScalarEvent) -> None:
        found = _CONTROL.search(event.value)
        if found:
            self._problem(event, "control-character", _named(found))

    def _place(self, event: Any) -> Place:
        return Place(self.file, *_point(event))

    def _problem(self, event: Any, code: str, message: str, hint: str = "") -> None:
        self.problems.append(Diagnostic(self._place(event), code, message, hint))
