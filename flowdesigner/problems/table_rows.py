"""Rows of a node's tables, by the places that problems name: `choices[2].keys`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from flows.model import FlowNode, Row, Table

_PLACE = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class InRow:
    """A row of a table of a node; `number` from 0, `column` empty for the row as a whole."""

    table: str
    number: int
    column: str
    rows: Table

    @property
    def row(self) -> Row:
        """The row as it is."""
        return self.rows[self.number]

    def without(self) -> Table:
        """The table without the row."""
        return self.rows[: self.number] + self.rows[self.number + 1 :]

    def changed(self, row: Row) -> Table:
        """The table with another row in its place."""
        return (*self.rows[: self.number], row, *self.rows[self.number + 1 :])


def rows_of(node: FlowNode, table: str) -> Table:
    """A table of a node; empty where there is none, or something else."""
    found = node.params.get(table, ())
    return () if isinstance(found, str) else found


def row_at(node: FlowNode | None, place: str) -> InRow | None:
    """The row that a place means; None where it is not there any more, or no row at all."""
    match = _PLACE.fullmatch(place)
    if node is None or match is None:
        return None
    rows, number = rows_of(node, match[1]), int(match[2]) - 1
    return InRow(match[1], number, match[3] or "", rows) if 0 <= number < len(rows) else None


def with_table(node: FlowNode, table: str, rows: Table) -> FlowNode:
    """The node with other rows; without the table if there are none."""
    params = {name: value for name, value in node.params.items() if name != table or rows}
    return replace(node, params={**params, table: rows} if rows else params)
