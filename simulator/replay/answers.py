"""What databases and web services answered in a call, as far as its journal and its release tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.events import MASK, ServiceUsed
from nodes.data.replies import steps
from simulator.mocks import Failure
from simulator.replay.course import Why
from simulator.replay.told_call import Visit

FAILURES: dict[str, Failure] = {
    "timeout": "timeout",
    "refused": "refused",
    "unavailable": "unavailable",
    "failed": "unavailable",
}
"""How a service failed, by the journal's word for it."""


@dataclass(slots=True)
class Rows:
    """What a query gave: `columns` are those that are known. `error` if it failed, `why` if nobody knows."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    error: Failure = ""
    why: Why | None = None

    def lacks(self, node: Any) -> bool:
        """Whether `node`, a query of now, takes a column that is not known."""
        wanted = {row.column for row in getattr(node, "columns", ())}
        return any(not wanted <= set(row) for row in self.rows)


@dataclass(slots=True)
class Reply:
    """What a web service answered; `paths` are those whose values are known."""

    status: int = 200
    data: Any = None
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    paths: frozenset[str] = frozenset()
    whole: bool = False
    error: Failure = ""
    why: Why | None = None

    def lacks(self, node: Any) -> bool:
        """Whether `node`, a request of now, takes something out of it that is not known."""
        good = 200 <= self.status < 300 and not self.error and not self.whole
        wanted = {row.path for row in getattr(node, "extract", ()) if row.path != "status"}
        return good and not wanted <= self.paths


def rows_of(visit: Visit, node: Any, use: ServiceUsed) -> Rows:
    """The rows that the query of `visit` gave; `node` is the node type's settings then."""
    if use.outcome in FAILURES:
        return Rows(error=FAILURES[use.outcome])
    count = int(use.outcome.removeprefix("rows=") or 0) if use.outcome.startswith("rows=") else 0
    if not count:
        return Rows()
    into = getattr(node, "into", "")
    if getattr(node, "result", "row") == "rows":
        found = visit.value(into) if into else None
        if isinstance(found, list) and all(isinstance(each, Mapping) for each in found):
            return Rows([dict(each) for each in found])
        # Rows that nobody kept change nothing but their number.
        return Rows([{}] * count) if not into else Rows(why=_why(found))
    found = Rows([{}])
    whole = visit.value(into) if into else None
    if isinstance(whole, Mapping):
        found.rows[0].update(whole)
    elif into:
        found.why = _why(whole)
    for column in getattr(node, "columns", ()):
        value = found.rows[0][column.column] = visit.value(column.into)
        if _unshown(value):
            found.why = _why(value)
    return found


def changed_of(visit: Visit, node: Any, use: ServiceUsed) -> int:
    """How many rows an update changed."""
    value = visit.value(getattr(node, "into", "") or "")
    try:
        count = int(value)
    except (TypeError, ValueError):
        count = 1
    return max(1, count) if use.outcome == "done" else 0


def reply_of(visit: Visit, node: Any, use: ServiceUsed) -> Reply:
    """What the web service answered in `visit`."""
    if not use.outcome.isdigit():
        return Reply(error=FAILURES.get(use.outcome, "unavailable"))
    reply = Reply(int(use.outcome))
    if not 200 <= reply.status < 300:
        return reply
    if into := getattr(node, "into", ""):
        kept = visit.value(into)
        if _unshown(kept):
            return Reply(why=_why(kept))
        reply.whole = True
        if isinstance(kept, str):
            reply.body, reply.data = kept, _parsed(kept)
        else:
            reply.data = kept
    known = []
    for row in getattr(node, "extract", ()):
        value = visit.value(row.into)
        if _unshown(value):
            return Reply(why=_why(value))
        known.append(row.path)
        if not reply.whole:
            _put(reply, row.path, value)
    reply.paths = frozenset(known)
    return reply


def _parsed(body: str) -> Any:
    from engine.services.documents import parsed

    return parsed(body.encode(), body, "")


def _put(reply: Reply, path: str, value: Any) -> None:
    """Make `reply` have `value` at `path`."""
    root, *rest = steps(path)
    if root == "headers":
        reply.headers[str(rest[0]) if rest else ""] = str(value)
    elif root == "body":
        reply.body = str(value)
    elif root == "data":
        reply.data = _with(reply.data, rest, value)


def _with(inside: Any, rest: list[str | int], value: Any) -> Any:
    if not rest:
        return value
    step, *further = rest
    if isinstance(step, int):
        items = list(inside) if isinstance(inside, list) else []
        place = step if step >= 0 else len(items) + step if items else 0
        items += [None] * (place + 1 - len(items))
        items[place] = _with(items[place], further, value)
        return items
    members = dict(inside) if isinstance(inside, Mapping) else {}
    members[step] = _with(members.get(step), further, value)
    return members


def _unshown(value: Any) -> bool:
    """Whether the journal masks the value, or left it out for its length (engine.journal)."""
    left_out = isinstance(value, str) and value.startswith("(") and value.endswith(", left out)")
    return left_out or value == MASK


def _why(value: Any) -> Why:
    if value == MASK:
        return "masked_answer"
    return "long_answer" if _unshown(value) else "unknown_answer"
