"""A Twilio Studio flow definition read into widgets, as the JSON that Studio shows and its API returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows import bounds
from flows.codes import file as codes
from flows.imports.json_lines import JsonError, JsonObject, parse_json
from flows.problems import Report
from flows.source import load


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of a split: Liquid arguments, a type such as `equal_to`, a value."""

    arguments: tuple[str, ...]
    type: str
    value: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """Where a widget goes when `event` happens; `next` is empty where the flow ends."""

    event: str
    next: str
    conditions: tuple[Condition, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Widget:
    """One state of the definition."""

    name: str
    type: str
    transitions: tuple[Transition, ...]
    properties: Mapping[str, Any]
    line: int = 0

    def text(self, name: str, default: str = "") -> str:
        """A property as text; true and false as Studio writes them."""
        value = self.properties.get(name)
        if value is None or isinstance(value, dict | list):
            return default
        return str(value).lower() if isinstance(value, bool) else str(value)

    def number(self, name: str, default: float) -> float:
        """A property as a number that is not negative."""
        try:
            found = float(self.text(name))
        except ValueError:
            return default
        return found if 0 <= found < 1e6 else default

    def on(self, event: str) -> str:
        """The widget that follows `event`, empty if none does."""
        return next((one.next for one in self.transitions if one.event == event), "")

    def pairs(self, name: str) -> list[tuple[str, str]]:
        """A property that is a list of keys and values."""
        items = self.properties.get(name)
        found = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
        return [(_text(item.get("key")), _text(item.get("value"))) for item in found]

    def texts(self) -> Iterator[str]:
        """Every text of the widget in which values may stand."""
        yield from _texts(self.properties)
        for transition in self.transitions:
            for condition in transition.conditions:
                yield from condition.arguments
                yield condition.value


@dataclass(slots=True)
class Definition:
    """A flow definition: its widgets by name in their order, and the name of the first."""

    description: str = ""
    initial: str = ""
    widgets: dict[str, Widget] = field(default_factory=dict)


def read_definition(path: Path, report: Report) -> Definition | None:
    """The definition of a file, or None with the reason in `report`."""
    source = load(path, report)
    if source is None:
        return None
    if len(source.data) > bounds.FILE_BYTES:
        report.add(codes.FILE_TOO_LARGE, limit=bounds.FILE_BYTES // 1024**2)
        return None
    try:
        root = parse_json(source.data.decode("utf-8-sig"))
    except UnicodeDecodeError as reason:
        report.add(codes.NOT_UTF8, source.data.count(b"\n", 0, reason.start) + 1)
        return None
    except JsonError as reason:
        report.add(codes.NOT_JSON, reason.line, zh={"reason": reason.zh}, reason=reason.en)
        return None
    return _definition(root, report)


def _definition(root: object, report: Report) -> Definition | None:
    # The API wraps the definition in a resource of its own.
    if isinstance(root, dict) and isinstance(root.get("definition"), dict):
        root = root["definition"]
    states = root.get("states") if isinstance(root, dict) else None
    if not isinstance(root, dict) or not isinstance(states, list):
        report.add(codes.NOT_STUDIO, 1)
        return None
    definition = Definition(_text(root.get("description")), _text(root.get("initial_state")))
    for state in states[: bounds.NODES]:
        if isinstance(state, JsonObject) and _text(state.get("name")):
            widget = _widget(state)
            definition.widgets.setdefault(widget.name, widget)
    return definition


def _widget(state: JsonObject) -> Widget:
    transitions = state.get("transitions")
    properties = state.get("properties")
    return Widget(
        _text(state["name"]),
        _text(state.get("type")),
        tuple(
            _transition(one)
            for one in (transitions if isinstance(transitions, list) else ())
            if isinstance(one, JsonObject)
        ),
        properties if isinstance(properties, dict) else {},
        state.line,
    )


def _transition(one: JsonObject) -> Transition:
    conditions = one.get("conditions")
    return Transition(
        _text(one.get("event")),
        _text(one.get("next")),
        tuple(
            Condition(
                tuple(map(_text, each.get("arguments") or ())),
                _text(each.get("type")),
                _text(each.get("value")),
                _text(each.get("friendly_name")),
            )
            for each in (conditions if isinstance(conditions, list) else ())
            if isinstance(each, dict)
        ),
        one.line,
    )


def _text(value: object) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
