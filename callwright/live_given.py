"""What a call script gives a call, made true on a real switch: the time, answers, parties, a full disk."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.live.waiting import sleep
from nodes.channel import CallFacts, Channel, Dial, Dialled, Recorded, Recording, Transferred
from nodes.services import Clock
from simulator.caller import Ear
from simulator.clock import VirtualClock
from simulator.given import Given
from simulator.legs import Legs
from simulator.lengths import clips_ms
from simulator.listening import ListeningChannel
from simulator.services import RECORDINGS, SimRecords
from simulator.steps import Press, Step
from simulator.switch import Switch

FASTEST_SECONDS = 0.15
"""From one key to the next: a key sounds for 80 ms, and a pause follows."""
PARTY = "callwright-party"
"""How the numbers begin that stand for the parties of a script, see `parties`."""


class RunningClock(VirtualClock):
    """A clock that begins when a script says and then runs as every clock does."""

    def __init__(self, start: datetime) -> None:
        """The call begins now, and that is `start`."""
        self.start = start
        self._began = time.monotonic()

    @property
    def ms(self) -> int:
        """Milliseconds since the call began."""
        return round((time.monotonic() - self._began) * 1000)

    @ms.setter
    def ms(self, ms: int) -> None:
        """Nobody sets this clock."""

    def now(self) -> datetime:
        """The time of day, with the zone of the start."""
        moment = self.start.astimezone(UTC) + timedelta(milliseconds=self.ms)
        return moment.astimezone(self.start.tzinfo)

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass, for this call alone."""
        sleep(max(0.0, seconds))

    def to(self, ms: int) -> None:
        """Wait until `ms` milliseconds since the call began."""
        self.advance((ms - self.ms) / 1000)


@dataclass(slots=True)
class PlacedRecords(SimRecords):
    """Numbers as the script gives them, recordings in a folder of their own that the switch can write."""

    folder: Path = Path()

    def new_recording(self, box: str, *, step: str) -> str:
        """A path that names box and step."""
        target = self.folder / box
        target.mkdir(parents=True, exist_ok=True)
        return str(target / f"{step.replace('/', '-').replace(':', '-')}.wav")

    def named_recording(self, path: str, *, step: str) -> str:
        """The path in the folder."""
        inside = SimRecords.named_recording(self, path, step=step).removeprefix(f"{RECORDINGS}/")
        target = self.folder / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        return str(target)

    def drop_recording(self, path: str) -> None:
        """Note that a recording was dropped, and remove it."""
        SimRecords.drop_recording(self, path)
        Path(path).unlink(missing_ok=True)


class GivenChannel(ListeningChannel):
    """A live channel on which the parties are those of a script, and disks are as full as it says."""

    def __init__(self, inner: Channel, ear: Ear, clock: Clock, given: Given, context: str) -> None:
        """`context` of the switch's dialplan holds `parties()`."""
        super().__init__(inner, ear, clock)
        self._given = given
        self._context = context
        self.switch: Switch = given.switch()
        """The parties that were not rung yet, the keys that were sent."""
        self._rung: tuple[str, ...] = ()

    @property
    def facts(self) -> CallFacts:
        """As the call arrived, but for the number called: ours only finds the script that is played."""
        return replace(self._inner.facts, called=self._given.facts.called)

    def record(self, recording: Recording) -> Recorded:
        """Record, unless the script says that the path cannot be written."""
        if reason := self.switch.refuses(recording.path):
            self._ear.waits(self._now(), "record", None)
            self._ear.waited(self._now(), "record", "failed")
            return Recorded("failed", path=recording.path, reason=reason)
        return super().record(recording)

    def dial(self, dial: Dial) -> Dialled:
        """Ring the parties of the script instead; a path that the script says cannot be written is none."""
        path = "" if self.switch.refuses(dial.recording) else dial.recording
        dialled = super().dial(replace(dial, targets=self._parties(dial), recording=path))
        return replace(dialled, heard=self._named(dial, dialled.heard))

    def hand_over(self, dial: Dial) -> Transferred:
        """Ring the parties of the script instead."""
        moved = super().hand_over(replace(dial, targets=self._parties(dial)))
        return replace(moved, heard=self._named(dial, moved.heard))

    def _parties(self, dial: Dial) -> tuple[str, ...]:
        self._rung = tuple(party(self.switch.legs, dial, target, self._context) for target in dial.targets)
        return self._rung

    def _named(self, dial: Dial, heard: Sequence[str]) -> tuple[str, ...]:
        """Whom the parties that `heard` something stand for."""
        return tuple(name for name, party in zip(dial.targets, self._rung, strict=True) if party in heard)

    def send_keys(self, keys: str, ms: int = 100) -> None:
        """Send them, and note them."""
        super().send_keys(keys, ms)
        self.switch.sent.append(keys)


def party(legs: Legs, dial: Dial, target: str, context: str) -> str:
    """The dial string of what `target` of `dial` is in the script."""
    leg = legs.ring(target)
    outcome: str = leg.outcome
    listens, key = clips_ms(dial.whisper), "0"
    if dial.confirm_key and outcome == "answer" and leg.confirm != "none":
        outcome, listens, key = "presses", _ms(leg.confirm_after), leg.confirm or dial.confirm_key
    return f"loopback/{PARTY}-{outcome}-{_ms(leg.after)}-{_ms(leg.seconds)}-{listens}-{key}/{context}/XML"


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def parties() -> str:
    """Extensions of a dialplan that answer, press a key, are busy, refuse or ring on, as their name says."""
    answer, press = [("answer", ""), ("sleep", "$3")], [("send_dtmf", "$4@100")]
    talk = [("playback", "silence_stream://$2"), ("hangup", "NORMAL_CLEARING")]
    ends = {
        "answer": [*answer, *talk],
        "presses": [*answer, *press, *talk],
        "busy": [("hangup", "USER_BUSY")],
        "rejected": [("hangup", "CALL_REJECTED")],
        "failed": [("hangup", "NO_ROUTE_DESTINATION")],
        "no_answer": [("sleep", "600000")],
    }
    return "".join(_extension(outcome, actions) for outcome, actions in ends.items())


def _extension(outcome: str, actions: list[tuple[str, str]]) -> str:
    rows = [("ring_ready", ""), ("sleep", "$1"), *actions]
    body = "".join(f'<action application="{name}" data="{data}"/>' for name, data in rows)
    pattern = f"^{PARTY}-{outcome}-([0-9]+)-([0-9]+)-([0-9]+)-([0-9*#A-D])$"
    return (
        f'<extension name="{PARTY}-{outcome}"><condition field="destination_number" expression="{pattern}">'
        f"{body}</condition></extension>\n"
    )


def unplayable(given: Given, steps: Sequence[Step]) -> str:
    """What of a script cannot be made true on a switch; empty if everything can."""
    missing = {
        "answers of applications": bool(tuple(given.answers)),
        "refused transfers": bool(tuple(given.refusals)),
        f"keys less than {FASTEST_SECONDS} s apart": any(
            isinstance(step, Press) and len(step.keys) > 1 and step.pace < FASTEST_SECONDS for step in steps
        ),
    }
    return ", ".join(what for what, is_missing in missing.items() if is_missing)
