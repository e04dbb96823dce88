"""Accept the calls that the switch hands over, one greenlet each; turn calls away only by not listening."""

from __future__ import annotations

import logging
import os
import socket as plain
import time
from collections.abc import Callable
from typing import Protocol

import gevent
from gevent import socket
from gevent.event import Event as Signal
from gevent.server import StreamServer
from greenswitch.esl import OutboundESLServer

from engine.live.binding import bound
from engine.live.errors import WireError
from engine.live.session import OutboundConnection
from engine.live.setup import Setup
from engine.live.wire import COMMAND_SECONDS

log = logging.getLogger("callwright.engine.live.server")


class Application(Protocol):
    """What runs a call, made from its connection as in greenswitch."""

    def run(self) -> None:
        """Serve the call until it ends. The connection is closed afterwards."""


class OutboundServer(OutboundESLServer):  # type: ignore[misc]  # greenswitch is untyped
    """The event-socket server: `listen` serves for ever, `start` returns at once, `stop` ends it.

    A server at `max_connections` stops listening, so that the switch is refused at once and takes the next
    host of its list. Accepting and closing would leave the caller parked for ever: socket_function
    (mod_event_socket.c:525) begins to park although nobody is left to end it.
    A listening socket that was handed to us belongs to others too: it stays open, and only this process
    takes nothing from it while it is full.
    """

    server: StreamServer | None
    bound_port: int | None

    def __init__(
        self,
        bind_address: str = "127.0.0.1",
        bind_port: int = 8084,
        application: Callable[[OutboundConnection], Application] | None = None,
        max_connections: int = 2000,
        *,
        listener: plain.socket | socket.socket | None = None,
        setup: Setup | None = None,
        timeout: float = COMMAND_SECONDS,
    ) -> None:
        """Serve `listener`, bound and listening already, or else listen on `bind_address`:`bind_port`.

        Port 0 takes a free one, see `bound_port`. `setup` is how each call is taken over.
        """
        super().__init__(bind_address, bind_port, application, max_connections)
        self.setup = setup or Setup()
        self.timeout = timeout
        self._inherited = listener
        self._stopped = Signal()
        self._idle = Signal()
        self._idle.set()

    @property
    def accepting(self) -> bool:
        """Whether a new call would be taken at this moment."""
        return bool(self._running and self.server is not None and self.server.started)

    def start(self) -> None:
        """Begin to accept calls. Raises OSError if the address cannot be bound."""
        self._running = True
        self._open()

    def listen(self) -> None:
        """Accept calls until `stop` is called from another greenlet. Raises OSError."""
        self.start()
        self._stopped.wait()

    def stop(self, timeout: float | None = None) -> int:
        """Take no more calls; wait at most `timeout` seconds for those in progress; return how many are left.

        None waits for all of them.
        """
        self._running = False
        self._shut()
        until = None if timeout is None else time.monotonic() + timeout
        while self.connection_count:
            left = None if until is None else until - time.monotonic()
            if left is not None and left <= 0:
                break
            self._idle.wait(left)
        self._stopped.set()
        return int(self.connection_count)

    # -- admission ----------------------------------------------------------------------------------

    def _open(self) -> None:
        if self._inherited is not None:
            self.server = StreamServer(socket.socket(fileno=os.dup(self._inherited.fileno())), self._accept)
            # Of several processes on one socket, each takes one call at a time: an even spread.
            self.server.max_accept = 1
        else:
            port = self.bound_port or self.bind_port[0]
            self.server = StreamServer(bound(self.bind_address, port), self._accept)
        self.server.start()
        self.bound_port = self.server.server_port

    def _shut(self) -> None:
        server, self.server = self.server, None
        if server is None:
            return
        if self._inherited is None:
            # What the kernel has accepted already would be reset by the closing; take it while we can.
            server.stop_accepting()
            while (pair := server.do_read()) is not None:
                server.do_handle(*pair)
        server.close()

    def _accept(self, sock: socket.socket, address: object) -> None:
        """One call, from its connection to its end, in a greenlet of its own."""
        self.connection_count += 1
        self._idle.clear()
        if self.connection_count >= self.max_connections and self.server is not None:
            log.warning("%d calls: no more are accepted until one ends", self.connection_count)
            self._shut()
        try:
            self._serve(OutboundConnection(address, sock, timeout=self.timeout))
        except WireError as error:
            log.info("a call ended early: %s", error)
        except Exception:
            log.exception("a call failed")
        finally:
            self.connection_count -= 1
            if not self.connection_count:
                self._idle.set()
            if self._running and self.server is None and self.connection_count < self.max_connections:
                self._reopen()

    def _serve(self, session: OutboundConnection) -> None:
        self._greenlets.add(gevent.getcurrent())
        try:
            session.open(self.setup)
            self.application(session).run()
        finally:
            session.close()
            self._greenlets.discard(gevent.getcurrent())

    def _reopen(self) -> None:
        try:
            self._open()
        except OSError as error:
            log.error("cannot listen on %s:%s again: %s", self.bind_address, self.bound_port, error)
