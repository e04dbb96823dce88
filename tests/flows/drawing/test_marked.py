"""Two flows on one drawing: each change has its colour, and nothing that is gone is left out."""

from __future__ import annotations

import copy

import pytest

from flows.diff.compare import compare
from flows.drawing.content import Mark
from flows.drawing.marked import marked
from flows.drawing.picture import Picture
from flows.model import Flow, Spot
from tests.flows import build
from tests.flows.drawing.shapes import overlapping, passing, picture_boxes

Rows = list[tuple[str, str, Mark]]


def _base() -> Flow:
    flow = build.flow(
        build.play("hello", "main", build.prompt(en="Welcome to the line.")),
        build.menu("main", one="talk", silence="end", wrong="end"),
        build.log("talk", "end", "somebody wants to talk"),
        build.hangup(),
        keys={"0": "talk"},
    )
    flow.layout.spots = {id_: Spot(300 * number, 0) for number, id_ in enumerate(flow.nodes)}
    return flow


def _drawn(new: Flow, *, fresh: bool = False) -> Picture:
    old = _base()
    return marked(old, new, compare(old, new), fresh=fresh)[0]


def _marks(drawn: Picture) -> dict[str, Mark]:
    return {box.content.id: box.content.mark for box in drawn.boxes}


def _rows(drawn: Picture, id_: str) -> Rows:
    (box,) = (box for box in drawn.boxes if box.content.id == id_)
    return [(row.name, row.target, row.mark) for row in box.content.rows]


def test_equal_flows_have_no_mark() -> None:
    drawn = _drawn(_base())
    assert set(_marks(drawn).values()) == {""}
    assert {wire.mark for wire in drawn.wires} == {""}


def test_new_gone_and_different_nodes() -> None:
    new = _base()
    new.nodes["bye"] = build.play("bye", "end", build.prompt(en="Goodbye and thank you."))
    new.nodes["main"].exits["one"] = "bye"
    del new.nodes["talk"]
    new.keys = {}
    drawn = _drawn(new)
    assert _marks(drawn) == {"hello": "", "main": "changed", "end": "", "bye": "added", "talk": "removed"}
    assert _rows(drawn, "main")[:2] == [("one", "bye", "changed"), ("one", "talk", "removed")]
    assert _rows(drawn, "talk") == [("next", "end", "removed")]
    assert _rows(drawn, "bye") == [("done", "end", "added")]


@pytest.mark.parametrize("fresh", [True, False])
def test_it_is_drawn_by_the_same_rules(fresh: bool) -> None:
    new = _base()
    del new.nodes["talk"]
    new.nodes["main"].exits["one"] = "hello"
    drawn = _drawn(new, fresh=fresh)
    boxes = picture_boxes(drawn)
    assert len(boxes) == 4
    assert overlapping(boxes) == []
    assert passing(boxes, [wire.route for wire in drawn.wires]) == []


def test_an_exit_that_is_gone_and_one_that_is_new() -> None:
    new = _base()
    del new.nodes["main"].exits["one"]
    new.nodes["main"].params["choices"] = ({"exit": "two", "keys": "2"},)
    new.nodes["main"].exits["two"] = "talk"
    assert _rows(_drawn(new), "main") == [
        ("two", "talk", "added"),
        ("no_input", "end", ""),
        ("no_match", "end", ""),
        ("one", "talk", "removed"),
    ]


def test_a_renamed_node_is_one_node() -> None:
    new = _base()
    new.nodes = {("notice" if id_ == "talk" else id_): node for id_, node in new.nodes.items()}
    new.nodes["notice"].id = "notice"
    new.nodes["main"].exits["one"] = "notice"
    new.keys = {"0": "notice"}
    drawn = _drawn(new)
    assert _marks(drawn) == {"hello": "", "main": "", "notice": "changed", "end": ""}


def test_words_alone_mark_the_box_and_no_exit() -> None:
    new = _base()
    new.nodes["hello"].prompts["prompt"] = build.prompt(en="Welcome!")
    drawn = _drawn(new)
    assert _marks(drawn)["hello"] == "changed"
    assert _rows(drawn, "hello") == [("done", "main", "")]


def test_notes_and_layout_mark_nothing() -> None:
    new = _base()
    new.nodes["hello"].note = "Why?"
    new.layout.spots["hello"] = Spot(0, 500)
    assert set(_marks(_drawn(new)).values()) == {""}


def test_flags_are_marked_where_they_are_and_where_they_were() -> None:
    new = _base()
    new.keys = {"0": "end", "1": "main"}
    new.start = "main"
    flags = {
        (box.content.id, flag.name): flag.mark for box in _drawn(new).boxes for flag in box.content.flags
    }
    assert flags == {
        ("end", "0"): "changed",
        ("talk", "0"): "removed",
        ("main", "1"): "added",
        ("main", "start"): "changed",
        ("hello", "start"): "removed",
    }


def test_the_merged_document_has_what_is_gone() -> None:
    old, new = _base(), _base()
    del new.nodes["talk"]
    before = copy.deepcopy(new)
    _, merged = marked(old, new, compare(old, new))
    assert set(merged.nodes) == set(old.nodes)
    assert new == before, "neither document is touched"
