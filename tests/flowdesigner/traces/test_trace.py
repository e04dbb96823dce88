"""The TraceViewer: rows, filter, search, hold, files, comparison, playing on the drawing, stored calls."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from engine.events import Event
from flowdesigner.session.memory import Memory
from flowdesigner.traces import files
from flowdesigner.traces.calls import CallsDialog
from flowdesigner.traces.compare_view import CompareDialog
from flowdesigner.traces.comparing import compare
from flowdesigner.traces.files import TraceFault
from flowdesigner.traces.model import DETAIL, EVENT, TOOK, TraceModel
from flowdesigner.traces.rows import GROUPS, KINDS, Timing, detail
from flowdesigner.traces.viewer import TraceViewer
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, speak
from tests.flowdesigner.simulation.rung import LONG, Told, opened, ring

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Entry = dict[str, Any]


def journal(name: str = "you", exit_: str = "one") -> list[Entry]:
    """A call of `small`: welcome, main, ask."""
    return [
        {"kind": "call_started", "t": 0.0, "call": "c", "caller": "138", "called": "12345", "flow": "small"},
        {"kind": "flow_entered", "t": 0.0, "flow": "small", "depth": 1},
        {"kind": "node_entered", "t": 0.0, "flow": "small", "node": "welcome", "type": "play", "step": "c:1"},
        {
            "kind": "heard",
            "t": 0.0,
            "node": "welcome",
            "text": f"Hello {name}",
            "language": "en",
            "ended": "done",
        },
        {"kind": "node_left", "t": 1.5, "flow": "small", "node": "welcome", "exit": "done"},
        {"kind": "node_entered", "t": 1.5, "flow": "small", "node": "main", "type": "menu", "step": "c:2"},
        {"kind": "key_pressed", "t": 2.0, "node": "main", "key": "1"},
        {"kind": "node_left", "t": 2.0, "flow": "small", "node": "main", "exit": exit_},
        {"kind": "node_entered", "t": 2.0, "flow": "small", "node": "ask", "type": "digits", "step": "c:3"},
        {"kind": "variable_set", "t": 3.0, "flow": "small", "node": "ask", "name": "digits", "value": "0571"},
        {"kind": "call_finished", "t": 3.0, "result": "hung_up", "seconds": 3.0},
    ]


def shown(model: TraceModel, column: int = EVENT) -> list[str]:
    """What stands in a column."""
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_rows_say_what_happened_and_how_long(qapp: object) -> None:
    model = TraceModel()
    model.load(journal())
    assert shown(model)[2:5] == ["Enter", "Heard", "Leave"] and shown(model, TOOK)[4] == "1.500"
    assert shown(model, DETAIL)[3:10:3] == ["Hello you", "1", "digits = 0571"]
    speak("zh_CN")
    assert shown(model)[2:5] == ["进入", "播放", "离开"]


def test_every_event_has_a_name_and_a_detail() -> None:
    assert set(KINDS) == {cls.kind for cls in Event.__subclasses__() if cls.kind}
    grouped = frozenset().union(*(kinds for _, kinds in GROUPS.values()))
    assert grouped <= set(KINDS)
    assert detail({"kind": "later", "t": 1, "text": "a\nb", "n": [1]}) == "text=a b n=[1]"


FILTERS: dict[str, tuple[tuple[str, str, tuple[str, str]], int]] = {
    "all": (("", "", ("", "")), 11),
    "nodes": (("nodes", "", ("", "")), 6),
    "values": (("values", "", ("", "")), 1),
    "words": (("", "HELLO you", ("", "")), 1),
    "in Chinese": (("", "按键", ("", "")), 1),
    "a node": (("", "", ("small", "main")), 3),
    "a node and words": (("nodes", "leave", ("small", "main")), 1),
    "nothing": (("faults", "", ("", "")), 0),
}


@pytest.mark.parametrize("name", FILTERS)
def test_filters(name: str, qapp: object) -> None:
    wanted, count = FILTERS[name]
    model = TraceModel()
    model.load(journal()[:5])
    model.set_filter(*wanted)
    model.append(journal()[5:])
    assert model.rowCount() == count


def test_a_hundred_thousand_rows(qapp: object) -> None:
    model = TraceModel()
    model.load(journal() * 9_000)
    model.set_filter("", "0571")
    assert model.rowCount() == 9_000
    assert model.found("digits", 8_999) == 8_999 and model.found("nowhere", 0) == -1
    assert model.found("digits", 0, -1) == 0


def test_journals_in_files(tmp_path: Path) -> None:
    path = tmp_path / "a.trace.jsonl"
    files.save(journal("您好"), path)
    assert files.load(path) == journal("您好")
    for content, words in (
        (b"{}\n", "line 1"),
        (b"[1]", "line 1"),
        (b'{"kind":"x"}\n<', "line 2"),
        (b"\xff\xfe", "read"),
    ):
        path.write_bytes(content)
        with pytest.raises(TraceFault, match=words):
            files.load(path)
    with pytest.raises(TraceFault):
        files.load(tmp_path / "none")
    with pytest.raises(TraceFault, match="written"):
        files.save(journal(), tmp_path / "none" / "a")


def test_two_calls_compared() -> None:
    left, right = journal(), journal("me")
    right[1:1] = [{"kind": "answered", "t": 0.0}]
    right = [entry for entry in right if entry["kind"] != "key_pressed"]
    for entry in right:
        entry["t"] += 5
    sorts = [pair.sort for pair in compare(left, right)]
    assert sorts.count("changed") == 1 and sorts.count("left") == 1 and sorts.count("right") == 1
    assert {pair.sort for pair in compare(left, journal())} == {"same"}
    assert [pair.sort for pair in compare([], left)] == ["right"] * len(left)
    assert compare([], []) == []


def test_long_calls_compared(qapp: object) -> None:
    left = journal() * 500
    right = journal() * 250 + journal("me") + journal() * 249
    assert [pair.sort for pair in compare(left, right)].count("changed") == 1


def test_the_comparison_goes_from_one_difference_to_the_next(qtbot: QtBot) -> None:
    dialog = CompareDialog((Say("a", "a"), journal()), (Say("b", "b"), journal("me", "two")))
    qtbot.addWidget(dialog)
    dialog.show()
    wanted: list[tuple[str, str]] = []
    dialog.node_wanted.connect(lambda *place: wanted.append(place))
    places = []
    for _ in range(3):
        dialog.go(1)
        places.append(dialog.table.currentIndex().row())
    assert places == [3, 7, 3] and dialog.state.text() == "2 differences"
    dialog.table.clicked.emit(dialog.model.index(7, 2))
    assert wanted == [("small", "main")]
    dialog.model.show_only_differences(True)
    assert dialog.model.rowCount() == 2


@pytest.fixture
def viewer(workspace: Workspace, qtbot: QtBot) -> TraceViewer:
    """The viewer of a workspace."""
    made = TraceViewer(workspace)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def test_it_follows_a_call_and_holds_without_loss(
    viewer: TraceViewer, workspace: Workspace, qtbot: QtBot, file: Path
) -> None:
    call = ring(workspace, file, "flood")
    qtbot.waitUntil(lambda: viewer.model.rowCount() == 30_002, timeout=LONG)
    bar = viewer.table.verticalScrollBar()
    assert bar.value() == bar.maximum()
    viewer.bar.pause.setChecked(True)
    call.call.take({"event": "journal", "entry": journal()[9]})
    call.changed.emit()
    assert viewer.model.rowCount() == 30_002 and "1 more" in viewer.bar.status.text()
    viewer.bar.pause.setChecked(False)
    assert viewer.model.rowCount() == 30_003
    call.call.take({"event": "rewound", "at": 0, "events": 2})
    call.changed.emit()
    assert viewer.model.rowCount() == 2
    call.stop()


def test_what_came_while_nobody_looked_is_in_sight(
    viewer: TraceViewer, workspace: Workspace, qtbot: QtBot, file: Path
) -> None:
    viewer.hide()
    call = ring(workspace, file, "flood")
    qtbot.waitUntil(lambda: viewer.model.rowCount() == 30_002, timeout=LONG)
    viewer.resize(900, 200)
    viewer.show()
    bar = viewer.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0, timeout=LONG)
    viewer.resize(900, 120)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum(), timeout=LONG)
    viewer.bar.follow.setChecked(False)
    viewer.table.scrollToTop()
    viewer.hide()
    viewer.show()
    QApplication.processEvents()
    assert bar.value() == 0
    call.stop()


def test_click_filter_and_search(viewer: TraceViewer, workspace: Workspace, qtbot: QtBot, file: Path) -> None:
    told = Told(workspace)
    document = opened(workspace, file)
    viewer.show_journal(journal(), Say("x", "x"))
    viewer.table.clicked.emit(viewer.model.index(5, 0))
    assert document.selection.current == "main"
    viewer.bar.only.setChecked(True)
    assert viewer.model.rowCount() == 3
    document.selection.set(["ask"])
    assert viewer.model.rowCount() == 2
    viewer.bar.only.setChecked(False)
    QTest.keyClicks(viewer.bar.search, "leave")
    for row in (4, 7, 4):
        QTest.keyClick(viewer.bar.search, Qt.Key.Key_Return)
        assert viewer.table.currentIndex().row() == row
    QTest.keyClick(viewer.bar.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.table.currentIndex().row() == 7
    viewer.bar.search.setText("nowhere")
    QTest.keyClick(viewer.bar.search, Qt.Key.Key_Return)
    assert "'nowhere' was not found" in told
    viewer.bar.groups.setCurrentIndex(list(GROUPS).index("caller"))
    assert shown(viewer.model) == ["Heard", "Key"]


def test_a_journal_is_played_over_the_drawing(
    viewer: TraceViewer, workspace: Workspace, qtbot: QtBot, file: Path
) -> None:
    opened(workspace, file)
    viewer.show_journal(journal(), Say("kept", "kept"))
    assert workspace.canvas is not None and "kept: 11 events" in viewer.bar.status.text()
    lights = workspace.canvas.flow_scene.lights
    seen = []
    viewer.bar.play.setChecked(True)
    while viewer.bar.play.isChecked():
        seen.append(set(lights.running))
        viewer.playing.step()
    assert seen == [{"welcome"}, {"main"}, {"ask"}]
    assert set(lights.wire_colours) == {("welcome", "done"), ("main", "one")}
    viewer.table.setCurrentIndex(viewer.model.index(4, 0))
    assert set(lights.running) == {"welcome"} and set(lights.wire_colours) == {("welcome", "done")}
    viewer.show_live()
    assert not lights.running and not lights.colours and not viewer.bar.play.isEnabled()


def test_save_open_compare(
    viewer: TraceViewer,
    workspace: Workspace,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: Path,
) -> None:
    told = Told(workspace)
    opened(workspace, file)
    path = tmp_path / "kept.trace.jsonl"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    viewer.show_journal(journal(), Say("x", "x"))
    viewer.save()
    assert files.load(path) == journal() and "Saved kept" in told
    viewer.show_live()
    viewer.open()
    assert viewer.model.rowCount() == 11
    viewer.compare()
    dialog = viewer.findChild(CompareDialog)
    assert isinstance(dialog, CompareDialog) and dialog.state.text() == "The calls are the same."
    dialog.close()
    path.write_text("x")
    viewer.open()
    assert "is no event" in told and viewer.model.rowCount() == 11


STORE = """
import json, sys
arguments = sys.argv[1:]
if "calls" in arguments:
    print(json.dumps([{"id": "a", "started": "2026-11-01T08:00:00", "caller": "138", "called": "12345",
                       "flow": "small", "result": "hung_up", "seconds": 3.25},
                      {"id": "b", "started": "2026-11-02T08:00:00", "caller": "139", "called": "12345",
                       "flow": "other", "result": None, "seconds": None}], indent=2))
