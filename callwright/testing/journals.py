"""Where the journals of a live and a simulated run of one script differ, times apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from engine.events import Event, RecordingMade
from engine.journal import comparable

MOMENT_SECONDS = 0.5
"""A hang-up takes a moment to reach the flow; a recording that began meanwhile is of no account."""


class Row(NamedTuple):
    """One line of the table: what stands in either journal at this place; empty where one has nothing."""

    live: str
    simulated: str


def rows(live: Iterable[Event], simulated: Iterable[Event]) -> Iterator[Row]:
    """The differences in the order of the call; none if the journals are equal (as `comparable` has it)."""
    left, right = _lines(live), _lines(simulated)
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from map(Row._make, zip_longest(left[a:b], right[c:d], fillvalue=""))


def _lines(events: Iterable[Event]) -> list[str]:
    return [" ".join(event) for event in comparable(event for event in events if not _of_a_moment(event))]


def _of_a_moment(event: Event) -> bool:
    return isinstance(event, RecordingMade) and event.ended == "hangup" and event.seconds < MOMENT_SECONDS
