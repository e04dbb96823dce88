"""A flow as a tree of steps: each node in one place, everything else that leads to it a link. Knows no Qt.

Steps that follow each other by the only exit of the one before stand in a row, as sentences do; a node with
several exits has them below it, and what each leads to below that. A node stands where a call comes to it
first, counted in steps from the start; what only a handler leads to stands below the handler, what nothing
leads to below `lost`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from flowdesigner.document.exits import exit_names
from flows.model import Flow

RowKind = Literal["start", "handler", "lost", "step", "way", "link", "open"]
"""start, handler, lost: roots; step: a node in its place; way: an exit of the step above; link: to a node
that stands elsewhere; open: an exit that leads nowhere."""


@dataclass(slots=True, eq=False)
class Row:
    """One row. `node`: of a step or link the node it shows, else the one whose exit it is.

    `exit`: of a way or an open exit; of a handler its event or key. `rows` below it are made when they are
    first asked for.
    """

    kind: RowKind
    node: str
    exit: str = ""
    above: Row | None = None
    number: int = 0
    rows: list[Row] | None = field(default=None, repr=False)


Owner = tuple[str, str]
"""Where a node stands: the node and exit that lead to it, or ("", root)."""


class Plan:
    """The tree of one flow as it was when the plan was made."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.owners: dict[str, Owner] = {}
        self._lost: list[str] = []
        self._found: dict[str, Row] = {}
        self._own()
        self.roots = self._roots()

    # --- which node stands where

    def _own(self) -> None:
        if self.flow.start in self.flow.nodes:
            self._spread(self.flow.start, ("", "start"))
        for name, to in self.flow.handlers():
            self._spread(to, ("", name))
        led = {to for node in self.flow.nodes.values() for to in node.exits.values()}
        # What nothing at all leads to comes first: of the others it may be where their circle begins.
        for id_ in [*(each for each in self.flow.nodes if each not in led), *self.flow.nodes]:
            if id_ not in self.owners:
                self._lost.append(id_)
                self._spread(id_, ("", "lost"))

    def _spread(self, first: str, owner: Owner) -> None:
        if first in self.owners or first not in self.flow.nodes:
            return
        self.owners[first] = owner
        waiting = deque([first])
        while waiting:
            id_ = waiting.popleft()
            node = self.flow.nodes[id_]
            for exit_ in exit_names(node):
                to = node.exits.get(exit_, "")
                if to in self.flow.nodes and to not in self.owners:
                    self.owners[to] = (id_, exit_)
                    waiting.append(to)

    # --- rows

    def _roots(self) -> list[Row]:
        rows = [Row("start", self.flow.start)] if self.flow.start in self.flow.nodes else []
        rows += [Row("handler", to, name) for name, to in self.flow.handlers() if to in self.flow.nodes]
        if self._lost:
            rows.append(Row("lost", ""))
        return _numbered(rows, None)

    def rows(self, above: Row | None) -> list[Row]:
        """The rows below one, or the roots."""
        if above is None:
            return self.roots
        if above.rows is None:
            above.rows = _numbered(list(self._below(above)), above)
            self._found |= {row.node: row for row in above.rows if row.kind == "step"}
        return above.rows

    def _below(self, above: Row) -> Iterator[Row]:
        flow = self.flow
        if above.kind == "start":
            yield from self._steps(above.node, ("", "start"))
        elif above.kind == "handler":
            yield from self._steps(above.node, ("", above.exit))
        elif above.kind == "lost":
            for id_ in self._lost:
                yield from self._steps(id_, ("", "lost"))
        elif above.kind == "way":
            yield from self._steps(flow.nodes[above.node].exits[above.exit], (above.node, above.exit))
        elif above.kind == "step" and len(exit_names(flow.nodes[above.node])) > 1:
            node = flow.nodes[above.node]
            for exit_ in exit_names(node):
                leads = node.exits.get(exit_, "") in flow.nodes
                yield Row("way" if leads else "open", node.id, exit_)

    def _steps(self, first: str, owner: Owner) -> Iterator[Row]:
        """The steps in a row from `first`, to which `owner` leads."""
        id_ = first
        while id_ in self.flow.nodes:
            if self.owners[id_] != owner:
                yield Row("link", id_)
                return
            yield Row("step", id_)
            only = exit_names(self.flow.nodes[id_])
            if len(only) != 1:
                return
            owner = (id_, only[0])
            id_ = self.flow.nodes[id_].exits.get(only[0], "")

    def has_rows(self, row: Row | None) -> bool:
        """Whether anything stands below a row, without making it."""
        if row is None:
            return bool(self.roots)
        if row.kind == "step":
            return len(exit_names(self.flow.nodes[row.node])) > 1
        return row.kind in ("start", "handler", "lost", "way")

    def step(self, id_: str) -> Row | None:
        """The row where a node stands; None for a node that is not there."""
        if id_ not in self.owners:
            return None
        chain = [id_]
        while (owner := self.owners[chain[-1]])[0]:
            chain.append(owner[0])
        for each in reversed(chain):
            if each not in self._found:
                before, exit_ = self.owners[each]
                among = self.rows(self._found[before]) if before else self.roots
                self.rows(next(row for row in among if exit_ in (row.exit, row.kind)))
        return self._found[id_]


def _numbered(rows: list[Row], above: Row | None) -> list[Row]:
    for number, row in enumerate(rows):
        row.above, row.number = above, number
    return rows
