"""A switch's side of the event socket, with events of natural size and no media: many calls, one thread."""

from __future__ import annotations

import heapq
import selectors
import socket
import time
import uuid
from collections.abc import Callable, Iterable
from itertools import count

from bench.parse import sample

MEDIA_SECONDS = 0.02
"""How long every sound lasts here."""

_numbers = count()


class PeerCall:
    """One call handed to the engine. `heard` counts the sounds it was sent, `waits` is in milliseconds."""

    def __init__(self, peer: Peer, number: str) -> None:
        """Connect to the engine, as the `socket` application does."""
        self.peer = peer
        self.uuid = str(uuid.uuid4())
        self.number = number
        self.heard = 0
        self.playing = False
        self.over = False
        self.waits: list[float] = []
        self._pressed = 0.0
        self._buffer = b""
        self.sock = socket.create_connection(("127.0.0.1", peer.port))
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def press(self, key: str) -> None:
        """The caller presses a key; the clock runs until the next sound is asked for."""
        self._pressed = time.perf_counter()
        self._event({"Event-Name": "DTMF", "DTMF-Digit": key, "DTMF-Duration": "640"}, "")

    def hang_up(self) -> None:
        """The caller hangs up."""
        self._event({"Event-Name": "CHANNEL_HANGUP", "Hangup-Cause": "NORMAL_CLEARING"}, "hangup")

    def read(self) -> None:
        """Take what the engine sent and answer it."""
        data = self.sock.recv(65536)
        if not data:
            self.close()
            return
        self._buffer += data
        while not self.over and (at := self._buffer.find(b"\n\n")) >= 0:
            head = self._buffer[:at].decode()
            length = int(_header(head, "content-length") or 0)
            if len(self._buffer) < at + 2 + length:
                return
            self._buffer = self._buffer[at + 2 + length :]
            self._take(head)

    def close(self) -> None:
        """The connection is over."""
        if not self.over:
            self.over = True
            self.peer.left(self)
            self.sock.close()

    def _take(self, head: str) -> None:
        if head.startswith("connect"):
            self._send(self.peer.block(self.uuid, self.number))
        elif head.startswith("api "):
            self._send(b"Content-Type: api/response\nContent-Length: 4\n\n+OK\n")
            if head.startswith("api uuid_kill"):
                self.hang_up()
        elif head.startswith("sendmsg"):
            self._send(b"Content-Type: command/reply\nReply-Text: +OK\n\n")
            self._execute(_header(head, "execute-app-name"), _header(head, "Event-UUID"))
        elif head.startswith("exit"):
            self._send(b"Content-Type: command/reply\nReply-Text: +OK bye\n\n")
            self.close()
        else:
            self._send(b"Content-Type: command/reply\nReply-Text: +OK\n\n")

    def _execute(self, application: str, event_uuid: str) -> None:
        if application == "playback":
            self.heard += 1
            self.playing = True
            if self._pressed:
                self.waits.append((time.perf_counter() - self._pressed) * 1000)
                self._pressed = 0.0
        seconds = MEDIA_SECONDS if application == "playback" else 0.0
        self.peer.later(seconds, lambda: self._complete(application, event_uuid))

    def _complete(self, application: str, event_uuid: str) -> None:
        self.playing = False
        facts = {"Event-Name": "CHANNEL_EXECUTE_COMPLETE", "Application": application}
        self._event({**facts, "Application-UUID": event_uuid, "Application-Response": "FILE PLAYED"})

    def _event(self, facts: dict[str, str], state: str = "answered") -> None:
        if not self.over:
            body = self.peer.event({"Unique-ID": self.uuid, "Answer-State": state, **facts})
            self._send(b"Content-Length: %d\nContent-Type: text/event-json\n\n" % len(body))
            self._send(body)

    def _send(self, data: bytes) -> None:
        if not self.over:
            try:
                self.sock.sendall(data)
            except OSError:
                self.close()


class Peer:
    """Places calls to the engine on `port` and plays the switch's part in them."""

    def __init__(self, port: int) -> None:
        """Nothing is connected yet."""
        self.port = port
        self.calls: list[PeerCall] = []
        self._selector = selectors.DefaultSelector()
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._sample = sample()

    def place(self, number: str, calls: int = 1) -> list[PeerCall]:
        """Hand over so many calls to `number`; `run` lets them go on."""
        placed = [PeerCall(self, number) for _ in range(calls)]
        for call in placed:
            self.calls.append(call)
            self._selector.register(call.sock, selectors.EVENT_READ, call)
        return placed

    def run(self, seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
        """Play the switch's part for `seconds`, or until `until()`; whether it came to that."""
        end = time.perf_counter() + seconds
        while not until():
            now = time.perf_counter()
            if now >= end:
                return False
            while self._due and self._due[0][0] <= now:
                heapq.heappop(self._due)[2]()
            next_ = min(end, self._due[0][0]) if self._due else end
            for key, _ in self._selector.select(max(0.0, min(next_ - time.perf_counter(), 0.05))):
                key.data.read()
        return True

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        """Do something in so many seconds."""
        heapq.heappush(self._due, (time.perf_counter() + seconds, next(_numbers), act))

    def left(self, call: PeerCall) -> None:
        """A call's connection is over."""
        self._selector.unregister(call.sock)
        self.calls.remove(call)

    def close(self, calls: Iterable[PeerCall] | None = None) -> None:
        """End calls, all of them if none are named."""
        for call in list(self.calls if calls is None else calls):
            call.close()

    def event(self, facts: dict[str, str]) -> bytes:
        """An event of the natural size, with these headers instead of the sample's."""
        if facts["Event-Name"] == "DTMF":
            # The switch puts no channel variables into it.
            own = {k: v for k, v in self._sample.headers.items() if not k.startswith("variable_")}
            return type(self._sample)({**own, **facts}).written("json")
        return type(self._sample)({**self._sample.headers, **facts}).written("json")

    def block(self, uuid_: str, number: str) -> bytes:
        """The answer to `connect`: everything about the channel, without a length."""
        own = {"Event-Name": "CHANNEL_DATA", "Unique-ID": uuid_, "Answer-State": "ringing"}
        own |= {"Caller-Destination-Number": number, "Caller-Context": "public", "Application": ""}
        text = type(self._sample)({**self._sample.headers, **own}).written("plain")
        return text.rstrip(b"\n") + b"\nContent-Type: command/reply\nReply-Text: %2BOK%0A\n\n"


def _header(head: str, name: str) -> str:
    start = head.lower().find(f"\n{name.lower()}: ")
    return "" if start < 0 else head[start + len(name) + 3 :].partition("\n")[0]
