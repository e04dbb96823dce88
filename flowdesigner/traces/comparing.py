"""Two journals side by side: which events are the same, which differ, which only one call has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from flowdesigner.traces.rows import Entry, Row, Timing, detail

Sort = Literal["same", "changed", "left", "right"]

_ALWAYS_OTHER = frozenset({"t", "step", "call", "now", "release"})
"""Fields that differ between any two calls."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the comparison; None on the side that has no such event."""

    sort: Sort
    left: Row | None
    right: Row | None


def compare(left: Sequence[Entry], right: Sequence[Entry]) -> list[Pair]:
    """The events of two calls in line with each other.

    Events are in line if kind, flow and node are the same; `changed` if their other fields differ, times and
    serial numbers left out.
    """
    rows = [_rows(left), _rows(right)]
    keys = [[_key(row) for row in side] for side in rows]
    start = 0
    while start < min(map(len, keys)) and keys[0][start] == keys[1][start]:
        start += 1
    end = 0
    while end < min(map(len, keys)) - start and keys[0][-1 - end] == keys[1][-1 - end]:
        end += 1
    a, b = rows
    pairs = [_pair(one, other) for one, other in zip(a[:start], b[:start], strict=True)]
    middle = [side[start : len(side) - end] for side in keys]
    for sort, a1, a2, b1, b2 in SequenceMatcher(None, middle[0], middle[1]).get_opcodes():
        if sort == "equal":
            pairs += map(_pair, a[start + a1 : start + a2], b[start + b1 : start + b2])
        else:
            pairs += [Pair("left", row, None) for row in a[start + a1 : start + a2]]
            pairs += [Pair("right", None, row) for row in b[start + b1 : start + b2]]
    pairs += map(_pair, a[len(a) - end :], b[len(b) - end :])
    return pairs


def _rows(entries: Sequence[Entry]) -> list[Row]:
    timing = Timing()
    return [timing.row(entry) for entry in entries]


def _key(row: Row) -> tuple[str, str, str, str]:
    entry = row.entry
    return row.kind, row.flow, row.node, str(entry.get("name", "") or entry.get("service", ""))


def _pair(left: Row, right: Row) -> Pair:
    same = _own(left.entry) == _own(right.entry)
    return Pair("same" if same else "changed", left, right)


def _own(entry: Entry) -> dict[str, object]:
    return {name: value for name, value in entry.items() if name not in _ALWAYS_OTHER}


def brief(row: Row | None) -> str:
    """A row in one line, for a column of the comparison."""
    if row is None:
        return ""
    node = f"{row.flow}.{row.node}" if row.node else row.flow
    return f"{row.seconds:8.3f}  {node}  {row.title}  {detail(row.entry)}"
