"""The connection of one call: take it over, run applications on it, hear its keys, know when it has ended."""

from __future__ import annotations

import contextlib
import re
import uuid as uuids
from collections.abc import Mapping

import gevent
from gevent.event import Event as Signal
from gevent.socket import socket as Socket  # noqa: N812  # it is a class
from greenswitch.esl import OutboundSession

from engine.live import commands
from engine.live.errors import CommandRefused, ConnectionLost, HungUp, ProtocolError, UnsafeText
from engine.live.events import Event
from engine.live.executions import Execution, Outcome
from engine.live.frames import Frame
from engine.live.pending import Mailbox, Reply
from engine.live.setup import Setup, joined, pair, set_variables
from engine.live.vocabulary import Vocabulary
from engine.live.wire import COMMAND_SECONDS, Wire

DOUBT_SECONDS = 0.3
"""How long to wait, when the switch has taken the call back, for the hang-up that may have caused it."""
LAST_WORD_SECONDS = 1.0
"""How long to wait, after a hang-up, for an application to report what it had (a recording's length)."""
BREAK_SECONDS, BREAKS = 0.25, 8
"""How long a playback that is broken off may take to say so before it is broken off again, and how often."""

_UUID = re.compile(r"[A-Za-z0-9_.:@-]{1,256}\Z")


