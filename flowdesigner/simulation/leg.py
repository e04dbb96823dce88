"""What the other side does while it rings: answer, busy, nobody, rejected, failed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from flowdesigner.words.say import Say, follow, say

OUTCOMES: dict[str, tuple[Say, Say]] = {
    "answer": (say("接听", "Answer"), say("对方接听并通话", "The other side answers and talks")),
    "busy": (say("占线", "Busy"), say("对方占线", "The other side is busy")),
    "no_answer": (say("无人接听", "No answer"), say("一直没有人接", "Nobody answers")),
    "rejected": (say("拒接", "Reject"), say("对方拒绝", "The other side rejects the call")),
    "failed": (say("失败", "Fail"), say("线路不通", "There is no way there")),
}


class LegBox(QWidget):
    """Shown while somebody rings; `chosen` is an outcome, after so many seconds, a talk of so many."""

    chosen = Signal(str, int, int)

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
        times = QHBoxLayout()
        for widget in (first, self.after, second, self.talk):
            times.addWidget(widget)
        times.addStretch()
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
        self.chosen.emit(outcome, self.after.value(), self.talk.value())


def _seconds(value: int, least: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, 3600)
    box.setValue(value)
    follow(box, "setSuffix", say(" 秒", " s"))
    return box
