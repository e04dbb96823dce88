"""One run of an interactive call: the real runner on a simulated channel, with somebody at every turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.events import Event, NodeEntered
from engine.runner import Outcome, run_call
from engine.stack import Stack
from flows.release import Release
from nodes.channel import CallFacts
from nodes.clips import Clip
from simulator.clock import VirtualClock
from simulator.given import Given
from simulator.interactive import notices
from simulator.interactive.errors import Unwind
from simulator.interactive.person import Person
from simulator.interactive.tape import Mark
from simulator.legs import Leg, Legs
from simulator.services import SimServices
from simulator.switch import Switch
from simulator.track import Overheard, OverheardChannel, Track

if TYPE_CHECKING:
    from simulator.interactive.helm import Helm


class PacedClock(VirtualClock):
    """Lets real time pass where a service takes its time."""

    __slots__ = ("_run",)

    def __init__(self, run: Run, given: Given) -> None:
        super().__init__(given.now)
        self._run = run

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass, as fast as the helm says; a command may let them pass at once."""
        goal = self.ms + max(0, round(seconds * 1000))
        run = self._run
        at = self.ms
        while at < goal and run.paced and not run.replaying and not run.person.skipping:
            at = run.helm.let_pass(at, goal)
        run.person.skipping = False
        self.ms = goal


class AskedLegs(Legs):
    """Parties that do as prepared; what one does that nobody prepared is asked for while it rings."""

    def __init__(self, legs: Sequence[Leg], run: Run) -> None:
        super().__init__(legs)
        self._prepared = legs
        self._run = run

    def ring(self, target: str) -> Leg:
        """What `target` does this time."""
        usual, run = super().ring(target), self._run
        if any(usual is leg for leg in self._prepared):
            return usual
        tick = run.tick()
        if not run.replaying:
            run.person.at = run.clock.ms
            run.tell(notices.Ringing(at=run.clock.ms, target=target))
            run.helm.tape.legs[tick] = run.helm.ask_leg()
        chosen = run.helm.tape.legs.get(tick, usual)
        run.chosen.append(replace(chosen, target=target, times=1))
        return chosen


class _Channel(OverheardChannel):
    """Tells the person whether a sound goes on behind the call."""

    __slots__ = ("_person",)

    def __init__(
        self, facts: CallFacts, clock: VirtualClock, person: Person, track: Track, switch: Switch
    ) -> None:
        super().__init__(facts, clock, Overheard(person, track), switch)
        self._person = person

    def start_sound(self, clips: Sequence[Clip]) -> None:
        self._person.behind = True
        try:
            super().start_sound(clips)
        finally:
            self._person.behind = False

    def stop_sound(self) -> None:
        super().stop_sound()
        self._person.quiet(self._clock.ms, "stop")


class Run:
    """A call from its first event to its last; up to the node `goal` it only repeats one that was made."""

    def __init__(self, helm: Helm, release: Release, base: Given, given: Given, goal: Mark | None) -> None:
        """`base` are the circumstances without what was prepared in this session, `given` with it."""
        self.helm = helm
        self.release = release
        self.base = base
        self.given = given
        self.clock = PacedClock(self, given)
        self.switch = given.switch()
        self.switch.legs = AskedLegs(given.legs, self)
        self.outside = SimServices(self.clock, given.world)
        self.person = Person(self)
        self.track = Track()
        self.events: list[Event] = []
        self.chosen: list[Leg] = []
        """What parties did that nobody had prepared, each with whom it stood for."""
        self.stack: Stack | None = None
        self.given_up: Unwind | None = None
        """Why the run is given up: what nodes still ask while they are left is not answered."""
        self.by_hand = False
        """A variable or the way was changed by hand."""
        self.within = False
        """A node runs: the call does not stand between two."""
        self.ticks = 0
        self.goal = goal

    @property
    def replaying(self) -> bool:
        """Whether what happens now has happened before."""
        return self.goal is not None

    @property
    def now(self) -> int:
        """Milliseconds since the call began, within a prompt or a wait as well."""
        return max(self.clock.ms, self.person.at)

    @property
    def paced(self) -> bool:
        """Whether real time passes."""
        return self.helm.speed > 0

    def __call__(self) -> Outcome:
        """Run it. Raises Unwind if it is to be given up."""
        given = self.given
        channel = _Channel(given.facts, self.clock, self.person, self.track, self.switch)
        return run_call(
            self.release,
            channel,
            self.outside.services,
            self.journal,
            line=given.line,
            values=given.values,
            guide=self,
        )

    def prepare(self, given: Given) -> None:
        """Let everything outside answer as `given` says from now on."""
        self.given = given
        self.outside.prepare(given.world)
        self.switch.legs = AskedLegs(given.legs, self)
        self.switch.answers, self.switch.refusals = given.answers, given.refusals
        self.switch.unwritable = dict(given.unwritable)

    def tick(self, place: tuple[str, str] | None = None) -> int:
        """The number of the question that is asked now; in a replay, what was changed then is done again.

        `place` is the node that is about to be entered, if that is the question. Raises Unwind once the
        run is given up.
        """
        if self.given_up is not None:
            raise self.given_up
        self.ticks += 1
        goal = self.goal
        if goal is not None and self.ticks < goal.tick:
            for change in self.helm.tape.changes.get(self.ticks, ()):
                change(self)
        elif goal is not None and place != goal.place:
            self.helm.gone_astray()
        return self.ticks

    def tell(self, notice: notices.Notice) -> None:
        """Tell what happens, unless it has happened before."""
        if not self.replaying:
            self.helm.tell(notice)

    def journal(self, event: Event) -> None:
        """Take an event of the runner's."""
        self.events.append(event)
        if type(event) is NodeEntered:
            self.outside.whereabouts.node = event.node
            self.person.enters(self.clock.ms, event.flow, event.node, event.type)
        self.tell(notices.Journal(n=len(self.events) - 1, entry=event.to_json()))

    def before(self, stack: Stack) -> None:
        """As engine.guide.Guide.before."""
        self.stack = stack
        self.within = False
        place = (stack.top.flow, stack.top.node)
        mark = Mark(self.tick(place), place)
        self.helm.tape.nodes.append(mark)
        self.person.at = self.clock.ms
        if mark == self.goal:
            self.goal = None
            self.helm.arrive()
        elif not self.replaying:
            self.helm.before()
        self.within = True
