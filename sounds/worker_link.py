"""The connection to one speech worker process: started, greeted, listened to, and ended."""

import contextlib
import hmac
import json
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sounds.settings import SoundSettings

START_SECONDS = 20.0
"""How long a worker may take to call back."""

GREETING = "SPEECH"
"""First word of the line with which the worker calls back; the token follows."""


class WorkerLink:
    """One life of the worker. Starting and listening happen in a thread of its own, so nobody waits here.

    `answered` is called with each answer, `ended` once with the reason when the worker is gone.
    """

    def __init__(
        self,
        settings: SoundSettings,
        answered: Callable[[dict[str, Any]], None],
        ended: Callable[[str], None],
    ) -> None:
        self._settings, self._answered, self._ended = settings, answered, ended
        self._lock = threading.Lock()
        self._waiting: list[bytes] = []
        self._connection: socket.socket | None = None
        self._worker: subprocess.Popen[bytes] | None = None
        self._closed = False
        threading.Thread(target=self._live, name="speech worker", daemon=True).start()

    @property
    def pid(self) -> int | None:
        """The process id of the worker once it was started."""
        return self._worker.pid if self._worker else None

    def send(self, asked: dict[str, Any]) -> None:
        """Asks for a sentence, now or as soon as the worker is there."""
        line = json.dumps(asked).encode() + b"\n"
        with self._lock:
            if self._connection is None:
                self._waiting.append(line)
                return
            # If it is gone, the listening thread sees the end too and tells everybody.
            with contextlib.suppress(OSError):
                self._connection.sendall(line)

    def kill(self) -> None:
        """Ends a worker that hangs, at once; the listening thread tells everybody."""
        if self._worker is not None:
            self._worker.kill()

    def close(self) -> None:
        """Ends the worker."""
        with self._lock:
            self._closed = True
            connection, worker = self._connection, self._worker
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        if worker is not None:
            _end(worker)

    def _live(self) -> None:
        """The life of the worker, from its start to its end."""
        reason = "it closed the connection"
        try:
            with self._start() as connection, connection.makefile("r", encoding="utf-8") as lines:
                for line in lines:
                    self._answered(json.loads(line))
        except (OSError, ValueError, KeyError) as error:
            reason = str(error)
        finally:
            if self._worker is not None:
                _end(self._worker)
            self._ended(reason)

    def _start(self) -> socket.socket:
        """Starts the process, waits for its call and sends what was asked so far. Raises OSError."""
        token = secrets.token_hex(16)
        # Nothing is imported from the working folder (-P); the way to this package is given instead.
        root = str(Path(__file__).resolve().parent.parent)
        code = f"import sys; sys.path.insert(0, {root!r}); from sounds.worker import main; main()"
        with socket.create_server(("127.0.0.1", 0)) as server:
            with self._lock:
                if self._closed:
                    raise ConnectionAbortedError("closed before it started")
                self._worker = subprocess.Popen([sys.executable, "-P", "-c", code], stdin=subprocess.PIPE)
            start = {"settings": self._settings.to_json(), "port": server.getsockname()[1], "token": token}
            assert self._worker.stdin is not None
            with self._worker.stdin as given:
                given.write(json.dumps(start).encode() + b"\n")
            connection = _accepted(server, f"{GREETING} {token}\n".encode(), self._worker)
        with self._lock:
            self._connection = connection
            for line in self._waiting:
                connection.sendall(line)
            self._waiting.clear()
        return connection


def _accepted(server: socket.socket, greeting: bytes, worker: "subprocess.Popen[bytes]") -> socket.socket:
    """The connection of the worker, known by its greeting; anybody else who calls is sent away."""
    until = time.monotonic() + START_SECONDS
    server.settimeout(0.5)
    while time.monotonic() < until and worker.poll() is None:
        try:
            connection, _ = server.accept()
        except TimeoutError:
            continue
        connection.settimeout(2.0)
        said = b""
        with contextlib.suppress(OSError):
            while len(said) < len(greeting) and (more := connection.recv(len(greeting) - len(said))):
                said += more
        if hmac.compare_digest(said, greeting):
            connection.settimeout(None)
            return connection
        connection.close()
    raise ConnectionAbortedError("it did not call back")


def _end(worker: "subprocess.Popen[bytes]") -> None:
    """Waits shortly for a worker to end by itself, then ends it."""
    try:
        worker.wait(1)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
