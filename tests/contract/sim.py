"""The rig around a simulated channel."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nodes.channel import CallFacts
from nodes.clips import Clip
from simulator.caller import Act, TimedCaller
from simulator.channel import SimChannel
from simulator.clock import VirtualClock
from simulator.legs import Leg, Legs
from simulator.switch import Switch
from tests.contract.rig import Outcome, Rig


class SimFarEnd:
    """Puts acts into the diary of a timed caller."""

    def __init__(self, clock: VirtualClock, caller: TimedCaller, switch: Switch) -> None:
        self._clock, self._caller, self._switch = clock, caller, switch

    def press(self, keys: str, after: float = 0.0, pace: float = 0.3) -> None:
        """As FarEnd."""
        start = self._at(after)
        self._caller.add(*(Act(start + round(n * pace * 1000), "key", key) for n, key in enumerate(keys)))

    def hangup(self, after: float = 0.0) -> None:
        """As FarEnd."""
        self._caller.add(Act(self._at(after), "hangup"))

    def talk(self, seconds: float, after: float = 0.0) -> None:
        """As FarEnd."""
        self._caller.add(Act(self._at(after), "talk", ms=round(seconds * 1000)))

    def received(self) -> str:
        """As FarEnd."""
        return "".join(self._switch.sent)

    def _at(self, after: float) -> int:
        return self._clock.ms + round(after * 1000)


class SimRig:
    """A simulated channel whose recordings are written below `folder`."""

    tolerance = 0.02

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._legs: list[Leg] = []
        self._clock = VirtualClock()
        self._bad = str(folder / "no-such-folder")
        self._switch = Switch(unwritable={self._bad: "there is no such folder"}, writer=_write)
        caller = TimedCaller()
        self.channel = SimChannel(
            CallFacts("contract", "1000", "Caller", "2000"), self._clock, caller, self._switch
        )
        self.far_end = SimFarEnd(self._clock, caller, self._switch)

    def sound(self, seconds: float) -> Clip:
        """As Rig."""
        return Clip("sound", "a sound", ms=round(seconds * 1000))

    def party(
        self,
        outcome: Outcome,
        *,
        after: float = 0.5,
        seconds: float = 1.0,
        listens: float = 0.0,
        presses: str = "",
    ) -> str:
        """As Rig."""
        target = f"loopback/party{len(self._legs)}/contract"
        self._legs.append(
            Leg(outcome, target, after, seconds, confirm=presses or "none", confirm_after=listens)
        )
        self._switch.legs = Legs(self._legs)
        return target

    def new_path(self) -> str:
        """As Rig."""
        return str(self._folder / "message.wav")

    def bad_path(self) -> str:
        """As Rig."""
        return f"{self._bad}/message.wav"

    def length(self, path: str) -> float:
        """As Rig."""
        with wave.open(path) as sound:
            return float(sound.getnframes() / sound.getframerate())

    def pause(self, seconds: float) -> None:
        """As Rig."""
        self._clock.sleep(seconds)

    def elapsed(self) -> float:
        """As Rig."""
        return self._clock.elapsed()


@contextmanager
def sim_rig(folder: Path) -> Iterator[Rig]:
    """A rig around a fresh simulated call."""
    yield SimRig(folder)


def _write(path: str, seconds: float) -> None:
    with wave.open(path, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * round(seconds * 8000)))
