"""Work on threads: limits of time, hung threads, and work that nobody waits for any more."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

import pytest

from engine.services.offload import Bounded, Job, ThreadPool
from nodes.errors import ServiceTimeout

T = TypeVar("T")


def test_results_and_errors_come_back() -> None:
    pool = ThreadPool(2)
    assert pool.run(lambda: 7, 5) == 7
    with pytest.raises(KeyError, match="x"):
        pool.run(lambda: dict[str, int]()["x"], 5)


def test_a_pool_works_on_as_many_jobs_as_it_has_threads() -> None:
    pool = ThreadPool(3)
    together = threading.Barrier(3, timeout=5)
    results: list[int] = []
    callers = [
        threading.Thread(target=lambda: results.append(pool.run(lambda: bool(together.wait() + 1), 5)))
        for _ in range(3)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(5)
    assert results == [True, True, True]


def test_what_hangs_is_given_up_at_once_until_a_thread_is_free() -> None:
    bounded = Bounded("db", 1)
    release, finished = threading.Event(), threading.Event()

    def hang(job: Job) -> None:
        release.wait(5)
        finished.set()

    with pytest.raises(ServiceTimeout, match=r"no answer within 0.02 s"):
        bounded.run(hang, 0.02)
    with pytest.raises(ServiceTimeout, match="in vain"):
        bounded.run(lambda job: 1, 5)
    release.set()
    assert finished.wait(5)
    for _ in range(500):
        try:
            assert bounded.run(lambda job: 1, 5) == 1
            return
        except ServiceTimeout:
            threading.Event().wait(0.01)
    pytest.fail("the thread never became free")


class Late:
    """A pool that runs its jobs only when told."""

    def __init__(self, threads: int) -> None:
        self.jobs: list[Callable[[], object]] = []
        pools.append(self)

    def run(self, job: Callable[[], T], seconds: float) -> T:
        self.jobs.append(job)
        raise TimeoutError

    def start(self, job: Callable[[], None]) -> None:
        self.jobs.append(job)


pools: list[Late] = []


def test_work_that_nobody_waits_for_does_not_begin() -> None:
    bounded, done = Bounded("db", 1, Late), list[str]()
    with pytest.raises(ServiceTimeout):
        bounded.run(lambda job: done.append("done"), 1)
    ended = pools[-1].jobs[0]()
    assert callable(ended)
    with pytest.raises(ServiceTimeout, match="too late"):
        ended()
    assert done == []


def test_hanging_work_is_cancelled() -> None:
    bounded, cancelled = Bounded("db", 1), threading.Event()

    def hang(job: Job) -> None:
        job.cancel = cancelled.set
        cancelled.wait(5)

    with pytest.raises(ServiceTimeout):
        bounded.run(hang, 0.05)
    assert cancelled.is_set()
