"""A small HTTP endpoint to look into an engine: calls, their events as they happen, counts; it only tells."""

from __future__ import annotations

import hmac
import ipaddress
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

import gevent
from gevent import socket
from gevent.event import Event as Signal
from gevent.pywsgi import WSGIServer

from engine.live.binding import bound
from engine.live.metrics import CONTENT_TYPE, metrics
from engine.overview import Listener, Overview

BEAT_SECONDS = 15.0
"""So often a stream says that it is alive, with an empty line."""
MOST_READERS = 32
"""Streams at a time."""
PORTS = 16
"""So many ports are tried, from the one asked for on: several engines may run on one machine."""

Environment = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]

log = logging.getLogger("callwright.engine.live.endpoint")


class OpenToAll(Exception):
    """The endpoint would be reachable from other machines without a token."""


class Endpoint:
    """Serves an Overview to whoever may read it: anybody on this machine, others by a token.

    `GET /health`, `/calls`, `/counts`: one JSON document; `/events`: JSON lines without end (`?flow=NAME` or
    `?call=ID` for some of them); `/metrics`: the text that Prometheus reads; `/releases/DIGEST`: the package
    of a release, as `package` finds it.
    """

    def __init__(
        self,
        overview: Overview,
        engine: str,
        package: Callable[[str], bytes | None],
        *,
        token: str = "",
    ) -> None:
        self._overview = overview
        self._engine = engine
        self._package = package
        self._token = token
        self._readers = 0
        self._server: WSGIServer | None = None

    def open(self, host: str, port: int) -> str:
        """Begin to serve at the first free port from `port` on (0: any); the address, HOST:PORT.

        Raises OpenToAll, or OSError if no port can be had.
        """
        if not self._token and not _loopback(host):
            raise OpenToAll(host)
        listener = _first_free(host, port)
        self._server = WSGIServer(listener, self, log=None, error_log=log)
        self._server.start()
        shown = f"[{host}]" if ":" in host else host
        return f"{shown}:{listener.getsockname()[1]}"

    def close(self) -> None:
        """Serve no more; streams end."""
        if self._server is not None:
            self._server.stop(timeout=0)

    # -- requests -------------------------------------------------------------------------------

    def __call__(self, environment: Environment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        path, method = environment.get("PATH_INFO", "/"), environment["REQUEST_METHOD"]
        if refusal := self._refused(environment):
            return _answer(start, *refusal)
        if method not in ("GET", "HEAD"):
            return _answer(start, "405 Method Not Allowed", {"error": "this endpoint only tells: use GET"})
        if path == "/events":
            return self._stream(parse_qs(environment.get("QUERY_STRING", "")), start)
        if path == "/metrics":
            return _answer(start, "200 OK", metrics(self._overview), CONTENT_TYPE)
        if path.startswith("/releases/"):
            return self._release(path.removeprefix("/releases/"), start)
        told = {"/health": self._health, "/calls": self._calls, "/counts": self._counts}.get(path)
        if told is None:
            paths = ["/health", "/calls", "/counts", "/events", "/metrics", "/releases/DIGEST"]
            return _answer(start, "404 Not Found", {"error": f"there is no {path[:100]}", "paths": paths})
        return _answer(start, "200 OK", told())

    def _refused(self, environment: Environment) -> tuple[str, dict[str, str]] | None:
        if self._token:
            given = str(environment.get("HTTP_AUTHORIZATION", "")).removeprefix("Bearer ")
            if hmac.compare_digest(given.encode(), self._token.encode()):
                return None
            return "401 Unauthorized", {"error": "send the token: Authorization: Bearer TOKEN"}
        # A page in a browser may reach this machine under a name of its own (DNS rebinding), but not as us.
        host = str(environment.get("HTTP_HOST", "")).rsplit(":", 1)[0].strip("[]")
        if host == "localhost" or _loopback(host):
            return None
        return "403 Forbidden", {"error": "ask by the address of this machine, such as 127.0.0.1"}

    def _health(self) -> dict[str, object]:
        overview = self._overview
        return {
            "status": "ok",
            "engine": self._engine,
            "calls": len(overview.calls),
            "started": overview.started,
            "resumed": overview.resumed,
        }

    def _calls(self) -> list[dict[str, object]]:
        return [
            {name: getattr(call, name) for name in call.__slots__} | {"t": round(call.t, 3)}
            for call in self._overview.calls
        ]

    def _counts(self) -> list[dict[str, object]]:
        return [
            {
                "release": place.release,
                "flow": place.flow,
                "node": place.node,
                "entered": visits.entered,
                "errors": visits.errors,
                "hangups": visits.hangups,
                "exits": dict(visits.exits),
            }
            for place, visits in list(self._overview.visits.items())
        ]

    def _release(self, digest: str, start: StartResponse) -> Iterable[bytes]:
        package = self._package(digest) if len(digest) == 64 and digest.isalnum() else None
        if package is None:
            return _answer(start, "404 Not Found", {"error": "there is no such release"})
        return _answer(start, "200 OK", package, "application/zip")

    # -- the stream -----------------------------------------------------------------------------

    def _stream(self, query: dict[str, list[str]], start: StartResponse) -> Iterable[bytes]:
        if self._readers >= MOST_READERS:
            error = {"error": f"{MOST_READERS} readers are here already: close one"}
            return _answer(start, "503 Service Unavailable", error)
        start("200 OK", [("Content-Type", "application/x-ndjson"), ("Cache-Control", "no-store")])
        return self._events(query.get("flow", [""])[0], query.get("call", [""])[0])

    def _events(self, flow: str, call: str) -> Iterator[bytes]:
        wake = Signal()
        listener = self._overview.listen(wake.set)
        self._readers += 1
        try:
            yield b"\n"
            while True:
                if not wake.wait(BEAT_SECONDS):
                    yield b"\n"
                    continue
                wake.clear()
                if lines := b"".join(_lines(listener, flow, call)):
                    yield lines
                # What a burst of events tells goes out together.
                gevent.sleep(0.02)
        finally:
            self._readers -= 1
            self._overview.leave(listener)


def _lines(listener: Listener, flow: str, call: str) -> Iterator[bytes]:
    if listener.lost:
        lost, listener.lost = listener.lost, 0
        yield json.dumps({"lost": lost}).encode() + b"\n"
    for one, event in listener.taken():
        if flow in ("", one.flow) and call in ("", one.id):
            data = {"call": one.id, "event": event.to_json()}
            yield json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).encode() + b"\n"


def _answer(
    start: StartResponse, status: str, body: object, content_type: str = "application/json"
) -> Iterable[bytes]:
    data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False, default=str).encode()
    headers = [
        ("Content-Type", content_type),
        ("Content-Length", str(len(data))),
        ("Cache-Control", "no-store"),
    ]
    if status.startswith("401"):
        headers.append(("WWW-Authenticate", "Bearer"))
    start(status, headers)
    return [data]


def _first_free(host: str, port: int) -> socket.socket:
    for candidate in range(port, port + PORTS - 1 if port else 0):
        with suppress(OSError):
            return bound(host, candidate)
    return bound(host, port + PORTS - 1 if port else 0)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
