"""A session with everything it tells written down, for tests that drive one step by step."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from flows.release import Release
from simulator.given import Given
from simulator.interactive.commands import ADAPTER
from simulator.interactive.notices import Notice
from simulator.interactive.session import Session
from tests.simulator.desk import desk
from tests.simulator.test_session import KNOWN

SECONDS = 20.0
"""How long a test waits for something before it fails."""


class Player:
    """Gives commands as JSON has them and remembers every notice."""

    def __init__(
        self,
        release: Release | None = None,
        given: Given | Callable[[], Given] = KNOWN,
        *,
        speed: float = 0.0,
        hold: bool = False,
    ) -> None:
        self.told: list[dict[str, Any]] = []
        self._new = threading.Condition()
        self.session = Session(release or desk(), self._hear, given, speed=speed, hold=hold)

    def _hear(self, notice: Notice) -> None:
        with self._new:
            self.told.append(notice.to_json())
            self._new.notify_all()

    def __enter__(self) -> Player:
        self.session.start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self.session.close(), "the session's thread goes on"

    def do(self, do: str, **values: object) -> dict[str, Any]:
        """Give a command and wait until the call stands still; the last notice of that."""
        self.send(do, **values)
        return self.settled()

    def send(self, do: str, **values: object) -> None:
        """Give a command."""
        self.session.do(ADAPTER.validate_python({"do": do, **values}))

    def settled(self) -> dict[str, Any]:
        """The notice that says why the call stands still."""
        assert self.session.settle(SECONDS)
        return next(told for told in reversed(self.told) if told["event"] in ("held", "over"))

    def wait(self, event: str, count: int = 1, **values: object) -> dict[str, Any]:
        """The `count`th notice of that sort."""

        def found() -> list[dict[str, Any]]:
            return [t for t in self.told if t["event"] == event and values.items() <= t.items()]

        with self._new:
            assert self._new.wait_for(lambda: len(found()) >= count, SECONDS), (event, values, self.told[-5:])
            return found()[count - 1]

    @property
    def refused(self) -> str:
        """Why the last command was refused; empty if it was not."""
        answers = [told for told in self.told if told["event"] in ("done", "refused")]
        return str(answers[-1].get("en", ""))

    @property
    def events(self) -> list[dict[str, Any]]:
        """The journal as a user of the notices has it."""
        events: list[dict[str, Any]] = []
        for told in self.told:
            if told["event"] == "started":
                events = []
            elif told["event"] == "rewound":
                del events[told["events"] :]
            elif told["event"] == "journal":
                assert told["n"] == len(events)
                events.append(told["entry"])
        return events

    @property
    def path(self) -> str:
        """The nodes left, as `node.exit`."""
        return " ".join(f"{e['node']}.{e['exit']}" for e in self.events if e["kind"] == "node_left")
