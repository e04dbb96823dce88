"""Progress for programs: while a command works, what it is doing and how far, a line of JSON each.

They go to standard error, among the sentences for people: a program takes the lines that begin with `{`.
"""

from __future__ import annotations

import json
import sys
from contextvars import ContextVar
from typing import Literal

Step = Literal["check", "scripts", "sounds", "publish", "done"]
"""What is being done: proving the flow, ringing its scripts, making its sounds, the one transaction; all."""

_told: ContextVar[bool] = ContextVar("steps", default=False)


def tell_steps(on: bool) -> None:
    """Tell from here on what is being done, or keep it to oneself."""
    _told.set(on)


def step(name: Step, done: int = 0, total: int = 0) -> None:
    """Something begins, or is so far; a `total` of 0: nobody knows how far."""
    if _told.get():
        sys.stderr.write(json.dumps({"step": name, "done": done, "total": total}) + "\n")
        sys.stderr.flush()
