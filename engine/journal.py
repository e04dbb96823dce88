"""Writes what happens in a call as events: the time, the node and the masks are added here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.events import (
    MASK,
    SENT,
    CallFinished,
    CallResumed,
    CallStarted,
    Event,
    Heard,
    KeyPressed,
    LegDialled,
    Logged,
    NodeFailed,
    ServiceUsed,
    Silence,
    VariableSet,
)
from engine.masks import Masks
from nodes.frame import Frame
from nodes.services import Clock
from nodes.values import to_json

LONGEST = 500
"""The longest message of an error, in characters."""
LONGEST_VALUE = 10_000
"""The longest value of a variable that is written out, in characters of JSON."""

Journal = Callable[[Event], None]
"""Takes each event as it happens; it may block for a moment, and raises nothing."""


class Recorder:
    """What the runner and the wrappers of one call write to."""

    def __init__(self, journal: Journal, clock: Clock, masks: Masks) -> None:
        self.write = journal
        """Appends an event as it is."""
        self.now = clock.elapsed
        """Seconds since the call began."""
        self.masks = masks
        self.node = ""
        """The node that runs."""
        self.sensitive = False
        """Whether that node is marked sensitive."""

    def log(self, level: str, text: str) -> None:
        """Append a line of the trace, masked."""
        self.write(Logged(self.now(), self.node, level, self.masks.text(text)))

    def pressed(self, key: str) -> None:
        """Append that `key` reached the node."""
        self.write(KeyPressed(self.now(), self.node, MASK if self.sensitive else key))

    def silent(self, seconds: float) -> None:
        """Append that no key came within `seconds`."""
        self.write(Silence(self.now(), self.node, seconds))

    def failed(self, flow: str, error: BaseException) -> None:
        """Append that the node raised. A sensitive node's message may quote what the caller typed."""
        message = MASK if self.sensitive else self.masks.text(str(error))[:LONGEST]
        self.write(NodeFailed(self.now(), flow, self.node, type(error).__name__, message))

    def changed(self, frame: Frame, before: Mapping[str, object]) -> None:
        """Append a VariableSet for each variable of `frame` that differs from `before`."""
        for name, value in frame.variables.items():
            if name in before and before[name] == value:
                continue
            if self.sensitive:
                self.masks.taint(frame, name)
            shown = MASK if self.masks.covers(frame, name) else _shown(value)
            self.write(VariableSet(self.now(), frame.flow, self.node, name, shown))


def _shown(value: object) -> Any:
    if value is None or type(value) in (bool, int, float):
        return value
    if type(value) is str and len(value) <= LONGEST_VALUE // 2:
        return value
    plain = to_json(value)
    if isinstance(plain, list | dict | str):
        length = len(json.dumps(plain, ensure_ascii=False))
        if length > LONGEST_VALUE:
            return f"({length} characters of {type(value).__name__}, left out)"
    return plain


def comparable(events: Iterable[Event]) -> list[tuple[str, ...]]:
    """The events as a live and a simulated run of one call must agree on them (design.md 2.4).

    Left out are times, the names of calls and files, requests that nobody waited for, and what depends on the
    exact moment of a key or of the hang-up: the prompts and the ringing that it cut short.
    """
    return [_comparable(event) for event in events if not _of_the_moment(event)]


def _of_the_moment(event: Event) -> bool:
    cut_short = isinstance(event, Heard | LegDialled) and event.ended in ("key", "hangup")
    late = isinstance(event, ServiceUsed) and event.service == SENT
    return cut_short or late or isinstance(event, CallResumed)


_APART: dict[type[Event], frozenset[str]] = {
    CallStarted: frozenset({"call", "release", "now", "caller", "called"}),
    CallFinished: frozenset({"seconds"}),
}
_APART_EVERYWHERE = frozenset({"t", "step", "path", "seconds"})


def _comparable(event: Event) -> tuple[str, ...]:
    apart = _APART.get(type(event), frozenset()) | _APART_EVERYWHERE
    if event.kind == "silence":
        apart = apart - {"seconds"}
    fields = event.to_json()
    return (
        event.kind,
        *(f"{name}={value}" for name, value in fields.items() if name not in apart and name != "kind"),
    )
