"""What a caller hears whom no flow answers: the notice of a full line, or nothing; then why the call ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.events import CallFinished, CallStarted, Event, Heard, HungUp, Logged
from nodes.call import LineFacts
from nodes.channel import Channel
from nodes.clips import Clip
from nodes.errors import CallEnded
from nodes.services import Services


@dataclass(frozen=True, slots=True)
class Refusal:
    """A call that is not answered: its `result` for the journal, and the cause in the words of Q.850.

    `notice` is the system prompt that is heard first; empty: none.
    """

    line: LineFacts
    services: Services
    journal: Callable[[Event], None]
    result: str = "refused"
    cause: str = "CALL_REJECTED"
    notice: str = ""
    languages: tuple[str, ...] = ()


def refuse_call(channel: Channel, refusal: Refusal) -> None:
    """Let the caller hear the notice, and end the call without having answered it.

    Early media, and not an answer: the notice costs the caller nothing, and the cause still tells the
    caller's exchange that the line was busy, which after an answer it would not.
    """
    clock, write, facts = refusal.services.clock, refusal.journal, channel.facts
    started = (facts.id, facts.caller, facts.called, refusal.line.name, "", "", clock.now().isoformat())
    write(CallStarted(clock.elapsed(), *started))
    by, cause = "flow", refusal.cause
    try:
        if refusal.notice:
            _notify(channel, refusal)
        channel.hangup(refusal.cause)
    except CallEnded as ended:
        by, cause = "caller", ended.cause
    except Exception as error:
        write(Logged(clock.elapsed(), "", "error", f"refusal: {type(error).__name__}: {error}"))
        channel.hangup(refusal.cause)
    seconds = clock.elapsed()
    write(HungUp(seconds, "", by, cause))
    write(CallFinished(seconds, refusal.result, seconds))


def _notify(channel: Channel, refusal: Refusal) -> None:
    clips = _audible(refusal)
    began, ended = refusal.services.clock.elapsed(), "hangup"
    try:
        channel.ring(early_media=True)
        ended = channel.play(clips).ended
    finally:
        first = clips[0]
        refusal.journal(Heard(began, "", first.text, first.language, ended))


def _audible(refusal: Refusal) -> tuple[Clip, ...]:
    """The notice in the first language of the call in which it has a sound."""
    speech = refusal.services.speech
    found = [speech.system(refusal.notice, language) for language in refusal.languages or ("en",)]
    return next((clips for clips in found if all(clip.file for clip in clips)), found[0])
