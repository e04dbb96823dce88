"""An author's places: kept, drawn apart where boxes would overlap, with lines around the boxes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.drawing.graph import Arrangement, Link, Point, Shape
from flows.drawing.layers import layered
from flows.drawing.search import routed
from flows.drawing.spread import BELOW, BESIDE, spread
from tests.flows.drawing.shapes import HAIR, boxes_of, covering, overlapping, passing, slanting
from tests.flows.drawing.test_layout import graphs, link, shape

spots = st.tuples(st.integers(-3, 8).map(lambda n: n * 80.0), st.integers(-3, 8).map(lambda n: n * 45.0))


@settings(max_examples=60, deadline=None)
@given(graphs(), st.lists(spots, min_size=12, max_size=12))
def test_boxes_are_drawn_apart_and_lines_run_around_them(
    graph: tuple[list[Shape], list[Link]], places: list[Point]
) -> None:
    shapes, links = graph
    wanted = {each.id: place for each, place in zip(shapes, places, strict=False)}
    found = spread(shapes, wanted)
    layer, _ = layered(shapes, links, "n0")
    back = [layer[each.target] <= layer[each.source] for each in links]
    routes = routed(shapes, found, links, back)
    boxes = boxes_of(shapes, Arrangement(found))
    assert overlapping(boxes) == []
    assert passing(boxes, routes) == []
    assert slanting(routes) == []
    assert [route.link for route in routes] == links
    for one in shapes:
        for other in shapes:
            for k in (0, 1):
                if wanted[one.id][k] < wanted[other.id][k]:
                    assert found[one.id][k] < found[other.id][k] + HAIR, "left stays left, above stays above"


def test_places_with_room_are_kept() -> None:
    shapes = [shape("a"), shape("b"), shape("c")]
    wanted = {"a": (0.0, 0.0), "b": (200 + BESIDE, 0.0), "c": (0.0, 78 + BELOW)}
    assert spread(shapes, wanted) == wanted


def test_a_row_stays_a_row() -> None:
    shapes = [shape(id_) for id_ in "abc"]
    found = spread(shapes, {"a": (0.0, 7.0), "b": (210.0, 7.0), "c": (420.0, 7.0)})
    assert {y for _, y in found.values()} == {7.0}
    assert [x for x, _ in found.values()] == [0.0, 252.0, 504.0]


def test_two_boxes_on_one_spot_are_told_apart() -> None:
    shapes = [shape("a"), shape("b")]
    found = spread(shapes, {"a": (5.0, 5.0), "b": (5.0, 5.0)})
    assert overlapping(boxes_of(shapes, Arrangement(found))) == []


def test_lines_to_different_boxes_do_not_cover_each_other() -> None:
    shapes = [shape(id_, 3) for id_ in "abcd"]
    links = [link("a", "b"), link("a", "c", 1), link("a", "d", 2), link("b", "a"), link("c", "a")]
    places = {"a": (0.0, 0.0), "b": (300.0, 0.0), "c": (300.0, 200.0), "d": (0.0, 200.0)}
    routes = routed(shapes, places, links, [False, False, False, True, True])
    assert covering(routes) == []


def test_a_box_below_is_entered_from_above() -> None:
    shapes = [shape("a"), shape("b")]
    (route,) = routed(shapes, {"a": (0.0, 0.0), "b": (0.0, 200.0)}, [link("a", "b")], [False])
    assert route.points[-1] == (100.0, 200.0)
    assert route.points[-2][0] == 100.0


def test_a_box_with_flags_is_not_entered_from_above() -> None:
    shapes = [shape("a"), Shape("b", 200, 78, 20, 33, top=False)]
    (route,) = routed(shapes, {"a": (0.0, 0.0), "b": (0.0, 200.0)}, [link("a", "b")], [False])
    assert route.points[-1] == (0.0, 220.0)


def test_no_links_no_routes() -> None:
    assert routed([shape("a")], {"a": (0.0, 0.0)}, [], []) == []
