"""The caller of an explored call: a scripted one who is told each next step when the moment has come."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.channel import heard_text
from nodes.clips import Clip
from simulator.caller import What
from simulator.explore.behaviour import Moment
from simulator.explore.crossroads import Crossroads
from simulator.explore.doing import Doing
from simulator.explore.scene import Scene
from simulator.explore.watch import WatchedCaller
from simulator.steps import HangUp, Hear, Match, Press, Say, Silence, Step

MOST_DEEDS = 60
"""After so many deeds a caller hangs up."""

LATER = 1.0
"""Seconds into a pause, or into a dialled leg, at which a caller acts."""

LONGEST = 24
"""Characters of what is heard that a script repeats."""

SHORTEST = 3
"""Characters that tell one prompt from another."""

_MARKS = "，。！？；：,.!?;:"
_CLAUSE = re.compile(rf"[^{_MARKS}]+")


class ExploringCaller(WatchedCaller):
    """Asks at each moment what to do, and does it by the steps that a script would say it with.

    So the same steps, given from the beginning, make the same call.
    """

    def __init__(self, scene: Scene, crossroads: Crossroads) -> None:
        self.done: list[Step] = []
        """The steps so far."""
        self._scene = scene
        self._crossroads = crossroads
        self._deeds = 0
        self._free = 0
        self._extending = False
        super().__init__()

    # -- moments --------------------------------------------------------------------------------

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """As Ear.hears: where keys may interrupt, ask whether to wait for the end."""
        if self._is_free and self._crossroads.context:
            words = match_of(clips)
            if words:
                doing = self._ask("sound")
                if doing:
                    self._take(at, [*self._heard_before(words), *_into(doing, words)])
        super().hears(at, clips, ms)

    def waits(self, at: int, what: What, ms: int | None) -> None:
        """As Ear.waits: ask what to do."""
        if self._is_free and self._crossroads.context:
            after = (at - self._free) / 1000 + LATER
            if what == "dial":
                self._take(at, _later(self._ask("dial"), after))
            elif self._pausing:
                self._take(at, _later(self._ask("pause"), after))
            elif self._fresh or what == "record":
                self._take(at, [*self._heard_last(), *_now(self._ask(what))])
        super().waits(at, what, ms)

    @property
    def _is_free(self) -> bool:
        return self._step is None and not self._acts and self.due is None

    def _ask(self, moment: Moment) -> Doing:
        options = self._scene.behaviour.options(self._crossroads.context, moment)
        if self._deeds >= MOST_DEEDS and len(options) > 1:
            return Doing(hang_up=True)
        doing = self._crossroads.ask("caller", options).act
        assert isinstance(doing, Doing)
        self._deeds += bool(doing)
        return doing

    # -- steps ----------------------------------------------------------------------------------

    def _take(self, at: int, steps: Sequence[Step]) -> None:
        if steps:
            self.done.extend(steps)
            self._extending = True
            self.extend(steps, at)
            self._extending = False

    def _go_on(self, at: int) -> None:
        if not self._extending:
            self._free = at
        super()._go_on(at)

    def _heard_before(self, words: Match) -> list[Step]:
        """Steps that let pass what sounded before and would be taken for `words`."""
        return [Hear(words) for sound in self.heard_sounds[self._unheard :] if words.fits(sound.clips)]

    def _heard_last(self) -> list[Step]:
        """A step that hears what was heard last, if it was not told before."""
        for sound in reversed(self.heard_sounds[self._unheard :]):
            words = match_of(sound.clips)
            if words:
                return [Hear(words)]
        return []


def match_of(clips: Sequence[Clip]) -> Match:
    """What a script says to mean `clips`: their first words; nothing where they have none."""
    text = heard_text(clips).strip()
    clause = _CLAUSE.match(text)
    part = clause[0] if clause and len(clause[0]) >= SHORTEST else text
    return Match(part=part[:LONGEST].strip())


def _now(doing: Doing) -> list[Step]:
    """The steps of `doing` while the flow waits for the caller."""
    if not doing:
        return [Silence()]
    steps: list[Step] = []
    if doing.say:
        steps.append(Say(doing.say))
    if doing.keys:
        steps.append(Press(doing.keys))
    if doing.hang_up:
        steps.append(HangUp(waiting=not doing.say))
    return steps


def _later(doing: Doing, after: float) -> list[Step]:
    """The steps of `doing` where time passes: at a time of its own, `after` seconds from the last step."""
    if doing.hang_up:
        return [HangUp(after=after)]
    return [Press(doing.keys, after=after, at_once=True)] if doing.keys else []


def _into(doing: Doing, words: Match) -> list[Step]:
    """The steps of `doing` into what sounds."""
    if doing.hang_up:
        return [HangUp(during=words, after=0.5)]
    return [Press(doing.keys, during=words)]
