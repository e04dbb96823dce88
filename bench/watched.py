"""`callwright serve`, timed from outside: how long a pressed key waits for the next sound to be sent.

    python -m bench.watched FILE serve ...

On its end it writes to FILE, as JSON, a list of milliseconds. The clock starts when the kernel has the bytes
of the key's event (SO_TIMESTAMPNS) and so counts the time in which the engine was busy with other calls; it
stops when the `playback` that answers the key has been handed to the kernel. Nothing in the engine is changed
but the socket that a connection is given.
"""

from __future__ import annotations

import importlib
import json
import socket
import struct
import sys
import time
from pathlib import Path
from typing import Any

SO_TIMESTAMPNS = 35
"""Linux, asm-generic/socket.h: ask for the time at which the kernel received what is read."""

KEY = b'"Event-Name":"DTMF"'
SOUND = b"execute-app-name: playback"

waits: list[float] = []


class TimedSocket:
    """A gevent socket that notes when a key's event came and when the next sound was sent."""

    def __init__(self, sock: Any) -> None:
        """Wrap `sock`."""
        sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self._sock = sock
        self._pressed = 0.0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def recv(self, size: int) -> bytes:
        """As a socket's."""
        data, ancillary, _, _ = self._sock.recvmsg(size, 64)
        if KEY in data and not self._pressed:
            for level, kind, content in ancillary:
                if (level, kind) == (socket.SOL_SOCKET, SO_TIMESTAMPNS):
                    seconds, nanoseconds = struct.unpack("qq", content[:16])
                    self._pressed = seconds + nanoseconds / 1e9
        return bytes(data)

    def sendall(self, data: bytes) -> None:
        """As a socket's."""
        self._sock.sendall(data)
        if self._pressed and SOUND in data:
            waits.append((time.time() - self._pressed) * 1000)
            self._pressed = 0.0


def main() -> None:
    """Run the command that follows the file's name, then write the file."""
    from callwright.cli import main as callwright

    server: Any = importlib.import_module("engine.live.server")
    plain = server.OutboundConnection

    def timed(address: object, sock: Any, **more: Any) -> Any:
        return plain(address, TimedSocket(sock), **more)

    server.OutboundConnection = timed
    file = Path(sys.argv[1])
    try:
        callwright(sys.argv[2:])
    finally:
        file.write_text(json.dumps(waits), "utf-8")


if __name__ == "__main__":
    main()
