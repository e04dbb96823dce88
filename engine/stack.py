"""The stack of flows of one call: entering, leaving, unwinding, and its form in a position."""

from __future__ import annotations

from collections.abc import Mapping

from engine.position import FramePosition
from engine.program import PlannedFlow, PlannedNode, Program
from nodes.call import Call
from nodes.errors import CallLimit
from nodes.frame import Frame
from nodes.values import from_json, to_json


class Stack:
    """Frames from the outermost flow to the one that runs; tells `call` of every change."""

    top: Frame
    """The frame of the flow that runs; there is none before the first flow is entered."""
    flow: PlannedFlow
    """The flow that runs."""

    def __init__(self, program: Program, depth: int) -> None:
        self._program = program
        self._depth = depth
        self.call: Call | None = None
        self.frames: list[Frame] = []

    def __len__(self) -> int:
        return len(self.frames)

    @property
    def node(self) -> PlannedNode:
        """The node that runs or is about to. Raises NodeFailure if it does not exist."""
        return self.flow.nodes[self.top.node]

    def planned(self, level: int) -> PlannedFlow:
        """The flow at `level`, 0 being the outermost."""
        return self._program.flow(self.frames[level].flow)

    def flow_of(self, frame: Frame) -> PlannedFlow:
        """The flow of `frame`."""
        return self._program.flow(frame.flow)

    def enter(self, name: str, values: Mapping[str, object], *, inputs_only: bool = True) -> Frame:
        """Put flow `name` on top. Raises NodeFailure, ValueMismatch, or CallLimit when too deep."""
        if len(self.frames) >= self._depth:
            raise CallLimit("depth", f"more than {self._depth} flows within flows, at flow '{name}'")
        return self._push(self._fresh(name, values, inputs_only))

    def replace(self, name: str, values: Mapping[str, object]) -> Frame:
        """Put flow `name` in the place of the one that runs. Raises NodeFailure or ValueMismatch."""
        self.frames[-1] = self._fresh(name, values, True)
        self._changed()
        return self.top

    def leave(self) -> Frame:
        """Take the top frame off; the frame that was left."""
        left = self.frames.pop()
        self._changed()
        return left

    def _push(self, frame: Frame) -> Frame:
        self.frames.append(frame)
        self._changed()
        return frame

    def _fresh(self, name: str, values: Mapping[str, object], inputs_only: bool) -> Frame:
        planned = self._program.flow(name)
        variables = planned.variables(values, inputs_only=inputs_only)
        return Frame(name, planned.flow.start, planned.declared, planned.flow.keys, variables)

    def _changed(self) -> None:
        self.top = self.frames[-1]
        self.flow = self.flow_of(self.top)
        if self.call is not None:
            self.call.frame = self.top
            self.call.stack = tuple(self.frames)

    def positions(self) -> tuple[FramePosition, ...]:
        """The stack as a position holds it: of the variables only those that changed."""
        return tuple(self._position(frame) for frame in self.frames)

    def _position(self, frame: Frame) -> FramePosition:
        initial = self._program.flow(frame.flow).initial
        changed = {
            name: to_json(value)
            for name, value in frame.variables.items()
            if name not in initial or initial[name] != value
        }
        memory = {node: kept for node, kept in frame.memory.items() if kept}
        return FramePosition(frame.flow, frame.node, changed, _object(to_json(memory)))

    def rebuild(self, positions: tuple[FramePosition, ...]) -> None:
        """The stack that `positions` describe. Raises NodeFailure if they do not fit the release."""
        self.frames.clear()
        for position in positions:
            frame = self._fresh(position.flow, {}, True)
            frame.node = self.flow_of(frame).nodes[position.node].compiled.id
            frame.variables.update(_object(from_json(position.variables)))
            for node, kept in _object(from_json(position.memory)).items():
                frame.memory[node] = _object(kept)
            self._push(frame)


def _object(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, dict) else {}
