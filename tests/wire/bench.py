"""The bench on which probes run: a switch of either kind, an engine's listening socket, and calls between."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

import gevent
from gevent import socket
from gevent.event import Event as Signal

from tests.wire.clock import Clock
from tests.wire.raw import Raw

Actions = Iterable[tuple[str, str]]

_numbers = itertools.count(600_000)


class Peer(Protocol):
    """What the probes need of a switch, the fake one or a real one."""

    host: str
    esl_port: int
    password: str

    def api(self, command: str) -> str:
        """Run an API command."""

    def originate(self, extension: str, variables: Mapping[str, str] | None = None) -> str:
        """Call an extension; the caller's leg."""

    def extension(self, number: str, actions: Actions) -> None:
        """Give a number its actions."""

    def sound(self, name: str, seconds: float) -> Path:
        """A sound file of that length."""


class Call:
    """A call that has reached the engine: its event socket (nothing sent yet) and the caller's leg."""

    def __init__(self, raw: Raw, leg: str, peer: Peer) -> None:
        """`leg` is the caller's leg; the engine's side is `uuid`, known after `connect`."""
        self.raw = raw
        self.leg = leg
        self.peer = peer
        self.uuid = ""
        self.facts: dict[str, str] = {}

    def connect(self, *commands: str) -> Call:
        """Send `connect` and further commands, and read all replies."""
        start = len(self.raw.heard)
        self.raw.send("connect")
        found = self.raw.wait(lambda h: h.frame.content_type == "command/reply", 5.0, start)
        assert found is not None, "no reply to connect"
        self.facts = found.frame.decoded()
        self.uuid = self.facts["Unique-ID"]
        for command in commands:
            reply = self.raw.ask(command)
            assert reply.startswith("+OK"), f"{command}: {reply}"
        return self

    def press(self, keys: str) -> None:
        """The caller presses keys; with the pause between them that a hand makes."""
        for key in keys:
            self.peer.api(f"uuid_recv_dtmf {self.uuid} {key}@640")
            self.raw.clock.sleep(0.06)

    def hang_up(self) -> None:
        """The caller hangs up."""
        self.peer.api(f"uuid_kill {self.leg}")

    def get(self, name: str) -> str:
        """A channel variable of the engine's leg; `_undef_` if unset."""
        return self.peer.api(f"uuid_getvar {self.uuid} {name}").strip()

    def alive(self) -> bool:
        """Whether the channel exists."""
        return self.peer.api(f"uuid_exists {self.uuid}").strip() == "true"


class Bench:
    """Places calls whose dialplan leads to this bench's own listening socket."""

    def __init__(self, peer: Peer, clock: Clock) -> None:
        """A bench for `peer`, whose time is `clock`; close it at the end."""
        self.peer = peer
        self.clock = clock
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(64)
        self.port = int(self.listener.getsockname()[1])
        self._open: list[Raw] = []
        self._legs: list[str] = []

    @property
    def host(self) -> str:
        """The engine's address for a `socket` action."""
        return f"127.0.0.1:{self.port}"

    def call(
        self,
        mode: str = "async full",
        before: Actions = (("answer", ""),),
        after: Actions = (),
        variables: Mapping[str, str] | None = None,
        hosts: str = "",
    ) -> Call:
        """Place a call whose dialplan is `before`, the socket, `after`; return it when it has arrived."""
        leg = self.dial([*before, ("socket", f"{hosts or self.host} {mode}".strip()), *after], variables)
        return Call(self.accept(), leg, self.peer)

    def dial(self, actions: Actions, variables: Mapping[str, str] | None = None) -> str:
        """Place a call to a new extension with these actions; the caller's leg."""
        number = str(next(_numbers))
        self.peer.extension(number, list(actions))
        leg = self.peer.originate(number, variables)
        self._legs.append(leg)
        return leg

    def accept(self) -> Raw:
        """The next connection to the engine's socket, as a probe sees it."""
        return self.keep(Raw(self.accept_socket(), self.clock))

    def accept_socket(self, seconds: float = 10.0) -> socket.socket:
        """The next connection to the engine's socket."""
        done = Signal()
        taken: list[socket.socket] = []

        def take() -> None:
            taken.append(self.listener.accept()[0])
            done.set()

        waiting = gevent.spawn(take)
        arrived = self.clock.wait(done, seconds)
        if not arrived:
            waiting.kill()
        assert arrived, "no call has arrived"
        return taken[0]

    def inbound(self, login: bool = True) -> Raw:
        """A connection to the switch's own event socket."""
        sock = socket.socket()
        sock.connect((self.peer.host, self.peer.esl_port))
        raw = self.keep(Raw(sock, self.clock))
        assert raw.wait(lambda h: h.frame.content_type == "auth/request"), "no greeting"
        if login:
            assert raw.ask(f"auth {self.peer.password}") == "+OK accepted"
        return raw

    def keep(self, raw: Raw) -> Raw:
        """Have `raw` closed with the bench."""
        self._open.append(raw)
        return raw

    def close(self) -> None:
        """End every call and close every socket."""
        for leg in self._legs:
            self.peer.api(f"uuid_kill {leg}")
        for raw in self._open:
            raw.close()
        self.listener.close()
