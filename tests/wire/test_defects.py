"""Fifteen faults seen in greenswitch 0.0.19, each shown not to be in ours."""

from __future__ import annotations

import gevent
import pytest
from gevent import socket
from gevent.event import AsyncResult

from engine.live.errors import ConnectionLost, UnsafeText
from engine.live.events import Event, PlainEvent
from engine.live.frames import Frame
from engine.live.server import OutboundServer
from engine.live.session import OutboundConnection
from tests.wire.conftest import Script, frame, json_event, ok

EVE = "Eve%0AEvent-Name: CHANNEL_HANGUP%0Avariable_admin: yes"


def test_01_a_callers_name_adds_no_headers(script: Script) -> None:
    """Percent-decoding comes after splitting, in events and in the reply to connect."""
    event = PlainEvent(f"Event-Name: DTMF\nCaller-Caller-ID-Name: {EVE}\n\n".encode())
    assert event.name == "DTMF"
    assert event.variable("admin") == ""
    session = script.session()
    opening = gevent.spawn(session.connect)
    assert script.hear() == b"connect\n\n"
    script.say(f"Unique-ID: u\nCaller-Caller-ID-Name: {EVE}\nContent-Type: command/reply\n\n".encode())
    facts = opening.get(timeout=5)
    assert "variable_admin" not in facts
    assert facts["Caller-Caller-ID-Name"].startswith("Eve\n")


def test_02_a_body_is_no_header(script: Script) -> None:
    """A job's output that looks like headers stays output, and is not decoded."""
    wire = script.wire()
    text = "Event-Name: CHANNEL_HANGUP\n100%25: x\n"
    job = wire.bgapi("show x")
    assert script.hear().endswith(b"\n\n")
    body = f"Event-Name: BACKGROUND_JOB\nJob-UUID: {job.id}\nContent-Length: {len(text)}\n\n{text}"
    script.say(ok(), ok(), frame("text/event-plain", body.encode()))
    assert job.wait(5) == text


def test_03_an_end_inside_a_body_stops_nobody_else(script: Script) -> None:
    """Other greenlets run on, and the waiting one is told."""
    wire = script.wire()
    beats: list[int] = []

    def beat() -> None:
        for n in range(1000):
            beats.append(n)
            gevent.sleep(0)

    heart = gevent.spawn(beat)
    asking = gevent.spawn(lambda: wire.api("status"))
    script.hear()
    script.say(b"Content-Type: api/response\nContent-Length: 100\n\nhalf")
    script.close()
    with pytest.raises(ConnectionLost, match="in the middle of a frame"):
        asking.get(timeout=5)
    heart.join(5)
    assert len(beats) == 1000


def test_04_an_end_without_notice_releases_every_command(script: Script) -> None:
    """Those that wait for a reply, and those that come later."""
    wire = script.wire()
    asking = [gevent.spawn(lambda: wire.send("linger")) for _ in range(3)]
    script.hear()
    script.close()
    for greenlet in asking:
        with pytest.raises(ConnectionLost):
            greenlet.get(timeout=5)
    with pytest.raises(ConnectionLost):
        wire.send("linger")


def test_05_a_byte_that_is_not_utf8_is_no_end(script: Script) -> None:
    """In an answer and in an event; the connection goes on."""
    wire = script.wire()
    asking = gevent.spawn(lambda: wire.api("status"))
    script.hear()
    script.say(frame("api/response", b"a\xffb"), frame("text/event-json", b'{"Event-Name":"X\xff"}'))
    assert asking.get(timeout=5) == "a\udcffb"
    asking = gevent.spawn(lambda: wire.api("status"))
    script.hear()
    script.say(frame("api/response", b"fine"))
    assert asking.get(timeout=5) == "fine"


@pytest.mark.parametrize("kind", ["text/event-json", "text/event-xml", "text/event-plain", "text/else"])
@pytest.mark.parametrize("body", [b"", b"x", b'{"Event-Name":"DTMF"}', b"<event/>"])
def test_06_no_format_ends_the_reader(script: Script, kind: str, body: bytes) -> None:
    """Events of every format, good or not, and frames of no known type."""
    wire = script.wire()
    script.say(frame(kind, body), b"Reply-Text: no type\n\n")
    asking = gevent.spawn(lambda: wire.api("status"))
    script.hear()
    script.say(frame("api/response", b"fine"))
    assert asking.get(timeout=5) == "fine"


