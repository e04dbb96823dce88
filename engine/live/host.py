"""One live call from its arrival to its end: what answers it, and where it goes on."""

from __future__ import annotations

import contextlib
import logging
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import gevent
from gevent.event import Event as Signal

from engine.events import Event
from engine.fallback import Fallback
from engine.live.channel import EslChannel
from engine.live.control import CallLost
from engine.live.errors import WireError
from engine.live.keeper import VARIABLE, ChannelKeeper, Ledger, Seal
from engine.live.server import OutboundServer
from engine.live.session import OutboundConnection
from engine.live.setup import VARIABLES, Setup
from engine.live.switches import Switches
from engine.position import Position
from engine.program import program_of
from engine.refusal import Refusal, refuse_call
from engine.runner import run_call
from flows.release import Release
from nodes.call import LineFacts
from nodes.channel import CallFacts
from nodes.services import Services

OFFER = "callwright_offer"
"""The dialplan sets this variable whenever it offers the call; who takes the call marks it."""
TAKEN = "taken"
RAN = "callwright_ran"
"""A flow has run on the channel."""
RUN = "callwright_run"
"""How many times a flow was started on it, where that is more than once."""
STEPS_OF_A_RUN = 1_000_000
"""Numbers of steps that each start has for itself: nothing counts as done because an earlier one did it."""

SETUP = Setup(
    variables={**VARIABLES, "socket_resume": "true", "callwright_round": "", OFFER: TAKEN, RAN: "true"},
    owner="callwright_owner",
)
"""Taking a call over: besides what every call needs, the dialplan's count of failed rounds starts anew."""

PROOF_SECONDS = 2.0
"""How long the switch may take to show that it holds a call."""

log = logging.getLogger("callwright.engine.live.host")


@dataclass(frozen=True, slots=True)
class Assignment:
    """Everything with which one call is run. `close` is called once, when it has ended or left us."""

    release: Release
    line: LineFacts
    services: Services
    journal: Callable[[Event], None]
    fallback: Fallback
    languages: tuple[str, ...] = ()
    """The languages to try for prompts before the flow's own."""
    close: Callable[[], None] = lambda: None


class Desk(Protocol):
    """Knows the lines: says what answers a call. The application supplies it."""

    def assign(self, facts: CallFacts, position: Position | None) -> Assignment | Refusal | None:
        """What runs this call, of the release it began with if it has a position; None: no such line.

        A call without a position may be refused.
        """


class Host:
    """Runs one call; made by the server from the call's connection."""

    def __init__(
        self,
        session: OutboundConnection,
        desk: Desk,
        seal: Seal,
        ledger: Ledger | None = None,
        switches: Switches | None = None,
    ) -> None:
        """`session` is open. In `ledger` it is noted where the call stands."""
        self.session = session
        self.desk = desk
        self.seal = seal
        self.ledger = ledger
        self.switches = switches

    def run(self) -> None:
        """Run the call to its end. What fails here leaves the call to the dialplan's next step."""
        if self.switches is not None:
            self.switches.join(self.session)
        try:
            self._answer()
        finally:
            if self.switches is not None:
                self.switches.leave(self.session)

    def _answer(self) -> None:
        if self.session.session_data.get(f"variable_{OFFER}") == TAKEN:
            log.warning("call %s: we came too late, another engine has it", self.session.uuid)
            self._stand_by()
            return
        try:
            self._run()
        except CallLost as lost:
            log.info("call %s went on without us: %s", self.session.uuid, lost)
            if self.session.superseded:
                self._stand_by()

    def _stand_by(self) -> None:
        """Keep the connection of a call that goes on elsewhere until it ends.

        Closing it would interrupt whoever has the call now (mod_event_socket.c, the end of listener_run).
        """
        self.session.gone.wait()

    def _run(self) -> None:
        channel = EslChannel(self.session)
        position = self._position()
        if position is not None:
            self._make_sure()
            log.info("call %s goes on here, at step %d", channel.facts.id, position.serial)
        assignment = self.desk.assign(channel.facts, position)
        if assignment is None:
            log.warning("no line has the number %r (context %s)", channel.facts.called, channel.facts.context)
            channel.hangup("UNALLOCATED_NUMBER")
            return
        if isinstance(assignment, Refusal):
            refuse_call(channel, assignment)
            return
        try:
            with self._noted(assignment, channel, position) as keeper:
                run_call(
                    assignment.release,
                    channel,
                    assignment.services,
                    assignment.journal,
                    line=assignment.line,
                    keeper=keeper,
                    position=position,
                    fallback=assignment.fallback,
                    languages=assignment.languages,
                    serial=0 if position else self._first_serial(),
                )
        finally:
            assignment.close()

    @contextlib.contextmanager
    def _noted(
        self, assignment: Assignment, channel: EslChannel, position: Position | None
    ) -> Iterator[ChannelKeeper]:
        """Keep its positions, and note that the call is ours until it ends or leaves us."""
        noted = program_of(assignment.release).minds_hangups
        keeper = ChannelKeeper(self.session, self.seal, self.ledger, noted=noted)
        keeper.begin(self._sealed() if position else "")
        channel.on_away = keeper.away
        try:
            yield keeper
        except BaseException:
            keeper.leave()
            raise
        keeper.end()

    def _first_serial(self) -> int:
        """Where the numbers of steps begin: beyond those of flows that were started on the channel before.

        That is so if its position cannot be read, or if the call was sent away and has come back.
        """
        if f"variable_{RAN}" not in self.session.session_data:
            return 0
        told = self.session.session_data.get(f"variable_{RUN}", "")
        runs = int(told) if told.isdecimal() else 1
        with contextlib.suppress(WireError):
            self.session.set_variables({RUN: str(runs + 1)})
        return runs * STEPS_OF_A_RUN

    def _make_sure(self) -> None:
        """Have the switch show that it holds the call for us. Raises CallLost if it does not.

        A call whose caller has just hung up may be offered several times before the switch knows it.
        """
        with contextlib.suppress(WireError):
            self.session.execute("eval", "", PROOF_SECONDS)
        self.session.settled.wait()
        if self.session.superseded:
            raise CallLost("it ended, or went on, while it was offered to us")

    def _sealed(self) -> str:
        return self.session.session_data.get(f"variable_{VARIABLE}", "")

    def _position(self) -> Position | None:
        text = self._sealed()
        if not text:
            return None
        try:
            return self.seal.open(text, self.session.uuid)
        except ValueError as reason:
            log.warning("call %s starts over: %s", self.session.uuid, reason)
            return None


def run_server(
    desk: Desk,
    seal: Seal,
    host: str,
    port: int,
    *,
    ready: Callable[[int], None],
    most: int = 2000,
    ledger: Ledger | None = None,
    switches: Switches | None = None,
) -> None:
    """Run every call that the switch sends to `host`:`port` until SIGTERM or SIGINT, then let go of all.

    `ready` is told the port once calls are taken, `switches` of every call while it is here. Raises OSError
    if the address cannot be had.
    """

    def application(session: OutboundConnection) -> Host:
        return Host(session, desk, seal, ledger, switches)

    server = OutboundServer(host, port, application, max_connections=most, setup=SETUP)
    over = Signal()
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, over.set)
    server.start()
    ready(server.bound_port or port)
    over.wait()
    let_go(server)


def let_go(server: OutboundServer, seconds: float = 3.0) -> None:
    """Take no more calls and let go of those in progress: the dialplan offers each to the next engine."""
    server.stop(0)
    gevent.killall(list(server._greenlets), timeout=seconds)
