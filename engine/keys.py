"""Writes each key to the journal where a node uses it, whether it was pressed ahead or waited for."""

from __future__ import annotations

from collections import deque

from engine.journal import Recorder
from nodes.call import Call, CallState, LineFacts
from nodes.channel import Channel, Keyed
from nodes.services import Services


class KeyBuffer(deque[str]):
    """The keys that a caller pressed ahead; one is written when a node uses it, not when it is forgotten."""

    def __init__(self, recorder: Recorder, keys: str = "") -> None:
        super().__init__(keys)
        self._recorder = recorder

    def popleft(self) -> str:
        """Use the first key."""
        key = super().popleft()
        self._recorder.pressed(key)
        return key

    def remove(self, key: str) -> None:
        """Use the first key that equals `key`. Raises ValueError if there is none."""
        super().remove(key)
        self._recorder.pressed(key)


class JournaledCall(Call):
    """A call that writes the keys its nodes wait for, and the silence they meet instead."""

    def __init__(
        self, channel: Channel, services: Services, line: LineFacts, state: CallState, recorder: Recorder
    ) -> None:
        super().__init__(channel, services, line, state)
        self._recorder = recorder

    def next_key(self, seconds: float) -> Keyed:
        """As Call.next_key; writes KeyPressed, or Silence where it waited for nothing."""
        if self.state.buffer:
            return super().next_key(seconds)
        keyed = super().next_key(seconds)
        if keyed.ended == "key":
            self._recorder.pressed(keyed.key)
        elif keyed.ended == "timeout" and seconds > 0:
            self._recorder.silent(seconds)
        return keyed
