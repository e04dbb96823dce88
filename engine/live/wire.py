"""One connection to the switch's event socket: its reader, its writer, and the replies between them.

It is greenswitch's ESLProtocol with every moving part replaced; tests/wire/test_defects.py shows why.
"""

from __future__ import annotations

import logging
import socket as constants
import time
import uuid
from collections import deque
from collections.abc import Callable
from typing import Any

import gevent
from gevent.lock import Semaphore
from gevent.socket import socket as Socket  # noqa: N812  # it is a class
from greenswitch.esl import ESLProtocol

from engine.live import commands
from engine.live.errors import CommandTimeout, ConnectionLost, ProtocolError
from engine.live.events import Event, event_of
from engine.live.frames import Frame, FrameReader
from engine.live.pending import Inbox, Job, Reply

COMMAND_SECONDS = 5.0
"""How long a command may stay unanswered before the connection counts as broken."""
RECEIVE_BYTES = 32 * 1024

Handler = Callable[[Any], None]

log = logging.getLogger("callwright.engine.live.wire")


class Wire(ESLProtocol):  # type: ignore[misc]  # greenswitch is untyped
    """A connected event socket. Any greenlet may send; one greenlet reads and hands out what comes.

    Replies come in the order of the commands and carry no number. Hence one rule: when a command is not
    answered in time, or is cut off while being sent, the connection is closed and every wait ends.
    """

    def __init__(self, sock: Socket, *, timeout: float = COMMAND_SECONDS) -> None:
        """`sock` is connected; `timeout` in seconds is the time limit of a command. Starts the reader."""
        ESLProtocol.__init__(self)
        prepare(sock)
        self.sock = sock
        self.timeout = timeout
        self.connected = True
        self.lost: ConnectionLost | None = None
        self._replies: deque[Reply] = deque()
        self._writing = Semaphore(1)
        self._alarm: Any = None
        self._jobs: dict[str, Job] = {}
        self._wants_jobs = False
        self._handling: gevent.Greenlet[..., None] | None = None
        self._inboxes: dict[str, list[Inbox]] = {}
        self.start_event_handlers()

    # -- sending ------------------------------------------------------------------------------------

    def post(self, *packets: bytes, timeout: float | None = None) -> list[Reply]:
        """Send packets made by `commands` in one write and return at once, with a Reply for each.

        Raises ConnectionLost. A greenlet that is killed while it sends takes the connection with it.
        """
        limit = self.timeout if timeout is None else timeout
        with self._writing:
            if not self.connected:
                raise self._gone()
            replies: list[Reply] = []
            deadline = time.monotonic() + limit
            if self._replies:
                deadline = max(deadline, self._replies[-1].deadline)
            for packet in packets:
                replies.append(Reply(_shown(packet), deadline))
            self._replies.extend(replies)
            if self._alarm is None:
                self._set_alarm(limit)
            try:
                self.sock.sendall(b"".join(packets))
            except OSError as error:
                self._lose(ConnectionLost(f"sending {replies[0].shown!r} failed: {error}"))
                raise self._gone() from error
            except BaseException:
                self._lose(ConnectionLost(f"{replies[0].shown!r} was cut off while it was sent"))
                raise
        return replies

    def send(self, data: str) -> Frame:
        """Send one command line and return its reply, refusal or not. Raises UnsafeText, ConnectionLost."""
        return self.post(commands.line(data))[0].get()

    def command(self, text: str) -> Frame:
        """Send one command line and return its reply. Raises CommandRefused besides what `send` raises."""
        return self.post(commands.line(text))[0].accepted()

    def api(self, text: str, *, timeout: float | None = None) -> str:
        """Run an API command and return what it printed, a refusal included.

        Raises UnsafeText, ConnectionLost. Events and later commands of this connection wait meanwhile: for
        slow ones there is `bgapi`.
        """
        return self.post(commands.api(text), timeout=timeout)[0].get().data

    def bgapi(self, text: str) -> Job:
        """Start an API command apart from this connection. Raises UnsafeText, ConnectionLost.

        A refusal is raised by the job's `wait`.
        """
        job = Job(text, str(uuid.uuid4()))
        packets = [commands.bgapi(text, job.id)]
        if not self._wants_jobs:
            packets.insert(0, commands.line("event json BACKGROUND_JOB"))
        self._jobs[job.id] = job
        try:
            job.reply = self.post(*packets)[-1]
        except BaseException:
            self._jobs.pop(job.id, None)
            raise
        self._wants_jobs = True
        return job

    # -- greenswitch's handlers, and inboxes ----------------------------------------------------------

    def register_handle(self, name: str, handler: Handler) -> None:
        """Have `handler(event)` called for every event `name` (of a CUSTOM event its subclass).

        As in greenswitch, `*` gets the events that have no handler of their own, DISCONNECT the
        disconnect notices and `log` the log lines. Handlers run one after the other in a greenlet of
        their own, so they may block and may send commands.
        """
        super().register_handle(name, handler)
        if self._handling is None:
            self._handling = gevent.spawn(self.process_events)

    def deliver(self, name: str, inbox: Inbox) -> None:
        """Put every event `name` into `inbox` as well, in the reader itself and so without delay."""
        self._inboxes.setdefault(name, []).append(inbox)
        if not self.connected:
            inbox.close()

    # -- reading ------------------------------------------------------------------------------------

    def start_event_handlers(self) -> None:
        """Start the reader; the greenlet that runs handlers starts with the first handler."""
        self._reading = gevent.spawn(self.receive_events)

    def receive_events(self) -> None:
        """The reader: until the connection ends, for whatever reason, and then say so to every wait."""
        reader = FrameReader()
        reason: ConnectionLost
        try:
            while self._receive(reader):
                pass
            inside = " in the middle of a frame" if reader.inside else ""
            reason = ConnectionLost(f"the switch closed the connection{inside}")
        except ProtocolError as error:
            reason = error
        except OSError as error:
            reason = ConnectionLost(f"receiving failed: {error}")
        self._lose(reason)

    def _receive(self, reader: FrameReader) -> bool:
        # A function of its own, so that nothing of the last event is kept while a call waits for the next.
        data = self.sock.recv(RECEIVE_BYTES)
        for frame in reader.feed(data):
            self.handle_event(frame)
        return bool(data)

    def handle_event(self, event: Frame) -> None:
        """Take one frame: a reply, an event, or a notice. Whatever a hook raises is logged, not passed on."""
        kind = event.content_type
        if kind in ("command/reply", "api/response"):
            if self._replies:
                self._replies.popleft().arrive(event)
            else:
                log.warning("a reply to no command: %.200r", event.data)
            return
        try:
            self._take(kind, event)
        except Exception:
            log.exception("a hook failed on a frame of type %r", kind)

    def _take(self, kind: str, frame: Frame) -> None:
        if (event := event_of(frame)) is not None:
            name = event.name
            if name == "BACKGROUND_JOB" and (job := self._jobs.pop(event.get("Job-UUID"), None)):
                job.finish(event.body)
            self.on_event(event)
            for inbox in self._inboxes.get(name, ()):
                inbox.put(event)
            self._hand_out(event)
        elif kind == "text/disconnect-notice":
            if frame.headers.get("Content-Disposition") == "linger":
                self._lingering = True
            self.on_disconnect(frame)
            self._hand_out(frame)
        elif kind == "log/data":
            self._hand_out(frame)
        elif kind == "auth/request":
            self._auth_request_event.set()
        elif kind == "text/rude-rejection":
            self.on_rejection(frame)
        else:
            log.warning("a frame of unknown type %r was dropped", kind)

    def on_event(self, event: Event) -> None:
        """Hook: an event has come. Runs in the reader and must not block."""

    def on_disconnect(self, event: Frame) -> None:
        """Hook: the switch announced that it disconnects, or that it lingers. Must not block."""

    def on_rejection(self, frame: Frame) -> None:
        """Hook: the switch turned us away. Must not block."""

    def on_lost(self, reason: ConnectionLost) -> None:
        """Hook: the connection has ended; called once. Must not block."""

    def process_events(self) -> None:
        """Run the handlers, in the order of the events, until the connection has ended and all are served."""
        while (item := self._esl_event_queue.get()) is not None:
            for handler in list(self._handlers_for(item)):
                try:
                    handler(item)
                except Exception:
                    log.exception("a handler failed")

    def _hand_out(self, item: Event | Frame) -> None:
        if self.event_handlers:
            self._esl_event_queue.put(item)

    def _handlers_for(self, item: Event | Frame) -> list[Handler]:
        if isinstance(item, Event):
            name = item.get("Event-Subclass") if item.name == "CUSTOM" else item.name
        else:
            name = "log" if item.content_type == "log/data" else "DISCONNECT"
        found: list[Handler] = self.event_handlers.get(name) or self.event_handlers.get("*") or []
        return found

    # -- ending -------------------------------------------------------------------------------------

    def stop(self, timeout: float = 1.0) -> None:
        """Say `exit`, wait at most `timeout` seconds for the switch to close, and close. Never raises."""
        if self.connected and gevent.getcurrent() is not self._reading:
            try:
                self.post(commands.line("exit"), timeout=timeout)
                self._reading.join(timeout)
            except ConnectionLost:
                pass
        self._lose(ConnectionLost("the connection was closed by us"))

    def _set_alarm(self, seconds: float) -> None:
        # One timer a connection, set again only when it goes off: most commands never touch it.
        self._alarm = gevent.get_hub().loop.timer(seconds)
        self._alarm.start(self._check_deadline)

    def _check_deadline(self) -> None:
        self._alarm = None
        if not self._replies:
            return
        left = self._replies[0].deadline - time.monotonic()
        if left > 0:
            self._set_alarm(left)
            return
        late = self._replies.popleft()
        error = CommandTimeout(f"no answer to {late.shown!r} in time; the connection was closed")
        late.fail(error)
        self._lose(error)

    def _lose(self, reason: ConnectionLost) -> None:
        """End the connection: everything that waits for it is told, once; then the socket is closed."""
        if self.lost is not None:
            return
        self.lost = reason
        self.connected = False
        self._run = False
        if self._alarm is not None:
            self._alarm.stop()
        for reply in self._replies:
            reply.fail(ConnectionLost(f"no answer to {reply.shown!r}: {reason}"))
        self._replies.clear()
        for job in self._jobs.values():
            job.fail(ConnectionLost(f"{job.command!r} did not report back: {reason}"))
        self._jobs.clear()
        self.on_lost(reason)
        for inboxes in self._inboxes.values():
            for inbox in inboxes:
                inbox.close()
        self._auth_request_event.set()
        self._esl_event_queue.put(None)
        self.sock.close()

    def _gone(self) -> ConnectionLost:
        return ConnectionLost(f"not connected: {self.lost}")


def prepare(sock: Socket) -> None:
    """Have small packets sent at once, and a peer that died noticed within about a minute."""
    if sock.family not in (constants.AF_INET, constants.AF_INET6):
        return
    sock.setsockopt(constants.IPPROTO_TCP, constants.TCP_NODELAY, 1)
    sock.setsockopt(constants.SOL_SOCKET, constants.SO_KEEPALIVE, 1)
    for name, value in (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3)):
        if hasattr(constants, name):
            sock.setsockopt(constants.IPPROTO_TCP, getattr(constants, name), value)


def _shown(packet: bytes) -> str:
    """The command for a message: its first line and application, never a password."""
    first, _, rest = packet.partition(b"\n")
    if first.startswith((b"auth ", b"userauth ")):
        return "auth"
    for row in rest.split(b"\n"):
        if row.startswith(b"execute-app-name: "):
            return row[len(b"execute-app-name: ") :].decode("utf-8", "replace")
    return first[:120].decode("utf-8", "replace")
