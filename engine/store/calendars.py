"""Calendars in the store: opening hours that are changed without a restart."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from engine.services.calendars import CalendarError, read_calendar
from engine.store.changes import note_change, owned
from engine.store.counting import CALENDARS, count, now
from engine.store.errors import Conflict, Refused, Unknown
from engine.store.names import name_checked
from engine.store.opening import reaching
from engine.store.tables.lines import calendars, lines, routes
from engine.store.tenants import refuse_unknown_tenant

LONGEST = 500_000
"""Characters of one calendar's JSON."""


@dataclass(frozen=True, slots=True)
class KeptCalendar:
    """A calendar as it is kept; `data` is JSON, `at` UTC. Tenant empty: for all."""

    tenant: str
    name: str
    data: str
    version: int
    at: datetime
    who: str

    @property
    def written(self) -> dict[str, Any]:
        """The calendar as under `[calendars.NAME]` in the settings. Raises CalendarError if it is damaged."""
        try:
            read = json.loads(self.data)
        except ValueError as error:
            raise CalendarError(
                f"calendar '{self.name}': the store holds no JSON of it ({error}): import it again"
            ) from error
        if not isinstance(read, dict):
            raise CalendarError(f"calendar '{self.name}': the store holds no table of it: import it again")
        return read


class Calendars:
    """What the store knows of calendars."""

    _engine: Engine

    def calendars(self) -> list[KeptCalendar]:
        """Every calendar, by tenant and name."""
        query = select(calendars).order_by(calendars.c.tenant, calendars.c.name)
        with reaching(self._engine), self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [KeptCalendar(r.tenant, r.name, r.data, r.version, r.at, r.who) for r in rows]

    def calendar(self, tenant: str, name: str) -> KeptCalendar:
        """One calendar. Raises Unknown."""
        for kept in self.calendars():
            if (kept.tenant, kept.name) == (tenant, name):
                return kept
        raise _no_calendar(tenant, name)

    def add_calendar(self, tenant: str, name: str, written: Mapping[str, Any], *, who: str) -> None:
        """Keep a new calendar. Raises Refused, Unknown."""
        row = _row(tenant, name, written, who)
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection, CALENDARS)
            refuse_unknown_tenant(connection, tenant)
            if connection.execute(select(calendars.c.name).where(_which(tenant, name))).first() is not None:
                raise Refused(
                    f"there is a calendar {owned(tenant, name)} already",
                    "change it with `callwright calendar set`",
                )
            connection.execute(insert(calendars).values(**row, version=1))
            note_change(connection, "calendar", owned(tenant, name), "added", who=who)

    def change_calendar(
        self, tenant: str, name: str, written: Mapping[str, Any], *, version: int, who: str
    ) -> None:
        """Keep a calendar as it is now; `version` as it was read. Raises Refused, Unknown, Conflict."""
        row = _row(tenant, name, written, who)
        which = _which(tenant, name)
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection, CALENDARS)
            same = which & (calendars.c.version == version)
            if connection.execute(update(calendars).where(same).values(**row, version=version + 1)).rowcount:
                note_change(connection, "calendar", owned(tenant, name), "changed", who=who)
                return
            found = connection.execute(select(calendars.c.who).where(which)).scalar()
            if found is None:
                raise _no_calendar(tenant, name)
            raise Conflict(
                f"the calendar {owned(tenant, name)} was changed by {found} meanwhile",
                "look at it with `callwright calendar show`, then change it again",
            )

    def remove_calendar(
        self, tenant: str, name: str, *, elsewhere: Collection[str] = (), who: str = ""
    ) -> None:
        """Forget a calendar that no line uses. Raises Refused, Unknown.

        `elsewhere` are the names of calendars that the settings hold: they stand in for it.
        """
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)  # No line may begin to use it meanwhile.
            count(connection, CALENDARS)
            if not connection.execute(delete(calendars).where(_which(tenant, name))).rowcount:
                raise _no_calendar(tenant, name)
            if name not in elsewhere and (used := _users(connection, tenant, name)):
                what = f"the calendar {owned(tenant, name)} decides on lines ({', '.join(used[:5])})"
                raise Refused(what, "take it out of their routes first: `callwright line set`")
            note_change(connection, "calendar", owned(tenant, name), "removed", who=who)


def days_of(written: Mapping[str, Any]) -> set[str]:
    """The names of a calendar's special days."""
    return {str(day["name"]) for day in written.get("days", ()) if day.get("name")}


def known_calendars(connection: Connection, tenant: str) -> dict[str, set[str]]:
    """The calendars that lines of `tenant` may name, each with its special days."""
    query = select(calendars.c.name, calendars.c.data).where(calendars.c.tenant.in_(["", tenant]))
    found: dict[str, set[str]] = {}
    # The tenant's own comes after the shared one and takes its place.
    for name, data in connection.execute(query.order_by(calendars.c.tenant)):
        try:
            found[name] = days_of(json.loads(data))
        except (ValueError, AttributeError, TypeError, KeyError):
            found[name] = set()
    return found


def _users(connection: Connection, tenant: str, name: str) -> list[str]:
    """Lines that ask for a calendar: the tenant's, or a shared one that no calendar of theirs hides."""
    query = (
        select(lines.c.context, lines.c.pattern, lines.c.tenant)
        .join(routes, routes.c.line == lines.c.id)
        .where((routes.c.sort == "calendar") & (routes.c.name == name))
        .distinct()
    )
    owners = {
        row.tenant for row in connection.execute(select(calendars.c.tenant).where(calendars.c.name == name))
    }
    used = []
    for line in connection.execute(query):
        if line.tenant == tenant if tenant else line.tenant not in owners:
            used.append(f"{line.context}/{line.pattern}")
    return sorted(used)


def _row(tenant: str, name: str, written: Mapping[str, Any], who: str) -> dict[str, Any]:
    """The columns of a calendar. Raises Refused if it is impossible."""
    name_checked("calendar", name)
    try:
        read_calendar(name, written)
    except CalendarError as error:
        what, _, cure = str(error).rpartition(": ")
        raise Refused(what, cure) from error
    data = json.dumps(written, ensure_ascii=False, default=_plain)
    if len(data) > LONGEST:
        raise Refused(f"the calendar {name} is longer than {LONGEST} characters", "write spans of days")
    return {"tenant": tenant, "name": name, "data": data, "at": now(), "who": who[:200]}


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _which(tenant: str, name: str) -> Any:
    return (calendars.c.tenant == tenant) & (calendars.c.name == name)


def _no_calendar(tenant: str, name: str) -> Unknown:
    return Unknown(
        f"the store has no calendar {owned(tenant, name)[:130]}", "`callwright calendar list` shows them"
    )
