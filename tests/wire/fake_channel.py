"""A channel of the fake switch: it runs a dialplan, takes messages and keys, and is hung up at any time."""

from __future__ import annotations

import uuid as uuids
from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import gevent
from gevent.event import Event as Signal

from tests.wire.fake_events import FakeEvent

if TYPE_CHECKING:
    from tests.wire.fake import FakeSwitch
    from tests.wire.fake_listener import Listener

FRAME = 0.02
"""Seconds of a media frame: messages and keys are taken at its beat."""
QUEUE = 256
"""Messages that may wait on a channel."""
FOREVER = 1e7

WITH_VARIABLES = (
    "CREATE", "ORIGINATE", "UUID", "ANSWER", "PARK", "UNPARK", "BRIDGE", "UNBRIDGE", "PROGRESS", "HANGUP",
    "HANGUP_COMPLETE", "DATA", "EXECUTE", "EXECUTE_COMPLETE", "DESTROY",
)  # fmt: skip
"""Events (after CHANNEL_) that carry the channel's variables; besides them PLAYBACK_* and RECORD_*."""

RUNS_WHEN_DOWN = frozenset({"set", "unset", "eval", "log"})
"""Applications that the switch runs on a channel that is down."""

Message = dict[str, str]


class Channel:
    """One leg. Its greenlet runs the actions of its dialplan; everything else acts on it from outside."""

    def __init__(self, switch: FakeSwitch, actions: Iterable[tuple[str, str]], variables: Message) -> None:
        """A new leg that begins with `actions`."""
        self.switch = switch
        self.clock = switch.clock
        self.uuid = variables.pop("origination_uuid", "") or str(uuids.uuid4())
        self.variables: dict[str, str] = {"uuid": self.uuid, "call_uuid": self.uuid, **variables}
        self.actions = deque(actions)
        self.partner: Channel | None = None
        self.listeners: list[Listener] = []
        self.up = True
        self.answered = False
        self.cause = ""
        self.state = "CS_EXECUTE"
        self.controlled = False
        self.broken = False
        self.leaving = False
        self.locks = 0
        self.messages: deque[Message] = deque()
        self.keys: deque[str] = deque()
        self.running: list[str] = []
        self.stirred = Signal()
        self.greenlet: gevent.Greenlet[..., None] | None = None

    # -- life ---------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Start to run the dialplan."""
        self.fire("CHANNEL_CREATE")
        self.greenlet = gevent.spawn(self._live)

    def _live(self) -> None:
        while self.up and self.state == "CS_EXECUTE" and self.actions:
            self.execute(*self.actions.popleft())
            self.leaving = False
        while self.up and self.state == "CS_RESET":
            self.stir_wait(FOREVER)
        self.hang_up("NORMAL_CLEARING")
        for state in ("CS_HANGUP", "CS_REPORTING"):
            self.state = state
            self.fire("CHANNEL_STATE")
        self.fire("CHANNEL_HANGUP_COMPLETE")
        self.switch.channels.pop(self.uuid, None)

    def answer(self) -> None:
        """The call is answered; what `execute_on_answer` names runs at once."""
        if self.answered or not self.up:
            return
        self.answered = True
        self.fire("CHANNEL_ANSWER")
        if hook := self.variables.get("execute_on_answer"):
            application, _, argument = hook.partition(" ")
            self.execute(application, argument)
        self.stir()

    def hang_up(self, cause: str) -> None:
        """The call is over."""
        if not self.up:
            return
        self.up = False
        self.cause = cause
        self.fire("CHANNEL_HANGUP")
        for listener in list(self.listeners):
            listener.session_ended()
        if self.partner is not None:
            gevent.spawn(self.partner.hang_up, cause)
        self.stir()

    def go(self, actions: Iterable[tuple[str, str]]) -> None:
        """Transfer: what runs ends, and these actions follow."""
        self.actions = deque(actions)
        self.leaving = True
        self.stir()

    # -- applications -------------------------------------------------------------------------------

    @property
    def gone(self) -> bool:
        """Whether an application has to end at once."""
        return not self.up or self.leaving or self.state == "CS_RESET"

    def execute(self, application: str, argument: str = "", uuid: str = "") -> bool:
        """Run one application; false if it did not run."""
        run = self.switch.applications.get(application)
        if run is None:
            self.hang_up("DESTINATION_OUT_OF_ORDER")
            return False
        if not self.up and application not in RUNS_WHEN_DOWN:
            return False
        if self.variables.get("app_disable_expand_variables") != "true":
            argument = self.switch.expand(self, argument)
        headers = {"Application": application}
        if argument:
            headers["Application-Data"] = argument
        headers["Application-UUID"] = uuid or str(uuids.uuid4())
        self.broken = False
        self.running.append(application)
        self.fire("CHANNEL_EXECUTE", headers)
        response = run(self, argument)
        self.running.pop()
        self.fire("CHANNEL_EXECUTE_COMPLETE", {**headers, "Application-Response": response or "_none_"})
        return True

    def idle(
        self,
        seconds: float,
        take: Callable[[str], bool] | None = None,
        *,
        breakable: bool = True,
        until: Callable[[], bool] = lambda: False,
    ) -> str:
        """Let time pass in an application; returns why it ended: time, gone, break, key, until.

        `take` is given each key and says whether it ends the wait; without it keys stay in the queue.
        """
        end = self.clock.now() + seconds
        while True:
            if until():
                return "until"
            if self.gone:
                return "gone"
            if breakable and self.broken:
                return "break"
            while take is not None and self.keys:
                key = self.keys.popleft()
                if self.variables.get("sensitive_dtmf") != "true":
                    self.fire("DTMF", {"DTMF-Digit": key, "DTMF-Duration": "640", "DTMF-Source": "APP"})
                if take(key):
                    return "key"
            if self.messages and not self.locks:
                began = self.clock.now()
                self.run_message()
                end += self.clock.now() - began
                continue
            left = end - self.clock.now()
            if left <= 0:
                return "time"
            if self.stir_wait(left):
                self.clock.sleep(self.switch.frame)

    def run_message(self) -> None:
        """Take the next message and do what it says."""
        message = self.messages.popleft()
        if message.get("call-command") == "hangup":
            self.hang_up(message.get("hangup-cause", "NORMAL_CLEARING"))
        if message.get("call-command") != "execute" or not message.get("execute-app-name"):
            return
        argument = message.get("execute-app-arg", "")
        if not argument and message.get("content-type") == "text/plain":
            argument = message.get("_body", "")
        lock = message.get("event-lock") == "true"
        self.locks += lock
        try:
            for _ in range(int(message.get("loops", "1"))):
                began = self.clock.now()
                ran = self.execute(message["execute-app-name"], argument, message.get("event-uuid", ""))
                if not ran or not self.up or self.clock.now() - began < 0.5:
                    break
        finally:
            self.locks -= lock

    def take_message(self, message: Message) -> bool:
        """Queue a message; false if the queue is full."""
        if len(self.messages) >= QUEUE:
            return False
        self.messages.append(message)
        self.stir()
        return True

    def press(self, keys: str) -> None:
        """Keys arrive from the other side."""
        self.keys.extend(keys)
        self.stir()

    def stir(self) -> None:
        """Wake whatever waits in the channel."""
        self.stirred.set()

    def stir_wait(self, seconds: float) -> bool:
        """Wait for `stir`."""
        self.stirred.clear()
        return self.clock.wait(self.stirred, seconds)

    # -- events -------------------------------------------------------------------------------------

    def facts(self) -> dict[str, str]:
        """The headers that every event of a channel begins with."""
        answer = "hangup" if not self.up else "answered" if self.answered else "ringing"
        facts = {
            "Channel-State": self.state,
            "Channel-Call-State": "ACTIVE" if self.answered else "RINGING",
            "Answer-State": answer,
            "Unique-ID": self.uuid,
            "Channel-Unique-ID": self.uuid,
            "Caller-Unique-ID": self.uuid,
            "Caller-Caller-ID-Number": self.variables.get("origination_caller_id_number", "1001"),
        }
        if self.cause:
            facts["Hangup-Cause"] = self.cause
        return facts

    def fire(self, name: str, headers: Message | None = None, body: str = "") -> None:
        """Send an event of this channel to whoever listens."""
        event = FakeEvent(
            {"Event-Name": name, **self.switch.stamp(), **self.facts(), **(headers or {})}, body
        )
        if name.removeprefix("CHANNEL_") in WITH_VARIABLES or name.startswith(("PLAYBACK_", "RECORD_")):
            event.headers.update({f"variable_{key}": value for key, value in self.variables.items()})
        self.switch.fire(event)
