"""SVG: well-formed, complete in itself, and only words where a flow has words."""

from __future__ import annotations

import pytest
from lxml import etree

from flows.drawing.hues import COLOUR, HUES
from flows.drawing.picture import FARTHEST, Picture, picture
from flows.drawing.svg import svg, svg_bytes
from flows.drawing.svg_wire import rounded
from flows.model import Flow, Frame, Spot, Sticky
from tests.flows import build

EVIL = """<script>alert("1")</script> & ]]> 'x' <b>"""


def _flow() -> Flow:
    flow = build.flow(
        build.play("hello", "main", build.prompt(en="Welcome.", zh="欢迎。")),
        build.menu("main", one="talk", silence="main", wrong="nowhere"),
        build.disabled(build.log("talk", "end")),
        build.hangup(),
        build.node("odd", "teleport", {"done": "end"}),
        hangup_to="talk",
        error_to="end",
        keys={"0": "talk", "9": "talk"},
    )
    flow.nodes["main"].exits["error"] = "end"
    flow.nodes["hello"].note = "Why?"
    return flow


def _texts(element: etree._Element, class_: str) -> list[str]:
    return [each.text or "" for each in element.iterfind(f".//{{*}}text[@class='{class_}']")]


def _node(root: etree._Element, id_: str) -> etree._Element:
    found = root.find(f".//{{*}}g[@data-node='{id_}']")
    assert found is not None
    return found


def test_a_box_has_title_type_words_and_exits() -> None:
    root = svg(picture(_flow()))
    main = _node(root, "main")
    assert _texts(main, "title") == ["main"]
    assert _texts(main, "kind") == ["Menu"]
    assert _texts(main, "words") == ["Press one."]
    assert _texts(main, "exit-name") == ["one", "no_input", "no_match", "error"]
    assert _texts(main, "key") == ["1"]
    assert len(list(main.iterfind("{*}g[@class='icon']/*"))) > 0


def test_prompts_and_titles_follow_the_language() -> None:
    root = svg(picture(_flow(), "zh-CN"))
    hello = _node(root, "hello")
    assert (_texts(hello, "words"), _texts(hello, "kind")) == (["欢迎。"], ["播放"])
    assert _texts(hello, "flag-words") == ["开始"]


def test_handlers_are_flags_at_the_nodes_they_lead_to() -> None:
    root = svg(picture(_flow()))
    assert _texts(_node(root, "hello"), "flag-words") == ["Start"]
    assert _texts(_node(root, "talk"), "flag-words") == ["On hang-up", "Key 0", "Key 9"]
    assert _texts(_node(root, "end"), "flag-words") == ["On error"]


def test_more_flags_than_a_box_holds_are_counted() -> None:
    flow = build.flow(build.hangup("end"), keys=dict.fromkeys("0123456789", "end"))
    found = _texts(_node(svg(picture(flow)), "end"), "flag-words")
    assert found[0] == "Start" and found[-1] == f"+{11 - len(found) + 1}"


def test_an_exit_that_leads_nowhere_is_open() -> None:
    root = svg(picture(_flow()))
    ports = {
        row.get("data-exit"): row.find("{*}circle").get("class")  # type: ignore[union-attr]
        for row in _node(root, "main").iterfind("{*}g[@data-exit]")
    }
    assert ports == {"one": "port", "no_input": "port", "no_match": "port open", "error": "port"}


def test_arrows_say_what_they_are_for() -> None:
    root = svg(picture(_flow()))
    kinds = {
        (each.get("data-from"), each.get("data-exit")): each.get("class")
        for each in root.iterfind(".//{*}g[@data-from]")
    }
    assert kinds["main", "no_input"] == "wire back"
    assert kinds["main", "error"] == "wire fault"
    assert kinds["hello", "done"] == "wire on"


def test_what_is_off_noted_or_unknown_is_drawn_so() -> None:
    root = svg(picture(_flow()))
    assert _node(root, "talk").get("class") == "node off"
    assert _texts(_node(root, "talk"), "kind") == ["Log · off"]
    assert _node(root, "hello").find("{*}path[@class='noted']") is not None
    assert _texts(_node(root, "odd"), "kind") == ["teleport"]


@pytest.mark.parametrize("place", ["prompt", "title", "note", "flow", "exit", "frame"])
def test_words_are_only_words(place: str) -> None:
    flow = _flow()
    flow.layout.spots = {id_: Spot(0, 200 * number) for number, id_ in enumerate(flow.nodes)}
    if place == "prompt":
        flow.nodes["hello"].prompts["prompt"] = build.prompt(en=EVIL)
    elif place == "title":
        flow.nodes["hello"].title = EVIL
    elif place == "note":
        flow.layout.notes.append(Sticky(0, 0, EVIL))
    elif place == "flow":
        flow.title = EVIL
    elif place == "exit":
        flow.nodes["odd"].exits = {EVIL: "end"}
    else:
        flow.layout.frames.append(Frame(-10, -10, 300, 100, EVIL))
    data = svg_bytes(picture(flow))
    root = etree.fromstring(data)
    assert b"<script" not in data
    assert "<script>alert(" in "".join(map(str, root.itertext()))


