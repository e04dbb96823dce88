"""The simulated telephone call: every verb of nodes.channel.Channel on a clock that is only counted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Literal

from nodes.channel import (
    KEYS,
    CallFacts,
    Executed,
    Keyed,
    Played,
    Recorded,
    Recording,
)
from nodes.clips import Clip
from simulator.caller import Caller
from simulator.clock import VirtualClock
from simulator.lengths import clips_ms
from simulator.parties import Parties
from simulator.switch import Switch, kept, variable_name

KEY_GAP = 50
"""Milliseconds of silence after each key that is sent."""

_TakeEnd = Literal["key", "limit", "silence", "hangup"]
_NO_KEY = Keyed("timeout")
_GONE = Keyed("hangup")
_NOTHING = Played("done")
_keyed = lru_cache(maxsize=32)(partial(Keyed, "key"))


class SimChannel(Parties):
    """One simulated call. What the caller does comes from `caller`, time from `clock`.

    After a hang-up that no verb has told of yet, `next_key` still gives the keys that were pressed before it.
    """

    __slots__ = ("_variables",)

    def __init__(
        self, facts: CallFacts, clock: VirtualClock, caller: Caller, switch: Switch | None = None
    ) -> None:
        super().__init__(facts, clock, caller, switch)
        self._variables: dict[str, str] = {}

    # -- answering ------------------------------------------------------------------------------

    def answer(self) -> None:
        """Answer the call."""
        self._enter()
        self._answered = True

    def ring(self, early_media: bool = False) -> None:
        """Ring at the caller's exchange; with `early_media` sounds play before the answer."""
        self._enter()
        self._early = early_media and not self._answered

    # -- sound out ------------------------------------------------------------------------------

    def play(self, clips: Sequence[Clip], stop: str = "") -> Played:
        """Play `clips` to their end or to a key of `stop`."""
        self._enter()
        clock, caller = self._clock, self._caller
        start, ms = clock.ms, clips_ms(clips)
        if clips:
            caller.hears(start, clips, ms)
        if stop:
            for key in self._keys:
                if key in stop:
                    caller.heard(start, "key")
                    return Played("key", key)
        if not clips:
            return _NOTHING
        self._media()
        while act := self._pass(start + ms):
            if act.kind == "key" and act.key in stop:
                caller.heard(clock.ms, "key")
                return Played("key", act.key, clock.ms - start)
            if act.kind == "hangup":
                caller.heard(clock.ms, "hangup")
                raise self._ended()
        caller.heard(clock.ms, "done")
        return Played("done", "", ms)

    def start_sound(self, clips: Sequence[Clip]) -> None:
        """Play `clips` behind what follows."""
        self._enter()
        if clips:
            self._media()
            self._caller.hears(self._clock.ms, clips, clips_ms(clips))
            self._caller.heard(self._clock.ms, "on")

    def stop_sound(self) -> None:
        """End what `start_sound` began."""
        self._enter()

    # -- keys and voice in ----------------------------------------------------------------------

    def next_key(self, seconds: float) -> Keyed:
        """Take the next key within `seconds`."""
        self._catch_up()
        if self._told:
            raise self._ended()
        keys = self._keys
        if keys:
            return _keyed(keys.popleft())
        if self._cause:
            self._tell()
            return _GONE
        if seconds <= 0:
            return _NO_KEY
        clock, caller = self._clock, self._caller
        ms = round(seconds * 1000)
        end = clock.ms + ms
        caller.waits(clock.ms, "key", ms)
        keyed = _NO_KEY
        while act := self._pass(end):
            if act.kind == "key":
                keyed = _keyed(keys.popleft())
                break
            if act.kind == "hangup":
                keyed = _GONE
                break
        caller.waited(clock.ms, "key", keyed.ended)
        if keyed is _GONE:
            self._tell()
        return keyed

    def record(self, recording: Recording) -> Recorded:
        """Record the caller; the file is written if the switch has a way to write it."""
        self._enter()
        limit = round(recording.max_seconds * 1000)
        self._caller.waits(self._clock.ms, "record", limit or None)
        recorded = self._recorded(recording, limit)
        self._talking = min(self._talking, self._clock.ms)
        self._caller.waited(self._clock.ms, "record", recorded.ended)
        if recorded.ended == "hangup":
            self._tell()
        return recorded

    def _recorded(self, recording: Recording, limit: int) -> Recorded:
        reason = self._switch.refuses(recording.path)
        if reason:
            return Recorded("failed", path=recording.path, reason=reason)
        self._answered = True
        start = self._clock.ms
        ended, key = self._taken(recording, start + limit if limit else None)
        seconds = (self._clock.ms - start) / 1000
        self._switch.keep(recording.path, seconds)
        return Recorded(ended, seconds, recording.path, key)

    def _taken(self, recording: Recording, limit: int | None) -> tuple[_TakeEnd, str]:
        """Let a recording run; how it ended, and by which key."""
        quiet = round(recording.silence_seconds * 1000)
        start = self._clock.ms
        while True:
            silent = max(start, self._talking) + quiet if quiet else None
            end = min((moment for moment in (limit, silent) if moment is not None), default=None)
            act = self._pass(end)
            if act is None:
                return ("limit" if end == limit else "silence"), ""
            if act.kind == "hangup":
                return "hangup", ""
            if act.kind == "key" and act.key in recording.end_keys:
                self._keys.pop()
                return "key", act.key

    # -- the rest -------------------------------------------------------------------------------

    def send_keys(self, keys: str, ms: int = 100) -> None:
        """Send DTMF; what is no key is left out."""
        self._enter()
        wanted = "".join(key for key in keys.upper() if key in KEYS)
        if wanted:
            self._media()
            self._switch.sent.append(wanted)
            if not self._stays(len(wanted) * (ms + KEY_GAP)):
                raise self._ended()

    def get(self, name: str) -> str:
        """The channel variable `name`."""
        self._enter()
        return self._variables.get(name, "")

    def set(self, name: str, value: str) -> None:
        """Set the channel variable `name`. Raises NodeFailure for a name that is none."""
        self._enter()
        self._variables[variable_name(name)] = kept(value)

    def execute(
        self, application: str, argument: str = "", *, api: bool = False, seconds: float = 0.0
    ) -> Executed:
        """Run an application: what it answers and how long it takes are the switch's `applications`."""
        self._enter()
        answer = self._switch.execute(application, argument, api)
        taken = min(answer.seconds, seconds) if seconds else answer.seconds
        if taken and not self._stays(round(taken * 1000)):
            raise self._ended()
        return Executed(answer.ok, answer.response)

    def hangup(self, cause: str = "NORMAL_CLEARING") -> None:
        """End the call."""
        self._cause = self._cause or cause
        self._tell()
