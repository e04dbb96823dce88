"""Folded frames: what is in them, however they are nested; what goes along; what a file says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from flowdesigner.document.arranging import place
from flowdesigner.document.document import Document
from flowdesigner.document.folding import folded, held, shown, within
from flowdesigner.document.parts import Sheet
from flows.digest import logic_digest
from flows.model import Flow, Frame, Layout, Spot, Sticky
from flows.read import read
from flows.source import Source
from flows.write import write
from tests.flowdesigner.flows import document, small
from tests.flows.test_round_trip import SCHEMA

OUTER, INNER, LAST = "#3", "#4", "#5"


@pytest.fixture
def nested() -> Document:
    """small: main and ask in the frame INNER, that, end and a note in OUTER; LAST stands elsewhere."""
    flow = small()
    notes = [Sticky(0, 400, "out"), Sticky(320, 250, "in")]
    frames = [Frame(200, -200, 1000, 800, "Outer"), Frame(290, -60, 600, 400, "Inner"), Frame(0, 900, 90, 90)]
    flow.layout = replace(flow.layout, notes=notes, frames=frames)
    return Document(flow)


def test_what_stands_in_a_frame(nested: Document) -> None:
    assert within(nested.sheet, INNER) == {"main", "ask", "#2"}
    assert within(nested.sheet, OUTER) == {"main", "ask", "end", "#2", INNER}
    assert within(nested.sheet, LAST) == set()


def test_each_frame_opens_what_it_hid(nested: Document) -> None:
    sheet = nested.sheet
    nested.set_folded([INNER], True)
    assert folded(sheet) == dict.fromkeys(["main", "ask", "#2"], INNER)
    nested.set_folded([OUTER], True)
    assert folded(sheet) == dict.fromkeys(["main", "ask", "#2", INNER, "end"], OUTER)
    assert (
        held(sheet, [OUTER]) == {"main", "ask", "#2", INNER, "end"} and held(sheet, [LAST, "main"]) == set()
    )
    nested.set_folded([OUTER], False)
    assert folded(sheet) == dict.fromkeys(["main", "ask", "#2"], INNER)
    nested.set_folded([INNER], False)
    assert not folded(sheet) and not any(spot.more for spot in nested.flow.layout.spots.values())


def test_both_at_once(nested: Document) -> None:
    before = write(nested.flow)
    nested.set_folded([OUTER, INNER], True)
    assert set(folded(nested.sheet).values()) == {OUTER} and nested.stack.count() == 1
    nested.set_folded([INNER, OUTER], False)
    assert write(nested.flow) == before


def test_all_in_it_goes_along(nested: Document) -> None:
    nested.set_folded([OUTER, INNER], True)
    nested.move({OUTER: (1200, -100)})
    assert nested.places(["main", "end", "#2", INNER]) == {
        "main": (1300, 100),
        "end": (1900, 100),
        "#2": (1320, 350),
        INNER: (1290, 40),
    }
    assert set(folded(nested.sheet)) == {"main", "ask", "#2", INNER, "end"}


def test_what_is_put_where_it_would_be_stays_seen(nested: Document) -> None:
    nested.set_folded([INNER], True)
    new = nested.add_node("play", (400, 100))
    nested.move({"welcome": (500, 100)})
    assert not {new, "welcome"} & folded(nested.sheet).keys()
    nested.set_folded([INNER], False)
    assert {new, "welcome"} <= within(nested.sheet, INNER)


def test_cut_and_paste_take_all_of_it(nested: Document) -> None:
    nested.set_folded([INNER], True)
    text = nested.copy([INNER])
    nested.remove([INNER])
    assert nested.flow.nodes.keys() == {"welcome", "end"} and len(nested.sheet.frames) == 2
    pasting = nested.paste(text, (2000, 0))
    (frame,) = (key for key in pasting.things if key in nested.sheet.frames)
    assert set(folded(nested.sheet)) == {*pasting.ids.values(), *pasting.things} - {frame}


def test_a_node_copied_out_of_it_is_seen(nested: Document) -> None:
    nested.set_folded([INNER], True)
    pasting = nested.paste(nested.copy(["main"]), (320, 20))
    assert pasting.ids["main"] not in folded(nested.sheet)


def test_arranged_as_one_box(nested: Document) -> None:
    nested.set_folded([INNER], True)
    nested.auto_layout()
    places = nested.places(["welcome", INNER, "end"])
    assert places["welcome"][0] < places[INNER][0] < places["end"][0]
    assert set(folded(nested.sheet)) == {"main", "ask", "#2"}
    nested.auto_layout(["main", "ask"])
    assert nested.places([INNER]) == {INNER: places[INNER]}, "what is folded away is not arranged"


def test_kept_in_the_layout_only(nested: Document) -> None:
    logic = logic_digest(nested.flow)
    nested.set_folded([INNER], True)
    nested.set_colour([INNER, "#1"], "blue")
    found = read(Source(write(nested.flow)))
    assert found.flow is not None and found.faithful and not found.problems
    assert logic_digest(found.flow) == logic and SCHEMA.validate(etree.fromstring(write(nested.flow)))
    assert folded(Sheet(found.flow)).keys() == {"main", "ask", "#2"}
    assert [frame.more.get("colour") for frame in found.flow.layout.frames] == [None, "blue", None]


def test_what_nothing_holds_is_seen() -> None:
    layout = Layout(
        {"a": Spot(0, 0, {"hidden": "yes"})}, [Sticky(0, 0, "", {"hidden": "yes", "width": "90"})]
    )
    assert shown(layout).spots["a"].more == {} and shown(layout).notes[0].more == {"width": "90"}
    flow = Flow("one", nodes=dict(small().nodes), layout=replace(small().layout))
    flow.layout.spots["main"].more["hidden"] = "yes"
    assert not folded(Sheet(flow))


def test_frames_on_the_same_place_do_not_hold_each_other() -> None:
    both = {"hidden": "yes", "folded": "yes"}
    layout = Layout({}, [], [Frame(0, 0, 90, 90, "", dict(both)), Frame(0, 0, 90, 90, "", dict(both))])
    assert not folded(Sheet(Flow("x", layout=layout)))


def test_opening_does_not_draw_apart_what_is_folded_away() -> None:
    edited = document()
    edited.set_folded(["#2"], True)
    edited.move({"welcome": (300, 10)})
    before = write(edited.flow)
    place(edited.flow)
    assert write(edited.flow) == before
