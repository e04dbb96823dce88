"""Wraps the channel of a call so that everything the caller hears, presses and says is journalled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from engine.events import (
    MASK,
    Answered,
    ApplicationRun,
    CallTransferred,
    Heard,
    HungUp,
    KeysSent,
    LegDialled,
    LegHeard,
    RecordingMade,
)
from engine.journal import Recorder
from engine.spoken import joined
from nodes.channel import (
    CallFacts,
    Channel,
    Dial,
    Dialled,
    Executed,
    Keyed,
    Played,
    Recorded,
    Recording,
    Transferred,
)
from nodes.clips import Clip
from nodes.errors import CallEnded


def heard_text(clips: Sequence[Clip]) -> str:
    """The words of `clips` as a transcript shows them; Chinese is joined without blanks."""
    return joined([clip.text for clip in clips], _language(clips))


def _language(clips: Sequence[Clip]) -> str:
    for clip in clips:
        if clip.language:
            return clip.language
    return ""


class JournaledChannel:
    """A channel that writes what happens on it, and has no media once the call has ended."""

    def __init__(self, inner: Channel, recorder: Recorder) -> None:
        self._inner = inner
        self._recorder = recorder
        self._answered = inner.answered
        self.ended = False
        """The caller has gone, or the call has been handed over: every verb of media raises CallEnded."""
        self.handed_over = False
        """A transfer succeeded: the call belongs to somebody else and is not ours to end."""

    @property
    def facts(self) -> CallFacts:
        """What was known of the call when it arrived."""
        return self._inner.facts

    @property
    def up(self) -> bool:
        """Whether the caller is still there."""
        return not self.ended and self._inner.up

    @property
    def answered(self) -> bool:
        """Whether the call has been answered."""
        return self._inner.answered

    def answer(self) -> None:
        """As Channel.answer."""
        began = self._begin()
        self._inner.answer()
        self._note_answer(began)

    def ring(self, early_media: bool = False) -> None:
        """As Channel.ring."""
        self._begin()
        self._inner.ring(early_media)

    def play(self, clips: Sequence[Clip], stop: str = "") -> Played:
        """As Channel.play; writes Heard, whatever ends it."""
        began, there = self._begin(), self._inner.up
        try:
            played = self._inner.play(clips, stop)
        except CallEnded:
            if there:
                self._heard(began, clips, "hangup")
            raise
        self._note_answer(began)
        self._heard(began, clips, played.ended, played.key)
        return played

    def start_sound(self, clips: Sequence[Clip]) -> None:
        """As Channel.start_sound."""
        began = self._begin()
        self._inner.start_sound(clips)
        self._note_answer(began)
        self._heard(began, clips, "background")

    def stop_sound(self) -> None:
        """As Channel.stop_sound."""
        self._inner.stop_sound()

    def next_key(self, seconds: float) -> Keyed:
        """As Channel.next_key. The key is not written here but where a node uses it (engine/keys.py)."""
        if self.ended:
            raise CallEnded
        return self._inner.next_key(seconds)

    def record(self, recording: Recording) -> Recorded:
        """As Channel.record."""
        began = self._begin()
        recorded = self._inner.record(recording)
        self._note_answer(began)
        self._note_recording(recorded.ended, recorded.seconds, recorded.path)
        return recorded

    def dial(self, dial: Dial) -> Dialled:
        """As Channel.dial."""
        began = self._begin()
        dialled = self._inner.dial(dial)
        self._note_answer(began)
        self._note_legs(dial, dialled.heard)
        self._note_dial(", ".join(dial.targets), dialled)
        if dialled.recording:
            self._note_recording(dialled.ended, dialled.seconds, dialled.recording)
        elif dial.recording and dialled.seconds:
            self._note_recording("failed", 0.0, dial.recording)
        return dialled

    def last_dial(self, step: str) -> Dialled | None:
        """As Channel.last_dial; an outcome found there is written as if we had dialled."""
        dialled = self._inner.last_dial(step)
        if dialled is not None:
            self._note_dial(dialled.target, dialled)
            if dialled.recording:
                self._note_recording(dialled.ended, dialled.seconds, dialled.recording)
        return dialled

    def transfer(self, target: str, kind: Literal["blind", "refer"] = "blind") -> Transferred:
        """As Channel.transfer."""
        self._begin()
        return self._moved(target, self._inner.transfer(target, kind))

    def hand_over(self, dial: Dial) -> Transferred:
        """As Channel.hand_over."""
        began = self._begin()
        moved = self._inner.hand_over(dial)
        self._note_answer(began)
        self._note_legs(dial, moved.heard)
        return self._moved(", ".join(dial.targets), moved)

    def _moved(self, target: str, moved: Transferred) -> Transferred:
        shown = self._recorder.masks.text(target)
        self._recorder.write(
            CallTransferred(self._recorder.now(), self._recorder.node, shown, moved.ended, moved.cause)
        )
        if moved.ended == "transferred":
            self.handed_over = self.ended = True
        return moved

    def send_keys(self, keys: str, ms: int = 100) -> None:
        """As Channel.send_keys."""
        self._begin()
        self._inner.send_keys(keys, ms)
        shown = self._recorder.masks.text(self._masked(keys))
        self._recorder.write(KeysSent(self._recorder.now(), self._recorder.node, shown))

    def get(self, name: str) -> str:
        """As Channel.get."""
        return self._inner.get(name)

    def set(self, name: str, value: str) -> None:
        """As Channel.set."""
        self._inner.set(name, value)

    def execute(
        self, application: str, argument: str = "", *, api: bool = False, seconds: float = 0.0
    ) -> Executed:
        """As Channel.execute."""
        if not api:
            self._begin()
        executed = self._inner.execute(application, argument, api=api, seconds=seconds)
        self._recorder.write(
            ApplicationRun(self._recorder.now(), self._recorder.node, application, executed.ok)
        )
        return executed

    def hangup(self, cause: str = "NORMAL_CLEARING") -> None:
        """As Channel.hangup; a call that was handed over is left alone."""
        if self.handed_over or self.ended:
            return
        by = "flow" if self._inner.up else "caller"
        self._inner.hangup(cause)
        self.note_end(by, cause)

    def note_end(self, by: str, cause: str) -> None:
        """The call has ended: write it, once."""
        if not self.ended:
            self.ended = True
            self._recorder.write(HungUp(self._recorder.now(), self._recorder.node, by, cause))

    def _begin(self) -> float:
        if self.ended:
            raise CallEnded
        return self._recorder.now()

    def _masked(self, keys: str) -> str:
        return MASK if keys and self._recorder.sensitive else keys

    def _note_answer(self, at: float) -> None:
        if not self._answered and self._inner.answered:
            self._answered = True
            self._recorder.write(Answered(at))

    def _note_dial(self, targets: str, dialled: Dialled) -> None:
        self._recorder.write(
            LegDialled(
                self._recorder.now(),
                self._recorder.node,
                self._recorder.masks.text(targets),
                dialled.ended,
                dialled.cause,
            )
        )

    def _note_recording(self, ended: str, seconds: float, path: str) -> None:
        shown = self._recorder.masks.text(self._masked(path))
        self._recorder.write(RecordingMade(self._recorder.now(), self._recorder.node, ended, seconds, shown))

    def _note_legs(self, dial: Dial, heard: Sequence[str]) -> None:
        """Write what rung parties heard before the talk."""
        clips = (*dial.whisper, *(dial.confirm if dial.confirm_key else ()))
        language = _language(clips)
        recorder = self._recorder
        text = self._shown(clips, language)
        for target in heard if text else ():
            shown = recorder.masks.text(target)
            recorder.write(LegHeard(recorder.now(), recorder.node, shown, text, language))

    def _shown(self, clips: Sequence[Clip], language: str) -> str:
        """The words of `clips` as the journal may show them."""
        masks = self._recorder.masks
        if masks.active:
            return masks.text(joined([masks.heard(clip.text) for clip in clips], language))
        return joined([clip.text for clip in clips], language)

    def _heard(self, began: float, clips: Sequence[Clip], ended: str, key: str = "") -> None:
        recorder, language = self._recorder, _language(clips)
        if text := self._shown(clips, language):
            recorder.write(Heard(began, recorder.node, text, language, ended, self._masked(key)))
