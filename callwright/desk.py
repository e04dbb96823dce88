"""Says what answers a live call: watches the store, and assigns by its state within the last half second."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime

from callwright.board import Board
from callwright.board_reader import BoardReader
from callwright.outside import Outside
from callwright.releases import Releases
from callwright.seating import Seating
from engine.events import CallFinished, Event
from engine.fallback import Fallback
from engine.journal import Journal
from engine.live.host import Assignment
from engine.position import Position
from engine.refusal import Refusal
from engine.services.offload import Pool
from engine.store.errors import StoreError
from engine.store.lines import Line
from engine.store.store import Store
from engine.store.writer import JournalWriter
from flows.errors import ReleaseError
from flows.release import Release
from nodes.call import LineFacts
from nodes.channel import CallFacts
from nodes.services import Services

POLL_SECONDS = 0.4
LOAD_SECONDS = 10.0
FULL = "line_full"
"""The result of a call that found its line full, and the name of the notice that it hears."""

log = logging.getLogger("callwright.desk")


class StoreDesk:
    """A desk over the store. A store that fails leaves the last good board in force, and the log says so."""

    def __init__(
        self, store: Store, outside: Outside, journals: JournalWriter, pool: Pool, *, engine: str = ""
    ) -> None:
        """`pool` runs what must be asked of the store during a call; `engine` is our id in the store."""
        self.engine = engine
        self._outside = outside
        self._journals = journals
        self._pool = pool
        self._releases = Releases(store.release)
        self._reader = BoardReader(store, self._load, outside.calendars, outside.settings.project.zone)
        self._seating = Seating(store, engine, outside.pool)
        self._board = Board()
        self._trouble = ""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="callwright-desk", daemon=True)

    def open(self) -> None:
        """Read the board and begin to watch for changes. Raises StoreError if the store fails now."""
        self._board = self._reader.read(self._board)
        self._thread.start()

    def close(self) -> None:
        """Stop watching."""
        self._stop.set()
        self._seating.close()

    @property
    def board(self) -> Board:
        """What new calls meet now."""
        return self._board

    def assign(self, facts: CallFacts, position: Position | None) -> Assignment | Refusal | None:
        """What runs this call, or why it is refused; with a position the release that it began with."""
        board = self._board
        line = board.lines.match(facts.context, facts.called)
        if position is not None:
            return self._resumed(board, line, facts, position)
        return None if line is None else self._new(board, line, facts)

    # -- calls that another engine had ----------------------------------------------------------

    def _resumed(
        self, board: Board, line: Line | None, facts: CallFacts, position: Position
    ) -> Assignment | None:
        release = self._release(position.release)
        if release is None:
            return None
        line = line or Line(facts.called, release.main, facts.context)
        self._seating.resume(facts.id)
        return self._assignment(board, line, facts, release, position.elapsed, seated=True)

    def _release(self, digest: str) -> Release | None:
        """The release of a call in progress, which may no longer be on the board."""
        found = self._releases.known(digest)
        if found is None:
            try:
                found = self._pool.run(lambda: self._releases.load(digest), LOAD_SECONDS)
            except (StoreError, ReleaseError, TimeoutError) as error:
                log.error("the release %s of a call in progress cannot be had: %s", digest[:12], error)
        return found

    # -- new calls ------------------------------------------------------------------------------

    def _new(self, board: Board, line: Line, facts: CallFacts) -> Assignment | Refusal | None:
        now = datetime.now(UTC)
        way = board.route(line, facts.caller, now)
        if not way.flow:
            log.info("call %s on line %s is refused: %s", facts.id, line.where, way.route)
            return self._refusal(board, line, facts)
        release = self._published(board, line, way.flow, facts, now)
        if release is None and way.flow != line.flow:
            # A way that leads nowhere: the caller is to hear something.
            release = self._published(board, line, line.flow, facts, now)
        if release is None:
            return None
        if line.most <= 0 or self._seating.take(facts.id, line):
            return self._assignment(board, line, facts, release, seated=line.most > 0)
        log.info("call %s finds line %s full (%d calls)", facts.id, line.where, line.most)
        full = self._published(board, line, line.full, facts, now) if line.full else None
        if full is None:
            return self._full(board, line, facts, release)
        return self._assignment(board, line, facts, full)

    def _published(
        self, board: Board, line: Line, flow: str, facts: CallFacts, now: datetime
    ) -> Release | None:
        release = board.release(line, flow, facts.caller, facts.id, now)
        if release is None:
            log.error("line %s: flow %s is not published", line.where, flow)
        return release

    # -- what a call is given -------------------------------------------------------------------

    def _services(self, board: Board, line: Line, call: str, elapsed: float = 0.0) -> Services:
        calendars = LineCalendars(self, line.tenant)
        return self._outside.services(call, board.zone_of(line), elapsed, calendars=calendars)

    def _assignment(
        self,
        board: Board,
        line: Line,
        facts: CallFacts,
        release: Release,
        elapsed: float = 0.0,
        *,
        seated: bool = False,
    ) -> Assignment:
        journal = self._journals.journal(facts.id)
        return Assignment(
            release,
            _facts(line, facts),
            self._services(board, line, facts.id, elapsed),
            self._leaving(facts.id, journal) if seated else journal,
            Fallback(line.fallback),
            board.languages_of(line),
            close=lambda: self._seating.let_go(facts.id),
        )

    def _leaving(self, call: str, journal: Journal) -> Journal:
        """The journal of a call with a seat: its last event gives the seat back."""

        def append(event: Event) -> None:
            journal(event)
            if isinstance(event, CallFinished):
                self._seating.leave(call)

        return append

    def _refusal(self, board: Board, line: Line, facts: CallFacts) -> Refusal:
        journal, services = self._journals.journal(facts.id), self._services(board, line, facts.id)
        return Refusal(_facts(line, facts), services, journal)

    def _full(self, board: Board, line: Line, facts: CallFacts, release: Release) -> Refusal:
        """The notice, in the language in which the flow would have spoken."""
        own = release.flows[release.main].language
        languages = (*board.languages_of(line), own, self._outside.settings.project.language)
        refusal = self._refusal(board, line, facts)
        return replace(
            refusal, result=FULL, cause="USER_BUSY", notice=FULL, languages=tuple(filter(None, languages))
        )

    # -- watching the store ---------------------------------------------------------------------

    def _load(self, flow: str, digest: str) -> Release | None:
        try:
            return self._releases.load(digest)
        except ReleaseError as error:
            log.error("the release %s of flow %s cannot be used: %s", digest[:12], flow, error)
            return None

    def _watch(self) -> None:
        while not self._stop.wait(POLL_SECONDS):
            trouble = self._refresh()
            if trouble and trouble != self._trouble:
                log.error("the store fails; calls go on with what was published before: %s", trouble)
            elif self._trouble and not trouble:
                log.warning("the store answers again")
            self._trouble = trouble

    def _refresh(self) -> str:
        """Renew the board; what kept it from being renewed."""
        try:
            self._board = self._reader.read(self._board)
        except StoreError as error:
            return str(error)
        except Exception as error:
            # Whatever somebody has written into the tables: the last good board stays.
            log.debug("the board could not be renewed", exc_info=True)
            return f"{type(error).__name__}: {error}"
        return ""


class LineCalendars:
    """The service `calendars` of one call: those of its line's tenant, as they stand when it asks."""

    def __init__(self, desk: StoreDesk, tenant: str) -> None:
        self._desk = desk
        self._tenant = tenant

    def state(self, calendar: str, moment: datetime) -> str:
        """As nodes.services.Calendars.state."""
        return self._desk.board.calendars.of(self._tenant).state(calendar, moment)


def _facts(line: Line, facts: CallFacts) -> LineFacts:
    return LineFacts(facts.called, line.name or line.pattern, line.tenant)
