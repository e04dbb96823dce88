"""Everything that can happen in a call, one small type each: the journal's vocabulary.

Trace, call record, statistics, tests and the heat map all read this list. `t` is seconds since the call
began. A value that a node or a variable marked sensitive is `MASK`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, ClassVar, TypeVar, dataclass_transform

from nodes.light import light

MASK = "•••"
"""What stands in the journal for a sensitive value."""

SENT = "http.send"
"""The service of a ServiceUsed that nobody waited for: it may come late, even after CallFinished."""


@light
class Event:
    """The base of all events; `kind` is its name in JSON."""

    kind: ClassVar[str] = ""
    names: ClassVar[tuple[str, ...]] = ()
    """Its fields, in order."""
    t: float

    def to_json(self) -> dict[str, Any]:
        """The event as JSON, `kind` first."""
        return {"kind": self.kind, **{name: getattr(self, name) for name in self.names}}

    def detail(self) -> str:
        """The event's own fields as one line for a transcript."""
        own = (name for name in self.names if name not in ("t", "node"))
        return " ".join(f"{name}={getattr(self, name)}" for name in own)


EventT = TypeVar("EventT", bound=Event)
_KINDS: dict[str, type[Event]] = {}


@dataclass_transform(frozen_default=True)
def event(kind: str) -> Callable[[type[EventT]], type[EventT]]:
    """Make a class an event type, known by its name in JSON."""

    def register(cls: type[EventT]) -> type[EventT]:
        made = light(cls)
        made.kind = kind
        made.names = tuple(field.name for field in fields(made))
        _KINDS[kind] = made
        return made

    return register


def from_json(data: dict[str, Any]) -> Event:
    """The event that `to_json` wrote. Raises KeyError on a kind that this version does not know."""
    values = dict(data)
    return _KINDS[values.pop("kind")](**values)


@event("call_started")
class CallStarted(Event):
    """A call began on a line; `now` is the time of day with its zone, ISO 8601."""

    call: str
    caller: str
    called: str
    line: str
    flow: str
    release: str
    now: str


@event("call_resumed")
class CallResumed(Event):
    """Another engine took the call over at `node`."""

    call: str
    flow: str
    node: str
    step: str


@event("node_entered")
class NodeEntered(Event):
    """A node began; `step` is the call's id and a serial number."""

    flow: str
    node: str
    type: str
    step: str


@event("node_left")
class NodeLeft(Event):
    """A node ended by `exit` (or by a move: `enter`, `jump`, `return`, `finish`, `global_key`)."""

    flow: str
    node: str
    exit: str


@event("node_failed")
class NodeFailed(Event):
    """A node raised; `error` is the exception's type, `message` its words."""

    flow: str
    node: str
    error: str
    message: str


@event("flow_entered")
class FlowEntered(Event):
    """A flow was called or jumped to; `depth` counts from 1."""

    flow: str
    depth: int


@event("flow_left")
class FlowLeft(Event):
    """A called flow returned by `name`."""

    flow: str
    name: str


@event("answered")
class Answered(Event):
    """The call was answered."""


@event("heard")
class Heard(Event):
    """The caller heard `text` from `t` on, to its end (`done`), until `key`, or until the hang-up (`hangup`).

    `background`: it goes on under the nodes that follow.
    """

    node: str
    text: str
    language: str
    ended: str
    key: str = ""


@event("key_pressed")
class KeyPressed(Event):
    """A key of the caller's reached a node."""

    node: str
    key: str


@event("silence")
class Silence(Event):
    """No key came within `seconds`."""

    node: str
    seconds: float


@event("keys_sent")
class KeysSent(Event):
    """DTMF was sent to the caller's side."""

    node: str
    keys: str


@event("variable_set")
class VariableSet(Event):
    """A variable of `flow` changed; `value` in JSON's types (nodes.values.to_json)."""

    flow: str
    node: str
    name: str
    value: Any


@event("recorded")
class RecordingMade(Event):
    """A recording, of the caller or of a talk, ended: how, and how many seconds it holds."""

    node: str
    ended: str
    seconds: float
    path: str


@event("dialled")
class LegDialled(Event):
    """Somebody was rung: how it ended."""

    node: str
    targets: str
    ended: str
    cause: str


@event("leg_heard")
class LegHeard(Event):
    """A rung party answered and heard `text` before it was, or was not, joined with the caller."""

    node: str
    target: str
    text: str
    language: str


@event("transferred")
class CallTransferred(Event):
    """The call was handed over, or could not be."""

    node: str
    target: str
    ended: str
    cause: str


@event("executed")
class ApplicationRun(Event):
    """A raw application or API of the switch ran."""

    node: str
    application: str
    ok: bool


@event("service_used")
class ServiceUsed(Event):
    """A service outside the call was asked: which (`database.query`, `http.request` ...), how it ended."""

    node: str
    service: str
    target: str
    outcome: str


@event("milestone")
class MilestoneReached(Event):
    """A point or business result that the author marked."""

    node: str
    name: str
    value: str


@event("logged")
class Logged(Event):
    """A line that the author's flow wrote."""

    node: str
    level: str
    text: str


@event("hung_up")
class HungUp(Event):
    """The call ended in `node`; `by` is `caller` or `flow`."""

    node: str
    by: str
    cause: str


@event("call_finished")
class CallFinished(Event):
    """The last event of a call: its result and its length in seconds."""

    result: str
    seconds: float
