"""The verbs of a simulated call that concern others: ringing them, and handing the call over."""

from __future__ import annotations

from nodes.channel import CallFacts, Dial, Dialled, Transferred
from simulator.bridge import Ringing, dialable, ring
from simulator.caller import Caller
from simulator.clock import VirtualClock
from simulator.endpoint import Endpoint
from simulator.switch import Switch


class Parties(Endpoint):
    """A call that can be joined with others. What those do is the switch's `legs` and `refusals`."""

    __slots__ = ("_dials",)

    def __init__(
        self, facts: CallFacts, clock: VirtualClock, caller: Caller, switch: Switch | None = None
    ) -> None:
        super().__init__(facts, clock, caller, switch)
        self._dials: dict[str, Dialled] = {}

    def dial(self, dial: Dial) -> Dialled:
        """Ring the targets; what they do is the switch's `legs`. Keys pressed meanwhile are the talk's."""
        self._enter()
        waiting = len(self._keys)
        self._caller.waits(self._clock.ms, "dial", None)
        dialled = self._dialled(dial)
        self._drop_keys(waiting)
        self._dials[dial.step] = dialled
        self._caller.waited(self._clock.ms, "dial", dialled.ended)
        if dialled.ended == "hangup":
            self._tell()
        return dialled

    def last_dial(self, step: str) -> Dialled | None:
        """The outcome of the dial named `step`, if there was one."""
        self._enter()
        return self._dials.get(step)

    def transfer(self, target: str, kind: str = "blind") -> Transferred:
        """Hand the call to `target`, if the switch's `transfers` do not say otherwise."""
        self._enter()
        outcome = self._switch.transfer(target)
        if outcome.ended == "transferred":
            self._let_go()
        return outcome

    def hand_over(self, dial: Dial) -> Transferred:
        """Ring the targets and let go of the call once one of them has it."""
        self._enter()
        waiting = len(self._keys)
        self._caller.waits(self._clock.ms, "dial", None)
        heard: list[str] = []
        last = self._rung(dial, heard)
        self._drop_keys(waiting)
        moved = _moved(last, tuple(heard))
        self._caller.waited(self._clock.ms, "dial", moved.ended if last else "hangup")
        if last is None:
            raise self._ended()
        if moved.ended == "transferred":
            self._let_go()
        else:
            self._dials[dial.step] = Dialled(last.outcome, last.cause, 0.0, last.target, heard=moved.heard)  # type: ignore[arg-type]
        return moved

    def _let_go(self) -> None:
        self._cause = "TRANSFERRED"
        self._tell()

    def _drop_keys(self, waiting: int) -> None:
        """Forget the keys that were pressed after the first `waiting` ones."""
        while len(self._keys) > waiting:
            self._keys.pop()

    def _dialled(self, dial: Dial) -> Dialled:
        heard: list[str] = []
        last = self._rung(dial, heard)
        if last is None:
            return Dialled("hangup", "ORIGINATOR_CANCEL", heard=tuple(heard))
        if last.outcome == "answer":
            return self._talk(dial, last, tuple(heard))
        return Dialled(last.outcome, last.cause, 0.0, last.target, heard=tuple(heard))

    def _rung(self, dial: Dial, heard: list[str]) -> Ringing | None:
        """Ring until one has come, the last one has not, or the caller has gone (None); note who `heard`."""
        targets = dialable(dial.targets)
        self._answered = self._answered or bool(targets)
        last = Ringing("failed", 0, "", "INVALID_NUMBER_FORMAT")
        for last in ring(dial, targets, self._switch.legs):
            began = self._clock.ms
            stays = self._stays(last.ms)
            heard += [target for at, target in last.answers if began + at <= self._clock.ms]
            if not stays:
                return None
            if last.outcome == "answer":
                break
        return last

    def _talk(self, dial: Dial, joined: Ringing, heard: tuple[str, ...]) -> Dialled:
        ms = round(joined.seconds * 1000)
        if dial.limit_seconds:
            ms = min(ms, round(dial.limit_seconds * 1000))
        start = self._clock.ms
        ended = "ended" if self._stays(ms) else "hangup"
        seconds = (self._clock.ms - start) / 1000
        recording = "" if self._switch.refuses(dial.recording) else dial.recording
        if recording:
            self._switch.keep(recording, seconds)
        return Dialled(ended, joined.cause, seconds, joined.target, recording, heard)  # type: ignore[arg-type]


def _moved(last: Ringing | None, heard: tuple[str, ...]) -> Transferred:
    if last is None or last.outcome == "answer":
        return Transferred("transferred", "", heard)
    return Transferred("busy" if last.outcome == "busy" else "failed", last.cause, heard)
