"""The publish panel: what is live, what would change, progress, trials, the way back, the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from flowdesigner.document.desk import FlowDocument
from flowdesigner.publishing.asked import Target, nothing_kept, target_of
from flowdesigner.publishing.changes_page import ChangesPage
from flowdesigner.publishing.history import History
from flowdesigner.publishing.questions import agreed, ask_publish, names_failed
from flowdesigner.publishing.standing import NO_FILE, gone_back, looked, promoted, published, standing
from flowdesigner.publishing.wish import Wish
from flowdesigner.publishing.work import Then, Work
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, both, follow, say, tongues


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
        self.work = Work()
        self.changes = ChangesPage(workspace)
        self.history = History()
        self.tabs = QTabWidget()
        self._names: dict[int, Say] = {}
        self._build()
        self.work.busy_changed.connect(self._enable)
        self.wish.store_chosen.connect(self._store_chosen)
        self.work.failed.connect(lambda: self.tabs.setCurrentWidget(self.work.said))
        self.history.chosen.connect(lambda _: self._enable())
        workspace.current_changed.connect(self._current)
        workspace.document_closed.connect(self._closed)
        self._current(workspace.document)
        workspace.closing.connect(self.stop)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        self.flow.setStyleSheet("font-weight: bold")
        self.flow.setWordWrap(True)
        self.state.setWordWrap(True)
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
        layout.addWidget(self.work)
        layout.addWidget(self.tabs, 1)
        for number, (widget, text) in enumerate(
            (
                (self.changes, say("改动", "Changes")),
                (self.history, say("记录", "History")),
                (self.work.said, say("过程", "Messages")),
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
        if self.work.asked is not None and not self.work.quiet:
            # What is being published is not given up because somebody looks at another flow.
            return
        if document is not None and self.changes.concerns(document.flow.name):
            # Neither are changes, while an author goes from one to the next.
            return
        self.stop()
        if self.document is not None:
            self.document.title_changed.disconnect(self._named)
        self.document = document
        if document is not None:
            document.title_changed.connect(self._named)
        self.changes.show_changes(None)
        self.history.show_rows([])
        self.work.said.clear()
        self.work.say(say("", ""))
        follow(self.state, "setText", say("", ""))
        self._named()
        if self.isVisible():
            self.refresh()

    def _named(self) -> None:
        """The flow in front has another name, or its first file."""
        name = self.document.name if self.document else ""
        text = say("{}", "{}", name) if name else say("没有打开的流程", "No flow is open")
        follow(self.flow, "setText", text)
        self._enable()
        if self.document is not None and self.document.path is not None and self.state.text() == str(NO_FILE):
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ask how the flow stands as soon as somebody looks."""
        super().showEvent(event)
        if self.work.asked is None:
            self.refresh()

    def _closed(self, document: FlowDocument) -> None:
        if document is self.document:
            self._current(None)

    @property
    def target(self) -> Target | None:
        """Where the flow in front is published; None while it has no file."""
        return target_of(self.document.path, self.wish.url) if self.document is not None else None

    def _enable(self) -> None:
        busy, ready = self.work.asked is not None, self.target is not None
        for name, button in self.buttons.items():
            button.setEnabled(busy if name == "stop" else ready and not busy)

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
            self.work.said.clear()
            options = ["--dry-run", "--force", "--json", "--progress", "json"]
            self._run(["publish", str(self.document.path), *options, *self.wish.options], then)

    def _looked(self, found: Any) -> None:
        self.changes.show_changes(self.document, found.get("changes"))
        self.tabs.setCurrentWidget(self.changes)
        failed, summary = names_failed(found), str(found.get("summary", ""))
        self.work.say(looked(both(summary, summary), len(failed)))

    def _ask(self, found: Any) -> None:
        self._looked(found)
        if found.get("release") and found.get("release") == found.get("before") and not found.get("moved"):
            self.work.say(say("已经上线，没有改动。", "It is live already; nothing changed."))
            return
        more = ask_publish(self, found)
        if more is None:
            self.work.say(say("没有发布。", "Nothing was published."))
            return
        assert self.document is not None
        before = str(found.get("before") or "")
        expect = ["--expect", before] if before else []
        options = ["--yes", "--json", "--progress", "json", *expect, *more, *self.wish.reason]
        self._run(["publish", str(self.document.path), *options, *self.wish.options], self._published)

    def _published(self, done: Any) -> None:
        self.wish.remember()
        self.wish.why.clear()
        self.changes.show_changes(None)
        self._done(published(done))

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
        if agreed(self, question):
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
        if agreed(self, question):
            words = ["rollback", name, *to, *self.wish.reason, "--json"]
            self._run(words, lambda done: self._done(gone_back(done)))

    def refresh(self) -> None:
        """Ask how the flow in front stands, then for its history."""
        front = self._workspace.document
        if front is not self.document and not (front and self.changes.concerns(front.flow.name)):
            self._current(front)
            return
        if self.document is None or self.target is None:
            if self.document is not None:
                follow(self.state, "setText", NO_FILE)
            return
        if nothing_kept(self.document.path, self.target):
            follow(self.state, "setText", standing({}, self.document.flow.name))
            self.history.show_rows([])
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
        if self.work.asked is not None and not self.work.quiet:
            self.work.say(say("已停止。刷新看现在的状态。", "Stopped. Refresh to see how it stands."))
        self.work.stop()

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
        return agreed(self, question) and all(self._workspace.filing.save(each) for each in changed)

    def _run(self, arguments: list[str], then: Then, *, quiet: bool = False) -> None:
        if self.target is not None:
            self.work.run(self.target, arguments, then, quiet=quiet)

    def _done(self, sentence: Say) -> None:
        self.work.say(sentence)
        self._workspace.tell(sentence)
        self.refresh()

    def _store_chosen(self) -> None:
        if self.work.asked is None:
            self.refresh()


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
