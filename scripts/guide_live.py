"""Pictures of what is live: publishing, history, calls on the drawing, heat, real calls; recovery."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import guide_project
from guide_hand import LARGE, WIDE, Hand
from guide_window import opened
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QTreeWidget, QWidget

from flowdesigner.document.recovery import recovery_folder
from flowdesigner.live.panel import LivePanel
from flowdesigner.publishing.panel import PublishPanel
from flowdesigner.traces.viewer import TraceViewer


def modal(hand: Hand, act: Callable[[], object], then: Callable[[QWidget], object]) -> None:
    """Do something that asks a question; `then` gets the question, which is answered with no."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(50, look)
            return
        then(box)
        if isinstance(box, QDialog) and box.isVisible():
            box.reject()

    QTimer.singleShot(50, look)
    act()


def panel_of(hand: Hand) -> PublishPanel:
    """The panel of publishing, at rest."""
    hand.menu("window", hand.said("发布", "Publish"))
    panel = hand.workspace.widgets["publish"]
    assert isinstance(panel, PublishPanel)
    hand.rest(300)
    hand.until(lambda: panel.work.asked is None, "publishing")
    return panel


def publish(hand: Hand, project: Path) -> None:
    """The first publication: the form, and the question."""
    opened(hand, project)
    panel = panel_of(hand)
    panel.wish.line.setText("12345")
    panel.wish.why.setText(hand.said("第一条线路", "our first line"))
    dock = hand.place(hand.window.docks.docks["publish"])
    dock.setHeight(310)
    hand.shot("publish-panel", dock)
    asked: list[QWidget] = []

    def seen(box: QWidget) -> None:
        asked.append(box)
        hand.shot_of("publish-question", box)

    modal(hand, lambda: hand.menu("publish", hand.said("发布…", "Publish…")), seen)
    hand.until(lambda: asked, "the question")
    hand.until(lambda: panel.work.asked is None, "publishing")
    why = (hand.said("第一条线路", "our first line"), hand.said("结束改按 0", "0 ends the call"))
    guide_project.publish(project, hand.lang, why)
    guide_project.calls(project)


def changes(hand: Hand, project: Path) -> None:
    """What the next publication changes, in words and on the drawing."""
    file = project / "flows" / "small.flow.xml"
    before = file.read_bytes()
    opened(hand, project)
    _edit(hand)
    panel = panel_of(hand)
    modal(hand, lambda: hand.menu("publish", hand.said("看改动", "Look at what changes")), _yes)
    hand.rest(500)
    hand.until(lambda: panel.work.asked is None, "looking")
    hand.size(*LARGE)
    hand.fit()
    hand.rest(300)
    hand.shot("changes")
    file.write_bytes(before)


def _yes(box: QWidget) -> None:
    if isinstance(box, QMessageBox):
        box.button(QMessageBox.StandardButton.Yes).click()


def _edit(hand: Hand) -> None:
    """A node between the address and the menu, and another title."""
    document = hand.document
    document.set_title("play_2", hand.said("上班时间", "Office hours"))
    new = document.add_node("milestone", (1020.0, 160.0), splice=("play_3", "done"))
    document.set_param(new, "name", "asked_address")
    document.selection.set([])


def history(hand: Hand, project: Path) -> None:
    """Who published what, when and why."""
    guide_project.set_clocks(project)
    opened(hand, project)
    panel = panel_of(hand)
    hand.menu("publish", hand.said("发布记录", "History of publications"))
    hand.size(*WIDE)
    hand.window.resizeDocks([hand.window.docks.docks["publish"]], [560], Qt.Orientation.Horizontal)
    hand.rest(500)
    hand.until(lambda: panel.work.asked is None, "the history")
    dock = hand.place(hand.window.docks.docks["publish"])
    dock.setHeight(430)
    hand.shot("history", dock)


