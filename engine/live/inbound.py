"""A connection to the switch's own event socket: for originating calls, for checks, for the janitor."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from gevent import socket
from greenswitch.esl import InboundESL

from engine.live.errors import AccessDenied, ConnectFailed, LoginRefused, UnsafeText
from engine.live.frames import Frame
from engine.live.wire import COMMAND_SECONDS, Wire


class InboundConnection(Wire, InboundESL):  # type: ignore[misc]  # greenswitch is untyped
    """A logged-in event socket: `api`, `bgapi`, `command`, handlers. To connect again, make a new one.

    `with InboundConnection(...) as switch:` connects and closes.
    """

    def __init__(
        self,
        host: str,
        port: int,
        password: str,
        timeout: float = 5.0,
        command_timeout: float = COMMAND_SECONDS,
    ) -> None:
        """`timeout` in seconds for the connection and the login each, `command_timeout` for each command."""
        self.host = host
        self.port = port
        self.password = password
        self.connect_timeout = timeout
        self.command_timeout = command_timeout
        self.connected = False
        self._turned_away = ""

    def connect(self) -> None:
        """Connect and log in. Raises ConnectFailed, AccessDenied, LoginRefused, UnsafeText."""
        try:
            sock = socket.create_connection((self.host, self.port), self.connect_timeout)
        except OSError as error:
            where = f"{self.host}:{self.port}"
            raise ConnectFailed(
                f"cannot connect to the event socket at {where}: {error}; is the switch running there, with "
                "mod_event_socket loaded?"
            ) from error
        sock.settimeout(None)
        Wire.__init__(self, sock, timeout=self.command_timeout)
        try:
            self._greeting()
            self.authenticate()
        except BaseException:
            self._lose(ConnectFailed("the login did not succeed"))
            raise

    def authenticate(self) -> None:
        """Log in. Raises LoginRefused, UnsafeText."""
        try:
            reply = self.send(f"auth {self.password}")
        except UnsafeText as error:
            raise UnsafeText("the event socket's password holds a line feed or a NUL") from error
        if not reply.ok:
            raise LoginRefused(
                f"the event socket at {self.host}:{self.port} refused the password; compare it with "
                "event_socket.conf.xml of the switch"
            )

    def on_rejection(self, frame: Frame) -> None:
        """The switch's access list turned us away."""
        self._turned_away = frame.text.strip() or "rejected"
        self._auth_request_event.set()

    def _greeting(self) -> None:
        where = f"{self.host}:{self.port}"
        greeted = self._auth_request_event.wait(self.connect_timeout)
        if self._turned_away:
            raise AccessDenied(f"the switch at {where} does not let this host in: {self._turned_away}")
        if not greeted or self.lost is not None:
            raise ConnectFailed(f"{where} did not greet like an event socket: {self.lost or 'silence'}")

    def __enter__(self) -> Self:
        self.connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
