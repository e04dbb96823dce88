"""The publish panel: what is live, what would change, progress, trials, the way back, the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.document.desk import FlowDocument
from flowdesigner.publishing.asked import Asked, Target, target_of
from flowdesigner.publishing.changes import Changes
from flowdesigner.publishing.history import History
from flowdesigner.publishing.questions import ask, ask_publish, names_failed
from flowdesigner.publishing.standing import NO_FILE, gone_back, looked, promoted, standing
from flowdesigner.publishing.wish import Wish
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, both, follow, say, tongues

STEPS: dict[str, Say] = {
    "check": say("检查流程…", "Checking…"),
    "scripts": say("运行通话脚本…", "Ringing the call scripts…"),
    "sounds": say("生成语音…", "Making sounds…"),
    "publish": say("发布…", "Publishing…"),
    "done": say("完成", "Done"),
}
Then = Callable[[Any], None]


class PublishPanel(QWidget):
    """Publishes the flow in front. Everything is done by `callwright` in a process, which can be stopped."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.document: FlowDocument | None = None
        self.flow = QLabel()
        self.state = QLabel()
        self.wish = Wish(workspace.memory)
        self.buttons: dict[str, QPushButton] = {}
        self.bar = QProgressBar()
        self.progress = QLabel()
        self.on_drawing = QCheckBox()
        self.changes = Changes()
        self.said = QPlainTextEdit()
        self.history = History()
        self.tabs = QTabWidget()
        self.asked: Asked | None = None
        self._coloured: FlowDocument | None = None
        self._names: dict[int, Say] = {}
        self._build()
        self.changes.wanted.connect(self._show_change)
        self.on_drawing.toggled.connect(self._colour)
        self.history.chosen.connect(lambda _: self._enable())
        workspace.current_changed.connect(self._current)
        workspace.document_closed.connect(self._closed)
        self._current(workspace.document)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        self.flow.setStyleSheet("font-weight: bold")
        for label in (self.flow, self.state, self.progress):
            label.setWordWrap(True)
        self.said.setReadOnly(True)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(8)
        grid = QGridLayout()
        for number, (name, text, tip, do) in enumerate(self._verbs()):
            button = self.buttons[name] = QPushButton()
            follow(button, "setText", text)
            follow(button, "setToolTip", tip)
            button.clicked.connect(do)
            grid.addWidget(button, number // 3, number % 3)
        for above in (self.flow, self.state, self.wish):
            layout.addWidget(above)
        layout.addLayout(grid)
        layout.addWidget(self.bar)
        layout.addWidget(self.progress)
        layout.addWidget(self.tabs, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.on_drawing)
        column.addWidget(self.changes)
        self.on_drawing.setChecked(True)
        follow(self.on_drawing, "setText", say("在图上标出", "Show on the drawing"))
        follow(self.said, "setAccessibleName", say("过程", "Messages"))
        for number, (widget, text) in enumerate(
            (
                (page, say("改动", "Changes")),
                (self.history, say("记录", "History")),
                (self.said, say("过程", "Messages")),
            )
        ):
            self.tabs.addTab(widget, str(text))
            self._names[number] = text
        tongues().changed.connect(self._retitle)
        self.setFocusProxy(self.wish.line)

    def _retitle(self) -> None:
        for number, text in self._names.items():
            self.tabs.setTabText(number, str(text))

    def _verbs(self) -> tuple[tuple[str, Say, Say, Callable[[], None]], ...]:
        return (
            ("look", say("看改动(&L)", "&Look"), _LOOK, self.look),
            ("publish", say("发布…(&P)", "&Publish…"), _PUBLISH, self.publish),
            ("stop", say("停止", "Stop"), say("停止正在做的", "Stop what is being done"), self.stop),
            ("promote", say("转正…(&M)", "Pro&mote…"), _PROMOTE, self.promote),
            ("rollback", say("回退…(&B)", "Roll &back…"), _ROLLBACK, self.rollback),
            ("refresh", say("刷新", "Refresh"), say("重新查询状态和记录", "Ask again"), self.refresh),
        )

    # --- which flow

    def _current(self, document: FlowDocument | None) -> None:
        if document is self.document and document is not None:
            return
        self.stop()
        self._uncolour()
        self.document = document
        self.changes.show_changes([])
        self.history.show_rows([])
        self.said.clear()
        self._say(say("", ""))
        text = say("{}", "{}", document.name) if document else say("没有打开的流程", "No flow is open")
        follow(self.flow, "setText", text)
        follow(self.state, "setText", say("", ""))
        self._enable()
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: Any) -> None:  # noqa: N802
        """Ask how the flow stands as soon as somebody looks."""
        super().showEvent(event)
        if self.asked is None:
            self.refresh()

    def _closed(self, document: FlowDocument) -> None:
        if document is self._coloured:
            self._coloured = None
        if document is self.document:
            self._current(None)

    @property
    def target(self) -> Target | None:
        """Where the flow in front is published; None while it has no file."""
        return target_of(self.document.path, self.wish.url) if self.document is not None else None

    def _enable(self) -> None:
        busy, ready = self.asked is not None, self.target is not None
        for name, button in self.buttons.items():
            button.setEnabled(busy if name == "stop" else ready and not busy)
        self.bar.setVisible(busy)

    # --- verbs

    def look(self) -> None:
        """Say what would change: checks, scripts, changes; nothing is done."""

        def looked_at(found: Any) -> None:
            self._looked(found)
            self.refresh()

        self._look(looked_at)

    def publish(self) -> None:
        """Look, ask, publish."""
        self._look(self._ask)

    def _look(self, then: Then) -> None:
        if self._saved():
            assert self.document is not None
            self.said.clear()
            options = ["--dry-run", "--force", "--json", "--progress", "json"]
            self._run(["publish", str(self.document.path), *options, *self.wish.options], then)

    def _looked(self, found: Any) -> None:
        self.changes.show_changes(found.get("changes"))
        self.tabs.setCurrentIndex(0)
        self._colour()
        failed, summary = names_failed(found), str(found.get("summary", ""))
        self._say(looked(both(summary, summary), len(failed)))

    def _ask(self, found: Any) -> None:
        self._looked(found)
        if found.get("release") and found.get("release") == found.get("before") and not found.get("moved"):
            self._say(say("已经上线，没有改动。", "It is live already; nothing changed."))
            return
        more = ask_publish(self, found)
        if more is None:
            self._say(say("没有发布。", "Nothing was published."))
            return
        assert self.document is not None
        before = str(found.get("before") or "")
        expect = ["--expect", before] if before else []
        options = ["--yes", "--json", "--progress", "json", *expect, *more, *self.wish.reason]
        self._run(["publish", str(self.document.path), *options, *self.wish.options], self._published)

    def _published(self, done: Any) -> None:
        self.wish.remember()
        self.wish.why.clear()
        self.changes.show_changes([])
        self._uncolour()
        release = str(done.get("release", ""))[:12]
        numbers = ", ".join(str(each) for each in done.get("lines") or [])
        if float(done.get("percent") or 100) < 100 or done.get("callers"):
            said = say("{} 开始试用。", "{} is on trial.", release)
        elif numbers:
            said = say("{} 已发布，线路 {}。", "{} is live on {}.", release, numbers)
        else:
            said = say("{} 已发布，还没有线路。", "{} is live, but no line leads to it yet.", release)
        self._done(said)

    def promote(self) -> None:
        """All callers meet the release on trial, or as many as the form says."""
        assert self.document is not None
        share = self.wish.share if "--percent" in self.wish.share else []
        name = self.document.flow.name
        question = (
            say("{}：让 {} % 的主叫试用？", "{}: let {} % of the callers meet the trial?", name, share[1])
            if share
            else say("{} 试用中的发布正式上线？", "Let all callers of {} meet the release on trial?", name)
        )
        if ask(self, question):
            words = ["promote", name, *share, *self.wish.reason, "--json"]
            self._run(words, lambda done: self._done(promoted(done)))

    def rollback(self) -> None:
        """End the trial, or go back: to the release that is chosen in the history, else to the one before."""
        assert self.document is not None
        name, release = self.document.flow.name, self.history.release
        to = ["--to", release] if release and self.tabs.currentWidget() is self.history else []
        question = (
            say("{} 改用发布 {}？", "Let new calls of {} take the release {}?", name, release[:12])
            if to
            else say(
                "结束 {} 的试用，或改用上一个发布？",
                "End the trial of {}, or go back to the release before?",
                name,
            )
        )
        if ask(self, question):
            words = ["rollback", name, *to, *self.wish.reason, "--json"]
            self._run(words, lambda done: self._done(gone_back(done)))

    def refresh(self) -> None:
        """Ask how the flow stands, then for its history."""
        if self.document is None or self.target is None:
            if self.document is not None:
                follow(self.state, "setText", NO_FILE)
            return
        self._run(["status", "--json"], self._stands, quiet=True)

    def _stands(self, found: Any) -> None:
        assert self.document is not None
        name = self.document.flow.name
        follow(self.state, "setText", standing(found, name))
        self._run(["history", name, "--json"], self.history.show_rows, quiet=True)

    def show_history(self) -> None:
        """The history in front, asked anew."""
        self.tabs.setCurrentWidget(self.history)
        self.refresh()

    def stop(self) -> None:
        """Stop what is being done; what is not live yet stays so."""
        asked, self.asked = self.asked, None
        if asked is not None:
            asked.end()
            asked.deleteLater()
        self._enable()

    # --- running

    def _saved(self) -> bool:
        """Publishing takes the files: whether all that is open is saved, the author asked first."""
        changed = [each for each in self._workspace.documents if each.modified]
        if not changed:
            return True
        question = say(
            "发布取的是文件。先保存 {} 个修改过的流程吗？",
            "What is published are the files. Save {} changed flows first?",
            len(changed),
        )
        return ask(self, question) and all(self._workspace.filing.save(each) for each in changed)

    def _run(self, arguments: list[str], then: Then, *, quiet: bool = False) -> None:
        target = self.target
        if target is None:
            return
        self.stop()
        asked = self.asked = Asked(target, arguments, self)
        self.bar.setRange(0, 0)
        if not quiet:
            self._say(STEPS["check"])
        asked.step.connect(self._step)
        asked.said.connect(self.said.appendPlainText)
        asked.answered.connect(lambda document: self._answered(then, document))
        asked.failed.connect(self._failed)
        asked.start()
        self._enable()

    def _answered(self, then: Then, document: Any) -> None:
        self.stop()
        then(document)

    def _failed(self, why: str) -> None:
        self.stop()
        last = [line for line in why.splitlines() if line][-2:]
        text = "\n".join(last)
        self._say(Say(text, text))
        self.tabs.setCurrentWidget(self.said)

    def _step(self, name: str, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        sentence = STEPS.get(name)
        if sentence is not None:
            self._say(say("{} {} / {}", "{} {} / {}", sentence, done, total) if total else sentence)

    def _done(self, sentence: Say) -> None:
        self._say(sentence)
        self._workspace.tell(sentence)
        self.refresh()

    def _say(self, sentence: Say) -> None:
        follow(self.progress, "setText", sentence)

    # --- on the drawing

    def _colour(self, _: object = None) -> None:
        self._uncolour()
        canvas = self._workspace.canvas_of(self.document) if self.document is not None else None
        if (
            canvas is not None
            and self.document is not None
            and self.on_drawing.isChecked()
            and self.changes.changes
        ):
            canvas.flow_scene.set_colours(*self.changes.colours(self.document.flow.name))
            self._coloured = self.document

    def _uncolour(self) -> None:
        document, self._coloured = self._coloured, None
        canvas = self._workspace.canvas_of(document) if document is not None else None
        if canvas is not None:
            canvas.flow_scene.set_colours({})

    def _show_change(self, flow: str, node: str) -> None:
        document = self.document
        if document is None or not flow:
            return
        if flow != document.flow.name:
            document = self._workspace.open_flow(flow, document)
        if document is not None:
            self._workspace.reveal(document, node, edit=False)


_LOOK = say(
    "检查、运行脚本、列出与线上相比的改动，什么都不做",
    "Check, ring the scripts, say what changes; do nothing",
)
_PUBLISH = say("看改动，询问，从下一个来电起生效", "Look, ask, and let the next call take it")
_PROMOTE = say(
    "试用中的发布正式上线；“给谁”选了百分比时只扩大试用",
    "Let all meet the release on trial; with a percentage chosen above, only so many",
)
_ROLLBACK = say(
    "结束试用，否则改用上一个发布；在“记录”中选了一行时改用那个发布",
    "End the trial, else go back to the release before; with a row of the history chosen, to that one",
)
