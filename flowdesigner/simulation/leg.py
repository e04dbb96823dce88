"""What the other side does while it rings: answer, busy, nobody, rejected, failed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from flowdesigner.words.say import Say, follow, say, tongues

OUTCOMES: dict[str, tuple[Say, Say]] = {
    "answer": (say("接听", "Answer"), say("对方接听并通话", "The other side answers and talks")),
    "busy": (say("占线", "Busy"), say("对方占线", "The other side is busy")),
    "no_answer": (say("无人接听", "No answer"), say("一直没有人接", "Nobody answers")),
    "rejected": (say("拒接", "Reject"), say("对方拒绝", "The other side rejects the call")),
    "failed": (say("失败", "Fail"), say("线路不通", "There is no way there")),
}


class LegBox(QWidget):
    """Shown while somebody rings. `chosen` is an outcome, after so many seconds, and a talk of so many.

    Last comes the key that the other side presses where it is asked: empty for the right one, or `none`.
    """

    chosen = Signal(str, int, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = QLabel()
        self.who.setWordWrap(True)
        bold = self.who.font()
        bold.setBold(True)
        self.who.setFont(bold)
        self.after = _seconds(2, 0)
        self.talk = _seconds(20, 0)
        follow(self.after, "setAccessibleName", say("振铃秒数", "Seconds of ringing"))
        follow(self.talk, "setAccessibleName", say("通话秒数", "Seconds of talk"))
        first, second = QLabel(), QLabel()
        follow(first, "setText", say("振铃", "Rings"))
        follow(second, "setText", say("通话", "Talk"))
        first.setBuddy(self.after)
        second.setBuddy(self.talk)
        third = QLabel()
        follow(third, "setText", say("要求确认时按", "Asked for a key"))
        self.confirm = QComboBox()
        self.confirm.addItems(["", "", *"0123456789*#"])
        third.setBuddy(self.confirm)
        follow(self.confirm, "setAccessibleName", say("对方的确认键", "The key of the other side"))
        follow(
            self.confirm,
            "setToolTip",
            say(
                "呼叫节点要求确认时，对方按什么",
                "What the other side presses where the node asks it for a key",
            ),
        )
        tongues().changed.connect(self._names)
        self._names()
        times = QGridLayout()
        for column, widget in enumerate((first, self.after, second, self.talk)):
            times.addWidget(widget, 0, column)
        times.addWidget(third, 1, 0, 1, 2)
        times.addWidget(self.confirm, 1, 2, 1, 2)
        times.setColumnStretch(4, 1)
        buttons = QGridLayout()
        self.buttons: dict[str, QPushButton] = {}
        for number, (outcome, (title, tip)) in enumerate(OUTCOMES.items()):
            button = QPushButton()
            follow(button, "setText", title)
            follow(button, "setToolTip", tip)
            button.clicked.connect(partial(self._choose, outcome))
            buttons.addWidget(button, number // 3, number % 3)
            self.buttons[outcome] = button
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.addWidget(self.who)
        layout.addLayout(times)
        layout.addLayout(buttons)
        self.hide()

    def ring(self, target: str) -> None:
        """Somebody rings; empty: nobody."""
        if target:
            follow(self.who, "setText", say("☎ {} 正在振铃", "☎ {} rings", target))
        self.setVisible(bool(target))

    def _choose(self, outcome: str) -> None:
        at = self.confirm.currentIndex()
        key = ("", "none")[at] if at < 2 else self.confirm.currentText()
        self.chosen.emit(outcome, self.after.value(), self.talk.value(), key)

    def _names(self) -> None:
        for number, text in enumerate((say("正确的键", "the right one"), say("不按", "none"))):
            self.confirm.setItemText(number, str(text))


def _seconds(value: int, least: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, 3600)
    box.setValue(value)
    follow(box, "setSuffix", say(" 秒", " s"))
    return box
