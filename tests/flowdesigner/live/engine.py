"""An engine's endpoint on loopback that tells what a test wants told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from typing import Any


class FakeEngine:
    """`calls`, `counts` and `packages` are answered as they stand; `tell` sends a line to every reader."""

    def __init__(self, port: int = 0, token: str = "") -> None:
        self.calls: list[dict[str, Any]] = []
        self.counts: list[dict[str, Any]] = []
        self.packages: dict[str, bytes] = {}
        self.token = token
        self.status = 200
        self.asked: list[str] = []
        self._readers: list[SimpleQueue[bytes | None]] = []
        engine = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                engine.answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                """Nothing is logged."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """One request."""
        self.asked.append(request.path)
        if self.token and request.headers.get("Authorization") != f"Bearer {self.token}":
            self._send(request, 401, b"{}")
        elif self.status != 200:
            self._send(request, self.status, b"{}")
        elif request.path == "/events":
            self._stream(request)
        elif request.path == "/calls":
            self._send(request, 200, json.dumps(self.calls).encode())
        elif request.path == "/counts":
            self._send(request, 200, json.dumps(self.counts).encode())
        else:
            package = self.packages.get(request.path.removeprefix("/releases/"))
            self._send(request, 200 if package else 404, package or b"{}")

    @staticmethod
    def _send(request: BaseHTTPRequestHandler, status: int, data: bytes) -> None:
        with suppress(OSError):
            request.send_response(status)
            request.send_header("Content-Length", str(len(data)))
            request.end_headers()
            request.wfile.write(data)

    def _stream(self, request: BaseHTTPRequestHandler) -> None:
        lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._readers.append(lines)
        request.send_response(200)
        request.end_headers()
        request.wfile.write(b"\n")
        request.wfile.flush()
        while (line := lines.get()) is not None:
            try:
                request.wfile.write(line)
                request.wfile.flush()
            except OSError:
                return

    def line(self, data: bytes) -> None:
        """Bytes to every reader."""
        for reader in self._readers:
            reader.put(data)

    def tell(self, call: str, kind: str, **event: Any) -> None:
        """An event to every reader."""
        told = {"call": call, "event": {"kind": kind, "t": 1.0, **event}}
        self.line(json.dumps(told).encode() + b"\n")

    def hang_up(self) -> None:
        """End every stream."""
        readers, self._readers = self._readers, []
        for reader in readers:
            reader.put(None)

    def close(self) -> None:
        """Gone."""
        self.hang_up()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


@contextmanager
def engine(**how: Any) -> Iterator[FakeEngine]:
    """A fake engine for as long as it is wanted."""
    made = FakeEngine(**how)
    try:
        yield made
    finally:
        made.close()


def call(id_: str = "c1", **more: Any) -> dict[str, Any]:
    """A call as `/calls` lists it."""
    return {
        "id": id_,
        "line": "hotline",
        "flow": "small",
        "release": "r" * 64,
        "caller": "13800138000",
        "called": "12345",
        "t": 5.0,
        "at": "small",
        "node": "welcome",
        "answered": True,
        **more,
    }
