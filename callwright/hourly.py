"""Has one engine of all keep house, once an hour."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, datetime, timedelta

from callwright.housekeeping import Housekeeper, Stopped, Until
from callwright.settings import Settings
from engine.limits import LIMITS
from engine.store.errors import StoreError
from engine.store.positions import LOST
from engine.store.store import Store

EVERY_SECONDS = 3600.0
LOOK_SECONDS = 60.0
CHORE = "tidy"
LONGEST = timedelta(seconds=LIMITS.seconds + 3600.0)
"""A call without an end that began before has lost its engine, and every engine its trace."""

log = logging.getLogger("callwright.housekeeping")


class Housekeeping:
    """Has one engine of all keep house, once an hour, in a thread of its own."""

    def __init__(self, settings: Settings, store: Store, engine: str) -> None:
        """Begin; `engine` is our id in the store."""
        self._settings = settings
        self._store = store
        self._engine = engine
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="callwright-housekeeping", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop; what is half done is done another time."""
        self._stop.set()
        self._thread.join(5.0)

    def _serve(self) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            try:
                if self._store.begin_chore(CHORE, EVERY_SECONDS, self._engine):
                    self._keep_house()
            except Stopped:
                return
            except StoreError as error:
                log.warning("housekeeping is put off: %s", error)
            except Exception:
                log.exception("housekeeping failed")

    def _keep_house(self) -> None:
        now = datetime.now(UTC).replace(tzinfo=None)
        self._store.close_calls(now - LONGEST, LOST)
        self._store.drop_engines()
        keeper = Housekeeper(self._settings, self._store, stopped=self._stop.is_set)
        gone = keeper.tidy(Until.of(self._settings.retention))
        if told := ", ".join(f"{each.count} {each.what}" for each in gone if each.count):
            log.info("kept long enough and gone: %s", told)
        for failed in [failed for each in gone for failed in each.failed]:
            log.warning("kept long enough, but it cannot be let go: %s", failed)
