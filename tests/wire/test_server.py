"""Accepting calls: on a socket of our own or one that was handed to us, and what happens when one fails."""

from __future__ import annotations

import socket as plain

import gevent
import pytest
from gevent.event import Event as Signal

from engine.live.server import OutboundServer
from engine.live.session import OutboundConnection
from tests.wire.bench import Bench


class Call:
    """An application that notes the call and plays a second of silence."""

    def __init__(self, session: OutboundConnection) -> None:
        """One call."""
        self.session = session

    def run(self) -> None:
        """Play and leave."""
        seen.append(self.session.execute("playback", "silence_stream://1000", 30).ended)


class Broken:
    """An application that fails."""

    def __init__(self, session: OutboundConnection) -> None:
        """One call."""
        self.session = session

    def run(self) -> None:
        """Fail."""
        seen.append("failed")
        raise RuntimeError("on purpose")


seen: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    seen.clear()


def _place(bench: Bench, server: OutboundServer, calls: int) -> None:
    for _ in range(calls):
        bench.dial([("answer", ""), ("socket", f"127.0.0.1:{server.bound_port} async full")])


def _until(number: int) -> None:
    with gevent.Timeout(10):
        while len(seen) < number:
            gevent.sleep(0.005)


def test_calls_at_once(bench: Bench) -> None:
    """Each has a greenlet; `stop` waits for all of them."""
    server = OutboundServer(bind_port=0, application=Call)
    server.start()
    _place(bench, server, 20)
    _until(20)
    assert server.stop(10) == 0
    assert seen == ["complete"] * 20
    with pytest.raises(ConnectionRefusedError):
        plain.create_connection(("127.0.0.1", server.bound_port or 0))


def test_a_socket_that_was_handed_to_us(bench: Bench) -> None:
    """It is served, and still open when we have stopped: others may serve it too."""
    with plain.create_server(("127.0.0.1", 0), backlog=1024) as listener:
        server = OutboundServer(application=Call, listener=listener, max_connections=2)
        server.start()
        assert server.bound_port == listener.getsockname()[1]
        _place(bench, server, 6)
        _until(6)
        server.stop(10)
        with plain.create_connection(("127.0.0.1", server.bound_port)):
            pass
    assert seen == ["complete"] * 6


def test_an_application_that_fails(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """Its call is let go of, the next one is served."""
    server = OutboundServer(bind_port=0, application=Broken)
    server.start()
    _place(bench, server, 2)
    _until(2)
    assert server.stop(10) == 0
    assert caplog.text.count("on purpose") >= 2


def test_a_call_that_ends_before_it_begins(caplog: pytest.LogCaptureFixture) -> None:
    """A connection that closes at once is no failure."""
    server = OutboundServer(bind_port=0, application=Call)
    server.start()
    plain.create_connection(("127.0.0.1", server.bound_port or 0)).close()
    gevent.sleep(0.05)
    assert server.stop(5) == 0
    assert "Traceback" not in caplog.text
    assert seen == []


def test_listen_serves_until_stopped(bench: Bench) -> None:
    """greenswitch's name for it."""
    server = OutboundServer(bind_port=0, application=Call)
    done = Signal()
    serving = gevent.spawn(server.listen)
    serving.link(lambda _: done.set())
    gevent.sleep(0)
    _place(bench, server, 1)
    _until(1)
    assert not done.is_set()
    server.stop(5)
    assert done.wait(5)


def test_it_needs_an_application() -> None:
    """As in greenswitch."""
    with pytest.raises(ValueError, match="Application"):
        OutboundServer()


def test_an_address_that_is_taken() -> None:
    """The operating system's own words."""
    with plain.create_server(("127.0.0.1", 0)) as taken:
        server = OutboundServer(bind_port=taken.getsockname()[1], application=Call)
        with pytest.raises(OSError, match="in use"):
            server.start()
