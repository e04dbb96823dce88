"""One of something for each thread: what holds a connection may not change threads under gevent."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

T = TypeVar("T")


class PerThread(Generic[T]):
    """Makes its thing when a thread first asks. A socket of gevent's belongs to the thread that opened it."""

    def __init__(self, make: Callable[[], T], close: Callable[[T], object]) -> None:
        self._make = make
        self._close = close
        self._local = threading.local()
        self._all: list[T] = []

    def get(self) -> T:
        """This thread's own. Raises what `make` raises, and tries again next time."""
        found: T | None = getattr(self._local, "own", None)
        if found is None:
            found = self._local.own = self._make()
            self._all.append(found)
        return found

    def close(self) -> None:
        """Close every one, as well as another thread can."""
        while self._all:
            with suppress(Exception):
                self._close(self._all.pop())
        self._local = threading.local()
