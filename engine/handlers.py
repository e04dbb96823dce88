"""Where a call goes when a node does not leave by an exit of its own: error, hang-up, global key."""

from __future__ import annotations

from typing import Literal

from engine.events import FlowLeft, NodeLeft
from engine.journal import Recorder
from engine.stack import Stack

Event = Literal["error", "hangup"]


def handle(stack: Stack, recorder: Recorder, event: Event, *, handler: bool = True) -> str:
    """Send the call to whoever handles `event`, from the running node outwards.

    At each level first the node's own exit of that name counts (that of a node that entered a flow, too),
    then, if `handler` allows it, the flow's. The stack is unwound to the level found. Answers `exit`,
    `handler`, or nothing where nobody handles it; the stack is then as it was.
    """
    for level in range(len(stack) - 1, -1, -1):
        planned = stack.planned(level)
        frame = stack.frames[level]
        compiled = planned.flow.nodes.get(frame.node)
        target, how = (compiled.exits.get(event, "") if compiled else ""), "exit"
        if not target and handler:
            target, how = (planned.flow.on_error if event == "error" else planned.flow.on_hangup), "handler"
        if target:
            _unwind(stack, recorder, level, event)
            frame.node = target
            return how
        if not handler:
            break
    recorder.write(NodeLeft(recorder.now(), stack.top.flow, stack.top.node, event))
    return ""


def go_to_key(stack: Stack, recorder: Recorder, key: str) -> bool:
    """Send the call to the handler of global key `key` of the innermost flow with one; whether any has."""
    for level in range(len(stack) - 1, -1, -1):
        frame = stack.frames[level]
        if key in frame.keys:
            _unwind(stack, recorder, level, "global_key")
            frame.node = frame.keys[key]
            return True
    return False


def _unwind(stack: Stack, recorder: Recorder, level: int, by: str) -> None:
    """Leave the running node and every flow above `level`, and with it the node that entered them."""
    recorder.write(NodeLeft(recorder.now(), stack.top.flow, stack.top.node, by))
    while len(stack) - 1 > level:
        left = stack.leave()
        recorder.write(FlowLeft(recorder.now(), left.flow, by))
        if len(stack) - 1 == level:
            recorder.write(NodeLeft(recorder.now(), stack.top.flow, stack.top.node, by))
