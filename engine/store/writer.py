"""Writes journals and positions to the store in batches, behind the calls' backs: no call waits for it."""

from __future__ import annotations

import itertools
import logging
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

from engine.events import Event
from engine.services.offload import Bounded, PoolMaker, ThreadPool
from engine.store.errors import StoreError
from engine.store.journals import Written
from engine.store.positions import Ledger, Note
from nodes.errors import ServiceError

LATE_SECONDS = 0.1
"""How late an event may reach the store."""
MOST = 50_000
"""Events that wait while the store is down; then the oldest are lost."""
BATCH = 1_000
WRITE_SECONDS = 30.0
REST_SECONDS = 5.0
"""The longest rest between attempts at a store that is down."""

_log = logging.getLogger("callwright.journal")


class EventStore(Protocol):
    """What is asked of engine.store.Store."""

    def append_events(self, batch: Sequence[Written], notes: Sequence[Note]) -> None:
        """Append events and notes, in one transaction."""


class JournalWriter:
    """One writer an engine. `journal(call)` gives what `run_call` takes."""

    def __init__(
        self,
        store: EventStore,
        *,
        pool: PoolMaker = ThreadPool,
        late: float = LATE_SECONDS,
        most: int = MOST,
    ) -> None:
        """`pool` suits the engine's threads; `late` in seconds."""
        self._store = store
        self._bounded = Bounded("the store", 1, pool)
        self._late = late
        self._most = most
        self._origin = uuid.uuid4().hex
        self._numbers = itertools.count(1)
        self._waiting: deque[Written | Note] = deque()
        self._batch: list[Written | Note] = []
        self._wake = threading.Event()
        self._closing = False
        self._failures = 0
        self.lost = 0
        """Events that were lost since the start."""
        self._thread = threading.Thread(target=self._serve, name="callwright-journal", daemon=True)
        self._thread.start()

    def journal(self, call: str) -> Callable[[Event], None]:
        """The journal of one call."""

        def append(event: Event) -> None:
            self._append(Written(call, self._origin, next(self._numbers), event))

        return append

    def ledger(self, engine: str) -> Ledger:
        """Takes down where the calls of `engine` stand: a note is written with the events before it."""
        return Ledger(self._append, engine)

    def _append(self, item: Written | Note) -> None:
        if len(self._waiting) >= self._most:
            self._lose()
        self._waiting.append(item)
        if not self._wake.is_set():
            self._wake.set()

    def _lose(self) -> None:
        try:
            self._waiting.popleft()
        except IndexError:
            return
        self.lost += 1
        if self.lost == 1:
            _log.error("the store is down and %d events wait: from now on the oldest are lost", self._most)

    def _serve(self) -> None:
        while not self._closing or self._waiting or self._batch:
            self._wake.wait()
            if not self._closing:
                # What is left of the time is for the writing; a batch costs much the same however full it is.
                time.sleep(self._late * 0.9)
            self._wake.clear()
            last = self._closing
            if not self._write_all() and last:
                return

    def _write_all(self) -> bool:
        """Write what waits; False if the store is down. A batch stays the same until it is written."""
        while self._batch or self._waiting:
            while not self._failures and self._waiting and len(self._batch) < BATCH:
                self._batch.append(self._waiting.popleft())
            if not self._write(self._batch):
                self._wake.set()
                return False
            self._batch = []
        return True

    def _write(self, batch: Sequence[Written | Note]) -> bool:
        written = [item for item in batch if isinstance(item, Written)]
        notes = [item for item in batch if not isinstance(item, Written)]
        try:
            self._bounded.run(lambda job: self._store.append_events(written, notes), WRITE_SECONDS)
        except (StoreError, ServiceError) as error:
            self._failures += 1
            if self._failures == 1:
                _log.error("journals are kept back: %s", error)
            if not self._closing:
                time.sleep(min(REST_SECONDS, self._late * 2 ** min(self._failures, 10)))
            return False
        except Exception:
            # One batch that can never be written may not hold up all that follow.
            _log.exception("%d events cannot be written and are lost", len(batch))
            self.lost += len(batch)
            return True
        if self._failures:
            self._failures = 0
            _log.warning("journals are written again")
        return True

    def close(self, seconds: float = 5.0) -> None:
        """Write what waits, for at most `seconds`, and stop."""
        self._closing = True
        self._wake.set()
        self._thread.join(seconds)
        if left := len(self._waiting) + len(self._batch):
            _log.error("%d events were not written", left)
