"""What a caller hears when a flow cannot go on: an apology, perhaps an extension, then the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.channel import JournaledChannel
from engine.journal import Recorder
from nodes.call import Call
from nodes.errors import CallEnded

SORRY = "sorry"
"""The system prompt that apologises."""
CAUSE = "NORMAL_TEMPORARY_FAILURE"
"""Why the call ends, in the words of Q.850 (cause 41)."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """The fallback of a line: after the apology the caller goes to `extension`, if there is one."""

    extension: str = ""


def fall_back(call: Call, channel: JournaledChannel, recorder: Recorder, fallback: Fallback) -> str:
    """Apologise, then hand the call over or end it: the result of the call, `failed` or `transferred`.

    Nothing that fails here keeps the next thing from being tried.
    """
    try:
        _try(recorder, lambda: _apologise(call, channel))
        if fallback.extension:
            _try(recorder, lambda: _hand_over(channel, fallback))
        _try(recorder, lambda: channel.hangup(CAUSE))
    except CallEnded as ended:
        channel.note_end("caller", ended.cause)
    return "transferred" if channel.handed_over else "failed"


def _apologise(call: Call, channel: JournaledChannel) -> None:
    found = [call.services.speech.system(SORRY, language) for language in call.state.languages or ("en",)]
    # Rather another language of the call than a sentence without a sound.
    audible = (clips for clips in found if all(clip.file for clip in clips))
    channel.stop_sound()
    channel.play(next(audible, found[0]))


def _hand_over(channel: JournaledChannel, fallback: Fallback) -> None:
    channel.transfer(fallback.extension)


def _try(recorder: Recorder, action: Callable[[], None]) -> None:
    """Run `action`; what it raises is a line of the trace and no more."""
    try:
        action()
    except Exception as error:
        recorder.log("error", f"fallback: {type(error).__name__}: {error}")
