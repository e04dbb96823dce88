"""What a connection waits for: replies in the order of their commands, jobs by id, events in a mailbox."""

from __future__ import annotations

import time
from collections import deque
from typing import Protocol, cast

from gevent.event import AsyncResult
from gevent.event import Event as Signal

from engine.live.errors import CommandRefused, ConnectionLost, ExecutionTimeout
from engine.live.events import Event
from engine.live.frames import Frame


class Reply:
    """The reply to one command, present or still to come. It may be ignored; the connection keeps count."""

    __slots__ = ("_result", "deadline", "shown")

    def __init__(self, shown: str, deadline: float) -> None:
        """`shown` is the command for messages, without secrets; `deadline` is a time.monotonic()."""
        self.shown = shown
        self.deadline = deadline
        self._result: AsyncResult[Frame] = AsyncResult()

    def arrive(self, frame: Frame) -> None:
        """The reply is here."""
        self._result.set(frame)

    def fail(self, error: ConnectionLost) -> None:
        """The reply will never come."""
        self._result.set_exception(error)

    def get(self) -> Frame:
        """Wait for the reply, whatever it says. Raises ConnectionLost, CommandTimeout.

        There is no time limit here: the connection itself ends a command that is not answered in time.
        """
        return cast(Frame, self._result.get())

    def accepted(self) -> Frame:
        """Wait for the reply. Raises CommandRefused if it is a refusal, and whatever `get` raises."""
        frame = self.get()
        if not frame.ok:
            raise CommandRefused(self.shown, frame.data)
        return frame


class Job:
    """A `bgapi` command under way; its result comes as an event."""

    __slots__ = ("_result", "command", "id", "reply")

    def __init__(self, command: str, id_: str) -> None:
        """`id_` is the Job-UUID that we chose; `reply` says whether the command was taken at all."""
        self.command = command
        self.id = id_
        self.reply: Reply | None = None
        self._result: AsyncResult[str] = AsyncResult()

    def finish(self, text: str) -> None:
        """The command is done and answered `text`."""
        self._result.set(text)

    def fail(self, error: Exception) -> None:
        """The result will never come."""
        self._result.set_exception(error)

    def wait(self, seconds: float) -> str:
        """The command's answer. Raises ExecutionTimeout after `seconds`, CommandRefused, ConnectionLost."""
        if self.reply is not None:
            self.reply.accepted()
        self._result.wait(seconds)
        if not self._result.ready():
            raise ExecutionTimeout(f"{self.command!r} was still running after {seconds:g} s")
        return cast(str, self._result.get())


class Inbox(Protocol):
    """Anything that a connection delivers events to and tells when there will be no more."""

    def put(self, event: Event) -> None:
        """Take `event`. Called in the reader: must not block."""

    def close(self) -> None:
        """No event will come any more."""


class Mailbox:
    """Events in the order they came, for one reader; a wait ends on an event, the end, or the time."""

    __slots__ = ("_events", "_stirred", "closed")

    def __init__(self) -> None:
        """An empty, open mailbox."""
        self._events: deque[Event] = deque()
        self._stirred = Signal()
        self.closed = False

    def __len__(self) -> int:
        return len(self._events)

    def put(self, event: Event) -> None:
        """Add an event."""
        self._events.append(event)
        self._stirred.set()

    def close(self) -> None:
        """Let every wait end; what is here can still be taken."""
        self.closed = True
        self._stirred.set()

    def clear(self) -> None:
        """Throw away what has not been taken."""
        self._events.clear()

    def peek(self, header: str) -> list[str]:
        """The value of `header` of every event that has not been taken, in order."""
        return [event.get(header) for event in self._events]

    def drop_last(self, header: str, value: str) -> bool:
        """Take out the last event whose `header` is `value`; whether there was one."""
        for event in reversed(self._events):
            if event.get(header) == value:
                self._events.remove(event)
                return True
        return False

    def keep(self, count: int) -> None:
        """Throw away all but the first `count` events."""
        while len(self._events) > count:
            self._events.pop()

    def get(self, seconds: float | None = None) -> Event | None:
        """The next event; None after `seconds`, or as soon as the mailbox is closed and empty."""
        until = None if seconds is None else time.monotonic() + seconds
        while not self._events:
            left = None if until is None else until - time.monotonic()
            if self.closed or (left is not None and left <= 0):
                return None
            self._stirred.clear()
            self._stirred.wait(left)
        return self._events.popleft()
