"""The calls of one engine as they are seen from outside: a list to begin with, then event by event."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

KEPT = 500
"""Events of a call that are kept, to be read when somebody begins to follow it."""


@dataclass(slots=True)
class SeenCall:
    """A call in progress: in `node` of the flow `at`. `began` is on the clock of whoever asks, in seconds.

    `left` is the exit by which it left the node before, empty if that is not known.
    """

    id: str
    line: str = ""
    flow: str = ""
    release: str = ""
    caller: str = ""
    called: str = ""
    at: str = ""
    node: str = ""
    began: float = 0.0
    answered: bool = False
    left: str = ""
    journal: deque[Mapping[str, Any]] = field(default_factory=lambda: deque(maxlen=KEPT))


@dataclass(frozen=True, slots=True)
class Move:
    """A call came to another node, from `node` of `flow` (empty where nobody knows) by `exit`."""

    call: SeenCall
    flow: str
    node: str
    exit: str


class SeenCalls:
    """The calls of an engine by id. It trusts nothing: what came over the network may be anything."""

    def __init__(self) -> None:
        self.calls: dict[str, SeenCall] = {}

    def take(self, listed: Iterable[Any], now: float) -> None:
        """The engine's own list: calls that are not in it are gone, new ones come."""
        before, self.calls = self.calls, {}
        for each in listed:
            if not isinstance(each, dict) or not isinstance(each.get("id"), str):
                continue
            call = before.get(each["id"]) or SeenCall(each["id"])
            for name in ("line", "flow", "release", "caller", "called", "at", "node"):
                if isinstance(each.get(name), str):
                    setattr(call, name, each[name])
            call.answered = bool(each.get("answered"))
            call.began = now - _seconds(each.get("t"))
            self.calls[call.id] = call

    def see(self, id_: str, event: Mapping[str, Any], now: float) -> Move | None:
        """An event of a call; the move, if it went to another node.

        Of a call that nobody knows only its beginning counts.
        """
        kind = event.get("kind")
        if kind == "call_started":
            self.calls[id_] = _begun(id_, event, now)
        call = self.calls.get(id_)
        if call is None:
            return None
        call.journal.append(event)
        move = None
        if kind == "node_entered":
            move = Move(call, call.at, call.node, call.left)
            call.at, call.node, call.left = str(event.get("flow", "")), str(event.get("node", "")), ""
        elif kind == "node_left":
            call.left = str(event.get("exit", ""))
        elif kind == "answered":
            call.answered = True
        elif kind == "call_finished":
            del self.calls[id_]
        return move


def _begun(id_: str, event: Mapping[str, Any], now: float) -> SeenCall:
    line, flow, release, caller, called = (
        str(event.get(name, "")) for name in ("line", "flow", "release", "caller", "called")
    )
    return SeenCall(id_, line, flow, release, caller, called, at=flow, began=now - _seconds(event.get("t")))


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
