"""The telephone's keys, large, with what a caller does besides: wait, speak, hang up."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from flowdesigner.words.say import Say, follow, say

KEYS = "123456789*0#"
LETTERS = {"2": "ABC", "3": "DEF", "4": "GHI", "5": "JKL", "6": "MNO", "7": "PQRS", "8": "TUV", "9": "WXYZ"}
HEIGHT = 44


class Keypad(QWidget):
    """Twelve keys and three deeds."""

    pressed = Signal(str)
    skipped = Signal()
    spoke = Signal()
    hung_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        self.keys: dict[str, QPushButton] = {}
        for number, key in enumerate(KEYS):
            button = _button(f"{key}\n{LETTERS[key]}" if key in LETTERS else key)
            button.setAccessibleName(key)
            button.pressed.connect(partial(self.pressed.emit, key))
            follow(button, "setToolTip", say("按 {}（键盘同样可用）", "Press {} (or type it)", key))
            grid.addWidget(button, number // 3, number % 3)
            self.keys[key] = button
        self.skip = self._deed(
            say("跳过", "Skip"),
            say(
                "让正在播放或等待的立即过去；什么都不按（空格）",
                "Let what sounds or is waited for pass at once; no key (Space)",
            ),
        )
        self.talk = self._deed(
            say("说话", "Speak"), say("录音时说 3 秒话", "Speak for 3 seconds, into a recording")
        )
        self.hang_up = self._deed(say("挂机", "Hang up"), say("来电者挂机", "The caller hangs up"))
        self.hang_up.setObjectName("hang_up")
        self.hang_up.setStyleSheet(
            "QPushButton#hang_up:enabled { background: #c93a45; color: white; border-radius: 6px; }"
        )
        for column, button in enumerate((self.skip, self.talk, self.hang_up)):
            grid.addWidget(button, 4, column)
        self.skip.clicked.connect(self.skipped)
        self.talk.clicked.connect(self.spoke)
        self.hang_up.clicked.connect(self.hung_up)

    def _deed(self, title: Say, tip: Say) -> QPushButton:
        button = _button("")
        follow(button, "setText", title)
        follow(button, "setAccessibleName", title)
        follow(button, "setToolTip", tip)
        return button


def _button(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setMinimumHeight(HEIGHT)
    button.setMinimumWidth(0)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    # The focus stays with the telephone, whose keys are those of the keyboard.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setIconSize(QSize(20, 20))
    return button
