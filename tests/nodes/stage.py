"""A tiny scripted telephone for the tests of this room: keys at set times, prompts of one second a clip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from nodes.call import Call, CallState, LineFacts
from nodes.channel import CallFacts, Channel, Keyed, Played
from nodes.clips import Clip, Part
from nodes.errors import CallEnded
from nodes.frame import Frame
from nodes.services import Services

CLIP_SECONDS = 1.0
START = datetime(2026, 1, 15, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
FACTS = CallFacts("c1", caller="13800138000", caller_name="Zhang", called="12345", headers={"X-Queue": "vip"})


@dataclass
class ScriptedChannel:
    """Plays one second a clip; `keys` are pressed at their seconds, and the caller leaves at `gone`."""

    keys: list[tuple[float, str]] = field(default_factory=list)
    gone: float = 3600.0
    facts: CallFacts = FACTS
    answered: bool = True
    time: float = 0.0
    heard: list[str] = field(default_factory=list)
    """What was played, one entry a prompt; a `-` follows what was cut short."""

    def play(self, clips: Sequence[Clip], stop: str = "") -> Played:
        end = self.time + CLIP_SECONDS * len(clips)
        text = " ".join(clip.text for clip in clips)
        for at, key in self.keys:
            if key in stop and at < min(end, self.gone):
                self.time = max(self.time, at)
                self.heard.append(text + "-")
                return Played("key", key)
        self.heard.append(text)
        self.time = min(end, self.gone)
        if self.time >= self.gone:
            raise CallEnded
        return Played("done")

    def next_key(self, seconds: float) -> Keyed:
        end = self.time + seconds
        if self.keys and self.keys[0][0] <= min(end, self.gone):
            at, key = self.keys.pop(0)
            self.time = max(self.time, at)
            return Keyed("key", key)
        self.time = min(end, max(self.gone, self.time))
        return Keyed("hangup" if self.time >= self.gone else "timeout")


@dataclass
class _Clock:
    channel: ScriptedChannel
    asked: int = 0

    def now(self) -> datetime:
        self.asked += 1
        return START + timedelta(seconds=self.channel.time)

    def elapsed(self) -> float:
        return self.channel.time


class _Speech:
    def clips(self, parts: Sequence[Part], language: str, voice: str = "") -> tuple[Clip, ...]:
        return tuple(Clip("speech", part.text, language) for part in parts)


class _None:
    """Stands for the services that no test of this room needs: asking it anything is an error."""


def staged(
    keys: str = "",
    *,
    every: float = 1.0,
    at: Sequence[tuple[float, str]] = (),
    gone: float = 3600.0,
    variables: Mapping[str, object] | None = None,
    declared: Mapping[str, str] | None = None,
    languages: tuple[str, ...] = ("en",),
    global_keys: Mapping[str, str] | None = None,
    max_silences: int = 30,
) -> tuple[Call, ScriptedChannel]:
    """A call and its channel: `keys` pressed `every` so many seconds from the start, or `at` given times."""
    pressed = [(every * number, key) for number, key in enumerate(keys, 1)] + list(at)
    channel = ScriptedChannel(sorted(pressed, key=lambda press: press[0]), gone)
    nothing: Any = _None()
    services = Services(
        database=nothing,
        http=nothing,
        records=nothing,
        speech=cast(Any, _Speech()),
        clock=cast(Any, _Clock(channel)),
        calendars=nothing,
        chance=nothing,
        reports=nothing,
    )
    state = CallState(languages=languages, max_silences=max_silences)
    call = Call(cast(Channel, channel), services, LineFacts("12345", "市长热线", "city"), state)
    call.frame = Frame("main", "n1", dict(declared or {}), dict(global_keys or {}), dict(variables or {}))
    call.stack = (call.frame,)
    return call, channel
