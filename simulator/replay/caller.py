"""The caller of a call that was made before, who does again what he did: keys, silence, words, hang-up."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from itertools import takewhile

from engine.channel import heard_text
from engine.events import MASK, Event, Heard, HungUp, KeyPressed, RecordingMade, Silence
from nodes.clips import Clip
from simulator.caller import Act, Deaf, What
from simulator.dialogue import PAUSE
from simulator.endpoint import GRAIN
from simulator.lengths import text_ms
from simulator.replay.course import Course
from simulator.steps import REACTION

TOGETHER = 0.03
"""Keys that a node uses within so many seconds of its beginning were pressed before it."""

_DEEDS = (Heard, KeyPressed, Silence, RecordingMade, HungUp)
_CONTINUES = 10.0
"""A caller whose way has parted from that of then waits so many seconds for a prompt to answer."""


class ToldCaller(Deaf):
    """Repeats the caller of `course`, reckoning each moment from what is heard now.

    `usual`: after a prompt that nobody cut he presses half a second after its end, whenever it was then: how
    long a prompt lasted is not journalled. `going_on`: where the ways part he goes on with what is left of
    his keys; otherwise he hangs up.
    """

    def __init__(self, course: Course, *, usual: bool = False, going_on: bool = False) -> None:
        self._course = course
        self._usual, self._going_on = usual, going_on
        self._acts: deque[Act] = deque()
        self._deeds: deque[Event] = deque()
        self._ahead: deque[str] = deque()
        """Keys that were pressed and that no node has used yet."""
        self._since = (0, 0.0)
        """A moment of now (milliseconds) and the same one of then (seconds)."""
        self._sure = True
        """Whether that moment of then is known, and not reckoned from the length of a prompt."""
        self._rest: deque[Event] | None = None

    # -- notices --------------------------------------------------------------------------------

    def enters(self, at: int, flow: str, node: str, type_: str) -> None:
        """As Ear.enters."""
        course = self._course
        if course.parted:
            return
        course.enters(flow, node)
        visit = course.visit
        if visit is None:
            self._part(at)
            return
        self._deeds = deque(event for event in visit.events if isinstance(event, _DEEDS))
        self._since, self._sure = (at, visit.at), True
        if type_ == PAUSE:
            self._into_pause(at)
        elif self._pressed_before(visit.at):
            self._press_on(at)
        self._leave(at)

    def hears(self, at: int, clips: Sequence[Clip], ms: int) -> None:
        """As Ear.hears."""
        deed = self._deeds[0] if self._deeds else None
        if not isinstance(deed, Heard):
            return
        following = self._following(deed)
        self._deeds.popleft()
        last = max(0, ms - GRAIN)
        if deed.ended == "key":
            moment = at + min(_ms(following - deed.t), last)
            self._cut(moment, deed.key, at_once=following - deed.t < TOGETHER)
            self._since, self._sure = (moment, following), True
            self._press_on(moment)
        elif deed.ended == "hangup":
            self._acts.append(Act(at + min(_ms(following - deed.t), last), "hangup"))
        elif deed.ended == "background":
            self._since, self._sure = (at, deed.t), True
        else:
            length = ms if heard_text(clips) == deed.text else text_ms(deed.text)
            self._since, self._sure = (at + ms, deed.t + length / 1000), False
        self._leave(at)

    def waits(self, at: int, what: What, ms: int | None) -> None:
        """As Ear.waits."""
        if self._rest is not None:
            self._go_on(at, what)
            return
        if self._acts or what == "dial":
            return
        self._ahead.clear()
        while self._deeds and isinstance(self._deeds[0], Heard):
            # What was heard then is not heard now; a key that cut it short is pressed all the same.
            gone = self._deeds.popleft()
            if isinstance(gone, Heard) and gone.ended == "key":
                self._key(at + _ms(REACTION), gone.key)
                return
        deed = self._deeds[0] if self._deeds else None
        if isinstance(deed, KeyPressed):
            self._press_on(self._moment(deed, at))
        elif isinstance(deed, RecordingMade) and what == "record":
            self._deeds.popleft()
            self._speak(deed, at)
        self._leave(at)

    def waited(self, at: int, what: What, ended: str) -> None:
        """As Ear.waited."""
        deed = self._deeds[0] if self._deeds else None
        if ended == "timeout" and isinstance(deed, Silence):
            self._deeds.popleft()
            self._since, self._sure = (at, deed.t), True
            self._leave(at)

    def over(self, at: int) -> None:
        """As Ear.over."""
        self._acts.clear()

    def next_act(self, now: int, until: int | None) -> Act | None:
        """As Caller.next_act."""
        if self._acts and (until is None or self._acts[0].at < until):
            return self._acts.popleft()
        return None

    def hang_up(self, at: int) -> None:
        """Hang up, whatever was done then."""
        self._acts.clear()
        self._acts.append(Act(at, "hangup"))

    # -- deeds ----------------------------------------------------------------------------------

    def _moment(self, deed: Event, at: int) -> int:
        """When `deed` is to be done, by the clock of now, where the flow waits for it from `at` on."""
        now, then = self._since
        if self._usual and not self._sure:
            return at + _ms(REACTION)
        return max(at, now + _ms(deed.t - then))

    def _press_on(self, at: int) -> None:
        """Press the keys that come next, as far apart as they were; the first one at `at`."""
        keys = [*takewhile(lambda deed: isinstance(deed, KeyPressed), self._deeds)]
        for deed in keys:
            assert isinstance(deed, KeyPressed), "nothing else was taken"
            self._deeds.popleft()
            moment = at + _ms(deed.t - keys[0].t)
            if deed.key in self._ahead:
                while self._ahead.popleft() != deed.key:
                    pass
            else:
                self._key(moment, deed.key)
            self._since, self._sure = (moment, deed.t), True

    def _pressed_before(self, began: float) -> bool:
        """Whether the visit that `began` then found a key waiting."""
        deed = self._deeds[0] if self._deeds else None
        return isinstance(deed, KeyPressed) and deed.t - began < TOGETHER

    def _cut(self, at: int, key: str, *, at_once: bool) -> None:
        """Cut a prompt short; one that never began was cut by a key that waited already."""
        if at_once and key in self._ahead:
            return
        if not at_once:
            self._ahead.clear()
        self._key(at, key)
        self._ahead.append(key)

    def _key(self, at: int, key: str) -> None:
        """Press `key`; what the journal masks nobody can press again."""
        if key == MASK:
            visit = self._course.visit
            self._course.stop("masked_keys", visit.node if visit else "")
            self.hang_up(at)
        elif not self._course.stuck:
            self._acts.append(Act(at, "key", key))

    def _into_pause(self, at: int) -> None:
        """Press into a pause the key that the node after it found: a pause itself uses none."""
        visit, after = self._course.visit, self._course.following
        if visit is None or after is None or visit.exit in ("", "done"):
            return
        used = next((event for event in after.events if isinstance(event, KeyPressed | Heard)), None)
        if isinstance(used, KeyPressed) and used.t - after.at < TOGETHER:
            self._key(at + _ms(after.at - visit.at), used.key)
            self._ahead.append(used.key)

    def _leave(self, at: int) -> None:
        """Hang up, whatever the flow does, if that is what came next then."""
        deed = self._deeds[0] if self._deeds else None
        if isinstance(deed, HungUp) and deed.by == "caller":
            self._deeds.popleft()
            now, then = self._since
            after = REACTION if self._usual and not self._sure else deed.t - then
            self._acts.append(Act(max(at, now + _ms(after)), "hangup"))

    def _speak(self, deed: RecordingMade, at: int) -> None:
        """Speak into a recording, and end it as it ended."""
        end = at + _ms(deed.seconds)
        if deed.ended == "hangup":
            self._acts += [Act(at, "talk", ms=_ms(deed.seconds)), Act(end, "hangup")]
        elif deed.ended == "key":
            self._acts += [Act(at, "talk", ms=_ms(deed.seconds)), Act(end, "key", self._course.end_key)]
        elif deed.ended == "silence":
            spoken = deed.seconds - self._course.quiet
            if spoken > 0:
                self._acts.append(Act(at, "talk", ms=_ms(spoken)))
        else:
            self._acts.append(Act(at, "talk", ms=_ms(deed.seconds) + 1000))
        self._since, self._sure = (end, deed.t), True

    def _following(self, deed: Event) -> float:
        """When the next thing happened after `deed`."""
        visit, after = self._course.visit, self._course.following
        events = list(visit.events) if visit else []
        place = next((n for n, event in enumerate(events) if event is deed), len(events))
        later = events[place + 1].t if place + 1 < len(events) else after.at if after else deed.t
        return max(later, deed.t)

    # -- where the ways have parted ---------------------------------------------------------------

    def _part(self, at: int) -> None:
        if not self._going_on:
            self.hang_up(at)
            return
        told = self._course.told
        left = [event for visit in told.visits[self._course.place :] for event in visit.events]
        self._rest = deque([*self._deeds, *(event for event in left if isinstance(event, _DEEDS))])
        self._deeds.clear()

    def _go_on(self, at: int, what: What) -> None:
        """Answer a flow that waits with what is left of the keys of then, and hang up when nothing is."""
        rest = self._rest or deque()
        if self._acts or what == "dial":
            return
        while rest:
            deed = rest.popleft()
            if isinstance(deed, KeyPressed) and what == "key":
                self._key(at + _ms(REACTION), deed.key)
                return
            if isinstance(deed, RecordingMade) and what == "record":
                self._speak(deed, at)
                return
            if isinstance(deed, Silence) and what == "key":
                return
        self.hang_up(at + _ms(_CONTINUES if what == "record" else REACTION))


def _ms(seconds: float) -> int:
    return max(0, round(seconds * 1000))
