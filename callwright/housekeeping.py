"""Lets go of what has been kept long enough: journals, recordings, the memory of steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import sleep

from callwright.old_recordings import OldRecordings, Outside, why
from callwright.settings import Retention, Settings
from engine.services.database import DatabaseConnection, Databases
from engine.store.store import Store
from engine.store.tidying import BEGINNING, OldCall, Place, Steps
from nodes.errors import ServiceError

REST_SECONDS = 0.05
"""Between two transactions, so that calls and journals come in between."""
DEADLINE = "recordings until"
"""The chore under which it is noted up to which call recordings have been let go."""


@dataclass(frozen=True, slots=True)
class Until:
    """What is older goes; None: it is kept for ever. UTC without a zone."""

    journals: datetime | None
    recordings: datetime | None
    records: datetime | None

    @classmethod
    def of(cls, retention: Retention) -> Until:
        """What the settings say, as of now."""
        now = datetime.now(UTC).replace(tzinfo=None)
        days = (retention.journals, retention.recordings, retention.records)
        return cls(*(now - timedelta(days=each) if each else None for each in days))


@dataclass(slots=True)
class Gone:
    """How many of something went, or would go; `bytes` of files; `failed` says what could not, and why."""

    what: str
    count: int = 0
    bytes: int = 0
    failed: list[str] = field(default_factory=list)


Tell = Callable[[str, int, int], None]
"""Told of what, how many are done, and of how many."""


class Stopped(Exception):
    """The engine ends: what is left is done another time."""


class Housekeeper:
    """Works through everything that is old, a few rows at a time. Methods raise StoreError."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        *,
        dry: bool = False,
        tell: Tell = lambda what, done, of: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """`dry`: change nothing, only find out what would go. `stopped` is asked between transactions."""
        self._store = store
        self._dry = dry
        self._tell = tell
        self._stopped = stopped
        self._files = OldRecordings(settings.path(settings.folders.recordings), dry=dry)
        self._databases = {
            name: DatabaseConnection(settings.url(c.url), c.user, c.password, 1, c.read_only)
            for name, c in settings.connections.items()
            if c.kind == "database" and not c.read_only
        }
        self._gone: dict[str, Gone] = {}

    def tidy(self, until: Until) -> list[Gone]:
        """Let everything go that is older than `until`, and say what went. Raises Stopped, StoreError."""
        self._gone = {}
        if until.recordings is not None:
            self._recordings(until.recordings)
            self._messages(until.recordings)
        if until.journals is not None:
            self._journals(until.journals, until.recordings)
        if until.records is not None:
            self._steps("numbers", until.records)
            self._steps("effects", until.records)
            self._foreign_steps(until.records)
        return list(self._gone.values())

    def _of(self, what: str) -> Gone:
        return self._gone.setdefault(what, Gone(what))

    def _rest(self) -> None:
        if self._stopped():
            raise Stopped
        sleep(REST_SECONDS)

    # -- recordings -----------------------------------------------------------------------------------

    def _recordings(self, until: datetime) -> None:
        """Those that only journals name; it is noted how far all of them are gone."""
        gone, failed = self._of("recordings"), False
        reached = self._store.reached(DEADLINE)
        total, done = self._store.count_calls(until, reached)[0], 0
        for page in self._pages(until, (reached, "")):
            failed = not all(self._remove_all(gone, self._unboxed(call)) for call in page) or failed
            if not failed and not self._dry:
                self._store.reach(DEADLINE, page[-1].started)
            done += len(page)
            self._tell("recordings", done, total)

    def _pages(self, until: datetime, after: Place = BEGINNING) -> Iterator[list[OldCall]]:
        """Old calls, a few at a time."""
        page = self._store.old_calls(until, after)
        while page:
            yield page
            self._rest()
            page = self._store.old_calls(until, page[-1].place)

    def _unboxed(self, call: OldCall) -> Sequence[str]:
        """The recordings of a call that are no messages: those go when their box lets them go."""
        if not call.recordings:
            return ()
        boxed = self._store.in_boxes(call.recordings)
        return [path for path in call.recordings if path not in boxed]

    def _remove_all(self, gone: Gone, paths: Sequence[str]) -> bool:
        """Delete files; whether none of them is left."""
        left = [path for path in paths if not self._remove(gone, path)]
        return not left

    def _remove(self, gone: Gone, path: str) -> bool:
        try:
            size = self._files.remove(path)
        except Outside:
            return True
        except OSError as error:
            if (reason := why(path, error)) not in gone.failed:
                gone.failed.append(reason)
            return False
        if size is not None:
            gone.count += 1
            gone.bytes += size
        return True

    def _messages(self, until: datetime) -> None:
        gone, files = self._of("messages"), self._of("recordings")
        total, done = self._store.count_messages(until), 0
        page = self._store.old_messages(until)
        while page:
            ids = [message.id for message in page if self._remove(files, message.path)]
            if not self._dry:
                self._store.drop_messages(ids)
            gone.count += len(ids)
            done += len(page)
            self._tell("messages", done, total)
            self._rest()
            page = self._store.old_messages(until, page[-1].place)

    # -- journals and steps ---------------------------------------------------------------------------

    def _journals(self, until: datetime, recordings: datetime | None) -> None:
        """Calls with their journals; where recordings are let go at all, those that nothing would name."""
        gone, events, files = self._of("calls"), self._of("events"), self._of("recordings")
        total, all_events = self._store.count_calls(until)
        if self._dry:
            gone.count, events.count = total, all_events
            for page in self._pages(until, (recordings, "")) if recordings else ():
                for call in page:
                    self._remove_all(files, self._unboxed(call))
            return
        done = 0
        for page in self._pages(until):
            ids = [c.id for c in page if not recordings or self._remove_all(files, self._unboxed(c))]
            events.count += self._store.drop_calls(ids)
            gone.count += len(ids)
            done += len(page)
            self._tell("calls", done, total)

    def _steps(self, what: Steps, until: datetime) -> None:
        gone, total = self._of(what), self._store.count_steps(what, until)
        if self._dry:
            gone.count = total
            return
        while (dropped := self._store.drop_steps(what, until)) > 0:
            gone.count += dropped
            self._tell(what, gone.count, total)
            self._rest()

    def _foreign_steps(self, until: datetime) -> None:
        """Steps that databases of the project note themselves; one that is down is named and left."""
        databases = Databases(self._databases)
        try:
            for name in self._databases:
                gone = Gone(f"effects of {name}")
                try:
                    self._steps_of(databases, name, until, gone)
                except ServiceError as error:
                    gone.failed.append(str(error))
                if gone.count or gone.failed:
                    self._gone[gone.what] = gone
        finally:
            databases.close()

    def _steps_of(self, databases: Databases, name: str, until: datetime, gone: Gone) -> None:
        total = databases.count_steps(name, until)
        if self._dry:
            gone.count = total
            return
        while total and (dropped := databases.forget_steps(name, until)) > 0:
            gone.count += dropped
            self._tell(gone.what, gone.count, total)
            self._rest()
