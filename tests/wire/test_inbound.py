"""The connection to the switch's own event socket."""

from __future__ import annotations

from collections.abc import Iterator

import gevent
import pytest
from gevent import socket

from engine.live.errors import (
    AccessDenied,
    ConnectFailed,
    ConnectionLost,
    ExecutionTimeout,
    LoginRefused,
    UnsafeText,
)
from engine.live.inbound import InboundConnection
from tests.switch import Switch, free_port
from tests.wire.conftest import frame
from tests.wire.fake import FakeSwitch


@pytest.fixture(params=["fake", pytest.param("switch", marks=pytest.mark.live)])
def peer(request: pytest.FixtureRequest) -> FakeSwitch | Switch:
    """A switch of either kind."""
    found: FakeSwitch | Switch = request.getfixturevalue(request.param)
    return found


def test_asking(peer: FakeSwitch | Switch) -> None:
    """Commands, jobs, events; closed at the end of the block."""
    with InboundConnection(peer.host, peer.esl_port, peer.password) as switch:
        assert "is ready" in switch.api("status")
        assert switch.bgapi("eval x y").wait(5) == "x y"
        heard: list[str] = []
        switch.register_handle("probe::inbound", lambda event: heard.append(event.name))
        switch.command("event json CUSTOM probe::inbound")
        with pytest.raises(UnsafeText):
            switch.send("sendevent CUSTOM\nEvent-Subclass: probe::inbound")
    assert not switch.connected
    with pytest.raises(ConnectionLost):
        switch.api("status")


def test_wrong_password(peer: FakeSwitch | Switch) -> None:
    """A refusal that says what to compare; and nothing stays open."""
    connection = InboundConnection(peer.host, peer.esl_port, "wrong")
    with pytest.raises(LoginRefused, match=r"event_socket\.conf"):
        connection.connect()
    assert not connection.connected
    with pytest.raises(UnsafeText):
        InboundConnection(peer.host, peer.esl_port, "a\nb").connect()


def test_nobody_there() -> None:
    """The error says where, and what to look at."""
    with pytest.raises(ConnectFailed, match="mod_event_socket"):
        InboundConnection("127.0.0.1", free_port(), "x").connect()


@pytest.fixture
def stranger() -> Iterator[tuple[int, list[bytes]]]:
    """A server that says one thing and then holds the line."""
    words: list[bytes] = []
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen()
    held: list[socket.socket] = []

    def serve() -> None:
        while True:
            sock, _ = server.accept()
            held.append(sock)
            sock.sendall(words[0])

    serving = gevent.spawn(serve)
    yield int(server.getsockname()[1]), words
    serving.kill()
    for sock in (server, *held):
        sock.close()


@pytest.mark.parametrize(
    ("greeting", "error"),
    [
        (frame("text/rude-rejection", b"Access Denied, go away.\n"), AccessDenied),
        (b"SSH-2.0-x\r\n", ConnectFailed),
        (b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\n\n", ConnectFailed),
        (b"Content-Length: 99999999999\n\n", ConnectFailed),
        (b"", ConnectFailed),
    ],
    ids=["rejection", "ssh", "http", "too long", "silence"],
)
def test_what_is_no_event_socket(
    stranger: tuple[int, list[bytes]], greeting: bytes, error: type[ConnectFailed]
) -> None:
    """Turned away, another protocol, silence: each in the time for the connection."""
    port, words = stranger
    words.append(greeting)
    with pytest.raises(error):
        InboundConnection("127.0.0.1", port, "x", timeout=0.2).connect()


def test_a_job_that_takes_too_long(fake: FakeSwitch) -> None:
    """The wait ends; the connection is still good."""
    fake.faults.drop = {"BACKGROUND_JOB"}
    with InboundConnection(fake.host, fake.esl_port, fake.password) as switch:
        with pytest.raises(ExecutionTimeout):
            switch.bgapi("eval x").wait(0.05)
        assert switch.api("eval y") == "y"


def test_jobs_end_with_the_connection(fake: FakeSwitch) -> None:
    """Whoever waits for one is told."""
    fake.faults.drop = {"BACKGROUND_JOB"}
    with InboundConnection(fake.host, fake.esl_port, fake.password) as switch:
        job = switch.bgapi("eval x")
        waiting = gevent.spawn(job.wait, 30)
        gevent.sleep(0)
    with pytest.raises(ConnectionLost):
        waiting.get(timeout=5)
