"""A small world for the runner's tests: node types, flows built by hand, a scripted channel, services."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from engine.position import Position
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
from nodes.clips import Clip, Part
from nodes.errors import CallEnded, ServiceTimeout
from nodes.services import HttpReply, HttpRequest, Message, Row, Services, Updated

START = datetime(2026, 1, 15, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


class FakeClock:
    """A clock that only moves when somebody waits."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def elapsed(self) -> float:
        return round(self.seconds, 3)

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


class FakeSpeech:
    """Each part is a clip with its text."""

    def clips(self, parts: Sequence[Part], language: str, voice: str = "") -> tuple[Clip, ...]:
        return tuple(Clip("speech", part.text, language, ms=1000) for part in parts)

    def system(self, name: str, language: str) -> tuple[Clip, ...]:
        return (Clip("speech", f"[{name} {language}]", language, ms=1000),)


@dataclass
class FakeWorld:
    """Every other service; `steps` are the idempotency keys it was given, each effect once."""

    steps: list[str] = field(default_factory=list)
    down: bool = False

    def query(
        self, connection: str, sql: str, values: Mapping[str, object], *, limit: int, seconds: float
    ) -> Sequence[Row]:
        if self.down:
            raise ServiceTimeout("no answer")
        return [{"state": "open"}]

    def update(
        self, connection: str, sql: str, values: Mapping[str, object], *, step: str, seconds: float
    ) -> Updated:
        if step in self.steps:
            return Updated("duplicate")
        self.steps.append(step)
        return Updated("done", 1)

    def request(self, request: HttpRequest) -> HttpReply:
        return HttpReply(200)

    def send(self, request: HttpRequest, told: Callable[[str], None] = lambda outcome: None) -> None:
        told("200")

    def next_number(self, series: str, period: str, *, step: str) -> int:
        return 1

    def new_recording(self, box: str, *, step: str) -> str:
        return f"/rec/{box}.wav"

    def named_recording(self, path: str, *, step: str) -> str:
        return f"/rec/{path}.wav"

    def keep_message(self, message: Message) -> str:
        return "m1"

    def drop_recording(self, path: str) -> None:
        pass

    def state(self, calendar: str, moment: datetime) -> str:
        return "open"

    def random(self) -> float:
        return 0.5

    def milestone(self, name: str, value: str) -> None:
        pass

    def log(self, level: str, text: str) -> None:
        pass


def services(clock: FakeClock | None = None, world: FakeWorld | None = None) -> Services:
    """Services of a call in this world."""
    rest = world or FakeWorld()
    return Services(rest, rest, rest, FakeSpeech(), clock or FakeClock(), rest, rest, rest)


class FakeChannel:
    """A caller who presses `keys` one after the other, each when asked; `!` hangs up, `.` is silence."""

    def __init__(self, keys: str = "", clock: FakeClock | None = None) -> None:
        self.keys = list(keys)
        self.clock = clock or FakeClock()
        self._up, self._answered = True, False
        self.played: list[str] = []
        self.ended_with = ""
        self.transfers: Literal["transferred", "busy", "failed"] = "transferred"
        self.targets: list[str] = []

    @property
    def facts(self) -> CallFacts:
        return CallFacts("call-1", "13800138000", "Eve", "12345")

    @property
    def up(self) -> bool:
        return self._up

    @property
    def answered(self) -> bool:
        return self._answered

    def _need(self) -> None:
        if not self._up:
            raise CallEnded

    def answer(self) -> None:
        self._need()
        self._answered = True

    def ring(self, early_media: bool = False) -> None:
        self._need()

    def play(self, clips: Sequence[Clip], stop: str = "") -> Played:
        self._need()
        self._answered = True
        self.played.extend(clip.text for clip in clips)
        if self.keys[:1] == ["!"]:
            self._hang_up()
        if self.keys and self.keys[0] in stop:
            return Played("key", self.keys[0])
        self.clock.seconds += sum(clip.ms for clip in clips) / 1000
        return Played("done")

    def _hang_up(self) -> None:
        self._up = False
        raise CallEnded

    def start_sound(self, clips: Sequence[Clip]) -> None:
        self._need()

    def stop_sound(self) -> None:
        pass

    def next_key(self, seconds: float) -> Keyed:
        self._need()
        if seconds == 0:
            return Keyed("timeout")
        key = self.keys.pop(0) if self.keys else "."
        if key == "!":
            self._up = False
            return Keyed("hangup")
        if key == ".":
            self.clock.seconds += seconds
            return Keyed("timeout")
        return Keyed("key", key)

    def record(self, recording: Recording) -> Recorded:
        self._need()
        self._answered = True
        if self.keys[:1] == ["!"]:
            self._up = False
            return Recorded("hangup", 3.0, recording.path)
        return Recorded("key", 3.0, recording.path, "#")

    def dial(self, dial: Dial) -> Dialled:
        self._need()
        return Dialled("busy", "USER_BUSY")

    def last_dial(self, step: str) -> Dialled | None:
        return None

    def transfer(self, target: str, kind: Literal["blind", "refer"] = "blind") -> Transferred:
        self._need()
        self.targets.append(target)
        return Transferred(self.transfers)

    def hand_over(self, dial: Dial) -> Transferred:
        self._need()
        self.targets.extend(dial.targets)
        return Transferred(self.transfers)

    def send_keys(self, keys: str, ms: int = 100) -> None:
        self._need()

    def get(self, name: str) -> str:
        return ""

    def set(self, name: str, value: str) -> None:
        pass

    def execute(
        self, application: str, argument: str = "", *, api: bool = False, seconds: float = 0.0
    ) -> Executed:
        return Executed(True)

    def hangup(self, cause: str = "NORMAL_CLEARING") -> None:
        self._up = False
        self.ended_with = cause


class Shelf:
    """A keeper that has the last position as bytes."""

    def __init__(self) -> None:
        self.kept: list[bytes] = []
        self.forgotten = False

    def keep(self, position: Position) -> None:
        self.kept.append(position.dump())

    def settle(self) -> None:
        """As the engine's."""

    def forget(self) -> None:
        self.forgotten = True
