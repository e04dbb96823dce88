"""Which switch is asked for a call, and what becomes of calls that none can be asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.live.errors import ConnectFailed, ConnectionLost
from engine.live.switches import NAME, Switches


class Switch:
    """A connection to a switch with some calls; `fails` when it is asked, or when it is connected to."""

    def __init__(self, name: str, *calls: str, fails: str = "") -> None:
        self.name, self.calls, self.fails = name, calls, fails
        self.session_data = {NAME: name}
        self.asked = 0

    def __enter__(self) -> Switch:
        if self.fails == "connect":
            raise ConnectFailed("nobody is there")
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def api(self, text: str) -> str:
        if self.fails == "ask":
            raise ConnectionLost("the switch has gone")
        if text == "switchname":
            return self.name + "\n"
        self.asked += 1
        command, call = text.split()
        assert command == "uuid_exists"
        return "true" if call in self.calls else "false"


CALLS = [("one", "a"), ("one", "b"), ("two", "c")]
GONE = "connect"


@pytest.mark.parametrize(
    ("settings", "sessions", "found"),
    [
        (lambda: Switch("one", "a"), [], {"a": True, "b": False}),
        (lambda: Switch("three", "a"), [], {}),
        (lambda: Switch("one", fails="ask"), [], {}),
        (lambda: Switch("one", fails=GONE), [], {}),
        (lambda: Switch("one", fails=GONE), [Switch("one", "b")], {"a": False, "b": True}),
        (lambda: Switch("one", "a"), [Switch("two", "c")], {"a": True, "b": False, "c": True}),
        (lambda: Switch("x"), [Switch("two", fails="ask"), Switch("two", "c")], {"c": True}),
    ],
)
def test_the_switch_of_a_call_is_asked(
    settings: Callable[[], Switch], sessions: list[Switch], found: dict[str, bool]
) -> None:
    switches = Switches(settings)  # type: ignore[arg-type]
    for session in sessions:
        switches.join(session)  # type: ignore[arg-type]
    assert switches.existing(CALLS) == found


def test_a_connection_whose_call_has_ended_is_not_used() -> None:
    session = Switch("two", "c")
    switches = Switches(lambda: Switch("one"))  # type: ignore[arg-type, return-value]
    switches.join(session)  # type: ignore[arg-type]
    switches.leave(session)  # type: ignore[arg-type]
    assert "c" not in switches.existing(CALLS)
    assert not session.asked
