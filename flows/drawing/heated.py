"""A flow as a picture of how many calls came by: the more of them, the warmer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from flows.drawing.content import Content, Mark, contents, exit_lines, shortened_kind, with_rows, words_of
from flows.drawing.picture import Picture, picture
from flows.model import Flow

SHARES = (0.02, 0.1, 0.3, 0.7)
"""Visits for each call up to which a place has the first, second ... warmth; beyond all it has the fifth."""


def heat(visits: int, calls: int) -> int:
    """How warm a place is, 1 to 5, where so many visits fell to so many calls; 0 where nobody came."""
    if not visits:
        return 0
    share = visits / max(calls, 1)
    return 1 + sum(share > limit for limit in SHARES)


def heated(
    flow: Flow,
    calls: int,
    nodes: Mapping[str, int],
    exits: Mapping[tuple[str, str], int],
    language: str = "",
) -> Picture:
    """The drawing of `flow`; `nodes` and `exits` (node and name) say how often `calls` calls came by.

    What no call reached is drawn as always.
    """
    language = language or flow.language
    boxes = contents(flow, language, words_of(language))
    return picture(flow, language, boxes=[_heated(box, calls, nodes, exits) for box in boxes])


def _heated(
    box: Content, calls: int, nodes: Mapping[str, int], exits: Mapping[tuple[str, str], int]
) -> Content:
    lines = []
    for line in exit_lines(box):
        count = exits.get((box.id, line.name), 0)
        # The keys stand on the drawing of the flow; here the same place says how many calls left.
        keys = f"{count}×" if count else ""
        lines.append(line._replace(mark=_mark(heat(count, calls)), keys=keys))
    count = nodes.get(box.id, 0)
    kind = shortened_kind(f"{count}× {box.kind}") if count else box.kind
    return with_rows(replace(box, mark=_mark(heat(count, calls)), kind=kind), lines)


def _mark(level: int) -> Mark:
    return cast(Mark, f"heat{level}" if level else "")


def _percent(share: float) -> str:
    return f"{share * 100:g} %"


LEGEND: Mapping[Mark, tuple[str, str]] = {
    **{
        _mark(number): (f"来电的 {_percent(share)} 以内", f"up to {_percent(share)} of the calls")
        for number, share in enumerate(SHARES, 1)
    },
    "heat5": ("更多", "more"),
}
"""What the colours mean, in Chinese and English; look.MARKS has them."""
