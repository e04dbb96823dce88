"""Fixtures: a fake switch, a scripted peer, and calls that arrive at our own session class."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gevent import socket

from engine.live.session import OutboundConnection
from engine.live.setup import Setup
from engine.live.wire import Wire
from tests.switch import Switch
from tests.wire.bench import Actions, Bench
from tests.wire.clock import Clock
from tests.wire.fake import FakeSwitch


@pytest.fixture
def fake(tmp_path: Path) -> Iterator[FakeSwitch]:
    """A fake switch in good order."""
    switch = FakeSwitch(tmp_path)
    yield switch
    switch.stop()


@pytest.fixture
def bench(fake: FakeSwitch) -> Iterator[Bench]:
    """A bench on the fake switch."""
    made = Bench(fake, fake.clock)
    yield made
    made.close()


class Desk:
    """Where calls arrive at our own session class."""

    def __init__(self, bench: Bench) -> None:
        """Calls are placed by `bench`."""
        self.bench = bench
        self.clock = bench.clock
        self.leg = ""
        self._open: list[OutboundConnection] = []

    def take(
        self,
        setup: Setup | None = None,
        *,
        before: Actions = (("answer", ""),),
        after: Actions = (),
        timeout: float = 5.0,
    ) -> OutboundConnection:
        """Place a call and open it; with `timeout` seconds for each command."""
        session = self.arrive(before=before, after=after, timeout=timeout)
        session.open(setup)
        return session

    def arrive(
        self, *, before: Actions = (("answer", ""),), after: Actions = (), timeout: float = 5.0
    ) -> OutboundConnection:
        """Place a call and say nothing to the switch yet."""
        self.leg = self.bench.dial([*before, ("socket", f"{self.bench.host} async full"), *after])
        session = OutboundConnection(("127.0.0.1", 0), self.bench.accept_socket(), timeout=timeout)
        self._open.append(session)
        return session

    def press(self, session: OutboundConnection, keys: str) -> None:
        """The caller presses keys."""
        for key in keys:
            self.bench.peer.api(f"uuid_recv_dtmf {session.uuid} {key}@640")
            self.clock.sleep(0.06)

    def hang_up(self) -> None:
        """The caller of the last call hangs up."""
        self.bench.peer.api(f"uuid_kill {self.leg}")

    def close(self) -> None:
        """Let go of every call."""
        for session in self._open:
            session.stop(0.2)


@pytest.fixture
def desk(bench: Bench) -> Iterator[Desk]:
    """Calls from the fake switch."""
    made = Desk(bench)
    yield made
    made.close()


@pytest.fixture(params=["fake", pytest.param("switch", marks=pytest.mark.live)])
def either(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Calls from the fake switch, and once more from a real one."""
    peer: FakeSwitch | Switch = request.getfixturevalue(request.param)
    made = Bench(peer, peer.clock if isinstance(peer, FakeSwitch) else Clock())
    desk = Desk(made)
    yield desk
    desk.close()
    made.close()


class Script:
    """The switch's end of a connection, played by the test byte for byte."""

    def __init__(self) -> None:
        """A connected pair of sockets."""
        self.near, self.far = socket.socketpair()

    def wire(self, timeout: float = 5.0) -> Wire:
        """Our connection."""
        return Wire(self.near, timeout=timeout)

    def session(self, timeout: float = 5.0) -> OutboundConnection:
        """Our connection as that of a call."""
        return OutboundConnection("script", self.near, timeout=timeout)

    def say(self, *parts: bytes) -> None:
        """Send bytes to us."""
        for part in parts:
            self.far.sendall(part)

    def hear(self, end: bytes = b"\n\n") -> bytes:
        """What we sent, up to `end`."""
        heard = b""
        while not heard.endswith(end):
            portion = self.far.recv(65536)
            if not portion:
                break
            heard += portion
        return heard

    def close(self) -> None:
        """End the connection from the switch's side."""
        self.far.close()


@pytest.fixture
def script() -> Iterator[Script]:
    """A peer played by the test."""
    made = Script()
    yield made
    made.near.close()
    made.far.close()


def frame(kind: str, body: bytes, **headers: str) -> bytes:
    """A frame with a body."""
    rows = [f"Content-Length: {len(body)}", f"Content-Type: {kind}"]
    rows += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\n".join(rows) + "\n\n").encode() + body


def ok(text: str = "+OK") -> bytes:
    """A command/reply."""
    return f"Content-Type: command/reply\nReply-Text: {text}\n\n".encode()


def json_event(**headers: str) -> bytes:
    """An event as a JSON frame; underscores in names become hyphens, `variable_x` stays."""
    rows = [
        f'"{name if name.startswith("variable_") else name.replace("_", "-")}":"{value}"'
        for name, value in headers.items()
    ]
    return frame("text/event-json", ("{" + ",".join(rows) + "}").encode())
