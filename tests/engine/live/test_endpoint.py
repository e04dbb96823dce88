"""What the endpoint answers over real HTTP, to whom, and what it refuses."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from typing import Any

import pytest

pytest.importorskip("gevent", reason="no gevent: pip install 'callwright[live]' to run these tests")

from engine.events import CallFinished, CallStarted, NodeEntered, NodeLeft
from engine.journal import Journal
from engine.live.endpoint import Endpoint, OpenToAll
from engine.live.offload import LivePool
from engine.overview import Overview
from nodes.channel import CallFacts

DIGEST = "a" * 64


def package(digest: str) -> bytes | None:
    return b"a package" if digest == DIGEST else None


@contextmanager
def serving(overview: Overview, token: str = "") -> Iterator[str]:
    endpoint = Endpoint(overview, "e1", package, token=token)
    try:
        yield "http://" + endpoint.open("127.0.0.1", 0)
    finally:
        endpoint.close()


def get(url: str, *, method: str = "GET", **headers: str) -> tuple[int, str, bytes]:
    """Status, content type and body. The request runs on a thread: the server shares this one."""
    sent = {name.capitalize(): value for name, value in headers.items()}

    def ask() -> tuple[int, str, bytes]:
        request = urllib.request.Request(url, headers=sent, method=method)
        try:
            with urllib.request.urlopen(request, timeout=5) as reply:
                return reply.status, reply.headers["Content-Type"], reply.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers["Content-Type"], error.read()

    return LivePool(1).run(ask, 10.0)


def ring(overview: Overview, id_: str = "c1", flow: str = "main") -> Journal:
    journal = overview.watched(
        CallFacts(id_, "13800138000", called="12345"), "热线", DIGEST, flow, lambda _: None
    )
    journal(CallStarted(0.0, id_, "13800138000", "12345", "热线", flow, DIGEST, "2026-01-15T09:00:00+08:00"))
    journal(NodeEntered(0.2, flow, "menu", "menu", f"{id_}/1"))
    return journal


def test_calls_and_counts() -> None:
    overview = Overview()
    journal = ring(overview)
    journal(NodeLeft(1.25, "main", "menu", "agent"))
    with serving(overview) as url:
        status, kind, body = get(f"{url}/calls")
        assert (status, kind) == (200, "application/json")
        (call,) = json.loads(body)
        assert call["id"] == "c1"
        assert (call["line"], call["release"], call["node"], call["t"]) == ("热线", DIGEST, "menu", 1.25)
        (counts,) = json.loads(get(f"{url}/counts")[2])
        assert counts == {
            "release": DIGEST,
            "flow": "main",
            "node": "menu",
            "entered": 1,
            "errors": 0,
            "hangups": 0,
            "exits": {"agent": 1},
        }
        health = json.loads(get(f"{url}/health")[2])
        assert health == {"status": "ok", "engine": "e1", "calls": 1, "started": 1, "resumed": 0}


def test_metrics() -> None:
    overview = Overview()
    ring(overview)
    ring(overview, "c2")(CallFinished(3.0, "completed", 3.0))
    with serving(overview) as url:
        status, kind, body = get(f"{url}/metrics")
    lines = body.decode().splitlines()
    assert status == 200
    assert kind.startswith("text/plain")
    assert 'callwright_calls{flow="main"} 1.0' in lines
    assert "callwright_calls_started_total 2.0" in lines
    assert 'callwright_calls_ended_total{flow="main",result="completed"} 1.0' in lines
    assert 'callwright_node_entered_total{flow="main",node="menu"} 2.0' in lines


def test_releases() -> None:
    with serving(Overview()) as url:
        assert get(f"{url}/releases/{DIGEST}") == (200, "application/zip", b"a package")
        assert get(f"{url}/releases/{'b' * 64}")[0] == 404
        assert get(f"{url}/releases/../../etc/passwd")[0] == 404


REFUSED: dict[str, tuple[str, str, dict[str, str], int]] = {
    "an unknown path": ("/other", "GET", {}, 404),
    "a change": ("/calls", "POST", {}, 405),
    "a name of somebody else's": ("/calls", "GET", {"host": "evil.example"}, 403),
}


@pytest.mark.parametrize(("path", "method", "headers", "status"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(path: str, method: str, headers: dict[str, str], status: int) -> None:
    with serving(Overview()) as url:
        answered, kind, body = get(url + path, method=method, **headers)
    assert (answered, kind) == (status, "application/json")
    assert json.loads(body)["error"]


def test_a_token_is_asked_for() -> None:
    with serving(Overview(), token="secret") as url:
        assert get(f"{url}/calls")[0] == 401
        assert get(f"{url}/calls", authorization="Bearer wrong")[0] == 401
        assert get(f"{url}/calls", authorization="Bearer secret", host="engine.example")[0] == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "engine.example"])
def test_beyond_this_machine_only_with_a_token(host: str) -> None:
    with pytest.raises(OpenToAll):
        Endpoint(Overview(), "e1", package).open(host, 0)


def test_the_next_port_where_one_is_taken() -> None:
    first, second = (Endpoint(Overview(), name, package) for name in ("e1", "e2"))
    try:
        port = int(first.open("127.0.0.1", 0).rpartition(":")[2])
        assert int(second.open("127.0.0.1", port).rpartition(":")[2]) > port
    finally:
        first.close()
        second.close()


def reading(url: str, lines: int, begun: Callable[[], None]) -> list[dict[str, Any]]:
    """The first `lines` of the stream that are no sign of life; `begun` is called once it has begun."""
    reply: HTTPResponse = urllib.request.urlopen(url, timeout=5)
    found: list[dict[str, Any]] = []
    with reply:
        assert reply.readline() == b"\n"
        begun()
        while len(found) < lines:
            if line := reply.readline().strip():
                found.append(json.loads(line))
    return found


@pytest.mark.parametrize(
    ("query", "expected"), [("", ["c1", "c2"]), ("?flow=other", ["c2"]), ("?call=c1", ["c1"])]
)
def test_events_as_they_happen(query: str, expected: list[str]) -> None:
    from engine.live.waiting import AsyncResult, Greenlet, spawn

    overview = Overview()
    begun: AsyncResult[bool] = AsyncResult()

    def ring_both() -> None:
        begun.get(timeout=5)
        ring(overview)
        ring(overview, "c2", "other")(CallFinished(3.0, "completed", 3.0))

    caller: Greenlet[..., None] = spawn(ring_both)
    with serving(overview) as url:
        wanted = 2 * expected.count("c1") + 3 * expected.count("c2")
        hub_begun = lambda: begun.set(True)  # noqa: E731
        told = LivePool(1).run(lambda: reading(f"{url}/events{query}", wanted, hub_begun), 10.0)
    caller.get()
    assert sorted({one["call"] for one in told}) == expected
    assert next(one["event"]["kind"] for one in told) == "call_started"
    if "c2" in expected:
        assert told[-1]["event"] == {"kind": "call_finished", "t": 3.0, "result": "completed", "seconds": 3.0}
