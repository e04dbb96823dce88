"""Counts the nodes that a call enters, so that a flow that goes round in circles comes to an end."""

from __future__ import annotations

from engine.limits import Limits
from engine.program import PlannedNode
from nodes.errors import CallLimit

A_WAIT = 0.1
"""Seconds that must pass in a node that waits before the wait counts as one."""


class Budget:
    """Nodes entered since the caller last did something, or the call last waited.

    `steps` counts afresh at every exit that a node caps itself: a `loop` and its body stay within
    `loop_steps` only.
    """

    def __init__(self, limits: Limits, steps: int = 0, all_steps: int = 0) -> None:
        self._limits = limits
        self.steps = steps
        self.all_steps = all_steps
        self._hung_up: int | None = None

    def enter(self, elapsed: float) -> None:
        """Count a node. Raises CallLimit past a limit; `elapsed` is the age of the call in seconds."""
        limits = self._limits
        if self._hung_up is not None:
            self._hung_up += 1
            if self._hung_up > limits.hangup_steps:
                raise _past("hangup_steps", limits.hangup_steps, "nodes after the hang-up")
            return
        self.steps += 1
        self.all_steps += 1
        if self.steps > limits.steps:
            raise _past("steps", limits.steps, "nodes in a row without the caller")
        if self.all_steps > limits.loop_steps:
            raise _past("loop_steps", limits.loop_steps, "nodes in a row without the caller, loops too")
        if elapsed > limits.seconds:
            raise _past("seconds", limits.seconds, "seconds of call")

    def leave(self, node: PlannedNode, exit_: str, seconds: float) -> bool:
        """Note that `node` was left by `exit_` after `seconds`; whether the caller caused it."""
        if exit_ in node.caller:
            self.steps = self.all_steps = 0
            return True
        if node.waits and seconds >= A_WAIT:
            self.steps = self.all_steps = 0
        elif exit_ in node.capped:
            self.steps = 0
        return False

    def restart(self) -> None:
        """The caller pressed a key that leads elsewhere."""
        self.steps = self.all_steps = 0

    def hang_up(self) -> None:
        """From now on only the nodes of a hang-up handler are left."""
        self._hung_up = 0


def _past(name: str, most: float, what: str) -> CallLimit:
    return CallLimit(name, f"more than {most:g} {what} (limit '{name}')")
