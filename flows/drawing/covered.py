"""A flow as a picture of what calls reached in it: green where they came, red where none did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.drawing.content import Content, Mark, contents, exit_lines, shortened_kind, with_rows, words_of
from flows.drawing.picture import Picture, picture
from flows.model import Flow


def covered(
    flow: Flow, nodes: Mapping[str, int], exits: Mapping[tuple[str, str], int], language: str = ""
) -> Picture:
    """The drawing of `flow`; `nodes` and `exits` (node and name) say how often each was reached.

    What stands in neither is drawn as always. A box is amber if calls came and left an exit of it untried.
    """
    language = language or flow.language
    boxes = contents(flow, language, words_of(language))
    return picture(flow, language, boxes=[_covered(box, nodes, exits) for box in boxes])


def _covered(box: Content, nodes: Mapping[str, int], exits: Mapping[tuple[str, str], int]) -> Content:
    if box.id not in nodes:
        return box
    counts = {row.name: exits.get((box.id, row.name)) for row in box.rows}
    lines = [line._replace(mark=_mark(counts[line.name])) for line in exit_lines(box)]
    whole: Mark = "missed" if not nodes[box.id] else "partly" if 0 in counts.values() else "reached"
    marked = replace(box, mark=whole, kind=shortened_kind(f"{nodes[box.id]}× {box.kind}"))
    return with_rows(marked, lines)


def _mark(count: int | None) -> Mark:
    return "" if count is None else "reached" if count else "missed"


LEGEND: Mapping[Mark, tuple[str, str]] = {
    "reached": ("走到", "reached"),
    "partly": ("有出口未走到", "an exit was not taken"),
    "missed": ("未走到", "never reached"),
}
"""What the colours mean, in Chinese and English; look.MARKS has them."""
