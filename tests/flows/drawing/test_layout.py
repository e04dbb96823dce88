"""The layered layout: no overlaps, lines around boxes, order by layers; for any graph."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.drawing.graph import Link, Shape, straightened
from flows.drawing.knots import closing, knots
from flows.drawing.layers import layered
from flows.drawing.layout import laid_out
from flows.drawing.roads import FAR
from tests.flows.drawing.shapes import boxes_of, crossings, overlapping, passing, slanting

ROW = 18.0


def shape(id_: str, exits: int = 1) -> Shape:
    """A box with room for so many exits."""
    return Shape(id_, 200, 60 + ROW * exits, 20, 33)


def link(source: str, target: str, row: int = 0) -> Link:
    """An arrow from one of the rows of a box."""
    return Link(source, 60 + ROW * row + 9, target, f"e{row}")


def chain(*ids: str) -> list[Link]:
    """One box after the other."""
    return [link(a, b) for a, b in itertools.pairwise(ids)]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Shape], list[Link]]:
    """Any graph of up to twelve boxes with up to five exits each: circles, loops, islands, several arrows."""
    count = draw(st.integers(1, 12))
    ids = [f"n{number}" for number in range(count)]
    targets = draw(st.lists(st.lists(st.sampled_from(ids), max_size=5), min_size=count, max_size=count))
    shapes = [shape(id_, len(to)) for id_, to in zip(ids, targets, strict=True)]
    links = [link(id_, to, row) for id_, tos in zip(ids, targets, strict=True) for row, to in enumerate(tos)]
    return shapes, links


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_no_box_overlaps_and_no_line_runs_through_one(graph: tuple[list[Shape], list[Link]]) -> None:
    shapes, links = graph
    arrangement = laid_out(shapes, links, "n0")
    boxes = boxes_of(shapes, arrangement)
    assert overlapping(boxes) == []
    assert passing(boxes, arrangement.routes) == []
    assert slanting(arrangement.routes) == []


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_every_link_runs_from_its_port_to_its_box(graph: tuple[list[Shape], list[Link]]) -> None:
    shapes, links = graph
    arrangement = laid_out(shapes, links, "n0")
    assert [route.link for route in arrangement.routes] == links
    by_id = {each.id: each for each in shapes}
    for route in arrangement.routes:
        x, y = arrangement.spots[route.link.source]
        assert route.points[0] == (x + 200, y + route.link.port)
        to = by_id[route.link.target]
        x, y = arrangement.spots[to.id]
        assert route.points[-1] == (x, y + (to.back if route.back else to.entry))
        assert route.points[-2][0] < x, "it comes in from the left"


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_links_lead_to_a_later_layer_or_back(graph: tuple[list[Shape], list[Link]]) -> None:
    """Without those that lead back there is no circle: every other one leads to the right."""
    shapes, links = graph
    arrangement = laid_out(shapes, links, "n0")
    for route in arrangement.routes:
        left, right = (arrangement.spots[id_][0] for id_ in (route.link.source, route.link.target))
        assert (left < right) != route.back


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_the_same_graph_gives_the_same_drawing(graph: tuple[list[Shape], list[Link]]) -> None:
    assert laid_out(*graph, "n0") == laid_out(*graph, "n0")


def test_nothing_gives_nothing() -> None:
    arrangement = laid_out([], [])
    assert (dict(arrangement.spots), list(arrangement.routes)) == ({}, [])


def test_a_chain_is_straight() -> None:
    ids = ["a", "b", "c", "d"]
    shapes = [Shape(id_, 200, 80, 40, 53) for id_ in ids]
    arrangement = laid_out(shapes, [Link(a, 40, b) for a, b in itertools.pairwise(ids)], "a")
    assert {y for _, y in arrangement.spots.values()} == {0.0}
    assert all(len(route.points) == 2 for route in arrangement.routes)


def test_a_long_line_passes_the_boxes_between() -> None:
    shapes = [shape(id_, 2) for id_ in "abcd"]
    links = [link("a", "b"), link("a", "d", 1), link("b", "c"), link("c", "d")]
    arrangement = laid_out(shapes, links, "a")
    assert passing(boxes_of(shapes, arrangement), arrangement.routes) == []
    assert crossings(arrangement.routes) == 0


def test_lines_to_one_box_share_a_lane() -> None:
    """A fault exit of every node to one apology is one line, not many beside each other."""
    ids = [f"n{number}" for number in range(6)]
    shapes = [*(shape(id_, 2) for id_ in ids), shape("sorry", 0)]
    links = [*chain(*ids, "sorry"), *(link(id_, "sorry", 1) for id_ in ids[:-2])]
    arrangement = laid_out(shapes, links, "n0")
    heights = {
        a[1]
        for route in arrangement.routes
        if route.link.target == "sorry"
        for a, b in zip(route.points, route.points[1:], strict=False)
        if a[1] == b[1] and b[0] - a[0] > 200
    }
    assert len(heights) == 1


def test_the_start_stands_on_the_left_though_everything_returns_to_it() -> None:
    shapes = [shape(id_, 2) for id_ in ("hub", "start", "x", "y")]
    links = [
        link("start", "hub"),
        link("hub", "x"),
        link("hub", "y", 1),
        link("x", "hub"),
        link("y", "start"),
    ]
    layer, order = layered(shapes, links, "start")
    assert layer == {"start": 0, "hub": 1, "x": 2, "y": 2}
    assert order[0] == "start"


def test_services_return_to_their_menu_and_not_the_other_way_round() -> None:
    """The head of a knot is where most links return, even if another of its boxes is met first."""
    shapes = [shape(id_, 3) for id_ in ("start", "agent", "menu", "a", "b", "c")]
    links = [
        link("start", "agent"),
        link("start", "menu", 1),
        link("agent", "menu"),
        link("menu", "a"),
        link("menu", "b", 1),
        link("menu", "agent", 2),
        link("a", "menu"),
        link("b", "menu"),
    ]
    layer, _ = layered(shapes, links, "start")
    assert layer["menu"] < layer["a"] and layer["menu"] < layer["b"] and layer["menu"] < layer["agent"]


@pytest.mark.parametrize("count", [40, 200])
def test_large_flows_are_laid_out_by_the_same_rules(count: int) -> None:
    shapes = [shape(f"n{number}", 3) for number in range(count)]
    links = [
        link(f"n{number}", f"n{to}", row)
        for number in range(count)
        for row, to in enumerate((min(number + 1, count - 1), number * 7 % count, max(number - 4, 0)))
    ]
    arrangement = laid_out(shapes, links, "n0")
    boxes = boxes_of(shapes, arrangement)
    assert overlapping(boxes) == []
    assert passing(boxes, arrangement.routes) == []


def test_a_chain_deeper_than_the_stack() -> None:
    ids = [f"n{number}" for number in range(1500)]
    arrangement = laid_out(
        [Shape(id_, 200, 80, 40, 53) for id_ in ids],
        [Link(a, 40, b) for a, b in itertools.pairwise(ids)],
        "n0",
    )
    assert len({x for x, _ in arrangement.spots.values()}) == 1500


def test_corners_that_are_none_are_left_out() -> None:
    assert straightened([(0, 0), (0, 0), (5, 0), (9, 0), (9, 4), (9, 8)]) == ((0, 0), (9, 0), (9, 8))


def test_knots_are_what_leads_round_and_nothing_else() -> None:
    onward = {"a": ["b"], "b": ["c", "d"], "c": ["a"], "d": ["e"], "e": ["d", "f"], "f": []}
    assert set(knots(list("abcdef"), onward)) == {frozenset("abc"), frozenset("de")}
    assert knots(list("bcdf"), onward) == [], "links to others count for nothing"


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_without_the_links_that_close_a_circle_there_is_none(graph: tuple[list[Shape], list[Link]]) -> None:
    shapes, links = graph
    ids = [each.id for each in shapes]
    onward = {id_: [each.target for each in links if each.source == id_ != each.target] for id_ in ids}
    closed = closing(ids, onward)
    ahead = {id_: [to for to in onward[id_] if (id_, to) not in closed] for id_ in ids}
    assert knots(ids, ahead) == []


@pytest.mark.parametrize("most", [0, 10])
def test_knots_beyond_measure_are_cut_all_the_same(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr("flows.drawing.layers.MOST_KNOTTED", most)
    ids = [f"n{number}" for number in range(12)]
    links = [*chain(*ids), *chain(*reversed(ids))]
    layer, _ = layered([shape(id_, 2) for id_ in ids], links, "n0")
    assert [layer[id_] for id_ in ids] == list(range(12))


def test_what_leads_very_far_runs_below_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.drawing.roads.MOST_LANES", 50)
    ids = [f"n{number}" for number in range(FAR + 10)]
    shapes = [shape(id_, 3) for id_ in ids]
    links = [
        *chain(*ids),
        link(ids[0], ids[-1], 1),
        link(ids[1], ids[-1], 1),
        link(ids[-1], ids[0], 1),
        link(ids[-2], ids[1], 1),
    ]
    arrangement = laid_out(shapes, links, ids[0])
    boxes = boxes_of(shapes, arrangement)
    assert passing(boxes, arrangement.routes) == []
    assert slanting(arrangement.routes) == []
    lowest = max(y for _, y in arrangement.spots.values()) + shapes[0].height
    deep = [max(y for _, y in route.points) for route in arrangement.routes[-4:]]
    assert min(deep) > lowest
    assert deep[0] == deep[1] and len(set(deep)) == 3, "one road to a box from one side"
    assert [route.back for route in arrangement.routes[-4:]] == [False, False, True, True]