def heat(hand: Hand, project: Path) -> None:
    """Where calls went, and where callers gave up."""
    opened(hand, project)
    panel = _live(hand)
    hand.menu("publish", hand.said("热力图", "Heat map"))
    hand.until(lambda: panel.heat.watched is not None, "the heat map")
    hand.rest(500)
    hand.shot("heat", _middle(hand))


def _live(hand: Hand) -> LivePanel:
    hand.menu("window", hand.said("实时", "Live"))
    panel = hand.workspace.widgets["live"]
    assert isinstance(panel, LivePanel)
    hand.window.resizeDocks([hand.window.docks.docks["live"]], [230], Qt.Orientation.Vertical)
    hand.size(1720, 900)
    return panel


def _middle(hand: Hand) -> QRect:
    """The drawings with the panels below them."""
    middle = hand.place(hand.window.centralWidget())
    return QRect(middle.topLeft(), QPoint(middle.right(), hand.window.height()))


def live(hand: Hand, project: Path) -> None:
    """Callers on the drawing, and one that is followed; the engine is one that only tells."""
    from flows.compiler import compile_flow
    from flows.package import pack
    from flows.source import Source
    from tests.flowdesigner.live.engine import call, engine

    opened(hand, project)
    file = project / "flows" / "small.flow.xml"
    release = compile_flow(Source(file.read_bytes(), str(file))).release
    assert release is not None
    digest = release.digest
    with engine(port=8085) as fake:
        fake.packages[digest] = pack(release)
        way = (
            ("play_2", "13800138000"),
            ("play_3", "13900001111"),
            ("play_3", "01012345678"),
            ("play", "13700002222"),
        )
        fake.calls = [
            call(f"c{number}", release=digest, node=node, caller=caller, line="public/12345")
            for number, (node, caller) in enumerate(way)
        ]
        panel = _live(hand)
        hand.click(panel.engines.attach)
        hand.until(lambda: len(panel.calls.rows) == len(way), "the calls")
        panel.table.selectRow(0)
        hand.click(panel.follow)
        hand.rest(700)
        for kind, more in _EVENTS:
            fake.tell("c0", kind, flow="small", **more)
        hand.rest(2500)
        hand.shot("live", _middle(hand))
        panel.end()
        hand.rest()


_EVENTS: tuple[tuple[str, dict[str, object]], ...] = (
    ("node_left", {"node": "play_2", "exit": "done"}),
    ("node_entered", {"node": "menu", "type": "menu", "step": "c0:9"}),
    ("key_pressed", {"key": "2"}),
)


def real(hand: Hand, project: Path) -> None:
    """The calls of the store, to open the journal of one."""
    guide_project.set_clocks(project)
    opened(hand, project)
    hand.workspace.show_panel("trace")
    viewer = hand.workspace.widgets["trace"]
    assert isinstance(viewer, TraceViewer)
    viewer.calls()
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    rows = dialog.findChild(QTreeWidget)
    assert isinstance(rows, QTreeWidget)
    hand.until(rows.topLevelItemCount, "the calls")
    hand.rest(300)
    hand.shot_of("real-calls", dialog)
    assert isinstance(dialog, QDialog)
    dialog.reject()


def recover(hand: Hand, project: Path) -> None:
    """The question after a crash."""
    folder = recovery_folder()
    folder.mkdir(parents=True, exist_ok=True)
    flow = (project / "flows" / "small.flow.xml").read_bytes()
    (folder / "lost.recovery.flow.xml").write_bytes(flow)
    when = guide_project.FIRST_DAY.isoformat()
    about = {"file": "small.flow.xml", "name": "small", "digest": "", "process": 1, "when": when}
    (folder / "lost.recovery.json").write_text(json.dumps(about), encoding="utf-8")
    modal(hand, hand.workspace.filing.offered_back, lambda box: hand.shot_of("recover", box))
    for path in folder.glob("lost.*"):
        path.unlink()


SCENES: dict[str, Callable[[Hand, Path], None]] = {
    "publish": publish,
    "changes": changes,
    "heat": heat,
    "live": live,
    "history": history,
    "real": real,
    "recover": recover,
}
