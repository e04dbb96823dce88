"""The sample flows, by hand and in layers: what an author sees is whole, legible and no worse than before."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.drawing.content import exit_names
from flows.drawing.graph import Route
from flows.drawing.picture import Picture, picture
from flows.drawing.svg import svg
from tests.flows.drawing.shapes import (
    LIBRARY,
    covering,
    crossings,
    overlapping,
    passing,
    picture_boxes,
    sample,
)

CROSSINGS: dict[str, tuple[int, int]] = {
    "agent": (6, 3),
    "complaint": (7, 17),
    "complaint-state": (7, 19),
    "hotline-12345": (63, 114),
    "information": (10, 17),
    "mailbox": (0, 2),
    "poll": (0, 4),
}
"""By flow: how many crossings there may be in layers, and by hand. Lower them when a layout gets better."""

BOTH = pytest.mark.parametrize("fresh", [True, False], ids=["layers", "by hand"])
ALL = pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name.partition(".")[0])


def _routes(drawn: Picture) -> list[Route]:
    return [wire.route for wire in drawn.wires]


@ALL
@BOTH
def test_nothing_overlaps_and_no_line_runs_through_a_box(path: Path, fresh: bool) -> None:
    drawn = picture(sample(path), fresh=fresh)
    boxes = picture_boxes(drawn)
    assert overlapping(boxes) == []
    assert passing(boxes, _routes(drawn)) == []
    assert covering(_routes(drawn)) == []


@ALL
@BOTH
def test_there_are_no_more_crossings_than_there_were(path: Path, fresh: bool) -> None:
    flow = sample(path)
    assert crossings(_routes(picture(flow, fresh=fresh))) <= CROSSINGS[flow.name][0 if fresh else 1]


@ALL
@BOTH
def test_everything_is_inside_the_picture(path: Path, fresh: bool) -> None:
    drawn = picture(sample(path), fresh=fresh)
    for _, left, top, right, bottom in picture_boxes(drawn):
        assert left >= 0 and top >= 0 and right <= drawn.width and bottom <= drawn.height
    for route in _routes(drawn):
        assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in route.points)


@ALL
@BOTH
def test_every_node_and_every_exit_is_drawn(path: Path, fresh: bool) -> None:
    flow = sample(path)
    root = svg(picture(flow, fresh=fresh))
    nodes = {each.get("data-node"): each for each in root.iterfind(".//{*}g[@data-node]")}
    assert set(nodes) == set(flow.nodes)
    wires = {
        (each.get("data-from"), each.get("data-exit"), each.get("data-to"))
        for each in root.iterfind(".//{*}g[@data-from]")
    }
    for node in flow.nodes.values():
        rows = [each.get("data-exit") for each in nodes[node.id].iterfind("{*}g[@data-exit]")]
        assert rows == exit_names(node)
        assert {(node.id, name, to) for name, to in node.exits.items()} <= wires
    assert len(wires) == sum(len(node.exits) for node in flow.nodes.values())


@ALL
def test_the_same_flow_gives_the_same_picture(path: Path) -> None:
    flow = sample(path)
    assert picture(flow) == picture(flow)
    assert picture(flow, fresh=True) == picture(flow, fresh=True)