class OutboundConnection(Wire, Vocabulary, OutboundSession):  # type: ignore[misc]  # greenswitch is untyped
    """One call that the switch handed to us with `socket ... async full`.

    `hung_up` is true from the moment the caller's hang-up is known, `cause` says why. `digits` holds the
    DTMF events in the order the keys were pressed; a wait on it ends on hang-up too.
    """

    def __init__(self, client_address: object, sock: Socket, *, timeout: float = COMMAND_SECONDS) -> None:
        """The arguments of greenswitch's OutboundSession; `timeout` in seconds for each command."""
        self.client_address = client_address
        self.session_data: dict[str, str] = {}
        self.hung_up = False
        self.cause = ""
        self.disconnecting = False
        self.superseded = False
        """The call has gone on in the dialplan without us, though the connection stands."""
        self.settled = Signal()
        """Not set while it is open whether the caller hung up or the call goes on elsewhere."""
        self.settled.set()
        self.token = uuids.uuid4().hex[:16]
        self._owner = ""
        self.digits = Mailbox()
        self.gone = Signal()
        self._outbound_connected = False
        self._uuid = ""
        self._ran = False
        self._executions: dict[str, Execution] = {}
        self._started = 0
        self._held: dict[str, str] = {}
        self._held_commands: list[bytes] = []
        Wire.__init__(self, sock, timeout=timeout)

    # -- what is known ------------------------------------------------------------------------------

    @property
    def uuid(self) -> str:
        """The channel's id; empty before `connect`."""
        return self._uuid

    @property
    def call_uuid(self) -> str:
        """The id of the call that the channel belongs to."""
        return self.session_data.get("variable_call_uuid", "")

    @property
    def caller_id_number(self) -> str:
        """The caller's number as the exchange gave it: data from outside."""
        return self.session_data.get("Caller-Caller-ID-Number", "")

    # -- taking over --------------------------------------------------------------------------------

    def connect(self) -> dict[str, str]:
        """Take control of the call and return what the switch knows of it; once. Raises ConnectionLost."""
        if not self._outbound_connected:
            self._connected_with(self.post(commands.line("connect"))[0])
        return self.session_data

    def open(self, setup: Setup | None = None) -> dict[str, str]:
        """Take control and set everything up in two writes. Raises ConnectionLost, CommandRefused, HungUp."""
        setup = setup or Setup()
        replies = self.post(*setup.first())
        self._connected_with(replies[0])
        self._owner = setup.owner
        if packets := setup.second(self._uuid, self.token, self.session_data):
            replies += self.post(*packets)
        for reply in replies[1:]:
            try:
                reply.accepted()
            except CommandRefused:
                if "No such channel" not in reply.get().data:
                    raise
                self._on_hung_up("")
        self.raise_if_disconnected()
        return self.session_data

    def _connected_with(self, reply: Reply) -> None:
        self.session_data = reply.accepted().decoded()
        uuid = self.session_data.get("Unique-ID") or self.session_data.get("Channel-Unique-ID", "")
        if not _UUID.match(uuid):
            error = ProtocolError(f"the reply to connect names no usable Unique-ID: {uuid[:80]!r}")
            self._lose(error)
            raise error
        self._uuid = uuid
        self._outbound_connected = not self.hung_up

    def myevents(self) -> None:
        """Ask for this call's events, as JSON. Raises CommandRefused, ConnectionLost."""
        self.command("myevents json")

    def linger(self, timeout: int | None = 10) -> None:
        """Have the switch stay in touch for `timeout` seconds after the hang-up; None: until we close."""
        self.command("linger" if timeout is None else f"linger {int(timeout)}")

    def listen(self, *names: str) -> None:
        """Ask for further events of this call, for example RECORD_STOP."""
        self.command(f"event json {' '.join(names)}")

    def unlisten(self, *names: str) -> None:
        """Ask for no more of these events."""
        self.command(f"nixevent {' '.join(names)}")

    # -- applications -------------------------------------------------------------------------------

    def start(self, application: str, argument: str = "", *, lock: bool = True, loops: int = 1) -> Execution:
        """Send an application and return at once. Raises UnsafeText, HungUp, ConnectionLost."""
        self.raise_if_disconnected()
        self._started += 1
        execution = Execution(application, f"{self.token[:8]}.{self._started}", loops)
        packet = commands.execute(application, argument, execution.uuid, lock=lock, loops=loops)
        self._executions[execution.uuid] = execution
        try:
            execution.reply = self.post(packet)[0]
        except BaseException:
            self._executions.pop(execution.uuid, None)
            raise
        return execution

    def finish(
        self, execution: Execution, timeout: float | None = None, grace: float = LAST_WORD_SECONDS
    ) -> Outcome:
        """Wait for an application, at most `timeout` seconds; whatever outlives the wait is stopped.

        Raises CommandRefused, ConnectionLost. A greenlet killed in the wait stops the application as well.
        """
        outcome, stopped = Outcome("cancelled"), False
        try:
            outcome = execution.wait(timeout, grace)
            stopped = self._outlived(outcome) and self._stop(execution)
        finally:
            self._executions.pop(execution.uuid, None)
            if self._outlived(outcome) and not stopped:
                # Under event-lock everything we send later would wait behind it.
                self.post(commands.api(f"uuid_break {self._uuid}"))
        return outcome

    def _outlived(self, outcome: Outcome) -> bool:
        return outcome.ended in ("deadline", "cancelled") and self.connected and not self.hung_up

    def _stop(self, execution: Execution) -> bool:
        """Break a playback off until it says that it has ended; whether it did.

        The switch forgets a break that comes before the application has begun (switch_core_session.c clears
        CF_BREAK as it starts one), and then the playback would go on, with all that we send behind it.
        """
        for _ in range(BREAKS if execution.application == "playback" else 0):
            if not self.connected or self.hung_up:
                return True
            self.post(commands.api(f"uuid_break {self._uuid}"))
            if execution.reports(BREAK_SECONDS):
                return True
        return False

    def execute(
        self, application: str, argument: str = "", timeout: float | None = None, *, loops: int = 1
    ) -> Outcome:
        """Run an application and wait until it ends, the caller hangs up, or `timeout` seconds are over."""
        return self.finish(self.start(application, argument, loops=loops), timeout)

    def leave(self, execution: Execution) -> None:
        """Wait no longer for an application, which runs on."""
        self._executions.pop(execution.uuid, None)

    def cancel(self, execution: Execution) -> None:
        """Let the wait for `execution` end; who waits then stops the application. Any greenlet may call."""
        execution.end("cancelled")

    # -- control: API calls, which overtake a locked application ------------------------------------------

    def set_variables(self, variables: Mapping[str, str]) -> Reply:
        """Set channel variables without waiting. Raises UnsafeText, ConnectionLost."""
        return self.post(set_variables(self._uuid, variables))[0]

    def hold_variables(self, variables: Mapping[str, str]) -> None:
        """Set channel variables with what is sent next, or when this greenlet waits. Raises UnsafeText.

        A command of its own for each costs the switch, and us, a command, a reply and a wake-up.
        """
        pairs = {name: pair(name, value) for name, value in variables.items()}
        self._hold()
        self._held |= pairs

    def hold(self, packet: bytes) -> None:
        """Send a command, whose reply nobody needs, with what is sent next, or when this greenlet waits."""
        self._hold()
        self._held_commands.append(packet)

    def _hold(self) -> None:
        if not self._held and not self._held_commands:
            # Runs as soon as the greenlet that holds something gives way, whatever it waits for.
            gevent.get_hub().loop.run_callback(self._send_held)

    def _send_held(self) -> None:
        if (self._held or self._held_commands) and self.connected:
            gevent.spawn(self.flush)

    def flush(self) -> None:
        """Send what is held. Never raises: a connection that ended says so to whoever uses it next."""
        if self._held or self._held_commands:
            with contextlib.suppress(ConnectionLost):
                self.post()

    def post(self, *packets: bytes, timeout: float | None = None) -> list[Reply]:
        """As Wire.post, after what is held; the replies are those to `packets`."""
        if not self._held and not self._held_commands:
            return super().post(*packets, timeout=timeout)
        first = [joined(self._uuid, self._held.values())] if self._held else []
        first += self._held_commands
        self._held, self._held_commands = {}, []
        return super().post(*first, *packets, timeout=timeout)[len(first) :]

    def get_variable(self, name: str) -> str:
        """A channel variable, empty if unset. Raises UnsafeText, ConnectionLost.

        The `getvar` command would lose step over a value that begins with a tilde (mod_event_socket.c:2782).
        """
        value = self.api(f"uuid_getvar {self._uuid} {name}")
        return "" if value == "_undef_" or value.startswith("-ERR") else value

    def uuid_break(self, everything: bool = False) -> None:
        """Stop what is playing; with `everything` also drop what is queued behind it. Raises HungUp."""
        self.raise_if_disconnected()
        self.api(f"uuid_break {self._uuid}{' all' if everything else ''}")

    def hangup(self, cause: str = "NORMAL_CLEARING") -> None:
        """End the call at once, whatever runs on it; nothing happens if it is over. Raises UnsafeText."""
        if not re.fullmatch(r"[A-Z0-9_]+", cause):
            raise UnsafeText(f"{cause!r} is not a hang-up cause, for example NORMAL_CLEARING")
        if self._uuid and self.connected and not self.hung_up:
            self._held.clear()
            # The switch's own cause is NORMAL_CLEARING (mod_commands.c, kill_function).
            named = "" if cause == "NORMAL_CLEARING" else f" {cause}"
            self.api(f"uuid_kill {self._uuid}{named}")

    def close(self, timeout: float = 2.0) -> None:
        """Let go of the call: it goes on in the dialplan, or is over. Never raises.

        The switch must have begun to wait for commands first: a connection that ends earlier leaves the
        caller parked for ever (mod_event_socket.c:525-552). The end of any application, or a talk, proves it.
        """
        if self._uuid and not self._ran and not self.hung_up and self.connected:
            with contextlib.suppress(ConnectionLost, CommandRefused, HungUp):
                self.finish(self.start("eval"), timeout)
        if self.hung_up:
            # Nothing is left to take leave of; the switch notices the end as it would notice `exit`.
            self._lose(ConnectionLost("the call is over"))
        self.stop(timeout)

    # -- what the reader tells us -------------------------------------------------------------------

    def on_event(self, event: Event) -> None:
        """Keep the state of the call. The order of events means nothing: each carries the state itself."""
        name = event.name
        if name == "DTMF":
            self.digits.put(event)
        elif name == "CHANNEL_BRIDGE":
            self._ran = True
        elif name == "CHANNEL_EXECUTE_COMPLETE":
            self._ran = True
            if (execution := self._executions.get(event.get("Application-UUID"))) is not None:
                execution.complete(event)
            if event.get("Answer-State") == "hangup":
                if self.settled.is_set():
                    self._on_hung_up(event.get("Hangup-Cause"))
            elif event.get("Application") == "socket" and self._is_later(event):
                self.settled.clear()
                gevent.spawn_later(DOUBT_SECONDS, self._supersede)
        elif name in ("CHANNEL_HANGUP", "CHANNEL_HANGUP_COMPLETE") and self._is_ours(event):
            if self._took_it_last(event):
                self._on_hung_up(event.get("Hangup-Cause"))
            else:
                self._supersede()
                self.gone.set()

    def on_disconnect(self, event: Frame) -> None:
        """A linger notice means that the caller hung up; any other that the switch lets go of us."""
        if event.headers.get("Content-Disposition") == "linger":
            # The event that says whose call it was last is on its way, or was before.
            gevent.spawn_later(DOUBT_SECONDS if self._owner else 0.0, self._on_hung_up, "")
            return
        self._let_go()
        self.gone.set()

    def _took_it_last(self, hangup: Event) -> bool:
        """Whether nobody has taken the call since; several may have it offered while it breaks down."""
        return not self._owner or hangup.get(f"variable_{self._owner}") in ("", self.token)

    def _supersede(self) -> None:
        """The call goes on elsewhere, or ended there."""
        if not self.hung_up and not self.superseded:
            self.superseded = True
            self._let_go()
        self.settled.set()

    def _let_go(self) -> None:
        self.disconnecting = True
        self._outbound_connected = False
        for execution in list(self._executions.values()):
            execution.end("disconnected")
        self.digits.close()

    def on_lost(self, reason: ConnectionLost) -> None:
        """The connection has ended: so has every wait."""
        self.settled.set()
        self._outbound_connected = False
        for execution in list(self._executions.values()):
            execution.lose(reason)
        self.digits.close()
        self.gone.set()

    def _is_later(self, event: Event) -> bool:
        """Whether `event` was made after we took the call: what the engine before us left may come late."""
        stamps = event.get("Event-Date-Timestamp"), self.session_data.get("Event-Date-Timestamp", "")
        return all(stamp.isdigit() for stamp in stamps) and int(stamps[0]) > int(stamps[1])

    def _is_ours(self, event: Event) -> bool:
        return not self._uuid or event.get("Unique-ID", self._uuid) == self._uuid

    def _on_hung_up(self, cause: str) -> None:
        self.cause = self.cause or cause
        if self.hung_up or self.superseded:
            self.gone.set()
            return
        self.hung_up = True
        self.settled.set()
        self._outbound_connected = False
        for execution in list(self._executions.values()):
            execution.end("hangup")
        self.digits.close()
        self.gone.set()

    def raise_if_disconnected(self) -> None:
        """Raises HungUp if the caller has gone, ConnectionLost if the connection or the control has."""
        self.settled.wait()
        if self.hung_up:
            raise HungUp(self.cause)
        if not self.connected:
            raise self._gone()
        if self.disconnecting:
            raise ConnectionLost("the switch has let go of the call")
