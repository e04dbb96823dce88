"""Runs blocking work so that only the call that asked for it waits; a service that hangs stays harmless."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Protocol, TypeVar

from nodes.errors import ServiceTimeout

T = TypeVar("T")


class Pool(Protocol):
    """Threads for blocking work; engine/live supplies one that is used from greenlets."""

    def run(self, job: Callable[[], T], seconds: float) -> T:
        """The result of `job`, run on a thread, or what it raised. Raises TimeoutError after `seconds`."""


PoolMaker = Callable[[int], Pool]
"""Makes a pool with at most so many threads."""


class ThreadPool:
    """A pool of the standard library's threads, started as needed. They do not keep the process alive."""

    def __init__(self, threads: int) -> None:
        self._most = threads
        self._started = 0
        self._idle = 0
        self._lock = threading.Lock()
        self._jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()

    def run(self, job: Callable[[], T], seconds: float) -> T:
        """As Pool.run."""
        answer: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

        def work() -> None:
            try:
                answer.put((job(), None))
            except BaseException as error:
                answer.put((None, error))

        self._start(work)
        try:
            result, error = answer.get(timeout=max(seconds, 0.0))
        except Empty:
            raise TimeoutError(f"no answer within {seconds:g} s") from None
        if error is not None:
            raise error
        return result  # type: ignore[return-value]

    def _start(self, work: Callable[[], None]) -> None:
        with self._lock:
            self._jobs.put(work)
            if self._jobs.qsize() > self._idle and self._started < self._most:
                self._started += 1
                threading.Thread(target=self._serve, name="callwright-service", daemon=True).start()

    def _serve(self) -> None:
        while True:
            with self._lock:
                self._idle += 1
            work = self._jobs.get()
            with self._lock:
                self._idle -= 1
            work()


class Job:
    """One piece of work and how it stands; read and written by two threads, one word at a time."""

    def __init__(self) -> None:
        self.started = False
        self.done = False
        self.abandoned = False
        """Nobody waits for it any more: what it has not done yet it must not do."""
        self.cancel: Callable[[], object] | None = None
        """Stops it where it waits; set by the work, called from another thread."""


class Bounded:
    """A pool that gives up at once where all its threads hang, and never begins what nobody waits for."""

    def __init__(self, what: str, threads: int, make: PoolMaker = ThreadPool) -> None:
        """`what` names the service in messages."""
        self._what = what
        self._threads = threads
        self._pool = make(threads)
        # A set, changed only by add and discard, needs no lock; a lock shared by greenlets and threads would.
        self._stuck: set[Job] = set()

    def run(self, work: Callable[[Job], T], seconds: float) -> T:
        """The result of `work`. Raises ServiceTimeout after `seconds`, or now if every thread hangs."""
        if len(self._stuck) >= self._threads:
            raise ServiceTimeout(
                f"{self._what}: all {self._threads} threads wait for it in vain; is it alive?"
            )
        job = Job()

        def run() -> T:
            job.started = True
            try:
                if job.abandoned:
                    raise ServiceTimeout(f"{self._what}: too late")
                return work(job)
            finally:
                job.done = True
                self._stuck.discard(job)

        try:
            return self._pool.run(run, seconds)
        except TimeoutError as late:
            self._abandon(job)
            raise ServiceTimeout(f"{self._what}: no answer within {seconds:g} s") from late

    def _abandon(self, job: Job) -> None:
        job.abandoned = True
        if job.started:
            self._stuck.add(job)
        if job.done:
            self._stuck.discard(job)
        elif job.cancel is not None:
            job.cancel()
