"""Runs blocking work so that only the call that asked for it waits; a service that hangs stays harmless."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from typing import NoReturn, Protocol, TypeVar

from nodes.errors import ServiceTimeout

T = TypeVar("T")

GRACE_SECONDS = 0.5
"""How long work that was cancelled may take to end before its thread counts as hanging."""


class Pool(Protocol):
    """Threads for blocking work; engine/live supplies one that is used from greenlets."""

    def run(self, job: Callable[[], T], seconds: float) -> T:
        """The result of `job`, run on a thread, or what it raised. Raises TimeoutError after `seconds`."""

    def start(self, job: Callable[[], None]) -> None:
        """Run `job`, which raises nothing, on a thread and do not wait for it."""


PoolMaker = Callable[[int], Pool]
"""Makes a pool with at most so many threads."""


class ThreadPool:
    """A pool of the standard library's threads, started as needed. They do not keep the process alive."""

    def __init__(self, threads: int) -> None:
        self._most = threads
        self._started = 0
        self._wanted = 0
        """Jobs that wait or run: while there are more of them than threads, threads are started."""
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

        self.start(work)
        try:
            result, error = answer.get(timeout=max(seconds, 0.0))
        except Empty:
            raise TimeoutError(f"no answer within {seconds:g} s") from None
        if error is not None:
            raise error
        return result  # type: ignore[return-value]

    def start(self, job: Callable[[], None]) -> None:
        """As Pool.start."""
        with self._lock:
            self._wanted += 1
            if self._started < min(self._wanted, self._most):
                self._started += 1
                threading.Thread(target=self._serve, name="callwright-service", daemon=True).start()
        self._jobs.put(job)

    def _serve(self) -> None:
        while True:
            self._jobs.get()()
            with self._lock:
                self._wanted -= 1


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
        # Hanging jobs, and since when they count as such. A lock would be shared by greenlets and threads;
        # single operations on a dict need none.
        self._stuck: dict[Job, float] = {}

    def run(self, work: Callable[[Job], T], seconds: float) -> T:
        """The result of `work`. Raises ServiceTimeout after `seconds`, or now if every thread hangs."""
        self._need_thread()
        job = Job()

        def run() -> Callable[[], T]:
            """Done on a thread: how it ended, to be told or raised where it was asked for."""
            job.started = True
            try:
                if job.abandoned:
                    raise ServiceTimeout(f"{self._what}: too late")
                result = work(job)
                return lambda: result
            except Exception as error:
                return partial(_fail, error)
            finally:
                job.done = True
                self._stuck.pop(job, None)

        try:
            ended = self._pool.run(run, seconds)
        except TimeoutError as late:
            self._abandon(job)
            raise ServiceTimeout(f"{self._what}: no answer within {seconds:g} s") from late
        return ended()

    def start(self, work: Callable[[Job], None]) -> None:
        """Have `work`, which raises nothing, done, and wait for nothing. Raises ServiceTimeout as `run`."""
        self._need_thread()
        self._pool.start(lambda: work(Job()))

    def _need_thread(self) -> None:
        if self._hanging() >= self._threads:
            raise ServiceTimeout(
                f"{self._what}: all {self._threads} threads wait for it in vain; is it alive?"
            )

    def _abandon(self, job: Job) -> None:
        job.abandoned = True
        cancel = job.cancel
        if job.started:
            self._stuck[job] = time.monotonic() + (GRACE_SECONDS if cancel else 0.0)
        if job.done:
            self._stuck.pop(job, None)
        elif cancel is not None:
            cancel()

    def _hanging(self) -> int:
        now = time.monotonic()
        return sum(since <= now for since in list(self._stuck.values()))


def _fail(error: Exception) -> NoReturn:
    raise error
