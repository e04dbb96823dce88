"""The caller of an interactive call: does what it is told, and lets time pass as fast as it is told."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.channel import heard_text
from nodes.clips import Clip
from simulator.caller import Act, What
from simulator.dialogue import PAUSE
from simulator.interactive import notices
from simulator.steps import PACE, REACTION, SPEAKS

if TYPE_CHECKING:
    from simulator.interactive.run import Run

_PACE = round(PACE * 1000)


class Person:
    """One caller in one run. `at` is the present, in milliseconds of the call."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._pending: list[Act] = []
        self._pausing = False
        self._playing = False
        self._speaks_to = -1
        self._music = False
        self.behind = False
        """What begins to sound now is to go on behind the call."""
        self.at = 0
        self.until: int | None = 0
        """When what sounds or is waited for will be over; None: it has no end of its own."""
        self.waiting: What | None = None
        self.sounding = ""
        """The words that sound now."""
        self.skipping = False

    # -- what it is told ------------------------------------------------------------------------

    def press(self, keys: str, after: float | None, standing: bool) -> None:
        """Press `keys`. `standing`: the call waits for it, and time has to pass before the first key."""
        if after is not None:
            start = self.at + round(after * 1000)
        elif standing:
            if self.waiting == "record" and self._speaks_to < 0:
                self.talk(SPEAKS)
            start = max(self._speaks_to, self.at + self._reaction())
        else:
            last = [act.at for act in self._pending if act.kind == "key"]
            start = max([self.at, *(at + _PACE for at in last)])
        for number, key in enumerate(keys):
            self._add(Act(start + _PACE * number, "key", key))

    def _reaction(self) -> int:
        """Milliseconds to the first key: as usual, or less where the flow would not wait so long."""
        usual = round(REACTION * 1000)
        return usual if self.until is None else min(usual, (self.until - self.at) // 2)

    def talk(self, seconds: float) -> None:
        """Speak from now on; what is done next while the call stands still is done after that."""
        ms = max(1, round(seconds * 1000))
        self._speaks_to = self.at + ms
        self._add(Act(self.at, "talk", ms=ms))

    def hang_up(self, standing: bool) -> None:
        """Hang up; no key is pressed any more. `standing` as for `press`."""
        talk = [act for act in self._pending if act.kind == "talk"] if standing else []
        self._pending = [*talk, Act(max(self.at, self._speaks_to) if standing else self.at, "hangup")]

    def _add(self, act: Act) -> None:
        insort(self._pending, act, key=_time)

    # -- notices --------------------------------------------------------------------------------

    def enters(self, at: int, flow: str, node: str, type_: str) -> None:
        """As Ear.enters."""
        self._pausing = type_ == PAUSE

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """As Ear.hears."""
        self.quiet(at, "stop")
        self._playing = True
        self.sounding = heard_text(clips)
        self._run.tell(
            notices.Playing(
                at=at, ms=ms, text=self.sounding, clips=notices.sounds(clips), background=self.behind
            )
        )

    def heard(self, at: int, ended: str) -> None:
        """As Ear.heard."""
        self._playing = False
        if ended == "on":
            self._music = True
            return
        self.sounding = ""
        self._run.tell(notices.Stopped(at=at, ended=ended))

    def quiet(self, at: int, ended: str) -> None:
        """What sounded behind the call ends, if anything did."""
        if self._music:
            self._music = False
            self.sounding = ""
            self._run.tell(notices.Stopped(at=at, ended=ended))

    def waits(self, at: int, what: What, ms: int | None) -> None:
        """As Ear.waits. In real time whoever records is taken to speak all the while."""
        self.waiting = what
        self._speaks_to = -1
        if what == "record" and self._run.paced and not self._run.replaying:
            self._add(Act(at, "talk"))
        self._run.tell(notices.Waiting(at=at, what=what, ms=ms))

    def waited(self, at: int, what: What, ended: str) -> None:
        """As Ear.waited."""
        self.waiting = None
        self._run.tell(notices.Waited(at=at, what=what, ended=ended))

    def over(self, at: int) -> None:
        """As Ear.over."""
        self.quiet(at, "hangup")
        self.waiting = None
        self.sounding = ""

    # -- acts -----------------------------------------------------------------------------------

    def next_act(self, now: int, until: int | None) -> Act | None:
        """What it is told before `until`; the same as the last time in a replay."""
        run = self._run
        tick = run.tick()
        if run.replaying:
            return run.helm.tape.acts.get(tick)
        self.at, self.until = now, until
        act = self._live_act(now, until)
        self.skipping = False
        if act is not None:
            run.helm.tape.acts[tick] = act
            run.tell(notices.Pressed(at=act.at, kind=act.kind, key=act.key, ms=act.ms))
        return act

    def _live_act(self, now: int, until: int | None) -> Act | None:
        run = self._run
        while True:
            run.helm.attend()
            if self._pending and self._pending[0].at <= self.at:
                act = self._pending.pop(0)
                return replace(act, at=max(now, act.at))
            if until is not None and (self.at >= until or until <= now + 1):
                return None
            if self.skipping and until is not None:
                self.at = until
                continue
            due = self._pending[0].at if self._pending else None
            goal = min((at for at in (due, until) if at is not None), default=None)
            if run.paced:
                self.at = run.helm.let_pass(self.at, goal)
            elif due is None and self._is_awaited():
                run.helm.stand("caller")
            elif goal is None:
                return None
            else:
                self.at = goal

    def _is_awaited(self) -> bool:
        """Whether the flow waits for what the caller does, and not only for time to pass."""
        return self.waiting in ("key", "record") and not self._pausing and not self._playing


def _time(act: Act) -> int:
    return act.at
