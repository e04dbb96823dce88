"""The scene: it shows what the document holds, in any language and theme, and what others light up."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bench.compile import flow as large
from flowdesigner.canvas import router
from flowdesigner.canvas.canvas import Canvas
from flowdesigner.canvas.icons import icon_data, pixmap
from flowdesigner.canvas.lights import Badge
from flowdesigner.canvas.node_texts import Texts
from flowdesigner.canvas.scene import FlowScene
from flowdesigner.document.arranging import place
from flowdesigner.document.document import Document
from flowdesigner.theme import colours, dress
from flowdesigner.words.say import speak
from nodes.registry import node_types
from tests.flowdesigner.document.test_verbs import VERBS
from tests.flowdesigner.flows import document, small


def shown(scene: FlowScene) -> dict[str, object]:
    """Everything that a scene shows."""
    return {
        "nodes": {
            id_: (item.content, item.x(), item.y(), item.isVisible(), item.frame())
            for id_, item in scene.nodes.items()
        },
        "wires": {
            wire: (item.target.id, item.isVisible(), item.ends(), item.path().boundingRect())
            for wire, item in scene.wires.items()
        },
        "notes": {key: (item.note, item.x(), item.isVisible()) for key, item in scene.notes.items()},
        "frames": {
            key: (item.thing, item.y(), item.body, type(item), item.isVisible())
            for key, item in scene.frames.items()
        },
        "items": len(scene.items()),
    }


@pytest.mark.parametrize("name", VERBS)
def test_a_change_shows_as_if_all_were_drawn_anew(name: str, qtbot: QtBot) -> None:
    edited = document()
    scene = FlowScene(edited)
    first = shown(scene)
    VERBS[name](edited)
    assert shown(scene) == shown(FlowScene(edited))
    while edited.stack.canUndo():
        edited.stack.undo()
    assert shown(scene) == first


def test_another_flow(qtbot: QtBot) -> None:
    edited = document()
    scene = FlowScene(edited)
    flow = small()
    del flow.nodes["welcome"]
    edited.replace(flow)
    assert scene.nodes.keys() == {"main", "ask", "end"} and "#1" in scene.notes


def test_unknown_types_are_shown(qtbot: QtBot) -> None:
    edited = document()
    edited.paste('<node id="t" type="teleport"><exit on="arrived" to="t"/></node>')
    scene = FlowScene(edited)
    assert scene.nodes["t"].content.kind == "teleport" and ("t", "arrived") in scene.wires
    assert not pixmap("teleport", 22).isNull()


def test_language_and_theme_switch_while_shown(qtbot: QtBot) -> None:
    edited = document()
    canvas = Canvas(edited)
    qtbot.addWidget(canvas)
    canvas.resize(1000, 700)
    canvas.show()
    light = canvas.grab().toImage()
    speak("zh_CN")
    assert canvas.flow_scene.nodes["main"].content.kind == "菜单"
    assert canvas.flow_scene.nodes["welcome"].content.flags[0].text == "开始"
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, "dark")
    dark = canvas.grab().toImage()
    dress(application, "light")
    assert _paper(light) != _paper(dark)
    assert _paper(canvas.grab().toImage()) == _paper(light)


def _paper(image: QImage) -> str:
    return image.pixelColor(image.width() - 30, 5).name()


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas(document())
    qtbot.addWidget(made)
    made.resize(1400, 800)
    made.show()
    yield made


LIGHTS: dict[str, Callable[[FlowScene], object]] = {
    "running": lambda s: s.highlight("live", ["main"]),
    "badge": lambda s: s.set_badges({"main": [Badge("error", tip="Bad"), Badge("warning", "2")]}),
    "colour": lambda s: s.set_colours("coverage", {"main": "#1f9d55"}, {("main", "one"): "#1f9d55"}),
    "faded": lambda s: s.set_faded(["main"]),
    "dimmed": lambda s: s.set_dimmed(["main"]),
    "selected": lambda s: s.document.selection.set(["main"], [("main", "one")]),
}
OUT: dict[str, Callable[[FlowScene], object]] = {
    "running": lambda s: s.highlight("live", ()),
    "badge": lambda s: s.set_badges({}),
    "colour": lambda s: s.set_colours("coverage", {}),
    "faded": lambda s: s.set_faded(()),
    "dimmed": lambda s: s.set_dimmed(()),
    "selected": lambda s: s.document.selection.clear(),
}


@pytest.mark.parametrize("name", LIGHTS)
@pytest.mark.parametrize("scale", [1.0, 0.4, 0.15])
def test_lights_are_seen_and_go_out(name: str, scale: float, canvas: Canvas) -> None:
    canvas.zoom_to(scale)
    canvas.centerOn(400, 100)
    before = canvas.grab().toImage()
    LIGHTS[name](canvas.flow_scene)
    lit = canvas.grab().toImage()
    if name != "badge" or scale > 0.2:
        assert lit != before
    OUT[name](canvas.flow_scene)
    assert canvas.grab().toImage() == before


def test_each_layer_is_its_owners_alone(canvas: Canvas) -> None:
    scene = canvas.flow_scene
    main, ask, one = scene.nodes["main"], scene.nodes["ask"], scene.wires["main", "one"]
    scene.set_colours("travelled", {"main": "#000001"}, {("main", "one"): "#000001"})
    scene.set_colours("changes", {"main": "#000002", "ask": "#000002"}, {("main", "one"): "#000002"})
    scene.set_colours("coverage", {"ask": "#000003"})
    assert (main.colour, ask.colour, one.colour) == ("#000001", "#000003", "#000001")
    scene.set_colours("travelled", {})
    assert (main.colour, ask.colour, one.colour) == ("#000002", "#000003", "#000002")
    scene.set_colours("coverage", {})
    scene.set_colours("live", {"main": "#000004", "welcome": "#000004"})
    assert (main.colour, ask.colour, scene.nodes["welcome"].colour) == ("#000002", "#000002", "#000004")
    scene.highlight("live", ["main"])
    scene.highlight("travelled", ["ask", "main"])
    scene.highlight("live", ())
    assert main.running and ask.running and scene.lights.running == {"main", "ask"}
    scene.highlight("travelled", ())
    assert not main.running and not scene.lights.running


def test_lights_stay_when_the_node_changes(canvas: Canvas) -> None:
    scene = canvas.flow_scene
    scene.set_badges({"main": [Badge("error", tip="Bad")], "gone": [Badge("info")]})
    scene.highlight("travelled", ["main", "gone"])
    canvas.document.set_title("main", "Main")
    assert scene.nodes["main"].badges and scene.nodes["main"].running
    assert scene.nodes["main"].toolTip() == "Bad"
    canvas.document.rename("main", "gone")
    assert scene.nodes["gone"].badges[0].kind == "info"


def test_wires_run_around_nodes(canvas: Canvas) -> None:
    for wire in canvas.flow_scene.wires.values():
        assert len(wire.points) >= 2
        for item in canvas.flow_scene.nodes.values():
            inner = item.frame().adjusted(3, 3, -3, -3)
            assert not any(inner.contains(wire.path().pointAtPercent(n / 60)) for n in range(61))
    canvas.run("curves")
    assert not any(wire.points for wire in canvas.flow_scene.wires.values())


def test_ways_are_found_in_the_background(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(router, "AT_ONCE", 1)
    scene = FlowScene(document())
    wire = scene.wires["welcome", "done"]
    assert not wire.points
    qtbot.waitUntil(lambda: bool(wire.points))
    edited = scene.document
    assert isinstance(edited, Document)
    edited.move({"main": (320, 200)})
    assert not wire.points, "a curve until its way is found"
    qtbot.waitUntil(lambda: bool(wire.points))
    assert wire.points[-1] == wire.target.in_point() or wire.points[-1].y() <= wire.target.y()


def test_wires_to_shared_and_distant_nodes_are_stubs(qtbot: QtBot) -> None:
    flow = large(120)
    place(flow)
    edited = Document(flow)
    scene = FlowScene(edited)
    stubs = [wire for wire in scene.wires.values() if wire.stub]
    assert stubs and all(wire.boundingRect().width() < 200 for wire in stubs)
    wire = stubs[0]
    edited.selection.set([wire.source.id])
    assert wire.whole and wire.boundingRect().width() > 200
    edited.selection.clear()
    assert not wire.whole and wire.boundingRect().width() < 200
    scene.set_stubs(False)
    assert not any(wire.stub for wire in scene.wires.values())


def test_every_type_has_an_icon() -> None:
    assert len({icon_data(type_id) for type_id in node_types()}) >= 20
    assert all(b"<svg" in icon_data(type_id) for type_id in (*node_types(), "teleport", "../play"))


def test_items_say_where_things_are(canvas: Canvas) -> None:
    item = canvas.flow_scene.nodes["main"]
    assert item.out_point("one").x() == 500 and item.port_at(item.out_point("no_input")) == "no_input"
    assert item.port_at(QPointF(400, 20)) == "" and item.on_entry(item.in_point())
    assert canvas.flow_scene.rect_of(["main", "#1", "nowhere"]).contains(item.frame())
    assert colours().paper.startswith("#")


def test_titles_read_from_afar_keep_their_blanks(qtbot: QtBot) -> None:
    edited = document()
    edited.set_title("main", "Main menu of the whole public hotline")
    edited.set_title("ask", "请输入十四位的投诉编号，按井号键结束")
    scene = FlowScene(edited)
    for id_ in ("main", "ask"):
        content = scene.nodes[id_].content
        large = "".join(line.text.text() for line in Texts(content).large)
        assert len(content.title) == 2 and large.replace(" ", "").startswith(
            content.title[0].replace(" ", "")[:8]
        )
    assert Texts(scene.nodes["main"].content).large[0].text.text().startswith("Main menu")
