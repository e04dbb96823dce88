"""Steers an interactive call from within its thread: takes commands, holds the call, lets time pass."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from typing import NoReturn

from engine.runner import Outcome
from flows.release import Release
from simulator.circumstances import circumstances
from simulator.given import Given
from simulator.grammar import GivenRow
from simulator.interactive import notices, orders, state
from simulator.interactive.commands import AnyCommand
from simulator.interactive.errors import Closed, Refused, Unwind
from simulator.interactive.run import Run
from simulator.interactive.tape import Change, Mark, Tape
from simulator.legs import Leg


class Helm:
    """The state of a session between and during its runs; only the session's thread touches it.

    `make_given` makes the circumstances of each run. `taken` is told how many commands were answered: one,
    or none where the call has come to stand still. None in the inbox closes the session.
    """

    def __init__(
        self,
        release: Release,
        make_given: Callable[[], Given],
        tell: Callable[[notices.Notice], None],
        taken: Callable[[int], None],
        speed: float,
        hold: bool,
    ) -> None:
        self.release = release
        self.tell = tell
        self.inbox: SimpleQueue[AnyCommand | None] = SimpleQueue()
        self.tape = Tape()
        self.speed = speed
        self.stance: orders.Stance = "step" if hold else "go"
        self.breakpoints: frozenset[tuple[str, str]] = frozenset()
        self.standing = ""
        """Why the call stands still (notices.Reason), `over` after its end; empty while it goes on."""
        self.prepared: GivenRow | None = None
        """What the command `mocks` prepared last."""
        self._make_given = make_given
        self._taken = taken
        self.last: Run | None = None
        """The run that goes on, or went on last; None before the first."""
        self._runs = 0
        self._leg = Leg()
        self._goal: Mark | None = None
        self._arrival = ""
        self._then: Sequence[Change] = ()

    @property
    def present(self) -> Run:
        """The run that goes on, or went on last. There is one whenever a command can be taken."""
        assert self.last is not None, "no call was begun"
        return self.last

    # -- calls ----------------------------------------------------------------------------------

    def live(self) -> None:
        """Ring again and again until the session is closed."""
        while True:
            try:
                self._over(self._ring())
                self.stand("over")
            except Closed:
                return
            except Unwind:
                continue

    def _ring(self) -> Outcome:
        base = self._make_given()
        given = circumstances(self.prepared, base) if self.prepared is not None else base
        run = self.last = Run(self, self.release, base, given, self._goal)
        if self._goal is None:
            self._runs += 1
            self.tell(notices.Started(run=self._runs))
        return run()

    def _over(self, outcome: Outcome) -> None:
        if self.present.replaying:
            self.gone_astray()
        self.tell(state.over(self.present, outcome))

    def gone_astray(self) -> None:
        """A replay does not come to its node: what lies outside has changed since. Tell the call anew."""
        run = self.present
        run.goal = None
        self.stance = "pause"
        self.tell(notices.Rewound(at=0, events=0))
        for number, event in enumerate(run.events):
            self.tell(notices.Journal(n=number, entry=event.to_json()))

    def rerun(self, goal: Mark | None, arrival: str = "", then: Sequence[Change] = ()) -> NoReturn:
        """Give up the run and begin another: the same as this one up to `goal`, or a new one. Raises Unwind.

        It holds before `goal` for the reason `arrival`, after `then` was done.
        """
        if goal is None:
            self.tape = Tape()
        else:
            self.tape.cut(goal.tick)
        self._goal, self._arrival, self._then = goal, arrival, then
        self._give_up(Unwind())

    def _give_up(self, why: Unwind) -> NoReturn:
        """End the run, whatever its nodes do while they are left. Raises `why`."""
        self.standing = ""
        self.present.given_up = why
        raise why

    # -- standing still -------------------------------------------------------------------------

    def before(self) -> None:
        """A node is about to be entered: hold the call if somebody wants it."""
        run = self.present
        begins = run.ticks == 1 and self.stance == "step"
        # What was said before the call came to its beginning is for the call that stands there.
        self.standing = "start" if begins else ""
        self.attend()
        if self.standing:
            self.stand(self.standing)
        elif self.stance == "step" and not begins:
            self.stand("step")
        elif self.stance == "pause":
            self.stand("pause")
        elif run.stack is not None and self.breakpoints & _names(run.stack.top.flow, run.stack.top.node):
            self.stand("breakpoint")

    def arrive(self) -> None:
        """The call is where it is to be after a replay: hold it."""
        run = self.present
        self.tell(notices.Rewound(at=run.clock.ms, events=len(run.events)))
        if self.prepared is not None:
            self.change(orders.preparing(self.prepared, run))
        for change in self._then:
            self.change(change)
        self.stand(self._arrival)

    def attend(self) -> None:
        """Take the commands that wait, and hold the call within a node if one of them says so."""
        while not self.inbox.empty():
            self._take()
        if self.stance == "pause" and self.present.within:
            self.stand("pause")

    def stand(self, reason: str) -> None:
        """Let no time pass until a command releases the call. Raises Unwind if one gives it up."""
        self.standing = reason
        self.tell_held()
        self._taken(0)
        while self.standing:
            self._take()
        self.tell(notices.Going(at=self.present.now))

    def release_from(self, *reasons: str) -> None:
        """Go on if the call stands still for one of `reasons`."""
        if self.standing in reasons:
            self.standing = ""

    def ask_leg(self) -> Leg:
        """What the party does that rings now."""
        self.stand("leg")
        return self._leg

    def answer_leg(self, leg: Leg) -> None:
        """It does this."""
        self._leg = leg
        self.release_from("leg")

    def change(self, change: Change) -> None:
        """Change something in the call that stands still, and remember it for replays. Raises Refused."""
        run = self.present
        change(run)
        self.tape.change(run.ticks, change)

    # -- time and commands ----------------------------------------------------------------------

    def let_pass(self, at: int, goal: int | None) -> int:
        """Let real time pass from `at` towards `goal`, at most until a command comes; the new present."""
        began = time.monotonic()
        try:
            command = self.inbox.get(timeout=None if goal is None else (goal - at) / 1000 / self.speed)
        except Empty:
            return at if goal is None else goal
        passed = at + round((time.monotonic() - began) * 1000 * self.speed)
        person = self.present.person
        person.at = passed if goal is None else min(goal, passed)
        self._carry_out(command)
        return person.at

    def _take(self) -> None:
        self._carry_out(self.inbox.get())

    def _carry_out(self, command: AnyCommand | None) -> None:
        if command is None:
            self._give_up(Closed())
        try:
            orders.carry_out(self, command)
        except Refused as refused:
            self.tell(state.refusal(command, refused))
        except Unwind:
            self.tell(notices.Done(id=command.id))
            raise
        else:
            self.tell(notices.Done(id=command.id))
        finally:
            self._taken(1)

    # -- telling --------------------------------------------------------------------------------

    def tell_held(self) -> None:
        """Tell where the call stands still and why; nothing once it is over."""
        if self.standing not in ("", "over") and self.present.stack is not None:
            self.tell(state.held(self.present, self.standing, self.speed))


def _names(flow: str, node: str) -> frozenset[tuple[str, str]]:
    """The ways in which a breakpoint names a node."""
    return frozenset({(flow, node), ("", node)})
