"""Looking on over HTTP while real calls run: on one engine, and from one to the next when it dies."""

from __future__ import annotations

import json
import re
import threading
import urllib.request
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from engine.store.store import Store
from flows.package import unpack
from tests.live.conftest import Ring
from tests.live.engines import Engine, Project, until

pytestmark = pytest.mark.live

Two = tuple[Engine, Engine]


def told(engine: Engine) -> str:
    """Where the engine tells of its calls, as its log says."""
    found = re.findall(r"telling about calls on (http://\S+)", engine.log())
    assert found, engine.log()
    return str(found[-1])


def get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=5) as reply:
        return bytes(reply.read())


def calls(engine: Engine, number: str) -> list[dict[str, Any]]:
    return [call for call in json.loads(get(f"{told(engine)}/calls")) if call["caller"] == number]


class Stream:
    """Reads the events of an engine until it is closed."""

    def __init__(self, engine: Engine) -> None:
        self.lines: list[dict[str, Any]] = []
        self._reply = urllib.request.urlopen(f"{told(engine)}/events", timeout=60)
        assert self._reply.readline() == b"\n"
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while line := self._reply.readline():
            if line.strip():
                self.lines.append(json.loads(line))

    def of(self, call: str) -> list[dict[str, Any]]:
        return [line["event"] for line in self.lines if line.get("call") == call]

    def kinds(self, call: str) -> list[str]:
        return [event["kind"] for event in self.of(call)]

    def ended(self) -> None:
        """Wait until the engine has closed the stream."""
        self._thread.join(10)
        assert not self._thread.is_alive()
        self._reply.close()


def test_a_call_from_its_beginning_to_its_end(project: Project, call: Ring, two: Two) -> None:
    engine, _ = two
    stream = Stream(engine)
    caller = call()
    caller.reaches("main")
    until("the call in the list", lambda: [one["answered"] for one in calls(engine, caller.number)] == [True])
    (shown,) = calls(engine, caller.number)
    assert (shown["flow"], shown["flows"], shown["called"]) == ("trial", ["trial"], "12345")
    assert shown["node"] == "main"
    assert unpack(get(f"{told(engine)}/releases/{shown['release']}")).digest == shown["release"]

    caller.hang_up()
    caller.ends()
    until("the end in the stream", lambda: "call_finished" in stream.kinds(shown["id"]))
    assert calls(engine, caller.number) == []
    with closing(Store.open(f"sqlite:///{project.store_file}")) as store:
        written = [
            json.loads(json.dumps(event.to_json(), default=str)) for event in store.events(shown["id"])
        ]
    assert stream.of(shown["id"]) == written
    counts = json.loads(get(f"{told(engine)}/counts"))
    assert sum(one["hangups"] for one in counts if one["node"] == "main") == 1
    assert b'callwright_calls_ended_total{flow="trial",result="hung_up"}' in get(f"{told(engine)}/metrics")
    engine.stop()
    stream.ended()


def test_a_call_goes_from_one_engine_to_the_next(call: Ring, two: Two) -> None:
    first, second = two
    caller = call()
    caller.reaches("main")
    holds: Callable[[], bool] = lambda: len(calls(first, caller.number)) == 1  # noqa: E731
    until("the call on the first engine", holds)
    assert calls(second, caller.number) == []
    first.kill()
    until("the call on the second engine", lambda: len(calls(second, caller.number)) == 1)
    caller.happens("call_resumed")
    assert json.loads(get(f"{told(second)}/health"))["resumed"] == 1
