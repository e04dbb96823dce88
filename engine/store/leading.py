"""Lines that a publication brings along: led to the flow in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from engine.store.errors import Conflict
from engine.store.kept_lines import columns_of, lines_of
from engine.store.lines import Line, checked, refuse_tie
from engine.store.tables.lines import lines


@dataclass(frozen=True, slots=True)
class Lead:
    """A line that is to lead to the published flow.

    `before` is the flow to which it led when somebody looked; empty: there was no such line.
    """

    context: str
    pattern: str
    before: str = ""


def lead(connection: Connection, flow: str, wanted: Iterable[Lead]) -> None:
    """Lead lines to `flow`. Raises Conflict if one leads elsewhere by now, BadLine, Tie."""
    for one in wanted:
        which = (lines.c.context == one.context) & (lines.c.pattern == one.pattern)
        found = connection.execute(select(lines.c.flow).where(which)).scalar() or ""
        if found != one.before:
            raise Conflict(
                f"the line {one.context}/{one.pattern} leads to {found or 'nothing'} meanwhile",
                "look at `callwright line list`, then do it again",
            )
        if found:
            connection.execute(update(lines).where(which).values(flow=flow, version=lines.c.version + 1))
        else:
            new = checked(Line(one.pattern, flow, one.context))
            refuse_tie(new, lines_of(connection))
            connection.execute(insert(lines).values(columns_of(new)))
