"""What the calls of one engine are doing now, and counts of what they did: kept from their events."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.events import (
    Answered,
    CallFinished,
    CallStarted,
    Event,
    FlowEntered,
    FlowLeft,
    HungUp,
    NodeEntered,
    NodeFailed,
    NodeLeft,
)
from engine.journal import Journal
from nodes.channel import CallFacts

WAITING = 10_000
"""Events that wait for one listener; beyond them the oldest are lost to it."""
PLACES = 50_000
"""Nodes of releases that are counted; beyond them those that were met first are forgotten."""


@dataclass(slots=True)
class LiveCall:
    """One call as it stands: `t` is seconds since it began, `node` where it is, in the flow `at`."""

    id: str
    line: str
    flow: str
    release: str
    caller: str
    called: str
    started: str = ""
    t: float = 0.0
    at: str = ""
    node: str = ""
    type: str = ""
    flows: list[str] = field(default_factory=list)
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A node of a release."""

    release: str
    flow: str
    node: str


@dataclass(slots=True)
class Visits:
    """What happened at one node since the engine began: who came, by which exits they went, who hung up."""

    entered: int = 0
    errors: int = 0
    hangups: int = 0
    exits: Counter[str] = field(default_factory=Counter)


class Listener:
    """What one reader has yet to be told of. `wake` is called when there is something."""

    def __init__(self, wake: Callable[[], None], most: int = WAITING) -> None:
        self._wake = wake
        self._most = most
        self._waiting: deque[tuple[LiveCall, Event]] = deque()
        self.lost = 0
        """Events that this reader was too slow for, since `taken` was last asked."""

    def tell(self, call: LiveCall, event: Event) -> None:
        """An event happened; never blocks."""
        if len(self._waiting) >= self._most:
            self._waiting.popleft()
            self.lost += 1
        self._waiting.append((call, event))
        self._wake()

    def taken(self) -> Iterator[tuple[LiveCall, Event]]:
        """What waits, in its order."""
        while self._waiting:
            yield self._waiting.popleft()


class Overview:
    """Watches the calls of an engine. Reading never waits; the numbers count from the engine's start."""

    def __init__(self) -> None:
        self._calls: dict[str, LiveCall] = {}
        self._visits: dict[Place, Visits] = {}
        self._results: Counter[tuple[str, str]] = Counter()
        self._listeners: set[Listener] = set()
        self.started = 0
        """Calls that began here."""
        self.resumed = 0
        """Calls that another engine had before."""

    @property
    def calls(self) -> tuple[LiveCall, ...]:
        """The calls in progress, the longest first."""
        return tuple(self._calls.values())

    @property
    def visits(self) -> Mapping[Place, Visits]:
        """Counts of every node that a call has been in."""
        return self._visits

    @property
    def results(self) -> Mapping[tuple[str, str], int]:
        """How many calls of a flow (its name, the result) ended how."""
        return self._results

    def listen(self, wake: Callable[[], None]) -> Listener:
        """Be told of each event from now on, until `leave`."""
        listener = Listener(wake)
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """Tell this listener no more."""
        self._listeners.discard(listener)

    def watched(
        self, facts: CallFacts, line: str, release: str, flow: str, onward: Journal, *, resumed: bool = False
    ) -> Journal:
        """The journal of a call that begins here: it passes each event to `onward`."""
        call = LiveCall(facts.id, line, flow, release, facts.caller, facts.called, flows=[flow], at=flow)
        self._calls[facts.id] = call
        if resumed:
            self.resumed += 1
        else:
            self.started += 1

        def append(event: Event) -> None:
            onward(event)
            self._see(call, event)

        return append

    def gone(self, call: str) -> None:
        """A call left this engine, ended or handed over."""
        self._calls.pop(call, None)

    def _see(self, call: LiveCall, event: Event) -> None:
        call.t = event.t
        handler = _SEES.get(type(event))
        if handler is not None:
            handler(self, call, event)
        for listener in tuple(self._listeners):
            listener.tell(call, event)

    def _at(self, call: LiveCall, flow: str, node: str) -> Visits:
        place = Place(call.release, flow, node)
        found = self._visits.get(place)
        if found is None:
            if len(self._visits) >= PLACES:
                del self._visits[next(iter(self._visits))]
            found = self._visits[place] = Visits()
        return found

    # -- one for each kind of event that changes a picture of the calls ---------------------------

    def _began(self, call: LiveCall, event: CallStarted) -> None:
        call.started = event.now

    def _answered(self, call: LiveCall, event: Answered) -> None:
        call.answered = True

    def _entered(self, call: LiveCall, event: NodeEntered) -> None:
        call.at, call.node, call.type = event.flow, event.node, event.type
        while len(call.flows) > 1 and call.flows[-1] != event.flow and event.flow in call.flows:
            # An error went to the handler of a flow further out.
            call.flows.pop()
        self._at(call, event.flow, event.node).entered += 1

    def _left(self, call: LiveCall, event: NodeLeft) -> None:
        self._at(call, event.flow, event.node).exits[event.exit] += 1

    def _failed(self, call: LiveCall, event: NodeFailed) -> None:
        self._at(call, event.flow, event.node).errors += 1

    def _deeper(self, call: LiveCall, event: FlowEntered) -> None:
        call.flows[event.depth - 1 :] = [event.flow]

    def _back(self, call: LiveCall, event: FlowLeft) -> None:
        if len(call.flows) > 1:
            call.flows.pop()

    def _hung_up(self, call: LiveCall, event: HungUp) -> None:
        if event.by == "caller":
            self._at(call, call.at, event.node).hangups += 1

    def _finished(self, call: LiveCall, event: CallFinished) -> None:
        self._results[call.flow, event.result] += 1
        self.gone(call.id)


_SEES: dict[type[Event], Callable[..., None]] = {
    CallStarted: Overview._began,
    Answered: Overview._answered,
    NodeEntered: Overview._entered,
    NodeLeft: Overview._left,
    NodeFailed: Overview._failed,
    FlowEntered: Overview._deeper,
    FlowLeft: Overview._back,
    HungUp: Overview._hung_up,
    CallFinished: Overview._finished,
}
