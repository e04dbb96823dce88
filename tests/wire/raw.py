"""An event-socket client that sends exactly what it is told and keeps everything it hears, in order."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable
from dataclasses import dataclass

import gevent
from gevent.event import Event as Signal
from gevent.socket import IPPROTO_TCP, TCP_NODELAY
from gevent.socket import socket as Socket  # noqa: N812  # it is a class

from engine.live.events import Event, event_of
from engine.live.frames import Frame, FrameReader
from tests.wire.clock import Clock


@dataclass(frozen=True)
class Heard:
    """A frame, when it came, and the event in it if it is one."""

    at: float
    frame: Frame
    event: Event | None

    @property
    def label(self) -> str:
        """A short name: `CHANNEL_EXECUTE:playback`, `DTMF:1`, `<text/disconnect-notice>`."""
        if self.event is None:
            return f"<{self.frame.content_type}>"
        suffix = self.event.get("Application") or self.event.get("DTMF-Digit")
        return f"{self.event.name}:{suffix}" if suffix else self.event.name


class Raw:
    """One connection, seen from the engine's or the supervisor's end."""

    def __init__(self, sock: Socket, clock: Clock) -> None:
        """`sock` is connected; reading starts at once."""
        sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        self.sock = sock
        self.clock = clock
        self.heard: list[Heard] = []
        self.bytes = b""
        self.eof = False
        self._stirred = Signal()
        self._reader = gevent.spawn(self._read)

    def send(self, text: str | bytes) -> None:
        """Send a command, with the empty line that ends it, or bytes as they are."""
        self.sock.sendall(text if isinstance(text, bytes) else text.encode() + b"\n\n")

    def ask(self, text: str | bytes, seconds: float = 5.0) -> str:
        """Send a command and return what the next reply says; `<none>` if there is none in time."""
        start = len(self.heard)
        self.send(text)
        found = self.wait(lambda h: h.frame.content_type in ("command/reply", "api/response"), seconds, start)
        return found.frame.data if found else "<none>"

    def execute(
        self, application: str, argument: str = "", *, lock: bool = False, extra: str = "", body: bool = False
    ) -> str:
        """Send an application as a header argument (or a body), and return its Event-UUID."""
        uuid = str(uuids.uuid4())
        text = f"sendmsg\ncall-command: execute\nexecute-app-name: {application}\nEvent-UUID: {uuid}"
        text += "\nevent-lock: true" if lock else ""
        text += f"\n{extra}" if extra else ""
        if argument and not body:
            text += f"\nexecute-app-arg: {argument}"
        packet = text.encode()
        if argument and body:
            raw = argument.encode()
            packet += b"\ncontent-type: text/plain\ncontent-length: %d\n\n%b" % (len(raw), raw)
        else:
            packet += b"\n\n"
        self.sock.sendall(packet)
        return uuid

    def run(
        self,
        application: str,
        argument: str = "",
        seconds: float = 8.0,
        *,
        lock: bool = True,
        extra: str = "",
    ) -> Event | None:
        """Execute and wait for the completion."""
        start = len(self.heard)
        uuid = self.execute(application, argument, lock=lock, extra=extra)
        return self.completion(uuid, seconds, start)

    def completion(self, uuid: str, seconds: float = 8.0, start: int = 0) -> Event | None:
        """The CHANNEL_EXECUTE_COMPLETE of an Event-UUID; None if it does not come in time."""

        def fits(heard: Heard) -> bool:
            event = heard.event
            name = "CHANNEL_EXECUTE_COMPLETE"
            return event is not None and event.name == name and event.get("Application-UUID") == uuid

        found = self.wait(fits, seconds, start)
        return found.event if found else None

    def event(self, label: str, seconds: float = 5.0, start: int = 0) -> Event | None:
        """The first event whose label begins with `label`."""
        found = self.wait(lambda h: h.event is not None and h.label.startswith(label), seconds, start)
        return found.event if found else None

    def wait(self, fits: Callable[[Heard], bool], seconds: float = 5.0, start: int = 0) -> Heard | None:
        """The first thing heard since index `start` that fits; None after `seconds` or at the end."""
        until = self.clock.now() + seconds
        at = start
        while True:
            while at < len(self.heard):
                if fits(self.heard[at]):
                    return self.heard[at]
                at += 1
            left = until - self.clock.now()
            if left <= 0 or self.eof:
                return None
            self._stirred.clear()
            self.clock.wait(self._stirred, left)

    def wait_eof(self, seconds: float = 5.0) -> bool:
        """Whether the peer closes within `seconds`."""
        self.wait(lambda _: False, seconds, len(self.heard))
        return self.eof

    def labels(self, *only: str, start: int = 0) -> list[str]:
        """Labels of what was heard, in order; with `only`, of those that begin with one of them."""
        names = [heard.label for heard in self.heard[start:]]
        return [name for name in names if name.startswith(only)] if only else names

    def close(self) -> None:
        """Close the connection; by a killed engine's kernel it would look the same."""
        self._reader.kill()
        self.sock.close()

    def _read(self) -> None:
        reader = FrameReader()
        try:
            while data := self.sock.recv(65536):
                self.bytes += data
                for frame in reader.feed(data):
                    self.heard.append(Heard(self.clock.now(), frame, event_of(frame)))
                self._stirred.set()
        except OSError:
            pass
        self.eof = True
        self._stirred.set()
