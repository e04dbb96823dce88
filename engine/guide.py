"""Who may look over the runner's shoulder: a debugger that holds a call before a node."""

from __future__ import annotations

from typing import Protocol

from engine.stack import Stack


class Guide(Protocol):
    """Told of each node before it is entered; live calls have none."""

    def before(self, stack: Stack) -> None:
        """The node `stack.top.node` is about to be entered.

        It may block, change variables of the frames, leave flows, and name another node of the top one. It
        raises nothing but what is meant to end the run from outside (a BaseException).
        """
