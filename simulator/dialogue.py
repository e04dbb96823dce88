"""Carries out the steps of a scripted caller: fed with what is noticed of a call, it says what to do next.

It knows no channel and no clock. A simulated caller (`ScriptedCaller`) and a real leg are driven alike:
pass it every notice of `simulator.caller.Ear`, and whenever `due` has come, do what `act` answers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.channel import heard_text
from nodes.clips import Clip
from nodes.light import light
from simulator.caller import Act, Caller, What
from simulator.deeds import deed
from simulator.steps import HangUp, Hear, Never, Press, Say, Silence, Step, Wait, keys_to_steps
from simulator.told import Told, Where, cut

PAUSE = "wait"
"""The node type that lets time pass: a caller does not answer it, except with keys pressed into it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A step that did not come about: its line in the script, what was expected, where the call stood."""

    line: int
    told: Told
    where: Where


_INTO = (Press, HangUp)
_ANSWERS = (Press, HangUp, Say)
"""Steps that can be done while something sounds; steps that answer a flow which waits."""


@light
class Sound:
    """Something that was heard: when it began and ended (milliseconds), and how it ended."""

    at: int
    clips: Sequence[Clip]
    ended: str
    until: int

    @property
    def text(self) -> str:
        """Its words."""
        return heard_text(self.clips)


class Dialogue:
    """One scripted caller in one call. After the call `failures` holds what went otherwise than scripted."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = list(steps)
        self._next = 0
        self._step: Step | None = None
        self._acts: deque[Act] = deque()
        self._timer: int | None = None
        self._waiting: What | None = None
        self._fresh = True
        self._pausing = False
        self._silent = False
        self._sounding: tuple[int, Sequence[Clip]] = (0, ())
        self._unheard = 0
        self._nevers: list[Never] = []
        self._over = False
        self.due: int | None = None
        """When `act` is to be called next, in milliseconds of the call; None: not before a notice."""
        self.heard_sounds: list[Sound] = []
        self.path: list[tuple[str, str]] = []
        """Flow and node of each node that was entered."""
        self.failures: list[Failure] = []
        self._go_on(0)

    # -- what it wants to do --------------------------------------------------------------------

    def act(self) -> Act | None:
        """What the caller does at the time `due`; None if it was only a time that had to pass."""
        if not self._acts:
            at, self._timer, self.due = self._timer or 0, None, None
            self._go_on(at)
            return None
        act = self._acts.popleft()
        if self._acts or self._timer is not None:
            self.due = self._acts[0].at if self._acts else self._timer
        else:
            self.due = None
            self._fresh = False
            self._go_on(act.at)
        return act

    @property
    def finished(self) -> bool:
        """Whether every step has been done."""
        return self._step is None

    @property
    def idle(self) -> bool:
        """Whether the flow waits for the caller, who has nothing left to do."""
        return self.finished and self._fresh and self._waiting in ("key", "record") and not self._pausing

    def extend(self, steps: Iterable[Step], at: int) -> None:
        """Do `steps` as well, from `at` on."""
        self._steps.extend(steps)
        if self._step is None and not self._acts:
            self._go_on(at)

    # -- notices --------------------------------------------------------------------------------

    def enters(self, at: int, flow: str, node: str, type_: str) -> None:
        """As Ear.enters."""
        self._pausing = type_ == PAUSE
        self.path.append((flow, node))

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """As Ear.hears."""
        self._fresh = True
        self._sounding = (at, clips)
        for never in self._nevers:
            if never.match.fits(clips):
                text = cut(heard_text(clips))
                told = Told(f"'{text}' was never to be heard, and was", f"不应听到“{text}”，却听到了")
                self._fail(at, never.line, told)
                self._hang_up(at)
                return
        step = self._step
        if not self._acts and isinstance(step, _INTO) and _into(step, clips):
            self._begin(step, at)

    def heard(self, at: int, ended: str) -> None:
        """As Ear.heard."""
        began, clips = self._sounding
        self.heard_sounds.append(Sound(began, clips, ended, at))
        step = self._step
        if isinstance(step, Hear) and step.match.fits(clips):
            self._unheard = len(self.heard_sounds)
            self._go_on(at)

    def waits(self, at: int, what: What, ms: int | None) -> None:
        """As Ear.waits."""
        self._waiting = what
        if what == "record":
            self._fresh = True
        if self._step is not None and self.due is None:
            self._wanted(at)

    def waited(self, at: int, what: What, ended: str) -> None:
        """As Ear.waited."""
        self._waiting = None
        if ended != "key":
            self._fresh = True
            if self._silent and what != "dial":
                self._silent = False
                self._go_on(at)

    def over(self, at: int) -> None:
        """As Ear.over: steps that are left did not come about."""
        if self._over:
            return
        self._over = True
        if self._step is not None and not isinstance(self._step, Wait) and not self.failures:
            wanted = deed(self._step)
            told = Told(
                f"the call ended before the caller could {wanted}", f"来电者还没有{wanted.zh}，通话就结束了"
            )
            self._fail(at, self._step.line, told)
        self._acts.clear()
        self._step = self._timer = self.due = None

    # -- steps ----------------------------------------------------------------------------------

    def _go_on(self, at: int) -> None:
        """Take up the next step, and those after it that need no waiting."""
        while self._next < len(self._steps):
            step = self._step = self._steps[self._next]
            self._next += 1
            if isinstance(step, Never):
                self._nevers.append(step)
            elif not (isinstance(step, Hear) and self._found(step)):
                self._take_up(step, at)
                return
        self._step = None

    def _take_up(self, step: Step, at: int) -> None:
        if isinstance(step, Wait):
            self._timer = self.due = at + _ms(step.seconds)
        elif (isinstance(step, Press) and step.at_once) or (
            isinstance(step, HangUp) and step.during is None and not step.waiting
        ):
            self._begin(step, at)
        elif self._waiting is not None:
            self._wanted(at)

    def _wanted(self, at: int) -> None:
        """The flow waits for the caller: begin the step if it was waiting for that.

        It does not while the flow only lets time pass, nor before anything was heard since the last keys:
        it is then waiting for more of them.
        """
        if not self._fresh or self.due is not None or self._waiting == "dial":
            return
        step = self._step
        if isinstance(step, _INTO) and step.during is not None:
            if not step.during:
                self._begin(step, at)
        elif isinstance(step, Silence):
            self._silent = not self._pausing
        elif isinstance(step, _ANSWERS) and not self._pausing:
            self._begin(step, at)

    def _begin(self, step: Press | HangUp | Say, at: int) -> None:
        """Do what `step` says, reckoned from `at`."""
        start = at + _ms(step.after)
        if isinstance(step, Press):
            if step.speaks and self._waiting == "record":
                self._acts.append(Act(at, "talk", ms=_ms(step.speaks)))
                start += _ms(step.speaks)
            pace = _ms(step.pace)
            self._acts.extend([Act(start + pace * n, "key", key) for n, key in enumerate(step.keys)])
        elif isinstance(step, Say):
            ms = _ms(step.seconds)
            self._acts.append(Act(start, "talk", ms=ms, text=step.text))
            self._timer = start + ms
        else:
            self._acts.append(Act(start, "hangup"))
        self.due = self._acts[0].at

    def _found(self, step: Hear) -> bool:
        """Whether something heard and not used by an earlier step is what `step` wants."""
        for number in range(self._unheard, len(self.heard_sounds)):
            if step.match.fits(self.heard_sounds[number].clips):
                self._unheard = number + 1
                return True
        return False

    def _hang_up(self, at: int) -> None:
        self._acts.clear()
        self._timer = None
        self._acts.append(Act(at, "hangup"))
        self.due = at
        self._step = None
        self._next = len(self._steps)

    def _fail(self, at: int, line: int, told: Told) -> None:
        since = [sound.text for sound in self.heard_sounds[self._unheard :] if sound.text][-3:]
        flow, node = self.path[-1] if self.path else ("", "")
        way = tuple(node for _, node in self.path)
        self.failures.append(Failure(line, told, Where(flow, node, at, tuple(since), way)))


class ScriptedCaller(Dialogue):
    """The caller of a SimChannel who follows the steps of a dialogue."""

    def next_act(self, now: int, until: int | None) -> Act | None:
        """The next act that is due before `until`."""
        due = self.due
        while due is not None and (until is None or due < until):
            act = self.act()
            if act is not None:
                return act
            due = self.due
        return None


def caller_of(caller: str | tuple[Step, ...] | list[Step] | Caller) -> Caller:
    """The caller that `caller` describes: keys as for `--keys`, steps, or a caller already.

    Raises ValueError for bad keys.
    """
    if isinstance(caller, str):
        return ScriptedCaller(keys_to_steps(caller))
    return ScriptedCaller(caller) if isinstance(caller, tuple | list) else caller


def _into(step: Press | HangUp, clips: Sequence[Clip]) -> bool:
    """Whether `step` is to be done while `clips` sound."""
    return step.during is not None and step.during.fits(clips)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
