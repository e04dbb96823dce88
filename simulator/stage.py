"""Runs one node by itself against a scripted caller: what the tests of node types stand on."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from pydantic import PrivateAttr

from engine.events import Event, Heard, NodeEntered, NodeLeft
from flows.release import CompiledFlow, CompiledNode, Release, Variable
from nodes.call import Call
from nodes.contract import Exit, Finish, Node, Step
from nodes.errors import CallEnded, GlobalKey
from simulator.caller import Caller
from simulator.given import Given
from simulator.session import Simulation, simulate
from simulator.steps import Step as CallerStep

FLOW = "stage"
NODE = "node"
"""The flow and the node that a staged node is called."""

_OFF = "off"


@dataclass(frozen=True, slots=True)
class Staged:
    """What one node did.

    `exit` is the exit it answered; `hangup` if the caller went, `error` if it raised `error`,
    `global_key` with the key in `key`, or empty where it answered a move (`step` is the answer itself).
    `heard` holds the words of each play, `events` what happened in the node, `memory` what it remembers,
    `last` what it leaves for the next, `speaking` languages and voice, `simulation` everything else:
    effects, milestones, answers that nobody asked for.
    """

    exit: str
    step: Step | None
    heard: tuple[str, ...]
    events: tuple[Event, ...]
    variables: Mapping[str, object]
    memory: Mapping[str, object]
    keys_left: str
    last: Mapping[str, object]
    speaking: tuple[tuple[str, ...], str]
    simulation: Simulation
    key: str = ""
    error: Exception | None = None


@dataclass(slots=True)
class _Seen:
    exit: str = ""
    step: Step | None = None
    key: str = ""
    error: Exception | None = None
    variables: dict[str, object] = field(default_factory=dict)
    memory: dict[str, object] = field(default_factory=dict)
    keys_left: str = ""
    last: dict[str, object] = field(default_factory=dict)
    speaking: tuple[tuple[str, ...], str] = ((), "")


Back = tuple[str, Mapping[str, object]]
"""The name and the values by which a flow returned that the staged node had entered."""


class _Probe(Node):
    """Stands in for the staged node: runs it, notes how it ended, and leads off the stage."""

    _inner: Node = PrivateAttr()
    _resumed: bool = PrivateAttr()
    _memory: dict[str, object] = PrivateAttr()
    _back: Back | None = PrivateAttr()
    _seen: _Seen = PrivateAttr(default_factory=_Seen)

    def __init__(self, inner: Node, resumed: bool, memory: Mapping[str, object], back: Back | None) -> None:
        super().__init__()
        self._inner = inner
        self._resumed = resumed
        self._memory = dict(memory)
        self._back = back

    @property
    def seen(self) -> _Seen:
        return self._seen

    def exits(self) -> tuple[Exit, ...]:
        return (Exit(_OFF),)

    def run(self, call: Call) -> Step:
        seen = self._seen
        call.memory.update(self._memory)
        try:
            seen.step = self._step(call)
            seen.exit = seen.step if isinstance(seen.step, str) else ""
        except CallEnded:
            seen.exit = "hangup"
        except GlobalKey as pressed:
            seen.exit, seen.key = "global_key", pressed.key
        except Exception as error:
            seen.exit, seen.error = "error", error
        seen.variables = dict(call.frame.variables)
        seen.memory = dict(call.memory)
        with suppress(CallEnded):
            call.fetch_keys()
        seen.keys_left = "".join(call.state.buffer)
        seen.last = dict(call.state.last)
        seen.speaking = (call.state.languages, call.state.voice)
        return _OFF

    def _step(self, call: Call) -> Step:
        if self._back is not None:
            return self._inner.returned(call, *self._back)
        return self._inner.resumed(call) if self._resumed else self._inner.run(call)


class _Off(Node):
    """The end of the stage."""

    def exits(self) -> tuple[Exit, ...]:
        return ()

    def run(self, call: Call) -> Step:
        return Finish("staged")


def stage(
    node: Node,
    caller: str | tuple[CallerStep, ...] | list[CallerStep] | Caller = "",
    given: Given | None = None,
    *,
    variables: Mapping[str, object] | None = None,
    declared: Mapping[str, str] | None = None,
    language: str = "zh-CN",
    keys: str = "",
    memory: Mapping[str, object] | None = None,
    resumed: bool = False,
    back: Back | None = None,
) -> Staged:
    """Run `node` once, in a flow of its own.

    `caller` is written as for `--keys` (simulator.steps), or is steps, or a caller; groups of keys are
    pressed wherever the node waits. `variables` are first values; their types stand in `declared`, `text`
    where they do not. `keys` are global keys of the flow, `memory` what the node remembers of earlier
    visits. `resumed`: as after the engine died in it; `back`: as after a flow that it entered returned.
    """
    values = dict(variables or {})
    types = {**dict.fromkeys(values, "text"), **(declared or {})}
    given = replace(given or Given(), values=values)
    probe = _Probe(node, resumed, memory or {}, back)
    simulation = simulate(_release(probe, language, types, keys), caller, given)
    seen, events = probe.seen, _within(simulation)
    return Staged(
        exit=seen.exit,
        step=seen.step,
        heard=tuple(event.text for event in events if isinstance(event, Heard)),
        events=events,
        variables=seen.variables,
        memory=seen.memory,
        keys_left=seen.keys_left,
        last=seen.last,
        speaking=seen.speaking,
        simulation=simulation,
        key=seen.key,
        error=seen.error,
    )


def _within(simulation: Simulation) -> tuple[Event, ...]:
    """The events between the node's beginning and its end."""
    events = list(simulation.events)
    begin = next(n for n, event in enumerate(events) if isinstance(event, NodeEntered))
    end = next(n for n, event in enumerate(events) if isinstance(event, NodeLeft))
    return tuple(events[begin + 1 : end])


def _release(probe: Node, language: str, types: Mapping[str, str], keys: str) -> Release:
    nodes = {NODE: CompiledNode(NODE, probe, {_OFF: _OFF}), _OFF: CompiledNode(_OFF, _Off(), {})}
    variables = {name: Variable(name, type_) for name, type_ in types.items()}
    flow = CompiledFlow(FLOW, FLOW, language, NODE, nodes, variables, keys=dict.fromkeys(keys, _OFF))
    return Release("stage", FLOW, {FLOW: flow})
