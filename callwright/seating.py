"""Counts calls against the limit of their line, in the store; here alone while the store is down."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from engine.services.offload import Bounded, Job, PoolMaker, ThreadPool
from engine.store.errors import StoreError
from engine.store.lines import Line
from nodes.errors import ServiceError

TAKE_SECONDS = 2.0
"""How long a caller may wait for the answer whether a seat is free."""
THREADS = 4
REST_SECONDS = 1.0
"""The rest between attempts at a store that is down."""
HANDED_SECONDS = 10.0
"""How long the seat of a call that left us before its end is kept for the next engine."""

log = logging.getLogger("callwright.seats")

Place = tuple[str, str]
"""A line: context and pattern."""


class SeatStore(Protocol):
    """What is asked of engine.store.Store."""

    def take_seat(self, call: str, context: str, pattern: str, most: int, *, engine: str) -> bool:
        """Give the call a seat, if one is free."""

    def keep_seat(self, call: str, context: str, pattern: str, *, engine: str) -> None:
        """Give the call a seat whatever the limit."""

    def move_seat(self, call: str, *, engine: str) -> Place | None:
        """Note that `engine` has the call now."""

    def leave_seat(self, call: str, *, engine: str) -> None:
        """Give the seat back."""

    def forget_seats(self) -> int:
        """Forget seats that nobody can have any more."""


@dataclass(slots=True, eq=False)
class _Seat:
    """The seat of a call that is with us; no place while it is not known whether it has one."""

    place: Place | None = None


class Seating:
    """The seats of one engine's calls. Only `take` waits for the store, and only the call that asks."""

    def __init__(self, store: SeatStore, engine: str, pool: PoolMaker = ThreadPool) -> None:
        """`pool` suits the engine's threads; `engine` is its id in the store."""
        self._store = store
        self._engine = engine
        self._bounded = Bounded("the store", THREADS, pool)
        self._here: dict[str, _Seat] = {}
        """The calls that are with us and have a seat. Our thread changes seats, and never who has one."""
        self._due: deque[tuple[float, Callable[[], object]]] = deque([(0.0, store.forget_seats)])
        self._numbers = itertools.count()
        self._wake = threading.Event()
        self._wake.set()
        self._closing = False
        self._down = False
        self._thread = threading.Thread(target=self._serve, name="callwright-seats", daemon=True)
        self._thread.start()

    def take(self, call: str, line: Line) -> bool:
        """Whether `call` may be taken on a line with a limit; it then has a seat."""
        place = (line.context, line.pattern)
        if not self._down:
            if self._count_here(call, place) >= line.most:
                # The store that has just come back may not have heard of all that were taken without it.
                return False
            try:
                free = self._bounded.run(lambda job: self._take(call, place, line.most, job), TAKE_SECONDS)
            except (StoreError, ServiceError) as error:
                self._fail(error)
            else:
                if free:
                    self._here[call] = _Seat(place)
                return free
        return self._take_here(call, place, line.most)

    def resume(self, call: str) -> None:
        """Take the seat over of a call that another engine had, if it has one."""
        seat = self._here[call] = _Seat()
        self._do(lambda: self._resume(call, seat))

    def leave(self, call: str) -> None:
        """The call has ended."""
        if call in self._here:
            del self._here[call]
            self._do(lambda: self._leave(call))

    def let_go(self, call: str) -> None:
        """The call is with us no more. If it has not ended, another engine is about to take its seat over."""
        if call in self._here:
            del self._here[call]
            self._do(lambda: self._leave(call), HANDED_SECONDS)

    def close(self, seconds: float = 3.0) -> None:
        """Give back what is to be given back now, for at most `seconds`, and stop."""
        self._closing = True
        self._wake.set()
        self._thread.join(seconds)

    def _take(self, call: str, place: Place, most: int, job: Job) -> bool:
        free = self._store.take_seat(call, *place, most, engine=self._engine)
        if job.abandoned:
            # Nobody waited so long: the seat is given back, unless the call was taken all the same.
            self._do(lambda: self._leave(call))
        return free

    def _take_here(self, call: str, place: Place, most: int) -> bool:
        """Decide by the calls that are with us; the store hears of it when it answers again."""
        free = self._count_here(call, place) < most
        if free:
            self._here[call] = _Seat(place)
        # Either way the store is asked again: that is how we learn that it answers.
        self._do(lambda: self._keep(call, place) if free else self._leave(call))
        return free

    def _count_here(self, call: str, place: Place) -> int:
        """How many other calls with us have a seat there."""
        return sum(seat.place == place for other, seat in list(self._here.items()) if other != call)

    def _keep(self, call: str, place: Place) -> None:
        if call in self._here:
            self._store.keep_seat(call, *place, engine=self._engine)

    def _resume(self, call: str, seat: _Seat) -> None:
        seat.place = self._store.move_seat(call, engine=self._engine)

    def _leave(self, call: str) -> None:
        """Give the seat back, unless the call has come back to us meanwhile."""
        if call not in self._here:
            self._store.leave_seat(call, engine=self._engine)

    def _fail(self, error: Exception) -> None:
        if not self._down:
            log.error("the store fails; limits of lines are counted on this engine alone: %s", error)
        self._down = True

    def _do(self, job: Callable[[], object], later: float = 0.0) -> None:
        """Have the thread do `job`, in `later` seconds, and again until the store has done it."""
        self._due.append((time.monotonic() + later if later else 0.0, job))
        self._wake.set()

    def _serve(self) -> None:
        waiting: list[tuple[float, int, Callable[[], object]]] = []
        while True:
            self._wake.wait(max(0.0, waiting[0][0] - time.monotonic()) if waiting else None)
            self._wake.clear()
            last = self._closing
            while self._due:
                at, job = self._due.popleft()
                heapq.heappush(waiting, (at, next(self._numbers), job))
            while waiting and waiting[0][0] <= time.monotonic():
                if not self._done(waiting[0][2]):
                    break
                heapq.heappop(waiting)
            if last:
                return
            if self._down:
                time.sleep(REST_SECONDS)

    def _done(self, job: Callable[[], object]) -> bool:
        try:
            job()
        except StoreError as error:
            self._fail(error)
            return False
        except Exception:
            # What can never be written may not hold up all that follows.
            log.exception("a seat could not be noted")
        if self._down:
            self._down = False
            log.warning("the store answers again; limits of lines are counted over all engines")
        return True
