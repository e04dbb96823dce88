"""An application under way on the channel: its end is found by Application-UUID, and every wait ends."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

from gevent.event import Event as Signal

from engine.live.errors import ConnectionLost
from engine.live.events import Event
from engine.live.pending import Reply

Ended = Literal["complete", "hangup", "disconnected", "deadline", "cancelled"]

SHORTEST_PASS = 0.5
"""Seconds: after a shorter pass the switch ends a loop, however many are left (switch_ivr.c:652)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an application ended, and its CHANNEL_EXECUTE_COMPLETE if one came.

    `hangup` with an event: the caller hung up and the application still reported what it had.
    `disconnected`: the switch let go of us, as after a transfer. `deadline`, `cancelled`: it may still run.
    """

    ended: Ended
    event: Event | None = None

    @property
    def response(self) -> str:
        """Application-Response, for example `FILE PLAYED`; empty if there is none."""
        response = self.get("Application-Response")
        return "" if response == "_none_" else response

    def get(self, name: str, default: str = "") -> str:
        """A header of the completion; `default` if it is missing or no completion came."""
        return self.event.get(name, default) if self.event is not None else default

    def variable(self, name: str, default: str = "") -> str:
        """A channel variable as the completion carries it."""
        return self.get(f"variable_{name}", default)


class Execution:
    """One `sendmsg execute`, from its sending to its end. Made by OutboundConnection."""

    __slots__ = ("_changed", "_ended", "_loops", "_lost", "_mark", "application", "event", "reply", "uuid")

    def __init__(self, application: str, uuid: str, loops: int = 1) -> None:
        """`uuid` is our Event-UUID; `loops` as sent (-1: until it is stopped)."""
        self.application = application
        self.uuid = uuid
        self.event: Event | None = None
        self.reply: Reply | None = None
        self._loops = loops
        self._mark = time.monotonic()
        self._ended: Ended | None = None
        self._lost: ConnectionLost | None = None
        self._changed = Signal()

    @property
    def over(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self._ended is not None or self._lost is not None

    def complete(self, event: Event) -> None:
        """A CHANNEL_EXECUTE_COMPLETE with our id has come. Of a loop, only the last one ends it."""
        if event.get("Application").lower() != self.application.lower():
            # Ours was skipped by the switch, and the next application picked up its id.
            return
        before = self.event
        self.event = event
        self._loops -= 1
        hung_up = event.get("Answer-State") == "hangup"
        if self._loops == 0 or hung_up or self._pass_seconds(before, event) < SHORTEST_PASS:
            self.end("hangup" if hung_up else "complete")
            self._changed.set()

    def end(self, ended: Ended) -> None:
        """There will be no completion, or only a late one; the first reason counts."""
        if self._ended is None or (self._ended == "hangup" and ended == "complete"):
            self._ended = ended
        self._changed.set()

    def lose(self, reason: ConnectionLost) -> None:
        """The connection has ended."""
        if self._lost is None:
            self._lost = reason
        self._changed.set()

    def wait(self, seconds: float | None = None, grace: float = 0.0) -> Outcome:
        """Wait for the end, at most `seconds`. After a hang-up, wait `grace` seconds more for the completion.

        Raises CommandRefused if the switch did not take it, ConnectionLost if the connection ended before
        anything was known.
        """
        if self.reply is not None:
            self.reply.accepted()
        until = None if seconds is None else time.monotonic() + seconds
        while not self.over:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                return Outcome("deadline", self.event)
            self._changed.clear()
            self._changed.wait(left)
        if self._ended == "hangup" and self.event is None and grace > 0:
            self._wait_for_last_word(time.monotonic() + grace)
        if self._ended is None:
            assert self._lost is not None
            raise ConnectionLost(f"{self.application!r} was running: {self._lost}")
        return Outcome(self._ended, self.event)

    def reports(self, seconds: float) -> bool:
        """Whether a completion comes within `seconds`, after the wait for it was given up."""
        if self.event is None:
            self._wait_for_last_word(time.monotonic() + seconds)
        return self.event is not None or self._lost is not None

    def _wait_for_last_word(self, until: float) -> None:
        while self.event is None and self._lost is None and (left := until - time.monotonic()) > 0:
            self._changed.clear()
            self._changed.wait(left)

    def _pass_seconds(self, before: Event | None, event: Event) -> float:
        if self._loops <= 0:
            return SHORTEST_PASS
        stamps = [e.get("Event-Date-Timestamp") for e in (before, event) if e is not None]
        if len(stamps) == 2 and all(s.isdigit() for s in stamps):
            return (int(stamps[1]) - int(stamps[0])) / 1e6
        return time.monotonic() - self._mark