def _answering(script: Script, session: OutboundConnection) -> list[str]:
    """Answer every command with +OK and collect the Event-UUIDs of executions."""
    ids: list[str] = []

    def answer() -> None:
        buffer = b""
        while portion := script.far.recv(65536):
            buffer += portion
            while b"\n\n" in buffer:
                packet, _, buffer = buffer.partition(b"\n\n")
                rows = dict(row.split(b": ", 1) for row in packet.split(b"\n") if b": " in row)
                size = int(rows.get(b"content-length", b"0"))
                while len(buffer) < size:
                    buffer += script.far.recv(65536)
                buffer = buffer[size:]
                if b"Event-UUID" in rows:
                    ids.append(rows[b"Event-UUID"].decode())
                script.say(ok() if not packet.startswith(b"api") else frame("api/response", b"+OK"))

    gevent.spawn(answer)
    return ids


def test_07_after_a_time_out_the_next_wait_works(script: Script) -> None:
    """The old waiter is gone, and a late completion of the first resolves nobody else's wait."""
    session = script.session()
    ids = _answering(script, session)
    assert session.execute("playback", "a", timeout=0.05).ended == "deadline"
    assert session._executions == {}
    second = gevent.spawn(lambda: session.execute("playback", "b", timeout=5))
    while len(ids) < 2:
        gevent.sleep(0)
    script.say(_done(ids[0], "late"), _done(ids[1], "own"))
    assert second.get(timeout=5).response == "own"


def test_08_handlers_of_our_own_do_not_end_blocking_calls(script: Script) -> None:
    """A handler for the completion, one for everything, and the call itself all see it."""
    session = script.session()
    ids = _answering(script, session)
    seen: list[str] = []
    session.register_handle("CHANNEL_EXECUTE_COMPLETE", lambda event: seen.append(event.name))
    playing = gevent.spawn(lambda: session.playback("a"))
    while not ids:
        gevent.sleep(0)
    script.say(_done(ids[0], "FILE PLAYED"))
    done = playing.get(timeout=5)
    assert isinstance(done, Event) and done.get("Application-Response") == "FILE PLAYED"
    gevent.sleep(0)
    assert seen == ["CHANNEL_EXECUTE_COMPLETE"]


def test_09_an_argument_is_no_command(script: Script) -> None:
    """Two line feeds in an argument stay in it; in a command line they are refused."""
    session = script.session()
    session.start("eval", "a\n\napi hupall\n\n")
    packet = script.hear(b"hupall\n\n")
    head, _, body = packet.partition(b"\n\n")
    assert b"hupall" not in head
    assert body == b"a\n\napi hupall\n\n"
    assert b"content-length: %d" % len(body) in head
    with pytest.raises(UnsafeText):
        session.send("linger\n\napi hupall")


def test_10_a_completion_of_another_is_not_ours(script: Script) -> None:
    """Two playbacks: each gets the completion with its own id, in whatever order they come."""
    session = script.session()
    ids = _answering(script, session)
    first = gevent.spawn(lambda: session.execute("playback", "a", timeout=5))
    while len(ids) < 1:
        gevent.sleep(0)
    second = gevent.spawn(lambda: session.execute("playback", "b", timeout=5))
    while len(ids) < 2:
        gevent.sleep(0)
    script.say(_done("somebody-else", "other"), _done(ids[1], "b"), _done(ids[0], "a"))
    assert (first.get(timeout=5).response, second.get(timeout=5).response) == ("a", "b")


def test_11_what_came_before_the_end_is_delivered(script: Script) -> None:
    """Fifty events and the end in one write: the handler sees all fifty."""
    wire = script.wire()
    seen: list[str] = []

    def slow(event: Event) -> None:
        gevent.sleep(0)
        seen.append(event.get("N"))

    wire.register_handle("X", slow)
    script.say(b"".join(json_event(Event_Name="X", N=str(n)) for n in range(50)))
    script.close()
    assert wire._handling is not None
    wire._handling.join(5)
    assert seen == [str(n) for n in range(50)]


class _Held:
    """An application that stays in its call until the test lets it go."""

    release: AsyncResult[None]
    begun: list[OutboundConnection]

    def __init__(self, session: OutboundConnection) -> None:
        """One call."""
        self.session = session

    def run(self) -> None:
        """Wait."""
        type(self).begun.append(self.session)
        self.release.wait()


