"""Tells the store once a second that this engine lives; a store that is down is survived."""

from __future__ import annotations

import logging
import os
import socket
import threading

from engine.store.engines import BEAT_SECONDS
from engine.store.errors import StoreError
from engine.store.store import Store

log = logging.getLogger("callwright.serve")


class Heartbeat:
    """One engine's signs of life until `close`; `engine` is its id in the store."""

    def __init__(self, store: Store, every: float = BEAT_SECONDS) -> None:
        """Sign on and begin; `every` in seconds. Raises StoreError if the store fails now."""
        self._store = store
        self._every = every
        self._who = (socket.gethostname(), os.getpid())
        self.engine = store.sign_on(*self._who)
        self._failing = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="callwright-heartbeat", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop, and sign off: an engine that ends in order is not missed."""
        self._stop.set()
        self._thread.join(self._every + 5.0)
        try:
            self._store.sign_off(self.engine)
        except StoreError as error:
            log.warning("this engine could not sign off: %s", error)

    def _beat(self) -> None:
        while not self._stop.wait(self._every):
            try:
                if not self._store.seen(self.engine):
                    # We were silent for so long that others took us for dead.
                    self._store.sign_on(*self._who, self.engine)
            except StoreError as error:
                if not self._failing:
                    log.error("the store fails; this engine gives no signs of life: %s", error)
                self._failing = True
            else:
                self._failing = False
