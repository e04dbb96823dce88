"""The simulated telephone of a call that is repeated: whom it rings does what they did then."""

from __future__ import annotations

from typing import Literal

from engine.events import ApplicationRun, CallTransferred, Event, LegDialled, RecordingMade
from nodes.channel import CallFacts, Dial, Dialled, Executed, Recorded, Recording, Transferred
from simulator.channel import SimChannel
from simulator.clock import VirtualClock
from simulator.replay.caller import ToldCaller
from simulator.replay.course import Course


class ToldChannel(SimChannel):
    """A SimChannel whose parties, transfers and applications end as they ended in `course`."""

    __slots__ = ("_course", "_told_caller")

    def __init__(self, facts: CallFacts, clock: VirtualClock, caller: ToldCaller, course: Course) -> None:
        super().__init__(facts, clock, caller)
        self._course = course
        self._told_caller = caller

    def dial(self, dial: Dial) -> Dialled:
        """As Channel.dial: what was journalled then, in the time that it took."""
        self._enter()
        told = self._course.take(LegDialled)
        if told is None:
            return super().dial(dial)
        self._answered = True
        seconds = self._pass_as_then(told)
        if told.ended == "hangup":
            self._gone()
            return Dialled("hangup", told.cause)
        talked = seconds if told.ended == "ended" else 0.0
        target = dial.targets[0] if dial.targets else ""
        recording = dial.recording if told.ended == "ended" else ""
        dialled = Dialled(told.ended, told.cause, talked, target, recording)  # type: ignore[arg-type]
        self._dials[dial.step] = dialled
        return dialled

    def transfer(self, target: str, kind: Literal["blind", "refer"] = "blind") -> Transferred:  # type: ignore[override]
        """As Channel.transfer."""
        self._enter()
        told = self._course.take(CallTransferred)
        return super().transfer(target, kind) if told is None else self._moved_as(told)

    def hand_over(self, dial: Dial) -> Transferred:
        """As Channel.hand_over; a caller who hung up meanwhile does so again."""
        self._enter()
        told = self._course.take(CallTransferred)
        if told is None and self._course.visit is None:
            return super().hand_over(dial)
        self._answered = True
        if told is None:
            self._gone()
            raise self._ended()
        self._pass_as_then(told)
        return self._moved_as(told)

    def execute(
        self, application: str, argument: str = "", *, api: bool = False, seconds: float = 0.0
    ) -> Executed:
        """As Channel.execute; what it answered is known where the flow kept it."""
        self._enter()
        told, visit = self._course.take(ApplicationRun), self._course.visit
        if told is None or visit is None:
            return super().execute(application, argument, api=api, seconds=seconds)
        self._pass_as_then(told)
        kept = visit.value(str(self._course.setting("into", "")))
        return Executed(told.ok, kept if isinstance(kept, str) else "")

    def record(self, recording: Recording) -> Recorded:
        """As Channel.record; one that failed then fails again."""
        visit = self._course.visit
        made = [event for event in visit.events if isinstance(event, RecordingMade)] if visit else []
        if made and all(event.ended == "failed" for event in made):
            self._enter()
            return Recorded("failed", path=recording.path, reason="as it was then")
        return super().record(recording)

    def _moved_as(self, told: CallTransferred) -> Transferred:
        if told.ended == "transferred":
            self._let_go()
        return Transferred(told.ended, told.cause)  # type: ignore[arg-type]

    def _gone(self) -> None:
        self._cause = "ORIGINATOR_CANCEL"
        self._tell()

    def _pass_as_then(self, told: Event) -> float:
        """Let the time pass that it took, from what came before it in the visit; in seconds."""
        visit = self._course.visit
        began = visit.at if visit else told.t
        for event in visit.events if visit else ():
            if event is told:
                break
            began = max(began, min(event.t, told.t))
        seconds = max(0.0, told.t - began)
        self._clock.advance(seconds)
        return seconds
