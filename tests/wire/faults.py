"""What can be wrong with a switch, on demand: order, delay, loss, torn and spoilt frames, silence."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Faults:
    """Settings that a test changes while the fake runs; names are those of events, or `NAME:Application`."""

    invert: dict[str, str] = field(default_factory=dict)
    """Hold the first event back until one of the second kind has been sent on that connection."""
    delay: dict[str, float] = field(default_factory=dict)
    """Send the event that many seconds late."""
    drop: set[str] = field(default_factory=set)
    """Never send the event."""
    nameless: set[str] = field(default_factory=set)
    """Send the event without its Event-Name."""
    spoil: set[str] = field(default_factory=set)
    """Put a byte that is not UTF-8 into the event."""
    tear: str = ""
    """Close the connection in the middle of this event's body."""
    segment: int = 0
    """Send in portions of that many bytes."""
    lose_reply: str = ""
    """Do not answer a command that begins so."""
    silent: bool = False
    """Answer nothing and send nothing."""
    tick: float = 0.0
    """Seconds that each media frame is late."""
