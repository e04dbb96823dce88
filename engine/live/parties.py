"""The verbs of a live channel that concern others: ringing them, and handing the call over."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

from engine.live import recording as recordings
from engine.live.control import Control, mapped
from engine.live.dialling import (
    NOT_RECORDED,
    dial_string,
    heard,
    heard_variable,
    longest_seconds,
    outcome,
    recording_variables,
    targets_of,
)
from engine.live.executions import Outcome
from engine.live.session import OutboundConnection
from engine.live.sound import ringback
from engine.live.variables import clean
from engine.live.watch import Watch
from nodes.channel import Dial, Dialled, Transferred
from nodes.errors import CallEnded

log = logging.getLogger("callwright.engine.live.parties")


class Parties(Control):
    """The part of EslChannel between its state and its sound."""

    def __init__(self, session: OutboundConnection) -> None:
        """`session` is open."""
        super().__init__(session)
        self._watch = Watch(session)

    def answer(self) -> None:
        """Answer the call; EslChannel says how."""

    # -- ringing --------------------------------------------------------------------------------------

    def dial(self, dial: Dial) -> Dialled:
        """Bridge. Our death must not cut the conversation: the switch offers the call to nobody meanwhile."""
        self._check()
        if dial.recording and (reason := recordings.talk_unwritable(dial.recording)):
            log.warning("call %s: the talk is not recorded: %s", self.session.uuid, reason)
            dial = replace(dial, recording="")
        argument = self._prepared(dial)
        if not argument:
            return Dialled("failed", "INVALID_NUMBER_FORMAT")
        pressed = len(self.session.digits)
        result = self._run("bridge", argument)
        self.session.digits.keep(pressed)
        talked = time.monotonic() - self._watch.bridged_at if self._watch.bridged_at else 0.0
        recording = dial.recording if talked and _exists(dial.recording) else ""
        before = heard(dial, result.variable)
        if self._over(result):
            return Dialled("hangup", self.session.cause, talked, "", recording, before)
        self._settle(dial)
        return replace(_outcome(result, talked, before), recording=recording)

    def _prepared(self, dial: Dial, *, leaving: bool = False) -> str:
        """Answer, set what the ringing needs, and give the argument of `bridge`; empty: nobody can be rung.

        `leaving`: the call ends with the talk, whether we are there or not.
        """
        argument = dial_string(dial, self.session.uuid)
        if not argument:
            return ""
        self.answer()
        self.stop_sound()
        music = ringback(dial.ringback) or "%(1000,4000,450)"
        self._set(
            {
                "callwright_dial": dial.step,
                "callwright_talk": dial.recording,
                **self._unheard(dial),
                **(recording_variables(dial) if dial.recording else {}),
                "originate_disposition": "",
                "last_bridge_hangup_cause": "",
                "ringback": music,
                "transfer_ringback": music,
                "hangup_after_bridge": "true" if leaving else "false",
                "call_timeout": str(longest_seconds(dial)),
                "socket_resume": "false",
            }
        )
        self._watch.bridged_at = 0.0
        return argument

    def _unheard(self, dial: Dial) -> dict[str, str]:
        if not (dial.whisper or dial.confirm_key):
            return {}
        return {heard_variable(number): "" for number in range(len(targets_of(dial)))}

    def _settle(self, dial: Dial) -> None:
        """The caller is back with us."""
        self._set({**_WITH_US, **self._unheard(dial), **(NOT_RECORDED if dial.recording else {})})

    def last_dial(self, step: str) -> Dialled | None:
        """Ask the channel itself what became of a dial whose engine died."""
        if self.get("callwright_dial") != step:
            return None
        recording = self.get("callwright_talk")
        self._set({**_WITH_US, **(NOT_RECORDED if recording else {})})
        disposition, cause = (self.get(name) for name in _DIALLED)
        if not disposition and not cause:
            return None
        dialled = outcome(disposition, cause, recordings.file_seconds(recording) if recording else 0.0)
        return replace(dialled, recording=recording) if _exists(recording) else dialled

    # -- handing over ---------------------------------------------------------------------------------

    def hand_over(self, dial: Dial) -> Transferred:
        """Bridge, and leave the switch alone with the talk once it has begun: it ends the call after it."""
        self._check()
        dial = replace(dial, recording="")
        argument = self._prepared(dial, leaving=True)
        if not argument:
            return Transferred("failed", "INVALID_NUMBER_FORMAT")
        pressed = len(self.session.digits)
        with mapped():
            execution = self.session.start("bridge", argument)
            self._watch.joining(execution)
            try:
                result = execution.wait()
            finally:
                self._watch.joining(None)
                self.session.leave(execution)
        self.session.digits.keep(pressed)
        if result.ended == "cancelled" or self._watch.bridged_at:
            return self._handed_over(dial)
        if self._over(result):
            self._check()
        self._settle(dial)
        dialled = _outcome(result, 0.0, heard(dial, result.variable))
        return Transferred("busy" if dialled.ended == "busy" else "failed", dialled.cause, dialled.heard)

    def _handed_over(self, dial: Dial) -> Transferred:
        """They talk: nothing of ours is to act on the call any more."""
        before: tuple[str, ...] = ()
        with suppress(CallEnded):
            before = heard(dial, self.get)
            self.release()
        self._released = True
        return Transferred("transferred", "", before)

    def transfer(self, target: str, kind: Literal["blind", "refer"] = "blind") -> Transferred:
        """Let go of the call, then send it away. A refused REFER leaves it with us."""
        self._check()
        self.stop_sound()
        if not clean(target) or any(bad in target for bad in "'\"\\;,|[]{}<>"):
            return Transferred("failed", "INVALID_NUMBER_FORMAT")
        if kind == "refer":
            self.answer()
            result = self._run("deflect", target, 20.0)
            if self._over(result):
                self._released = True
                return Transferred("transferred")
            return Transferred("failed", result.response or "NORMAL_UNSPECIFIED")
        self.release()
        reply = self._api(f"uuid_transfer {self.session.uuid} {target}")
        if not reply.startswith("+OK"):
            return Transferred("failed", reply.strip()[:60])
        self._released = True
        return Transferred("transferred")

    def release(self) -> None:
        """Make the channel an ordinary one again: nothing of ours is to act on it once it has left us."""
        self._set(
            {
                "socket_resume": "",
                "callwright_position": "",
                "callwright_round": "",
                "callwright_offer": "",
                "callwright_owner": "",
                "callwright_dial": "",
                "callwright_talk": "",
                "app_disable_expand_variables": "",
                "playback_terminators": "",
            }
        )

    def get(self, name: str) -> str:
        """A channel variable; one that was never set is empty."""
        self._check()
        with mapped():
            return self.session.get_variable(name)


_DIALLED = ("originate_disposition", "last_bridge_hangup_cause")
"""The variables that say how a dial ended."""

_WITH_US = {
    "socket_resume": "true",
    "callwright_dial": "",
    "callwright_talk": "",
    "hangup_after_bridge": "false",
}
"""Variables of a channel whose caller is with us, and not being put through."""


def _outcome(result: Outcome, talked: float, before: tuple[str, ...]) -> Dialled:
    disposition, cause = (result.variable(name) for name in _DIALLED)
    return replace(outcome(disposition, cause, talked, answered=bool(before)), heard=before)


def _exists(path: str) -> bool:
    return bool(path) and Path(path).exists()
