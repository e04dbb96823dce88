"""What happens on a real switch, as its own event socket tells it, with the time of arrival here."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass

from engine.live.events import Event
from engine.live.inbound import InboundConnection
from tests.switch import Switch


@dataclass(frozen=True)
class Note:
    """One event: when it came (`time.time()`), when the switch made it (its own clock), what it was."""

    at: float
    made: float
    name: str
    application: str


class Ears:
    """Notes the events of these names of every channel, by the channel's id."""

    def __init__(self, switch: Switch, *names: str) -> None:
        """Connect and listen."""
        self.notes: dict[str, list[Note]] = defaultdict(list)
        self._connection = InboundConnection(switch.host, switch.esl_port, switch.password)
        self._connection.connect()
        for name in names:
            self._connection.deliver(name, self)
        self._connection.command(f"event json {' '.join(names)}")

    def put(self, event: Event) -> None:
        """Take an event."""
        made = event.get("Event-Date-Timestamp")
        note = Note(time.time(), int(made or 0) / 1e6, event.name, event.get("Application"))
        self.notes[event.get("Unique-ID")].append(note)

    def close(self) -> None:
        """Listen no more; also called when the connection ends."""
        if self._connection.connected:
            self._connection.stop()
