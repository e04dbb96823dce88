"""Binds a listening socket."""

from __future__ import annotations

from gevent import socket

BACKLOG = 1024
"""Connections that may wait to be accepted; the kernel's net.core.somaxconn bounds it further."""


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens on `host`:`port` (0: any free one). Raises OSError if it cannot be had."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