def test_the_file_refers_to_nothing_outside() -> None:
    root = etree.fromstring(svg_bytes(picture(_flow())))
    names = {etree.QName(each).localname for each in root.iter()}
    assert names <= {"svg", "title", "g", "rect", "circle", "ellipse", "path", "text"}
    for each in root.iter():
        assert not [name for name in each.attrib if "href" in str(name) or str(name).startswith("on")]
        assert not [value for value in each.attrib.values() if "url(" in str(value)]


@pytest.mark.parametrize(
    "flow",
    [build.flow(), build.flow(build.hangup()), build.flow(build.log("a", "a"))],
    ids=["empty", "one", "loop"],
)
def test_small_flows(flow: Flow) -> None:
    root = etree.fromstring(svg_bytes(picture(flow)))
    assert float(root.get("width", "0")) > 0 and float(root.get("height", "0")) > 0


def test_places_are_kept_and_notes_and_frames_drawn() -> None:
    flow = build.flow(build.log("a", "b"), build.hangup("b"))
    flow.layout.spots = {"a": Spot(0, 0), "b": Spot(600, 300)}
    flow.layout.notes = [Sticky(0, 300, "Look here.")]
    flow.layout.frames = [Frame(-20, -20, 300, 200, "First")]
    drawn = picture(flow)
    one, other = drawn.boxes
    assert (other.x - one.x, other.y - (one.y + one.content.top)) == (600, 300)
    assert [note.lines for note in drawn.notes] == [["Look here."]]
    (frame,) = drawn.frames
    assert frame.x < one.x and frame.x + frame.width > one.x + 200
    assert picture(flow, fresh=True).frames == []
    assert [note.lines for note in picture(flow, fresh=True).notes] == [["Look here."]]


@pytest.mark.parametrize(
    ("colour", "expected"),
    [*HUES.items(), ("#1234aF", "#1234aF"), ("", ""), ("#12345", ""), ("url(#a)", ""), ("rot", "")],
)
def test_notes_and_frames_have_the_colours_of_their_author(colour: str, expected: str) -> None:
    flow = build.flow(build.log("a", "b"), build.hangup("b"))
    flow.layout.spots = {"a": Spot(0, 0), "b": Spot(600, 300)}
    flow.layout.notes = [Sticky(0, 300, "Look here.", {COLOUR: colour})]
    flow.layout.frames = [Frame(-20, -20, 300, 200, "First", {COLOUR: colour})]
    root = svg(picture(flow))
    tinted = root.findall(".//{*}rect[@class='hue']")
    assert [each.get("fill") for each in tinted] == [expected] * (2 if expected else 0)
    assert len(root.findall(".//{*}rect[@class='note-box']")) == (0 if expected else 1)
    assert len(root.findall(".//{*}rect[@class='frame-box']")) == (0 if expected else 1)
    assert _texts(root, "note-words") == ["Look here."] and _texts(root, "frame-title") == ["First"]


def test_a_folded_frame_is_drawn_with_all_that_is_in_it() -> None:
    flow = build.flow(build.log("a", "b"), build.hangup("b"))
    flow.layout.spots = {"a": Spot(0, 0), "b": Spot(600, 300)}
    flow.layout.frames = [Frame(-20, -20, 300, 200, "First")]
    unfolded = svg_bytes(picture(flow))
    flow.layout.frames[0].more["folded"] = "yes"
    flow.layout.spots["a"].more["hidden"] = "yes"
    assert svg_bytes(picture(flow)) == unfolded


def _width(drawn: Picture) -> float:
    return drawn.width


@pytest.mark.parametrize("far", [FARTHEST * 2, -1e30], ids=["far", "absurd"])
def test_a_place_that_is_out_of_this_world_is_none(far: float) -> None:
    flow = build.flow(build.log("a", "b"), build.hangup("b"))
    flow.layout.spots = {"a": Spot(0, 0), "b": Spot(far, 0)}
    flow.layout.notes = [Sticky(far, far, "far")]
    assert _width(picture(flow)) < 2000


def test_a_flow_with_one_place_missing_is_laid_out_anew() -> None:
    flow = build.flow(build.log("a", "b"), build.hangup("b"))
    flow.layout.spots = {"a": Spot(0, 5000)}
    assert picture(flow).height < 1000


def test_corners_are_rounded_as_far_as_there_is_room() -> None:
    assert rounded([(0, 0), (20, 0), (20, 30)], 7) == "M0 0L13 0Q20 0 20 7L20 30"
    assert rounded([(0, 0), (4, 0), (4, 30)], 7) == "M0 0L2 0Q4 0 4 2L4 30"