elif arguments[arguments.index("trace") + 1] == "a":
    print(open(sys.argv[0] + ".jsonl").read(), end="")
else:
    sys.exit("error: there is no such call")
"""


def test_calls_of_a_store(qtbot: QtBot, tmp_path: Path, file: Path) -> None:
    program = tmp_path / "store.py"
    program.write_text(STORE)
    files.save(journal(), tmp_path / "store.py.jsonl")
    dialog = CallsDialog(file, Memory(), command=[sys.executable, str(program)])
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2, timeout=LONG)
    assert [dialog.list.topLevelItem(row).text(1) for row in (0, 1)] == ["139", "138"]  # type: ignore[union-attr]
    wall = datetime(2026, 11, 1, 8, tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    last = dialog.list.topLevelItem(1)
    assert last is not None and (last.text(0), last.text(4)) == (wall, "the caller hung up")
    dialog.take()
    qtbot.waitUntil(lambda: "no such call" in dialog.state.text(), timeout=LONG)
    dialog.search.setText("small")
    assert dialog.list.topLevelItem(0).isHidden()  # type: ignore[union-attr]
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))  # type: ignore[arg-type]
    with qtbot.waitSignal(dialog.chosen, timeout=LONG) as chosen:
        dialog.take()
    assert chosen.args is not None and chosen.args[0] == journal() and "138" in chosen.args[1]


ANOTHER = """
import json, os, sys
url = os.environ.get("CALLWRIGHT_STORE_URL", "own")
print(json.dumps([{"id": url, "started": "2026-11-01T08:00:00", "caller": url}]))
"""


def test_calls_of_another_store(qtbot: QtBot, tmp_path: Path, file: Path) -> None:
    program = tmp_path / "store.py"
    program.write_text(ANOTHER)
    dialog = CallsDialog(file, Memory(), command=[sys.executable, str(program)])
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()

    def caller() -> str:
        item = dialog.list.topLevelItem(0)
        return item.text(1) if item is not None else ""

    qtbot.waitUntil(lambda: caller() == "own", timeout=LONG)
    edit = dialog.store.lineEdit()
    assert edit is not None
    QTest.keyClicks(edit, "postgresql://host/db")
    dialog.list.setFocus()
    edit.editingFinished.emit()
    qtbot.waitUntil(lambda: caller() == "postgresql://host/db", timeout=LONG)
    assert dialog.list.topLevelItemCount() == 1


def test_a_simulated_call_beside_a_real_one(
    viewer: TraceViewer, workspace: Workspace, qtbot: QtBot, tmp_path: Path, file: Path
) -> None:
    program = tmp_path / "store.py"
    program.write_text(STORE)
    files.save(journal("me"), tmp_path / "store.py.jsonl")
    viewer.command = [sys.executable, str(program)]
    opened(workspace, file)
    viewer.show_journal(journal(), Say("mine", "mine"))
    viewer.bar.wanted.emit("compare_call")
    dialog = viewer.findChild(CallsDialog)
    assert isinstance(dialog, CallsDialog)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2, timeout=LONG)
    dialog.list.setCurrentItem(dialog.list.topLevelItem(1))  # type: ignore[arg-type]
    with qtbot.waitSignal(dialog.chosen, timeout=LONG):
        dialog.take()
    compared = viewer.findChild(CompareDialog)
    assert isinstance(compared, CompareDialog) and compared.state.text() == "1 difference"
    assert viewer.kept is not None and str(viewer.kept) == "mine", "what is shown stays"
    compared.close()


def test_timing_knows_the_flow() -> None:
    timing = Timing()
    rows = [timing.row(entry) for entry in journal()]
    assert rows[6].flow == "small" and rows[7].took == 0.5
