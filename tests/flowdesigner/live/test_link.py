"""Attached to an engine: its calls, moves, counts; tokens, engines that are away, lost events, rubbish."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from flowdesigner.live import link as links
from flowdesigner.live.address import BadAddress, address
from flowdesigner.live.link import EngineLink
from flowdesigner.live.seen import Move
from tests.flowdesigner.live.engine import FakeEngine, call, engine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def fake() -> Iterator[FakeEngine]:
    with engine() as made:
        yield made


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing waits long."""
    monkeypatch.setattr(links, "AGAIN", (50, 50))


_LINKS: list[EngineLink] = []


@pytest.fixture(autouse=True)
def ended(qtbot: QtBot) -> Iterator[None]:
    """No link outlives its test: collected later, it might be so by a thread that is not Qt's."""
    yield
    while _LINKS:
        link = _LINKS.pop()
        link.end()
        with qtbot.waitSignal(link.destroyed):
            link.deleteLater()


def linked(qtbot: QtBot, url: str, token: str = "") -> EngineLink:
    made = EngineLink(url, token)
    _LINKS.append(made)
    made.start()
    return made


def attached(qtbot: QtBot, fake: FakeEngine, calls: int = 1) -> EngineLink:
    made = linked(qtbot, fake.url)
    qtbot.waitUntil(lambda: made.state == "attached" and len(made.seen.calls) == calls)
    return made


def test_the_calls_and_where_they_go(qtbot: QtBot, fake: FakeEngine) -> None:
    fake.calls = [call()]
    link = attached(qtbot, fake)
    moves: list[Move] = []
    link.moved.connect(moves.append)
    fake.tell("c1", "node_left", flow="small", node="welcome", exit="done")
    fake.tell("c1", "node_entered", flow="small", node="main", type="menu")
    qtbot.waitUntil(lambda: bool(moves))
    (move,) = moves
    assert (move.flow, move.node, move.exit, move.call.node) == ("small", "welcome", "done", "main")
    began = {"line": "l", "flow": "small", "release": "r", "caller": "1", "called": "2"}
    fake.tell("c2", "call_started", **began)
    qtbot.waitUntil(lambda: "c2" in link.seen.calls)
    fake.tell("c1", "call_finished", result="done", seconds=3.0)
    qtbot.waitUntil(lambda: list(link.seen.calls) == ["c2"])
    link.end()


def test_the_counts(qtbot: QtBot, fake: FakeEngine) -> None:
    fake.counts = [
        {
            "release": "r",
            "flow": "small",
            "node": "main",
            "entered": 3,
            "errors": 1,
            "hangups": 2,
            "exits": {"x": 1},
        },
        "rubbish",  # type: ignore[list-item]
    ]
    link = linked(qtbot, fake.url)
    qtbot.waitUntil(lambda: bool(link.counts))
    counts = link.counts["r", "small", "main"]
    assert (counts.entered, counts.errors, counts.hangups, counts.exits["x"]) == (3, 1, 2, 1)
    link.end()


def test_a_wrong_token_is_told_and_not_tried_again(qtbot: QtBot) -> None:
    with engine(token="right") as fake:
        link = linked(qtbot, fake.url, "wrong")
        qtbot.waitUntil(lambda: link.state == "refused")
        assert "token" in str(link.says)
        asked = len(fake.asked)
        qtbot.wait(150)
        assert len(fake.asked) == asked
        link.token = "right"
        link.start()
        qtbot.waitUntil(lambda: link.state == "attached")
        link.end()


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        (403, "refused", "this machine"),
        (404, "refused", "no Callwright engine"),
        (503, "away", "too many readers"),
    ],
)
def test_other_answers(qtbot: QtBot, fake: FakeEngine, status: int, state: str, words: str) -> None:
    fake.status = status
    link = linked(qtbot, fake.url)
    qtbot.waitUntil(lambda: link.state == state)
    assert words in str(link.says)
    link.end()


def test_nobody_there_then_somebody(qtbot: QtBot) -> None:
    with engine() as first:
        port = first.port
    link = linked(qtbot, f"http://127.0.0.1:{port}")
    qtbot.waitUntil(lambda: link.state == "away")
    assert "No engine runs there" in str(link.says)
    with engine(port=port):
        qtbot.waitUntil(lambda: link.state == "attached")
        link.end()


def test_a_line_that_breaks_is_taken_up_again(qtbot: QtBot, fake: FakeEngine) -> None:
    fake.calls = [call()]
    link = attached(qtbot, fake)
    states: list[tuple[str, int]] = []
    link.state_changed.connect(lambda: states.append((link.state, len(link.seen.calls))))
    fake.hang_up()
    qtbot.waitUntil(lambda: ("away", 0) in states)
    qtbot.waitUntil(lambda: link.state == "attached" and len(link.seen.calls) == 1)
    link.end()


def test_lost_events_are_told_and_the_list_is_read_again(qtbot: QtBot, fake: FakeEngine) -> None:
    fake.calls = [call()]
    link = attached(qtbot, fake)
    fake.calls = [call(node="ask")]
    fake.line(b'{"lost": 7}\n')
    qtbot.waitUntil(lambda: link.seen.calls["c1"].node == "ask")
    assert link.lost == 7 and "events lost: 7" in str(link.says)
    link.end()


def test_a_call_from_another_engine_is_looked_up(qtbot: QtBot, fake: FakeEngine) -> None:
    link = attached(qtbot, fake, 0)
    fake.calls = [call("moved")]
    fake.tell("moved", "call_resumed", flow="small", node="main", step="s")
    qtbot.waitUntil(lambda: "moved" in link.seen.calls)
    link.end()


@pytest.mark.parametrize(
    "rubbish",
    [
        b"not json\n",
        b"[1, 2]\n",
        b'{"call": 3, "event": 4}\n',
        b'{"call": "c1", "event": {"kind": "node_entered"}}\n',
        b'{"call": "c1", "event": {"kind": 7, "t": "x"}}\n',
        b"\xff\xfe\n",
        b'{"call": "c9", "event": {"kind": "call_finished"}}\n',
    ],
)
def test_rubbish_harms_nothing(qtbot: QtBot, fake: FakeEngine, rubbish: bytes) -> None:
    fake.calls = [call(), {"id": 4}, 3]  # type: ignore[list-item]
    link = attached(qtbot, fake)
    fake.line(rubbish)
    fake.tell("c1", "node_entered", flow="small", node="end", type="hangup")
    qtbot.waitUntil(lambda: link.seen.calls["c1"].node == "end")
    assert link.state == "attached"
    link.end()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("engine-1", "http://engine-1:8085"),
        (" engine-1:9000/ ", "http://engine-1:9000"),
        ("https://calls.example.org", "https://calls.example.org:443"),
        ("http://[::1]:8085", "http://[::1]:8085"),
    ],
)
def test_addresses(written: str, meant: str) -> None:
    assert address(written) == meant


@pytest.mark.parametrize("written", ["", "ftp://x", "http://", "a b", "http://x:port", "http://u:p@x", "x?y"])
def test_what_is_no_address(written: str) -> None:
    with pytest.raises(BadAddress):
        address(written)
