"""Every limit of a running call, named and in one place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may use. A call that reaches a limit hears the line's fallback, never silence."""

    steps: int = 100
    """Nodes entered since the last exit that the caller caused, or the last wait; `loop` nodes apart."""
    loop_steps: int = 10_000
    """Nodes entered since then in all, `loop` nodes and their bodies included."""
    depth: int = 32
    """Flows within flows."""
    seconds: float = 4 * 3600.0
    """Length of the call."""
    silences: int = 30
    """Attempts in the whole call that ended in silence."""
    hangup_steps: int = 100
    """Nodes that a hang-up handler may enter."""
    position_bytes: int = 8_000
    """Size of the position that travels with the call."""


LIMITS = Limits()
