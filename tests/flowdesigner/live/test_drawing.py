"""Callers on the drawing, counts, heat, the trail of one call, the table; nothing of it can be edited."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest

from engine.events import Event
from flowdesigner.live.counts import Counts, of_flow, read, together
from flowdesigner.live.drawing import HEAT, Drawing, badges
from flowdesigner.live.event_words import sentence
from flowdesigner.live.marks import MOST, Marks
from flowdesigner.live.seen import SeenCalls
from flowdesigner.live.trail import Trail
from flowdesigner.live.watched import Watched
from flowdesigner.words.say import speak
from flows.write import write
from tests.flowdesigner.flows import small
from tests.flowdesigner.live.engine import call

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def drawing(qtbot: QtBot) -> Drawing:
    made = Drawing(small())
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def seen(*nodes: str, flow: str = "small") -> SeenCalls:
    """A call at each of these nodes."""
    made = SeenCalls()
    made.take([call(f"c{n}", node=node, at=flow) for n, node in enumerate(nodes)], time.monotonic())
    return made


def go(calls: SeenCalls, id_: str, exit_: str, to: str, flow: str = "small") -> object:
    calls.see(id_, {"kind": "node_left", "exit": exit_}, 0.0)
    return calls.see(id_, {"kind": "node_entered", "flow": flow, "node": to}, 0.0)


def test_callers_stand_at_their_nodes_and_run_along_the_wire(qtbot: QtBot, drawing: Drawing) -> None:
    calls, marks = seen("welcome", "welcome"), Marks(drawing)
    marks.show(calls.calls.values())
    first, second = marks.marks["c0"], marks.marks["c1"]
    assert first.pos() != second.pos()
    assert drawing.flow_scene.lights.running == {"welcome"}
    stood = first.pos()
    marks.move(go(calls, "c0", "done", "main"))  # type: ignore[arg-type]
    assert first.way is not None and first.node == "main"
    # Who stood behind moves up.
    assert second.pos() == stood
    qtbot.waitUntil(lambda: first.way is None)
    corner = drawing.spot("main")
    assert corner is not None and (first.pos() - corner).manhattanLength() < 40
    assert drawing.flow_scene.lights.running == {"welcome", "main"}


def test_callers_come_and_go_with_flow_and_call(qtbot: QtBot, drawing: Drawing) -> None:
    calls, marks = seen("welcome"), Marks(drawing)
    marks.show(calls.calls.values())
    marks.move(go(calls, "c0", "enter", "inside", "another"))  # type: ignore[arg-type]
    assert marks.marks == {} and drawing.flow_scene.lights.running == frozenset()
    marks.move(go(calls, "c0", "return", "end"))  # type: ignore[arg-type]
    assert marks.marks["c0"].node == "end"
    marks.show([])
    assert marks.marks == {}


def test_a_node_that_is_not_drawn_shows_nobody(drawing: Drawing) -> None:
    calls, marks = seen("unknown"), Marks(drawing)
    marks.show(calls.calls.values())
    assert not marks.marks["c0"].isVisible()


def test_no_more_marks_than_can_be_seen(drawing: Drawing) -> None:
    marks = Marks(drawing)
    marks.show(seen(*["main"] * (MOST + 20)).calls.values())
    assert len(marks.marks) == MOST


def test_another_language_draws_the_callers_again(drawing: Drawing) -> None:
    calls, marks = seen("main"), Marks(drawing)
    marks.show(calls.calls.values())
    speak("zh_CN")
    assert marks.marks == {}
    marks.show(calls.calls.values())
    assert marks.marks["c0"].scene() is drawing.flow_scene


def test_counts_at_nodes_and_exits(drawing: Drawing) -> None:
    counts = read([{"node": "main", "entered": 12, "hangups": 2, "errors": 1, "exits": {"one": 7}}])
    nodes = of_flow({("r", "small", node): each for (_, _, node), each in counts.items()}, "r", "small")
    drawing.show_counts(nodes)
    shown = drawing.flow_scene.nodes["main"].badges
    assert [badge.text for badge in shown] == ["12", "✆2", "!1"]
    assert "hung up here: 2" in drawing.flow_scene.nodes["main"].toolTip()
    plain = drawing.grab().toImage()
    drawing.show_counts({})
    assert drawing.grab().toImage() != plain


def test_numbers_fit_a_badge() -> None:
    assert badges(Counts(123_456))[0].text == "123k"
    assert badges(Counts(2_500_000))[0].text == "2.5M"
    assert badges(Counts()) == []


def test_engines_count_together() -> None:
    one = read([{"release": "r", "flow": "f", "node": "n", "entered": 1, "exits": {"a": 1}}])
    both = together([one, one])["r", "f", "n"]
    assert (both.entered, both.exits["a"]) == (2, 2)


def test_heat(drawing: Drawing) -> None:
    nodes = {"main": Counts(100, median_seconds=4.5), "ask": Counts(5)}
    nodes["main"].exits["one"] = 5
    drawing.show_heat(nodes, 100)
    lights = drawing.flow_scene.lights
    assert lights.colours == {"main": HEAT[5], "ask": HEAT[2]}
    assert lights.wire_colours == {("main", "one"): HEAT[2]}
    assert lights.faded == {"welcome", "end"}
    assert "4.5 s" in drawing.flow_scene.nodes["main"].toolTip()
    drawing.cool()
    assert not lights.colours and not lights.faded


def test_looking_changes_nothing(qtbot: QtBot, drawing: Drawing) -> None:
    before = write(drawing.flow)
    chosen: list[str] = []
    drawing.chosen.connect(chosen.append)
    at = drawing.mapFromScene(drawing.flow_scene.nodes["main"].frame().center())
    QTest.mousePress(drawing.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(drawing.viewport(), at + QPoint(60, 40))
    QTest.mouseRelease(drawing.viewport(), Qt.MouseButton.LeftButton, pos=at + QPoint(60, 40))
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Left, Qt.Key.Key_F2):
        QTest.keyClick(drawing, key)
    assert chosen == ["main"]
    assert write(drawing.flow) == before


def test_keys_zoom(qtbot: QtBot, drawing: Drawing) -> None:
    fitted = drawing.transform().m11()
    QTest.keyClicks(drawing, "--")
    assert drawing.transform().m11() < fitted
    drawing.resize(800, 500)
    assert drawing.transform().m11() < fitted
    QTest.keyClicks(drawing, "0")
    assert drawing.transform().m11() == pytest.approx(fitted, rel=0.3)


def test_the_drawing_goes_along_with_a_followed_call(qtbot: QtBot) -> None:
    inner = small()
    inner.name = "inner"
    watched = Watched("r" * 64, {"small": small(), "inner": inner})
    qtbot.addWidget(watched)
    watched.show()
    calls = seen("welcome", "main")
    watched.show_calls(calls.calls.values())
    watched.follow("c0")
    assert watched.flow == "small"
    watched.moved(go(calls, "c1", "enter", "welcome", "inner"))  # type: ignore[arg-type]
    assert watched.flow == "small"
    watched.moved(go(calls, "c0", "enter", "welcome", "inner"))  # type: ignore[arg-type]
    assert watched.flow == "inner"
    assert watched.marks is not None and watched.marks.marks["c0"].followed


def test_the_trail_of_a_call(qtbot: QtBot) -> None:
    trail = Trail()
    qtbot.addWidget(trail)
    trail.begin("small", [{"kind": "node_entered", "t": 1.0, "flow": "small", "node": "main"}])
    trail.add({"kind": "heard", "t": 2.0, "node": "main", "text": "Press one.", "ended": "key"})
    trail.add({"kind": "key_pressed", "t": 2.5, "node": "main", "key": "1"})
    rows = [trail.topLevelItem(row) for row in range(trail.topLevelItemCount())]
    assert [(row.text(0), row.text(1), row.text(2)) for row in rows if row] == [
        ("1.0", "main", "Enters"),
        ("2.0", "main", "Hears: Press one."),
        ("2.5", "main", "Presses 1"),
    ]
    wanted: list[tuple[str, str]] = []
    trail.node_wanted.connect(lambda flow, node: wanted.append((flow, node)))
    trail.itemActivated.emit(rows[2], 0)
    assert wanted == [("small", "main")]
    speak("zh_CN")
    assert trail.topLevelItem(2).text(2) == "按 1"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"kind": "hung_up", "by": "caller"}, "The caller hangs up"),
        ({"kind": "something_new"}, "something_new"),
        ({"kind": "heard", "text": "{braces} {0}"}, "Hears: {braces} {0}"),
        ({"kind": "node_failed"}, "Fails: "),
        ({}, ""),
    ],
)
def test_words_for_events(event: dict[str, object], words: str) -> None:
    assert str(sentence(event)) == words


def test_every_kind_of_event_has_words() -> None:
    for event in Event.__subclasses__():
        assert str(sentence({"kind": event.kind})) != event.kind


def test_an_index_without_rows_is_harmless(qtbot: QtBot) -> None:
    from flowdesigner.live.calls_table import CallsTable

    table = CallsTable()
    assert table.rowCount() == 0 and table.columnCount(QModelIndex()) == 6
    table.show([])
