"""Says what answers a live call: the lines and releases of the store, as they stand within half a second."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field

from callwright.outside import Outside
from engine.fallback import Fallback
from engine.live.host import Assignment
from engine.position import Position
from engine.services.offload import Pool
from engine.store.errors import StoreError
from engine.store.lines import Line, LineTable
from engine.store.store import Store
from engine.store.writer import JournalWriter
from flows.errors import ReleaseError
from flows.package import unpack
from flows.release import Release
from nodes.call import LineFacts
from nodes.channel import CallFacts

POLL_SECONDS = 0.4
LOAD_SECONDS = 10.0

log = logging.getLogger("callwright.desk")


@dataclass(frozen=True, slots=True)
class Board:
    """What new calls take at one moment: it is replaced whole, never changed."""

    revision: int = -1
    lines: LineTable = field(default_factory=lambda: LineTable(()))
    published: dict[str, str] = field(default_factory=dict)
    releases: dict[str, Release] = field(default_factory=dict)


class StoreDesk:
    """A desk over the store. A store that fails leaves the last good board in force, and the log says so."""

    def __init__(
        self, store: Store, outside: Outside, journals: JournalWriter, pool: Pool, *, engine: str = ""
    ) -> None:
        """`pool` runs what must be asked of the store during a call; `engine` is our id in the store."""
        self.engine = engine
        self._store = store
        self._outside = outside
        self._journals = journals
        self._pool = pool
        self._board = Board()
        self._failing = False
        self._older: dict[str, Release] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="callwright-desk", daemon=True)

    def open(self) -> None:
        """Read the board and begin to watch for changes. Raises StoreError if the store fails now."""
        self._refresh()
        self._thread.start()

    def close(self) -> None:
        """Stop watching."""
        self._stop.set()

    @property
    def board(self) -> Board:
        """What new calls take now."""
        return self._board

    def assign(self, facts: CallFacts, position: Position | None) -> Assignment | None:
        """What runs this call: with a position the release that it began with."""
        board = self._board
        line = board.lines.match(facts.context, facts.called)
        if position is not None:
            release: Release | None = self._release(position.release)
            line = line or Line(facts.called, release.main if release else "", facts.context)
        elif line is None:
            return None
        else:
            release = board.releases.get(board.published.get(line.flow, ""))
        if release is None or line is None:
            log.error("line %s: flow %s is not published", facts.called, line.flow if line else "?")
            return None
        zone = line.zone or self._outside.settings.project.zone
        return Assignment(
            release,
            LineFacts(facts.called, line.name or line.pattern, line.tenant),
            self._outside.services(facts.id, zone, position.elapsed if position else 0.0),
            self._journals.journal(facts.id),
            Fallback(line.fallback),
            line.languages,
        )

    def _release(self, digest: str) -> Release | None:
        """The release of a call in progress, which may no longer be on the board."""
        found = self._board.releases.get(digest) or self._older.get(digest)
        if found is None:
            try:
                found = self._pool.run(lambda: unpack(self._store.release(digest)), LOAD_SECONDS)
            except (StoreError, ReleaseError, TimeoutError) as error:
                log.error("the release %s of a call in progress cannot be had: %s", digest[:12], error)
                return None
            self._older[digest] = found
        return found

    def _watch(self) -> None:
        while not self._stop.wait(POLL_SECONDS):
            try:
                self._refresh()
            except StoreError as error:
                if not self._failing:
                    log.error("the store fails; calls go on with what was published before: %s", error)
                self._failing = True
            except Exception:
                log.exception("the board could not be renewed")
            else:
                if self._failing:
                    log.warning("the store answers again")
                self._failing = False

    def _refresh(self) -> None:
        revision = self._store.revisions().lines
        before = self._board
        if revision == before.revision:
            return
        published = self._store.published()
        releases = {}
        for flow, digest in published.items():
            release = before.releases.get(digest) or self._load(flow, digest)
            if release is None:
                # What was good before stays in force for this flow.
                digest = published[flow] = before.published.get(flow, "")
                release = before.releases.get(digest)
            if release is not None:
                releases[digest] = release
        self._board = Board(revision, LineTable(self._store.lines()), published, releases)
        log.info("revision %d: %d flows are live", revision, len(releases))

    def _load(self, flow: str, digest: str) -> Release | None:
        try:
            return unpack(self._store.release(digest))
        except ReleaseError as error:
            log.error("the release %s of flow %s cannot be used: %s", digest[:12], flow, error)
            return None
