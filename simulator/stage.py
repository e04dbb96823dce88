"""Runs one node by itself against a scripted caller: what the tests of node types stand on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from engine.channel import JournaledChannel
from engine.events import Event, Heard
from engine.journal import Recorder
from engine.limits import LIMITS
from engine.masks import Masks
from engine.program import program_of
from engine.services.journaled import journaled
from engine.stack import Stack
from flows.release import CompiledFlow, CompiledNode, Release, Variable
from nodes.call import Call, CallState, LineFacts
from nodes.channel import CallFacts
from nodes.contract import Node, Step
from nodes.errors import CallEnded, GlobalKey
from simulator.caller import Caller
from simulator.channel import SimChannel
from simulator.clock import START, VirtualClock
from simulator.dialogue import ScriptedCaller
from simulator.mocks import DatabaseAnswer, Effect, HttpAnswer
from simulator.services import SimServices, World
from simulator.steps import Step as CallerStep
from simulator.steps import keys_to_steps
from simulator.switch import Switch

FLOW = "stage"
NODE = "node"
"""The flow and the node that a staged node is called."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What one node did.

    `exit` is the exit it answered; `hangup` if the caller went, `error` if it raised `error`,
    `global_key`, or empty where it answered a move (`step` is the answer itself). `heard` holds the words
    of each play, `seconds` how long it took, `unused` the prepared answers nobody asked for.
    """

    exit: str
    step: Step | None
    heard: tuple[str, ...]
    events: tuple[Event, ...]
    variables: Mapping[str, object]
    seconds: float
    effects: tuple[Effect, ...]
    milestones: tuple[tuple[str, str], ...]
    keys_left: str
    unused: tuple[DatabaseAnswer | HttpAnswer, ...]
    error: Exception | None = None
    call: Call | None = field(default=None, repr=False, compare=False)


def stage(
    node: Node,
    caller: str | Sequence[CallerStep] | Caller = "",
    *,
    variables: Mapping[str, object] | None = None,
    declared: Mapping[str, str] | None = None,
    language: str = "zh-CN",
    world: World | None = None,
    switch: Switch | None = None,
    now: datetime = START,
    facts: CallFacts | None = None,
    line: LineFacts | None = None,
    state: CallState | None = None,
    keys: Mapping[str, str] | None = None,
    resumed: bool = False,
) -> Staged:
    """Run `node` once, in a flow of its own.

    `caller` is written as for `--keys`, or steps, or a caller. `variables` are first values; their types
    stand in `declared`, `text` where they do not. `keys` are the flow's global keys. `resumed`: as after
    the engine died in it.
    """
    other_end = _caller(caller)
    values = dict(variables or {})
    types = {**dict.fromkeys(values, "text"), **(declared or {})}
    release = _release(node, language, types, keys or {})
    clock = VirtualClock(now)
    events: list[Event] = []
    outside = SimServices(clock, world)
    outside.whereabouts.node = NODE
    channel = SimChannel(facts or CallFacts("stage"), clock, other_end, switch)
    call = Call(channel, outside.services, line, state or CallState((language,)))
    stack = Stack(program_of(release), call, LIMITS.depth)
    recorder = Recorder(events.append, clock, Masks(stack, False))
    recorder.node = NODE
    call.channel = JournaledChannel(channel, recorder)
    call.services = journaled(outside.services, recorder)
    call.step = f"{channel.facts.id}:1"
    frame = stack.enter(FLOW, values, inputs_only=False)
    before = dict(frame.variables)
    other_end.enters(0, FLOW, NODE)
    step, exit_, error = _run(node, call, resumed)
    recorder.changed(frame, before)
    return Staged(
        exit=exit_,
        step=step,
        heard=tuple(event.text for event in events if isinstance(event, Heard)),
        events=tuple(events),
        variables=frame.variables,
        seconds=clock.elapsed(),
        effects=tuple(outside.effects),
        milestones=tuple(outside.reports.milestones),
        keys_left="".join(call.state.buffer),
        unused=outside.unused(),
        error=error,
        call=call,
    )


def _caller(caller: str | Sequence[CallerStep] | Caller) -> Caller:
    if isinstance(caller, str):
        return ScriptedCaller(keys_to_steps(caller))
    return ScriptedCaller(caller) if isinstance(caller, Sequence) else caller


def _run(node: Node, call: Call, resumed: bool) -> tuple[Step | None, str, Exception | None]:
    try:
        step = node.resumed(call) if resumed else node.run(call)
    except CallEnded:
        return None, "hangup", None
    except GlobalKey:
        return None, "global_key", None
    except Exception as error:
        return None, "error", error
    return step, step if isinstance(step, str) else "", None


def _release(node: Node, language: str, types: Mapping[str, str], keys: Mapping[str, str]) -> Release:
    compiled = CompiledNode(NODE, node, {exit_.name: NODE for exit_ in node.exits()})
    variables = {name: Variable(name, type_) for name, type_ in types.items()}
    flow = CompiledFlow(FLOW, FLOW, language, NODE, {NODE: compiled}, variables, keys=keys)
    return Release("stage", FLOW, {FLOW: flow})
