"""Tells an ear what happens on any channel: so a dialogue follows a live call as it follows a simulated one.

A live test gives the engine `ListeningChannel(channel, dialogue, clock)`, passes the journal's NodeEntered
events to `dialogue.enters`, and does what `dialogue.act` says on a telephone of its own when `due` comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

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
from nodes.services import Clock
from simulator.caller import Ear
from simulator.lengths import clips_ms


class ListeningChannel:
    """A channel that behaves as `inner` and gives `ear` the notices that a SimChannel gives its caller."""

    def __init__(self, inner: Channel, ear: Ear, clock: Clock) -> None:
        self._inner = inner
        self._ear = ear
        self._clock = clock
        self._over = False

    @property
    def facts(self) -> CallFacts:
        """As Channel.facts."""
        return self._inner.facts

    @property
    def up(self) -> bool:
        """As Channel.up."""
        return self._inner.up

    @property
    def answered(self) -> bool:
        """As Channel.answered."""
        return self._inner.answered

    def _now(self) -> int:
        return round(self._clock.elapsed() * 1000)

    def _end(self) -> None:
        if not self._over:
            self._over = True
            self._ear.over(self._now())

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell the ear when a verb finds that the call is over."""
        try:
            yield
        except CallEnded:
            self._end()
            raise

    def answer(self) -> None:
        """As Channel.answer."""
        with self._told():
            self._inner.answer()

    def ring(self, early_media: bool = False) -> None:
        """As Channel.ring."""
        with self._told():
            self._inner.ring(early_media)

    def play(self, clips: Sequence[Clip], stop: str = "") -> Played:
        """As Channel.play."""
        with self._told():
            if not clips or not self._inner.up:
                return self._inner.play(clips, stop)
            self._ear.hears(self._now(), clips, clips_ms(clips))
            try:
                played = self._inner.play(clips, stop)
            except CallEnded:
                self._ear.heard(self._now(), "hangup")
                raise
            self._ear.heard(self._now(), played.ended)
            return played

    def start_sound(self, clips: Sequence[Clip]) -> None:
        """As Channel.start_sound."""
        with self._told():
            self._inner.start_sound(clips)
        if clips:
            self._ear.hears(self._now(), clips, clips_ms(clips))
            self._ear.heard(self._now(), "on")

    def stop_sound(self) -> None:
        """As Channel.stop_sound."""
        with self._told():
            self._inner.stop_sound()

    def next_key(self, seconds: float) -> Keyed:
        """As Channel.next_key; the ear is told only if nothing is there already."""
        with self._told():
            keyed = self._inner.next_key(0.0)
            if keyed.ended == "timeout" and seconds > 0:
                self._ear.waits(self._now(), "key", round(seconds * 1000))
                keyed = self._inner.next_key(seconds)
                self._ear.waited(self._now(), "key", keyed.ended)
        if keyed.ended == "hangup":
            self._end()
        return keyed

    def record(self, recording: Recording) -> Recorded:
        """As Channel.record."""
        with self._told():
            if not self._inner.up:
                return self._inner.record(recording)
            limit = round(recording.max_seconds * 1000)
            self._ear.waits(self._now(), "record", limit or None)
            recorded = self._inner.record(recording)
            self._ear.waited(self._now(), "record", recorded.ended)
        if recorded.ended == "hangup":
            self._end()
        return recorded

    def dial(self, dial: Dial) -> Dialled:
        """As Channel.dial."""
        with self._told():
            if not self._inner.up:
                return self._inner.dial(dial)
            self._ear.waits(self._now(), "dial", None)
            dialled = self._inner.dial(dial)
            self._ear.waited(self._now(), "dial", dialled.ended)
        if dialled.ended == "hangup":
            self._end()
        return dialled

    def last_dial(self, step: str) -> Dialled | None:
        """As Channel.last_dial."""
        with self._told():
            return self._inner.last_dial(step)

    def transfer(self, target: str, kind: Literal["blind", "refer"] = "blind") -> Transferred:
        """As Channel.transfer."""
        with self._told():
            moved = self._inner.transfer(target, kind)
        if moved.ended == "transferred":
            self._end()
        return moved

    def hand_over(self, dial: Dial) -> Transferred:
        """As Channel.hand_over."""
        with self._told():
            if not self._inner.up:
                return self._inner.hand_over(dial)
            self._ear.waits(self._now(), "dial", None)
            try:
                moved = self._inner.hand_over(dial)
            except CallEnded:
                self._ear.waited(self._now(), "dial", "hangup")
                raise
            self._ear.waited(self._now(), "dial", moved.ended)
        if moved.ended == "transferred":
            self._end()
        return moved

    def send_keys(self, keys: str, ms: int = 100) -> None:
        """As Channel.send_keys."""
        with self._told():
            self._inner.send_keys(keys, ms)

    def get(self, name: str) -> str:
        """As Channel.get."""
        with self._told():
            return self._inner.get(name)

    def set(self, name: str, value: str) -> None:
        """As Channel.set."""
        with self._told():
            self._inner.set(name, value)

    def execute(
        self, application: str, argument: str = "", *, api: bool = False, seconds: float = 0.0
    ) -> Executed:
        """As Channel.execute."""
        with self._told():
            return self._inner.execute(application, argument, api=api, seconds=seconds)

    def hangup(self, cause: str = "NORMAL_CLEARING") -> None:
        """As Channel.hangup."""
        self._inner.hangup(cause)
        self._end()
