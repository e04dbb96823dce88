"""The caller hangs up wherever a flow waits: the hang-up handler runs once, and the journal says where."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from engine.events import HungUp, NodeEntered
from tests.live.conftest import Ring
from tests.live.engines import Engine, Project, until
from tests.switch import Switch

pytestmark = [pytest.mark.live, pytest.mark.usefixtures("engine")]


@pytest.fixture(scope="module", autouse=True)
def parties(switch: Switch) -> None:
    """Somebody who never answers, and somebody who talks on."""
    switch.extension("7001", [("ring_ready", ""), ("sleep", "60000")])
    switch.extension("7002", [("answer", ""), ("playback", "silence_stream://60000")])


@pytest.fixture(scope="module", autouse=True)
def silent(project: Project) -> Iterator[None]:
    """The web service takes requests and answers none."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        project.environment["CALLWRIGHT_CONNECTIONS_WEB_URL"] = f"http://127.0.0.1:{server.getsockname()[1]}"
        yield
        del project.environment["CALLWRIGHT_CONNECTIONS_WEB_URL"]


@pytest.fixture
def locked(project: Project) -> Iterator[None]:
    """The database `slow` answers nobody."""
    with closing(sqlite3.connect(project.database("slow"))) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield
        database.rollback()


NODES = [
    ("", "main", ""),
    ("0", "listen", ""),
    ("1", "second", ""),
    ("2", "code", ""),
    ("3", "sure", ""),
    ("4", "take", ""),
    ("5", "rest", ""),
    ("6", "talk", "7001"),
    ("6", "talk", "7002"),
    ("7", "ask", ""),
    ("9", "change", ""),
    ("*", "inside", ""),
    ("12", "sleeping", ""),
    ("13", "asking", ""),
    ("14", "handing", "7001"),
]
NOTICED = {"ask": "main", "change": "main", "asking": "main"}
"""Nodes that are busy with something else: the hang-up is noticed when the flow next turns to the caller."""


@pytest.mark.parametrize(
    ("keys", "node", "party"), NODES, ids=["-".join(filter(None, (n, p))) for _, n, p in NODES]
)
def test_the_handler_runs_once(
    call: Ring, project: Project, switch: Switch, locked: None, keys: str, node: str, party: str
) -> None:
    caller = call(name=party or "Somebody")
    caller.reaches("main")
    for number, key in enumerate(keys, 1):
        caller.press(key)
        caller.reaches(node if number == len(keys) else "second")
    if party == "7001":
        until("the ringing", lambda: f",{party}," in switch.api("show channels"))
    if party == "7002":
        until("the talk", lambda: f",{party}," in switch.api("show calls"))
    caller.hang_up()
    assert caller.ends() == "hung_up"
    events = caller.events()
    assert [event.node for event in events if isinstance(event, HungUp)] == [NOTICED.get(node, node)]
    assert [event.by for event in events if isinstance(event, HungUp)] == ["caller"]
    after = events[[event.kind for event in events].index("hung_up") :]
    assert [event.node for event in after if isinstance(event, NodeEntered)] == ["left", "gone"]
    rows = project.rows("trial", "SELECT count(*) FROM hangups WHERE caller = ?", caller.number)
    assert rows == [(1,)]
    if party:
        until("the end of the other leg", lambda: f",{party}," not in switch.api("show channels"))


def test_a_message_is_kept_when_the_caller_hangs_up_after_speaking(call: Ring, project: Project) -> None:
    caller = call()
    caller.reaches("main")
    caller.press("4")
    caller.is_recorded()
    caller.speak(1.5)
    caller.hang_up()
    assert caller.ends() == "left_a_message"
    assert not project.rows("trial", "SELECT * FROM hangups WHERE caller = ?", caller.number)


def test_a_caller_who_hangs_up_before_the_answer(switch: Switch, call: Ring, engine: Engine) -> None:
    caller = call()
    caller.hang_up()
    until("the end of the channels", lambda: caller.number not in switch.api("show channels"))
    assert engine.running
