"""The engines that are looked into: attached by URL and token, a line each with what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from flowdesigner.live.address import USUAL, BadAddress, address
from flowdesigner.live.link import EngineLink
from flowdesigner.session.memory import Memory
from flowdesigner.theme import colours, theme
from flowdesigner.words.say import Say, follow, say, tongues

REMEMBERED = "live.engines"


class Engines(QWidget):
    """Address, token, attach; below them the engines. Addresses are remembered, tokens are not."""

    attached = Signal(object)
    """An EngineLink that was just made."""
    detached = Signal(object)
    """An EngineLink that is about to go."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._memory = memory
        self.links: list[EngineLink] = []
        known = memory.texts(REMEMBERED)
        self.url = QLineEdit(known[-1] if known else USUAL)
        self.token = QLineEdit()
        self.token.setEchoMode(QLineEdit.EchoMode.Password)
        self.attach = QPushButton()
        self.detach = QPushButton()
        self.list = QListWidget()
        self.list.setMinimumHeight(60)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.why.hide()
        self._texts()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._label(say("引擎(&U)", "Engine (&URL)"), self.url), 0, 0)
        grid.addWidget(self.url, 0, 1, 1, 2)
        grid.addWidget(self._label(say("令牌(&T)", "&Token"), self.token), 1, 0)
        grid.addWidget(self.token, 1, 1, 1, 2)
        grid.addWidget(self.attach, 2, 1)
        grid.addWidget(self.detach, 2, 2)
        grid.addWidget(self.why, 3, 0, 1, 3)
        grid.addWidget(self.list, 4, 0, 1, 3)
        self.url.returnPressed.connect(self.add)
        self.token.returnPressed.connect(self.add)
        self.attach.clicked.connect(self.add)
        self.detach.clicked.connect(self.remove)
        self.list.currentRowChanged.connect(lambda row: self.detach.setEnabled(row >= 0))
        self.list.itemActivated.connect(self._retry)
        tongues().changed.connect(self._show)
        theme().changed.connect(self._show)
        self.detach.setEnabled(False)

    def _texts(self) -> None:
        tip = say(
            "引擎的 HTTP 地址，见引擎启动时的日志",
            "Where the engine tells of its calls: its log says so at its start",
        )
        follow(self.url, "setToolTip", tip)
        follow(self.url, "setAccessibleName", say("引擎的地址", "Address of the engine"))
        follow(self.token, "setAccessibleName", say("令牌", "Token"))
        follow(self.token, "setPlaceholderText", say("本机引擎不需要", "not needed on this machine"))
        follow(
            self.token, "setToolTip", say("引擎设置中的 live.token", "live.token in the engine's settings")
        )
        follow(self.attach, "setText", say("连接(&A)", "&Attach"))
        follow(self.detach, "setText", say("断开(&D)", "&Detach"))
        follow(self.list, "setAccessibleName", say("引擎", "Engines"))
        follow(self.list, "setToolTip", say("双击立即重试", "A double click tries again at once"))

    @staticmethod
    def _label(text: Say, buddy: QWidget) -> QLabel:
        label = QLabel()
        label.setBuddy(buddy)
        follow(label, "setText", text)
        return label

    def add(self) -> None:
        """Attach to what is written; the same address again takes the new token."""
        try:
            url = address(self.url.text())
        except BadAddress as error:
            self.why.setText(str(error.say))
            self.why.show()
            self.url.setFocus()
            return
        self.why.hide()
        same = next((link for link in self.links if link.url == url), None)
        if same is not None:
            same.token = self.token.text().strip()
            same.start()
            return
        link = EngineLink(url, self.token.text().strip(), self)
        self.links.append(link)
        self.list.addItem(QListWidgetItem())
        self.list.setCurrentRow(self.list.count() - 1)
        link.state_changed.connect(self._show)
        link.calls_changed.connect(self._show)
        self._memory.keep(REMEMBERED, list(dict.fromkeys([*self._memory.texts(REMEMBERED), url]))[-10:])
        self.attached.emit(link)
        link.start()

    def remove(self) -> None:
        """Detach from the engine that is chosen."""
        row = self.list.currentRow()
        if row < 0:
            return
        link = self.links.pop(row)
        link.close()
        self.detached.emit(link)
        self.list.takeItem(row)
        link.deleteLater()

    def end(self) -> None:
        """Detach from all."""
        for link in self.links:
            link.close()

    def _retry(self, item: QListWidgetItem) -> None:
        self.links[self.list.row(item)].start()

    def _show(self) -> None:
        wanted = colours()
        for row, link in enumerate(self.links):
            item = self.list.item(row)
            calls = len(link.seen.calls)
            on = say("{}：{}，通话 {}", "{}: {}; calls: {}", link.url, link.says, calls)
            text = on if link.state == "attached" else say("{}：{}", "{}: {}", link.url, link.says)
            item.setText(str(text))
            item.setToolTip(str(text))
            colour = {"attached": wanted.good, "refused": wanted.fault, "away": wanted.warning}
            item.setForeground(QColor(colour.get(link.state, wanted.quiet)))
