"""Lines in the store: kept, changed and forgotten, never two for one number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from engine.store.calendars import days_of, known_calendars
from engine.store.changes import differences, note_change
from engine.store.counting import count
from engine.store.errors import BadLine, Conflict
from engine.store.kept_lists import known_lists
from engine.store.lines import Line, LineTable, checked, refuse_tie
from engine.store.opening import reaching
from engine.store.routes import Route
from engine.store.tables.lines import lines, routes
from engine.store.tenants import refuse_unknown_tenant

NO_CALENDARS: Mapping[str, Mapping[str, Any]] = {}


class Lines:
    """What the store knows of lines.

    `calendars` are those that the settings hold: routes may name them as well as those of the store.
    """

    _engine: Engine

    def add_line(
        self, line: Line, *, calendars: Mapping[str, Mapping[str, Any]] = NO_CALENDARS, who: str = ""
    ) -> None:
        """Keep a line. Raises Refused, Tie, Unknown."""
        checked(line)
        with reaching(self._engine), self._engine.begin() as connection:
            # Counting first locks out everybody else who changes lines.
            count(connection)
            refuse_tie(line, lines_of(connection))
            _refuse_unknown(connection, line, calendars)
            made = connection.execute(insert(lines).values(columns_of(line)).returning(lines.c.id))
            _keep_routes(connection, made.scalar_one(), line)
            note_change(connection, "line", line.where, "added", who=who, flow=line.flow)

    def change_line(
        self, line: Line, *, calendars: Mapping[str, Mapping[str, Any]] = NO_CALENDARS, who: str = ""
    ) -> None:
        """Keep the line of that context and pattern as it is now; `line.version` is the one that was read.

        Raises Refused, Unknown, and Conflict if somebody else changed it since.
        """
        checked(line)
        which = (lines.c.context == line.context) & (lines.c.pattern == line.pattern)
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            found = connection.execute(select(lines.c.id, lines.c.version).where(which)).first()
            if found is None:
                raise _no_line(line.context, line.pattern)
            if found.version != line.version:
                raise Conflict(
                    f"the line {line.where} was changed by somebody else meanwhile",
                    "look at it with `callwright line show`, then change it again",
                )
            _refuse_unknown(connection, line, calendars)
            before = next(one for one in lines_of(connection) if one.where == line.where)
            row = columns_of(line) | {"version": found.version + 1}
            connection.execute(update(lines).where(lines.c.id == found.id).values(row))
            connection.execute(delete(routes).where(routes.c.line == found.id))
            _keep_routes(connection, found.id, line)
            fields = differences(before, line)
            note_change(connection, "line", line.where, "changed", who=who, fields=fields)

    def remove_line(self, context: str, pattern: str, *, who: str = "") -> None:
        """Forget a line. Raises BadLine if there is none."""
        which = (lines.c.context == context) & (lines.c.pattern == pattern)
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            connection.execute(delete(routes).where(routes.c.line.in_(select(lines.c.id).where(which))))
            if not connection.execute(delete(lines).where(which)).rowcount:
                raise _no_line(context, pattern)
            note_change(connection, "line", f"{context}/{pattern}", "removed", who=who)

    def line(self, context: str, pattern: str) -> Line:
        """One line. Raises BadLine if there is none."""
        for line in self.lines():
            if (line.context, line.pattern) == (context, pattern):
                return line
        raise _no_line(context, pattern)

    def lines(self) -> list[Line]:
        """Every line, by context and pattern."""
        with reaching(self._engine), self._engine.connect() as connection:
            return lines_of(connection)

    def match_line(self, context: str, number: str) -> Line | None:
        """The line of a called number. For many calls keep a LineTable and look at `revisions`."""
        return LineTable(self.lines()).match(context, number)


def lines_of(connection: Connection) -> list[Line]:
    """Every line, by context and pattern, as `connection` sees them."""
    ways: dict[int, list[Route]] = {}
    for row in connection.execute(select(routes).order_by(routes.c.line, routes.c.place)):
        ways.setdefault(row.line, []).append(Route(row.sort, row.name, row.state, row.flow))
    rows = connection.execute(select(lines).order_by(lines.c.context, lines.c.pattern)).all()
    return [
        Line(
            row.pattern,
            row.flow,
            row.context,
            row.name,
            row.tenant,
            row.zone,
            row.fallback,
            tuple(row.languages.split()),
            row.most,
            row.full,
            tuple(ways.get(row.id, ())),
            row.version,
        )
        for row in rows
    ]


def columns_of(line: Line) -> dict[str, Any]:
    """The row of a new line, without its routes."""
    return {
        "context": line.context,
        "pattern": line.pattern,
        "flow": line.flow,
        "name": line.name,
        "tenant": line.tenant,
        "zone": line.zone,
        "fallback": line.fallback,
        "languages": " ".join(line.languages),
        "most": line.most,
        "full": line.full,
        "version": 1,
    }


def _keep_routes(connection: Connection, line_id: int, line: Line) -> None:
    rows = [
        {"line": line_id, "place": place, "sort": r.sort, "name": r.name, "state": r.state, "flow": r.flow}
        for place, r in enumerate(line.routes, 1)
    ]
    if rows:
        connection.execute(insert(routes), rows)


def _refuse_unknown(connection: Connection, line: Line, calendars: Mapping[str, Mapping[str, Any]]) -> None:
    """Raises Unknown or BadLine if the line names a tenant, a calendar or a list that is not there."""
    refuse_unknown_tenant(connection, line.tenant)
    days = {name: days_of(written) for name, written in calendars.items()}
    days |= known_calendars(connection, line.tenant)
    there = known_lists(connection, line.tenant)
    for route in line.routes:
        if route.sort == "calendar" and route.name not in days:
            raise BadLine(
                f"there is no calendar {route.name} for the route {str(route)!r} (there are: {_among(days)})",
                "make it with `callwright calendar add`",
            )
        if route.sort == "calendar" and route.state not in ("open", "closed", *days[route.name]):
            raise BadLine(
                f"the calendar {route.name} has no state {route.state} for the route {str(route)!r}",
                f"write one of {', '.join(('open', 'closed', *sorted(days[route.name])))}",
            )
        if route.sort == "list" and route.name not in there:
            raise BadLine(
                f"there is no list {route.name} for the route {str(route)!r} (there are: {_among(there)})",
                "make it with `callwright list add`",
            )


def _among(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)[:20]) or "-"


def _no_line(context: str, pattern: str) -> BadLine:
    return BadLine(f"there is no line {context}/{pattern}"[:200], "`callwright line list` shows them")
