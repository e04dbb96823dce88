"""Lines in the store: kept, changed and forgotten, never two for one number."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select

from engine.store.counting import count
from engine.store.errors import BadLine
from engine.store.lines import Line, LineTable, checked, refuse_tie
from engine.store.opening import reaching
from engine.store.tables.lines import lines


class Lines:
    """What the store knows of lines."""

    _engine: Engine

    def add_line(self, line: Line) -> None:
        """Keep a line. Raises BadLine, Tie."""
        checked(line)
        with reaching(self._engine), self._engine.begin() as connection:
            # Counting first locks out everybody else who is adding a line.
            count(connection)
            refuse_tie(line, lines_of(connection))
            connection.execute(insert(lines).values(columns_of(line)))

    def remove_line(self, context: str, pattern: str) -> None:
        """Forget a line. Raises BadLine if there is none."""
        with reaching(self._engine), self._engine.begin() as connection:
            count(connection)
            which = (lines.c.context == context) & (lines.c.pattern == pattern)
            if not connection.execute(delete(lines).where(which)).rowcount:
                raise BadLine(f"there is no line {context}/{pattern}", "`callwright line list` shows them")

    def lines(self) -> list[Line]:
        """Every line, by context and pattern."""
        with reaching(self._engine), self._engine.connect() as connection:
            return lines_of(connection)

    def match_line(self, context: str, number: str) -> Line | None:
        """The line of a called number. For many calls keep a LineTable and look at `revision`."""
        return LineTable(self.lines()).match(context, number)


def lines_of(connection: Connection) -> list[Line]:
    """Every line, by context and pattern, as `connection` sees them."""
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
        )
        for row in rows
    ]


def columns_of(line: Line) -> dict[str, Any]:
    """The row of a new line."""
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
