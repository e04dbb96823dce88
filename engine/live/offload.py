"""Blocking work of a call on a thread of its own, while its greenlet, and no other, waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import gevent
from gevent.threadpool import ThreadPool

T = TypeVar("T")


class LivePool:
    """A bounded pool of native threads, used from greenlets."""

    def __init__(self, threads: int) -> None:
        """At most `threads` jobs run at a time."""
        self._pool = ThreadPool(threads)

    def run(self, job: Callable[[], T], seconds: float) -> T:
        """The result of `job`, run on a thread, or what it raised. Raises TimeoutError after `seconds`."""
        with gevent.Timeout(seconds) as limit:
            try:
                result: T = self._pool.apply(job)
            except gevent.Timeout as late:
                if late is not limit:
                    raise
                raise TimeoutError(f"no answer within {seconds:g} s") from late
        return result

    def start(self, job: Callable[[], None]) -> None:
        """Run `job`, which raises nothing, on a thread; where all are busy, it waits there for one."""
        gevent.spawn(self._pool.spawn, job)


def live_sleep(seconds: float) -> None:
    """Let the greenlet of one call sleep, and no other."""
    gevent.sleep(seconds)
