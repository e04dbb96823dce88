"""What the channel must notice while an application runs: a key that came too early, and a bridge."""

from __future__ import annotations

import time

import gevent

from engine.live.errors import WireError
from engine.live.events import Event
from engine.live.executions import Execution
from engine.live.session import OutboundConnection

LATE_STOP_SECONDS = 0.08
"""How long the switch has to stop a prompt by itself. A key can arrive in the instant before the prompt
starts; the parked channel takes it, and the prompt would play on."""


class Watch:
    """An inbox for the events of one call; its methods run in the reader and never block."""

    def __init__(self, session: OutboundConnection) -> None:
        """Begin to watch `session`."""
        self.session = session
        self.bridged_at = 0.0
        self._execution: Execution | None = None
        self._stop = ""
        self._until_joined: Execution | None = None
        session.deliver("DTMF", self)
        session.deliver("CHANNEL_BRIDGE", self)

    def playing(self, execution: Execution | None, stop: str) -> None:
        """A prompt that a key of `stop` ends has started, or (None) is over."""
        self._execution, self._stop = execution, stop

    def joining(self, execution: Execution | None) -> None:
        """End the wait for `execution`, which rings somebody, when the talk begins; None: no longer."""
        self._until_joined = execution

    def put(self, event: Event) -> None:
        """Take an event."""
        if event.name == "CHANNEL_BRIDGE":
            self.bridged_at = time.monotonic()
            if self._until_joined is not None:
                self.session.cancel(self._until_joined)
        elif self._execution is not None and event.get("DTMF-Digit") in self._stop:
            gevent.spawn_later(LATE_STOP_SECONDS, self._stop_if_running, self._execution)

    def close(self) -> None:
        """No event will come any more."""
        self._execution = None

    def _stop_if_running(self, execution: Execution) -> None:
        if execution.over or self.session.hung_up or not self.session.connected:
            return
        try:
            self.session.api(f"uuid_break {self.session.uuid}")
        except WireError:
            return
