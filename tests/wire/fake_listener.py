"""One event-socket connection of the fake switch: it reads commands, answers in order, and sends events."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import gevent
from gevent import socket

from tests.wire.fake_commands import answer
from tests.wire.fake_events import FakeEvent, encode

if TYPE_CHECKING:
    from tests.wire.fake import FakeSwitch
    from tests.wire.fake_channel import Channel

GOODBYE = "Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n"
FIRST_SECONDS = 25.0

Message = dict[str, str]


class Listener:
    """A connection, inbound or of one channel. `serve` runs it to its end."""

    def __init__(
        self,
        switch: FakeSwitch,
        sock: socket.socket,
        channel: Channel | None = None,
        *,
        full: bool = True,
        synchronous: bool = False,
    ) -> None:
        """`channel` makes it an outbound socket."""
        self.switch = switch
        # Without this the kernel holds small writes back, and the virtual clock would not wait for them.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = sock
        self.channel = channel
        self.full = full
        self.synchronous = synchronous
        self.authenticated = channel is not None
        self.connected = False
        self.finished = False
        self.my_events = False
        self.resume = False
        self.divert = False
        self.lingering = False
        self.linger: float | None = None
        self.form = "plain"
        self.events: set[str] = set()
        self.subclasses: set[str] = set()
        self.filters: list[tuple[str, str]] = []
        self._buffer = b""
        self._holding: list[bytes] | None = None
        self._ending = False
        self._inverted: dict[str, list[FakeEvent]] = {}

    # -- running ------------------------------------------------------------------------------------

    def serve(self) -> None:
        """Read and answer commands until one side ends."""
        self.switch.listeners.append(self)
        watch = None
        if self.channel is not None:
            self.channel.listeners.append(self)
            watch = gevent.spawn(self._first_packet)
        else:
            self.send(b"Content-Type: auth/request\n\n")
        first = True
        try:
            while not self.finished and (message := self._packet()) is not None:
                if watch is not None:
                    watch.kill()
                self._take(message, first and self.channel is not None)
                first = False
        except OSError:
            pass
        self.finish()

    def _take(self, message: Message, first: bool) -> None:
        reply = answer(self, message)
        line = message["_line"]
        if first and not line.lower().startswith("connect"):
            return
        faults = self.switch.faults
        if reply is None or faults.silent or (faults.lose_reply and line.startswith(faults.lose_reply)):
            return
        self.send(reply)
        if line.lower().startswith(("exit", "...")) or reply.endswith(b"-ERR invalid\n\n"):
            self.end()

    def _first_packet(self) -> None:
        self.switch.clock.sleep(FIRST_SECONDS)
        self.end()

    def _packet(self) -> Message | None:
        """The next command: `_line`, `_head`, headers in lower case, `_body`; None at the end."""
        while True:
            self._buffer = self._buffer.lstrip(b"\r\n")
            found = [self._buffer.find(end) for end in (b"\n\n", b"\n\r\n")]
            at = min((f for f in found if f >= 0), default=-1)
            if at >= 0:
                break
            if not self._more():
                return None
        head = self._buffer[:at].decode("utf-8", "surrogateescape").replace("\r", "")
        self._buffer = self._buffer[at:].lstrip(b"\r").removeprefix(b"\n").lstrip(b"\r").removeprefix(b"\n")
        line, _, rest = head.partition("\n")
        message = {"_line": line, "_head": head, "_body": ""}
        for row in rest.split("\n"):
            name, colon, value = row.partition(":")
            if colon:
                message[name.lower()] = value.lstrip(" ")
                message[f"_name {name.lower()}"] = name
        length = int(message.get("content-length", "0"))
        while len(self._buffer) < length:
            if not self._more():
                return None
        message["_body"] = self._buffer[:length].decode("utf-8", "surrogateescape")
        self._buffer = self._buffer[length:]
        return message

    def _more(self) -> bool:
        data = self.sock.recv(65536)
        self._buffer += data
        return bool(data)

    # -- sending ------------------------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        """Send bytes, later if an application holds a synchronous socket, in portions if asked for."""
        if self._holding is not None:
            self._holding.append(data)
            return
        size = self.switch.faults.segment or len(data) or 1
        try:
            for at in range(0, len(data), size):
                self.sock.sendall(data[at : at + size])
                if size < len(data):
                    gevent.sleep(0)
        except OSError:
            self._ending = True

    def offer(self, event: FakeEvent) -> None:
        """Send an event if this connection asked for it, with whatever is wrong with the switch."""
        faults = self.switch.faults
        label = f"{event.name}:{event.get('Application')}"
        names = {event.name, label}
        if self.finished or faults.silent or names & faults.drop or not self._wants(event):
            return
        for name in names & set(faults.delay):
            gevent.spawn(self._later, event, faults.delay[name])
            return
        for name in names & set(faults.invert):
            self._inverted.setdefault(faults.invert[name], []).append(event)
            return
        self._write(event)
        for name in names:
            for held in self._inverted.pop(name, []):
                self._write(held)

    def _later(self, event: FakeEvent, seconds: float) -> None:
        self.switch.clock.sleep(seconds)
        self._write(event)

    def _write(self, event: FakeEvent) -> None:
        faults = self.switch.faults
        if event.name in faults.nameless:
            headers = {k: v for k, v in event.headers.items() if k != "Event-Name"}
            event = FakeEvent(headers, event.body)
        body = event.written(self.form)
        if event.name in faults.spoil:
            body = body.replace(b"Unique-ID", b"Spoilt\xff", 1)
        frame = (
            b"Content-Length: %d\nContent-Type: text/event-%b\n\n" % (len(body), self.form.encode()) + body
        )
        if faults.tear and event.name == faults.tear:
            self.send(frame[: len(frame) - len(body) // 2])
            self._close()
            return
        self.send(frame)

    def _wants(self, event: FakeEvent) -> bool:
        name = event.name
        if self.my_events and self.channel is not None:
            owner = "Job-Owner-UUID" if name == "BACKGROUND_JOB" else "Unique-ID"
            if event.get(owner) != self.channel.uuid:
                return False
        if name == "CUSTOM":
            known = event.get("Event-Subclass") in self.subclasses or "ALL" in self.events
        else:
            known = name in self.events or "ALL" in self.events
        return known and self._passes(event)

    def _passes(self, event: FakeEvent) -> bool:
        passed = not self.filters
        for name, wanted in self.filters:
            value = event.get(name)
            if wanted.startswith("-"):
                if wanted[1:] in value and value:
                    return False
            elif wanted.startswith("/"):
                passed = passed or self.switch.matches(wanted.strip("/"), value)
            else:
                passed = passed or wanted == value
        return passed

    # -- ending -------------------------------------------------------------------------------------

    def hold(self) -> None:
        """A synchronous socket sends nothing while an application runs."""
        self._holding = []

    def release(self, reply: bytes) -> None:
        """The application has ended: its reply, then what was held back."""
        held, self._holding = self._holding or [], None
        for data in (reply, *held):
            self.send(data)
        if self._ending:
            self._close()

    def session_ended(self) -> None:
        """The channel hung up: linger, or leave."""
        if self.linger is None:
            self.end()
            return
        self.lingering = True
        self.send(
            b"Content-Type: text/disconnect-notice\nControlled-Session-UUID: %b\n"
            b"Content-Disposition: linger\nChannel-Name: fake\nLinger-Time: %d\nContent-Length: 0\n\n"
            % (self.channel.uuid.encode() if self.channel else b"", self.linger)
        )
        if self.linger >= 0:
            gevent.spawn(self._end_later, self.linger)

    def _end_later(self, seconds: float) -> None:
        self.switch.clock.sleep(seconds)
        self.end()

    def end(self) -> None:
        """The notice, and the end of the connection."""
        if self.finished:
            return
        rows = ["Content-Type: text/disconnect-notice"]
        if self.channel is not None:
            rows += [f"Controlled-Session-UUID: {self.channel.uuid}", "Content-Disposition: disconnect"]
        rows.append(f"Content-Length: {len(GOODBYE)}")
        self.send(("\n".join(rows) + "\n\n" + GOODBYE).encode())
        if self._holding is None:
            self._close()
        else:
            self._ending = True

    def _close(self) -> None:
        self.finish()
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def finish(self) -> None:
        """The connection is over; what that does to the channel depends on where it stands."""
        if self.finished:
            return
        self.finished = True
        self.sock.close()
        self.switch.listeners.remove(self)
        channel = self.channel
        if channel is None:
            return
        channel.listeners.remove(self)
        resumes = self.resume or channel.variables.get("socket_resume") == "true"
        if channel.up and resumes and (channel.controlled or self.synchronous):
            channel.state = "CS_RESET"
        channel.controlled = False
        channel.stir()

    def channel_block(self) -> bytes:
        """The reply to `connect`: the channel as an event, without a length."""
        channel = self.channel
        assert channel is not None
        facts = {"Event-Name": "CHANNEL_DATA", **self.switch.stamp(), **channel.facts()}
        facts.update({f"variable_{name}": value for name, value in channel.variables.items()})
        facts |= {"Content-Type": "command/reply", "Reply-Text": "+OK\n"}
        facts |= {"Socket-Mode": "static" if self.synchronous else "async"}
        facts |= {"Control": "full" if self.full else "single-channel"}
        rows = [
            f"{name}: {value if name == 'Content-Type' else encode(value)}" for name, value in facts.items()
        ]
        return ("\n".join(rows) + "\n\n").encode()