def _switch_end(port: int) -> socket.socket:
    """A connection to our server that answers as a switch would."""
    sock = socket.create_connection(("127.0.0.1", port))

    def answer() -> None:
        buffer = b""
        while portion := sock.recv(65536):
            buffer += portion
            while b"\n\n" in buffer:
                packet, _, buffer = buffer.partition(b"\n\n")
                if packet == b"connect":
                    sock.sendall(b"Unique-ID: u\nContent-Type: command/reply\nReply-Text: %2BOK%0A\n\n")
                elif packet.startswith(b"api"):
                    sock.sendall(frame("api/response", b"+OK"))
                else:
                    sock.sendall(ok("+OK bye" if packet == b"exit" else "+OK"))
                if b"Event-UUID: " in packet:
                    sock.sendall(_done(packet.split(b"Event-UUID: ")[1].split(b"\n")[0].decode(), "", "eval"))
                if packet == b"exit":
                    sock.close()
                    return

    gevent.spawn(answer)
    return sock


@pytest.fixture
def held() -> type[_Held]:
    """A fresh class of applications."""
    return type("Held", (_Held,), {"release": AsyncResult(), "begun": []})


def test_12_a_call_is_accepted_at_once(held: type[_Held]) -> None:
    """By the event loop itself: no timer goes by between the connection and the first command."""
    server = OutboundServer(bind_port=0, application=held)
    server.start()
    assert server.bound_port is not None
    raw = socket.create_connection(("127.0.0.1", server.bound_port))
    for _ in range(50):
        gevent.sleep(0)
    raw.settimeout(0)
    assert raw.recv(100).startswith(b"connect\n\n")
    raw.close()
    server.stop(0)


def test_13_a_full_server_does_not_listen(held: type[_Held]) -> None:
    """Five of five taken: the sixth is refused by the kernel, and welcome when one has ended."""
    server = OutboundServer(bind_port=0, application=held, max_connections=5)
    server.start()
    port = server.bound_port
    assert port is not None
    ends = []
    for n in range(5):
        ends.append(_switch_end(port))
        while len(held.begun) <= n:
            gevent.sleep(0)
    assert not server.accepting
    for _ in range(3):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))
    assert server.connection_count == 5
    held.release.set(None)
    while server.connection_count:
        gevent.sleep(0)
    assert server.accepting and server.bound_port == port
    again = _switch_end(port)
    while len(held.begun) < 6:
        gevent.sleep(0)
    assert server.stop(5) == 0
    for end in (*ends, again):
        end.close()


def test_14_a_silent_switch_does_not_hold_stop_up(script: Script) -> None:
    """`stop` ends though `exit` is never answered."""
    wire = script.wire()
    with gevent.Timeout(5):
        wire.stop(timeout=0.05)
    assert not wire.connected


def test_15_long_commands_arrive_whole_and_apart(script: Script) -> None:
    """Five megabytes from each of two greenlets, to a reader that is slow."""
    session = script.session(timeout=60)
    size = 5_000_000
    for letter in "ab":
        gevent.spawn(session.start, "eval", letter * size)
    got = b""
    while got.count(b"sendmsg") < 2 or len(got) < 2 * size or not got.endswith((b"aa", b"bb")):
        got += script.far.recv(1 << 20)
        gevent.sleep(0)
        if len(got) > 2 * size + 300:
            break
    assert b"a" * size in got
    assert b"b" * size in got
    for _ in range(3):
        script.say(ok())


def _done(uuid: str, response: str, application: str = "playback") -> bytes:
    return json_event(
        Event_Name="CHANNEL_EXECUTE_COMPLETE",
        Application=application,
        Application_UUID=uuid,
        Application_Response=response,
        Answer_State="answered",
    )


def test_greenswitch_names_still_fit(script: Script) -> None:
    """Scripts written for greenswitch find its classes, attributes and reply shape."""
    from greenswitch.esl import NotConnectedError, OutboundSession, OutboundSessionHasGoneAway

    session = script.session()
    assert isinstance(session, OutboundSession)
    replying = gevent.spawn(lambda: session.send("linger"))
    script.hear()
    script.say(ok("+OK will linger"))
    reply = replying.get(timeout=5)
    assert isinstance(reply, Frame)
    assert reply.data == reply.headers["Reply-Text"] == "+OK will linger"
    script.say(json_event(Event_Name="CHANNEL_HANGUP", Hangup_Cause="USER_BUSY"))
    while not session.hung_up:
        gevent.sleep(0)
    with pytest.raises(OutboundSessionHasGoneAway), session.while_connected():
        pass
    script.close()
    while session.connected:
        gevent.sleep(0)
    with pytest.raises(NotConnectedError):
        session.send("linger")
