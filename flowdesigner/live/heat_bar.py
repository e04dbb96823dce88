"""The heat map of a day, a week or a month: counted by `callwright heat`, shown on a drawing."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QWidget

from flowdesigner.live.counts import Counts, of_flow, read
from flowdesigner.live.engines import Engines
from flowdesigner.live.releases import as_it_is
from flowdesigner.live.watched import Watched
from flowdesigner.live.windows import Windows
from flowdesigner.publishing.asked import Asked, target_of
from flowdesigner.publishing.store_box import StoreBox
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say, tongues
from flows.model import Flow

TIMES: tuple[tuple[str, Say], ...] = (
    ("1d", say("一天", "A day")),
    ("7d", say("一周", "A week")),
    ("30d", say("三十天", "30 days")),
)


class HeatBar(QWidget):
    """Which time, which release, and the button."""

    def __init__(self, workspace: Workspace, engines: Engines, windows: Windows) -> None:
        super().__init__()
        self._workspace, self._engines, self._windows = workspace, engines, windows
        self.since = QComboBox()
        self.release = QComboBox()
        self.count = QPushButton()
        self.store = StoreBox(workspace.memory)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.watched: Watched | None = None
        self._asked: Asked | None = None
        self._found: list[dict[str, Any]] = []
        self._name = ""
        self._local: Flow | None = None
        for value, _ in TIMES:
            self.since.addItem("", value)
        self.since.setCurrentIndex(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 6, 0, 0)
        grid.addWidget(self.since, 0, 0)
        grid.addWidget(self.count, 0, 1)
        grid.addWidget(self.store, 1, 0, 1, 2)
        grid.addWidget(self.release, 2, 0, 1, 2)
        grid.addWidget(self.state, 3, 0, 1, 2)
        self.release.hide()
        follow(self.count, "setText", say("热力图(&H)", "&Heat map"))
        follow(self.count, "setToolTip", _TIP)
        follow(self.since, "setAccessibleName", say("热力图的时间", "Time of the heat map"))
        follow(self.release, "setAccessibleName", say("热力图的发布", "Release of the heat map"))
        self.count.clicked.connect(self.ask)
        self.release.currentIndexChanged.connect(self._chosen)
        tongues().changed.connect(self._again)
        self._again()

    def _again(self) -> None:
        for number, (_, text) in enumerate(TIMES):
            self.since.setItemText(number, str(text))

    def ask(self) -> None:
        """Count the calls of the flow in front, in its project's store."""
        document = self._workspace.document
        target = target_of(document.path, self.store.url) if document is not None else None
        if document is None or target is None:
            self._say(say("先打开并保存一个流程。", "Open a flow that is saved first."))
            return
        self.end()
        self._name, self._local = document.flow.name, as_it_is(document.flow)
        self._say(say("正在统计 {} 的通话…", "Counting the calls of {}…", self._name))
        self.count.setEnabled(False)
        since = str(self.since.currentData())
        self._asked = Asked(target, ["heat", self._name, "--since", since, "--json"], self)
        self._asked.answered.connect(self._answered)
        self._asked.failed.connect(self._failed)
        self._asked.start()

    def end(self) -> None:
        """Count no more."""
        if self._asked is not None:
            self._asked.end()
            self._asked.deleteLater()
            self._asked = None
        self.count.setEnabled(True)

    def _failed(self, why: str) -> None:
        self.end()
        self.state.setText(why)

    def _answered(self, document: Any) -> None:
        self.end()
        self.store.remember()
        releases = document.get("releases") if isinstance(document, dict) else None
        self._found = [each for each in releases or [] if isinstance(each, dict)]
        self.release.blockSignals(True)
        self.release.clear()
        for each in self._found:
            live = say("（线上）", " (live)") if each["release"] == document.get("live") else ""
            text = say("{}{}：通话 {}", "{}{}: {} calls", each["release"][:12], live, each["calls"])
            self.release.addItem(str(text))
        self.release.blockSignals(False)
        self.release.setVisible(bool(self._found))
        if self._found:
            self._chosen(0)
        else:
            self._say(say("这段时间 {} 没有通话。", "There was no call of {} in that time.", self._name))

    def _chosen(self, number: int) -> None:
        if not 0 <= number < len(self._found):
            return
        found = self._found[number]
        release = str(found["release"])
        link = next((each for each in self._engines.links if each.state == "attached"), None)
        if link is not None:
            self._windows.releases.fetch(release, link, lambda flows: self._draw(found, flows))
        else:
            self._draw(found, self._windows.releases.known(release))

    def _draw(self, found: dict[str, Any], flows: dict[str, Flow] | None) -> None:
        """On the drawing of the release itself; where no engine has it, on the flow as it is open here."""
        release, calls = str(found["release"]), int(found["calls"])
        counts = read(found.get("nodes") or [], release)
        names = {flow for _, flow, _ in counts}
        nodes = {name: of_flow(counts, release, name) for name in names}
        drawn = flows or ({self._name: self._local} if self._local is not None else {})
        if not drawn:
            return
        note = None if flows else _note(drawn, nodes)
        if self.watched is None:
            self.watched = Watched(release, drawn, note)
            self.watched.choice.setMinimumWidth(180)
            title = say("热力图：{}", "Heat map: {}", next(iter(drawn.values())).title or self._name)
            self._windows.add(self.watched, title, self._closed)
        else:
            self.watched.draw(release, drawn, note)
        self.watched.show_heat(nodes, calls)
        self._windows.bring(self.watched)
        given_up = sum(each.hangups for own in nodes.values() for each in own.values())
        errors = sum(each.errors for own in nodes.values() for each in own.values())
        self._say(
            say("通话 {}，挂断 {}，出错 {}", "{} calls, {} hang-ups, {} errors", calls, given_up, errors)
        )

    def _closed(self) -> None:
        self.watched = None

    def _say(self, sentence: Say) -> None:
        follow(self.state, "setText", sentence)


def _note(drawn: dict[str, Flow], nodes: dict[str, dict[str, Counts]]) -> Say:
    """That the drawing is the open file's, and how far it is from what the calls met."""
    unknown = sum(id_ not in flow.nodes for name, flow in drawn.items() for id_ in nodes.get(name, {}))
    if unknown:
        return say(
            "画的是这里打开的流程；统计中有 {} 个节点不在图上。",
            "Drawn is the flow that is open here; it lacks {} of the nodes that were counted.",
            unknown,
        )
    return say(
        "画的是这里打开的流程；连接引擎后画发布本身。",
        "Drawn is the flow that is open here; with an engine attached it is the release itself.",
    )


_TIP = say(
    "统计前面流程的通话：每个节点的到达、挂断、出错（callwright heat）",
    "Count the calls of the flow in front: who came by, hung up, failed at each node (callwright heat)",
)
