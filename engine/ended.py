"""The channel of a call whose caller has gone: nothing can be done on it any more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NoReturn

from nodes.channel import (
    CallFacts,
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


class EndedChannel:
    """A Channel that knows who rang, and whose every verb raises CallEnded."""

    def __init__(self, facts: CallFacts) -> None:
        self.facts = facts
        self.up = False
        self.answered = True

    def _ended(self) -> NoReturn:
        raise CallEnded

    def answer(self) -> None:
        """As Channel.answer."""
        self._ended()

    def ring(self, early_media: bool = False) -> None:
        """As Channel.ring."""
        self._ended()

    def play(self, clips: Sequence[Clip], stop: str = "") -> Played:
        """As Channel.play."""
        self._ended()

    def start_sound(self, clips: Sequence[Clip]) -> None:
        """As Channel.start_sound."""
        self._ended()

    def stop_sound(self) -> None:
        """As Channel.stop_sound: nothing plays."""

    def next_key(self, seconds: float) -> Keyed:
        """As Channel.next_key."""
        self._ended()

    def record(self, recording: Recording) -> Recorded:
        """As Channel.record."""
        self._ended()

    def dial(self, dial: Dial) -> Dialled:
        """As Channel.dial."""
        self._ended()

    def last_dial(self, step: str) -> Dialled | None:
        """As Channel.last_dial."""
        self._ended()

    def transfer(self, target: str, kind: Literal["blind", "refer"] = "blind") -> Transferred:
        """As Channel.transfer."""
        self._ended()

    def hand_over(self, dial: Dial) -> Transferred:
        """As Channel.hand_over."""
        self._ended()

    def send_keys(self, keys: str, ms: int = 100) -> None:
        """As Channel.send_keys."""
        self._ended()

    def get(self, name: str) -> str:
        """As Channel.get."""
        self._ended()

    def set(self, name: str, value: str) -> None:
        """As Channel.set."""
        self._ended()

    def execute(
        self, application: str, argument: str = "", *, api: bool = False, seconds: float = 0.0
    ) -> Executed:
        """As Channel.execute."""
        self._ended()

    def hangup(self, cause: str = "NORMAL_CLEARING") -> None:
        """As Channel.hangup: it is over."""
