"""Where a replayed call stands beside the call that it is to repeat, for its caller and for the outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeVar

from engine.events import Event, ServiceUsed
from flows.release import CompiledNode, Release
from simulator.replay.told_call import ToldCall, Visit
from simulator.writing.steps import END_KEY, QUIET

Why = Literal["masked_keys", "masked_answer", "unknown_answer", "long_answer"]
"""Why the call cannot be repeated any further: the journal does not show it, or does not hold it."""

EventT = TypeVar("EventT", bound=Event)


class Course:
    """Goes along the visits of `told` as a call repeats them, until it goes another way.

    `then` is the release that the call ran on, `now` the one that repeats it. `parted`: it has gone another
    way. `stuck` says what it would need to go on, and `stuck_in` in which node.
    """

    def __init__(self, told: ToldCall, then: Release | None, now: Release) -> None:
        self.told = told
        self._then, self._now = then or now, now
        self.parted = False
        self.stuck: Why | None = None
        self.stuck_in = ""
        self._place = -1
        self._taken: set[int] = set()

    def enters(self, flow: str, node: str) -> None:
        """A node is entered: the next one of then, or another."""
        self._place += 1
        visit = self.visit
        if visit is None or (visit.flow, visit.node) != (flow, node):
            self.parted = True

    @property
    def place(self) -> int:
        """How many visits came before this one."""
        return self._place

    @property
    def visit(self) -> Visit | None:
        """The visit that is repeated now; None before the first, and once the ways have parted."""
        visits = self.told.visits
        return visits[self._place] if not self.parted and 0 <= self._place < len(visits) else None

    @property
    def following(self) -> Visit | None:
        """The visit that came after this one then."""
        visits, place = self.told.visits, self._place + 1
        return visits[place] if not self.parted and 0 < place < len(visits) else None

    def setting(self, name: str, usual: Any) -> Any:
        """What the node of this visit said under `name`, as it was then."""
        node = self.node_then
        return getattr(node.node, name, usual) if node else usual

    @property
    def node_then(self) -> CompiledNode | None:
        """The node of this visit as it was then."""
        return _node(self._then, self.visit)

    @property
    def node_now(self) -> CompiledNode | None:
        """The node of this visit as it is now."""
        return _node(self._now, self.visit)

    @property
    def end_key(self) -> str:
        """The key that ended a recording in this visit."""
        return str(self.setting("end_keys", END_KEY))[:1] or END_KEY

    @property
    def quiet(self) -> float:
        """The seconds of silence that ended a recording in this visit."""
        return float(self.setting("silence_seconds", QUIET))

    def take(self, kind: type[EventT]) -> EventT | None:
        """The next event of `kind` in this visit that was not taken yet."""
        return next(self._left(kind), None)

    def take_service(self, service: str, target: str) -> ServiceUsed | None:
        """How `service` ended next in this visit: rather when it was asked of `target`."""
        uses = [use for use in self._left(ServiceUsed, keep=True) if use.service == service]
        found = next((use for use in uses if use.target == target), uses[0] if uses else None)
        if found is not None:
            self._taken.add(id(found))
        return found

    def stop(self, why: Why, node: str) -> None:
        """Note that the call cannot be repeated beyond this; the first reason counts."""
        if self.stuck is None and not self.parted:
            self.stuck, self.stuck_in = why, node

    def _left(self, kind: type[EventT], keep: bool = False) -> Iterator[EventT]:
        visit = self.visit
        for event in visit.events if visit else ():
            if isinstance(event, kind) and id(event) not in self._taken:
                if not keep:
                    self._taken.add(id(event))
                yield event


def _node(release: Release, visit: Visit | None) -> CompiledNode | None:
    flow = release.flows.get(visit.flow) if visit else None
    return flow.nodes.get(visit.node) if flow and visit else None
