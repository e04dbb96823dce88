"""A live FreeSWITCH channel behind the verbs of nodes.channel: each blocks its own greenlet only."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

import gevent

from engine.live import commands
from engine.live import recording as recordings
from engine.live.applications import known_application
from engine.live.background import Background
from engine.live.control import mapped
from engine.live.errors import UnsafeText
from engine.live.executions import Outcome
from engine.live.parties import Parties
from engine.live.session import OutboundConnection
from engine.live.sound import length_seconds, playlist
from engine.live.variables import clean, set_variable
from nodes.channel import (
    ANY_KEY,
    KEYS,
    CallFacts,
    Executed,
    Keyed,
    Played,
    Recorded,
    Recording,
)
from nodes.clips import Clip
from nodes.errors import NodeFailure

KEY_GAP_MS = 50
"""The pause that the switch leaves between two keys it sends."""
EVENT_SECONDS = 0.5
"""How much later than the end of an application the event of a key pressed in it may come."""
HANGUP_SECONDS = 2.0
"""How long the switch may take to tell us that it hung up as we asked."""
UNKNOWN_LENGTH_SECONDS = 3600.0
SLACK_SECONDS = 30.0
"""How much longer than its known length a prompt may take before it counts as stuck."""


class EslChannel(Parties):
    """One call on a switch, through its event-socket connection.

    `resumable`: while the caller is with us, the switch offers the call to the next engine if we die.
    """

    def __init__(self, session: OutboundConnection) -> None:
        """`session` is open (its set-up has been answered)."""
        super().__init__(session)
        self._facts = facts_of(session.session_data)
        self._answered = session.session_data.get("Answer-State") == "answered"
        self._early = False
        self._terminators = ""
        self._sound: Background | None = None

    # -- state ----------------------------------------------------------------------------------

    @property
    def facts(self) -> CallFacts:
        """What was known of the call when it arrived."""
        return self._facts

    @property
    def answered(self) -> bool:
        """Whether the call has been answered."""
        return self._answered

    def _open(self) -> None:
        """Let the caller hear us: by early media if the flow asked for that, else by answering."""
        if not self._early:
            self.answer()

    # -- the call itself --------------------------------------------------------------------------

    def answer(self) -> None:
        """Answer the call; an API command costs the switch less than the application does."""
        self._check()
        if not self._answered:
            self.session.hold(commands.api(f"uuid_answer {self.session.uuid}"))
            self._answered = True

    def ring(self, early_media: bool = False) -> None:
        """Send 180, or 183 with sound, to the caller's exchange."""
        self._check()
        if not self._answered:
            self._early = early_media
            self._run("pre_answer" if early_media else "ring_ready", "", 5.0)

    def hangup(self, cause: str = "NORMAL_CLEARING") -> None:
        """End the call; nothing happens if it is over or was sent away. Raises CallLost if another has it."""
        if not self.up and self.session.superseded and not self._released:
            self._check()
        if self.up:
            with mapped():
                self.session.hangup(cause)
            self.session.gone.wait(HANGUP_SECONDS)

    # -- sound ------------------------------------------------------------------------------------

    def play(self, clips: Sequence[Clip], stop: str = "") -> Played:
        """Play all clips as one list; the switch itself stops at a key, within a frame of 20 ms."""
        self._check()
        if key := self._waiting(stop):
            return Played("key", key)
        argument = playlist(clips)
        if not argument:
            return Played("done")
        self._open()
        self.stop_sound()
        self._set_terminators(stop)
        known = length_seconds(clips)
        limit = UNKNOWN_LENGTH_SECONDS if known is None else known + SLACK_SECONDS
        began = time.monotonic()
        result = self._run_stopping(argument, stop, limit)
        if self._over(result):
            self._check()
        ms = round((time.monotonic() - began) * 1000)
        key = result.variable("playback_terminator_used")
        key = key if key and key in stop else self._waiting(stop)
        return Played("key", key, ms) if key else Played("done", "", ms)

    def _run_stopping(self, argument: str, stop: str, limit: float) -> Outcome:
        try:
            with mapped():
                execution = self.session.start("playback", argument)
                self._watch.playing(execution, stop)
                return self.session.finish(execution, limit)
        finally:
            self._watch.playing(None, "")

    def _set_terminators(self, stop: str) -> None:
        """Which keys end the next application; FreeSWITCH's own default would be `*`."""
        wanted = "any" if set(ANY_KEY) <= set(stop) else stop or "none"
        if wanted != self._terminators:
            self.session.hold_variables({"playback_terminators": wanted})
            self._terminators = wanted

    def start_sound(self, clips: Sequence[Clip]) -> None:
        """Play in a loop; keys pressed meanwhile wait for `next_key`."""
        self._check()
        argument = playlist(clips)
        if not argument:
            return
        self._open()
        self.stop_sound()
        self._set_terminators("")
        self._sound = Background(self.session, argument)

    def stop_sound(self) -> None:
        """End the loop: what follows would wait behind it."""
        sound, self._sound = self._sound, None
        if sound is not None:
            sound.stop()

    # -- keys -------------------------------------------------------------------------------------

    def _waiting(self, stop: str) -> str:
        """The first waiting key that is in `stop`, which stays where it is."""
        if not stop:
            return ""
        return next((key for key in self.session.digits.peek("DTMF-Digit") if key in stop), "")

    def next_key(self, seconds: float) -> Keyed:
        """The next DTMF event of the call."""
        if self.session.hung_up and self._told:
            self._check()
        if not self.session.hung_up:
            self._check()
        until = time.monotonic() + seconds
        while (event := self.session.digits.get(max(0.0, until - time.monotonic()))) is not None:
            if not self.session.settled.is_set():
                # Whoever has the call now hears the key as well.
                self._check()
            if (key := event.get("DTMF-Digit").upper()) and key in KEYS:
                return Keyed("key", key)
        self.session.settled.wait()
        if self.session.hung_up:
            self._told = True
            return Keyed("hangup")
        if not self.session.connected or self.session.disconnecting:
            self._check()
        return Keyed("timeout")

    def send_keys(self, keys: str, ms: int = 100) -> None:
        """Send DTMF; RFC 4733 events where the leg has them."""
        wanted = "".join(key for key in keys.upper() if key in KEYS)
        if wanted:
            self.answer()
            self._run("send_dtmf", f"{wanted}@{ms}")
            self.session.gone.wait(len(wanted) * (ms + KEY_GAP_MS) / 1000)
            self._check()

    # -- recording ----------------------------------------------------------------------------------

    def record(self, recording: Recording) -> Recorded:
        """Record the caller. The switch would hang up over a path that it cannot write, so we look first."""
        self._check()
        if reason := recordings.unwritable(recording.path):
            return Recorded("failed", 0.0, recording.path, "", reason)
        self.answer()
        self.stop_sound()
        self._set_terminators(recording.end_keys)
        self.session.set_variables({"record_fill_cng": "true", "silence_hits_exhausted": "false"})
        began = time.monotonic()
        result = self._record(recordings.argument(recording), recording.max_seconds)
        hung_up = self._over(result)
        outcome_ = recordings.recorded(recording, result, hung_up, time.monotonic() - began)
        if outcome_.key:
            self._use_up(outcome_.key)
        return outcome_

    def _record(self, argument: str, max_seconds: float) -> Outcome:
        """Stop at the limit ourselves: the switch's own is up to a second late (switch_ivr_play_say.c).

        Were the call offered to another engine while it records, the switch would hang up on the caller
        (mod_dptools.c, record_function): if we die, it is offered when the caller has finished.
        """
        self._set({"socket_resume": "false"})
        with mapped():
            execution = self.session.start("record", argument)
            result = execution.wait(max_seconds or UNKNOWN_LENGTH_SECONDS)
            if result.ended == "deadline":
                self.session.uuid_break()
            result = self.session.finish(execution, EVENT_SECONDS)
        if not self._over(result):
            self._set({"socket_resume": "true"})
        return result

    def _use_up(self, key: str) -> None:
        """Take the key that ended a recording out of those that wait; its event may still be on its way."""
        until = time.monotonic() + EVENT_SECONDS
        while not self.session.digits.drop_last("DTMF-Digit", key) and time.monotonic() < until:
            gevent.sleep(0.01)

    # -- variables and the way out --------------------------------------------------------------------

    def set(self, name: str, value: str) -> None:
        """Set a channel variable; `${` becomes `%{`, or the site's dialplan would run it one day."""
        self._check()
        try:
            command = set_variable(self.session.uuid, name, value)
        except UnsafeText as unsafe:
            raise NodeFailure(str(unsafe)) from unsafe
        try:
            self._api(command)
        except UnsafeText:
            # A line that names mod_event_socket and a reload: in a body it is mere text.
            self._run("set", f"{name}={clean(value)}")

    def execute(
        self, application: str, argument: str = "", *, api: bool = False, seconds: float = 0.0
    ) -> Executed:
        """Run what the author named; the switch would hang up over one that it does not know."""
        self._check()
        try:
            if api:
                reply = self._api(f"{application} {argument}".strip())
                return Executed(not reply.startswith("-"), reply.strip())
            if not known_application(application, lambda: self._api("show application")):
                return Executed(False, f"the switch has no application '{application}'")
            result = self._run(application, argument, seconds or None)
        except UnsafeText as unsafe:
            return Executed(False, str(unsafe))
        if self._over(result):
            self._check()
        return Executed(result.ended == "complete", result.response)


def facts_of(data: Mapping[str, str]) -> CallFacts:
    """What the reply to `connect` says of the call. Header names are the switch's own: `variable_sip_h_*`."""
    prefix = "variable_sip_h_"
    return CallFacts(
        id=data.get("Unique-ID", ""),
        caller=_line(data.get("Caller-Caller-ID-Number", "")),
        caller_name=_line(data.get("Caller-Caller-ID-Name", "")),
        called=_line(data.get("Caller-Destination-Number", "")),
        context=clean(data.get("Caller-Context", "default")) or "default",
        headers={
            name[len(prefix) :]: clean(value) for name, value in data.items() if name.startswith(prefix)
        },
    )


def _line(text: str) -> str:
    """`text` from outside on one line: `%0A` in a name arrives as a line feed (switch_utils.c:3517)."""
    return clean(text).replace("\n", " ")
