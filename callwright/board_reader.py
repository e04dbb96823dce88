"""Reads the board from the store: only what changed, and the last good in place of what is damaged."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from callwright.board import Board, CalendarBook
from callwright.choice import renewed
from engine.services.calendars import Calendar, CalendarError, NamedCalendars, read_calendar
from engine.store.errors import Refused
from engine.store.kept_lists import Key, Mark
from engine.store.lines import Line, LineTable
from engine.store.lists import CallerList
from engine.store.names import zone_checked
from engine.store.store import Store
from engine.store.tenants import Tenant
from flows.release import Release

Load = Callable[[str, str], Release | None]
"""The release of a flow by its digest, None if it cannot be used."""

log = logging.getLogger("callwright.desk")


class BoardReader:
    """Makes one board after another of what the store holds."""

    def __init__(self, store: Store, load: Load, settings: NamedCalendars, zone: str) -> None:
        """`settings` are the project's calendars, `zone` is its time zone."""
        self._store = store
        self._load = load
        self._settings = settings
        self._zone = zone
        self._calendars: dict[Key, tuple[str, Calendar]] = {}
        self._lists: dict[Key, tuple[Mark, CallerList]] = {}

    def read(self, before: Board) -> Board:
        """The board as it stands now; `before` itself if nothing has changed. Raises StoreError."""
        revisions = self._store.revisions()
        if revisions == before.revisions:
            return before
        board = replace(before, revisions=revisions, zone=self._zone)
        if revisions.lines != before.revisions.lines:
            board = replace(
                board,
                lines=LineTable(map(_zoned_line, self._store.lines())),
                tenants={tenant.name: _zoned_tenant(tenant) for tenant in self._store.tenants()},
                choice=renewed(before.choice, self._store.standings(), self._load),
            )
            log.info("revision %d: %d flows are live", revisions.lines, len(board.choice.published))
        if revisions.calendars != before.revisions.calendars:
            board = replace(board, calendars=CalendarBook(self._settings, self._read_calendars()))
            log.info("revision %d of the calendars", revisions.calendars)
        if revisions.lists != before.revisions.lists:
            board = replace(board, lists=self._read_lists())
            log.info("revision %d of the lists", revisions.lists)
        _complain(board)
        return board

    def _read_calendars(self) -> dict[Key, Calendar]:
        found: dict[Key, tuple[str, Calendar]] = {}
        for kept in self._store.calendars():
            key = (kept.tenant, kept.name)
            known = self._calendars.get(key)
            try:
                if known is None or known[0] != kept.data:
                    known = (kept.data, read_calendar(kept.name, kept.written))
            except CalendarError as error:
                what = "stays as it was" if known else "is left out"
                log.error("calendar %s %s: %s", "/".join(filter(None, key)), what, error)
            if known is not None:
                found[key] = known
        self._calendars = found
        return {key: calendar for key, (_, calendar) in found.items()}

    def _read_lists(self) -> dict[Key, CallerList]:
        found: dict[Key, tuple[Mark, CallerList]] = {}
        for key, mark in self._store.list_marks().items():
            known = self._lists.get(key)
            if known is None or known[0] != mark:
                known = (mark, self._store.caller_list(*key))
            found[key] = known
        self._lists = found
        return {key: numbers for key, (_, numbers) in found.items()}


def _zoned_line(line: Line) -> Line:
    return line if _known_zone(f"line {line.where}", line.zone) else replace(line, zone="")


def _zoned_tenant(tenant: Tenant) -> Tenant:
    return tenant if _known_zone(f"tenant {tenant.name}", tenant.zone) else replace(tenant, zone="")


def _known_zone(whose: str, zone: str) -> bool:
    """Whether a zone is one: nothing that somebody wrote by hand may keep callers from their line."""
    try:
        zone_checked(zone)
    except Refused as error:
        log.error("%s: %s", whose, error)
        return False
    return True


def _complain(board: Board) -> None:
    """Say which routes can never fit, since what they ask for is not there."""
    for line in board.lines:
        for route in line.routes:
            if not board.knows(line, route):
                log.warning("line %s: there is no such %s for the route %s", line.where, route.sort, route)
