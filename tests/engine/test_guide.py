"""A guide is asked before every node, may change values and the way, and its exceptions end the run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.events import Event, NodeEntered
from engine.runner import run_call
from engine.stack import Stack
from flows.release import Release, Variable
from tests.engine.build import at, flow, release
from tests.engine.steps import Go, Say
from tests.engine.world import FakeChannel, FakeClock, FakeWorld, services


class Guided:
    """Does `then` before the node `at`, and remembers what it saw."""

    def __init__(self, node: str, then: Callable[[Stack], None]) -> None:
        self.seen: list[str] = []
        self._node, self._then = node, then

    def before(self, stack: Stack) -> None:
        """As Guide.before."""
        self.seen.append(stack.top.node)
        if stack.top.node == self._node and self.seen.count(self._node) == 1:
            self._then(stack)


def plain() -> Release:
    """Three prompts and an end."""
    return release(
        flow(
            "main",
            at("one", Say(text="1"), done="two"),
            at("two", Say(text="2"), done="three"),
            at("three", Say(text="3"), done="bye"),
            at("bye", Go(kind="finish", to="completed")),
            variables=[Variable("name", "text")],
        )
    )


def run(guide: Guided) -> list[str]:
    """The nodes that were entered."""
    clock = FakeClock()
    events: list[Event] = []
    run_call(plain(), FakeChannel("", clock), services(clock, FakeWorld()), events.append, guide=guide)
    return [event.node for event in events if isinstance(event, NodeEntered)]


def test_it_is_asked_before_every_node_and_the_call_is_as_without_it() -> None:
    guide = Guided("", lambda stack: None)
    assert run(guide) == guide.seen == ["one", "two", "three", "bye"]


def test_it_sends_the_call_to_another_node() -> None:
    def skip(stack: Stack) -> None:
        stack.top.node = "bye"

    assert run(Guided("two", skip)) == ["one", "bye"]


def test_it_changes_a_value() -> None:
    frames = []

    def change(stack: Stack) -> None:
        stack.top.variables["name"] = "x"
        frames.append(stack.top)

    run(Guided("two", change))
    assert frames[0].variables == {"name": "x"}


def test_what_it_raises_to_end_the_run_passes_through() -> None:
    class Stop(BaseException):
        pass

    def stop(stack: Stack) -> None:
        raise Stop

    with pytest.raises(Stop):
        run(Guided("two", stop))
