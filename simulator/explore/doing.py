"""What a caller does at one point of a call, whatever the moment."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.explore.choice import GONE, Option, Target


@dataclass(frozen=True, slots=True)
class Doing:
    """Speak for `say` seconds, then press `keys`, then hang up; nothing of it is silence."""

    say: float = 0.0
    keys: str = ""
    hang_up: bool = False

    def __bool__(self) -> bool:
        return bool(self.say or self.keys or self.hang_up)


SILENCE = Doing()


def press(keys: str, *exits: str, aims: tuple[Target, ...] = (), leads: str = "") -> Option:
    """Press `keys`."""
    return Option(f"press {keys}", Doing(keys=keys), exits, aims, leads)


def stay_silent(*exits: str) -> Option:
    """Do nothing."""
    return Option("silence", SILENCE, exits)


HANG_UP = Option(GONE, Doing(hang_up=True), leads="hangup")
