"""What can be changed by hand in a call that stands still: values, the node to go on at, what is prepared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from engine.events import MASK, FlowLeft, VariableSet
from engine.masks import Masks
from engine.stack import Stack
from flows.release import Release
from nodes.errors import NodesError
from nodes.frame import Frame
from nodes.values import coerce, from_json, to_json
from simulator.given import Given
from simulator.interactive.errors import Refused
from simulator.interactive.tape import Change

if TYPE_CHECKING:
    from simulator.interactive.run import Run

_STRUCTURED = ("list", "row", "rows")


def need_node(release: Release, node: str, flow: str) -> None:
    """Raises Refused if `flow` (empty: every flow) has no node `node`."""
    flows = [flow] if flow else list(release.flows)
    if flow and flow not in release.flows:
        raise Refused(
            f"没有流程“{flow}”",
            f"there is no flow '{flow}'",
            "有：" + ", ".join(release.flows),
            "there are: " + ", ".join(release.flows),
        )
    if not any(node in release.flows[name].nodes for name in flows):
        shown = ", ".join(list(release.flows[flow or release.main].nodes)[:20])
        raise Refused(
            f"没有节点“{node}”", f"there is no node '{node}'", f"有：{shown}", f"there are: {shown}"
        )


def setting(run: Run, name: str, value: object, flow: str) -> Change:
    """Sets a variable of the flow that runs, or of `flow` on the stack. Raises Refused."""
    level = _level(run, flow)
    frame = _stack(run).frames[level]
    declared = frame.declared.get(name)
    if declared is None:
        names = ", ".join(frame.declared)
        raise Refused(
            f"流程 {frame.flow} 没有变量“{name}”",
            f"the flow {frame.flow} has no variable '{name}'",
            f"有：{names}" if names else "先在流程中声明",
            f"there are: {names}" if names else "declare it in the flow first",
        )
    try:
        found = coerce(_read(value, declared), declared)
    except (NodesError, ValueError) as error:
        raise Refused(
            f"{name}：这个值不是 {declared} 类型（{error}）",
            f"{name}: {error}",
            f"写 {declared} 类型的值",
            f"write a value of the type {declared}",
        ) from error

    def change(run: Run) -> None:
        stack = _stack(run)
        frame = stack.frames[level]
        frame.variables[name] = found
        run.by_hand = True
        if not run.within:
            shown = MASK if Masks(stack, True).covers(frame, name) else to_json(found)
            run.journal(VariableSet(run.clock.elapsed(), frame.flow, frame.node, name, shown))

    return change


def _read(value: object, type_: str) -> object:
    """A value as it came, lists and rows also from JSON that is written as text."""
    if type_ in _STRUCTURED and isinstance(value, str):
        value = json.loads(value)
    return from_json(value)


def going_to(run: Run, node: str, flow: str) -> Change:
    """Goes on at `node` of the flow that runs, or of `flow` on the stack, which the flows above it leave."""
    level = _level(run, flow)
    need_node(run.release, node, _stack(run).frames[level].flow)

    def change(run: Run) -> None:
        stack = _stack(run)
        while len(stack) - 1 > level:
            left = stack.leave()
            run.journal(FlowLeft(run.clock.elapsed(), left.flow, "goto"))
        stack.top.node = node
        run.by_hand = True

    return change


def preparing(given: Given) -> Change:
    """Lets everything outside answer as `given` says."""

    def change(run: Run) -> None:
        run.prepare(given)

    return change


def sensitive(stack: Stack, frame: Frame) -> tuple[str, ...]:
    """The variables of `frame` whose values no journal shows."""
    masks = Masks(stack, True)
    return tuple(name for name in frame.variables if masks.covers(frame, name))


def _stack(run: Run) -> Stack:
    if run.stack is None or not len(run.stack):
        raise Refused("通话还没有开始", "the call has not begun", "先让它继续", "let it go on first")
    return run.stack


def _level(run: Run, flow: str) -> int:
    """The innermost level at which `flow` runs; that of the running flow if it is empty."""
    frames = _stack(run).frames
    if not flow:
        return len(frames) - 1
    found = [level for level, frame in enumerate(frames) if frame.flow == flow]
    if not found:
        names = ", ".join(frame.flow for frame in frames)
        raise Refused(
            f"流程“{flow}”现在没有运行",
            f"the flow '{flow}' does not run now",
            f"正在运行：{names}；在该流程中设断点",
            f"these run: {names}; set a breakpoint in that flow",
        )
    return found[-1]
