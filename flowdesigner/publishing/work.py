"""What the panel is doing at the moment: one question to the command line, how far it is, what was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from flowdesigner.publishing.asked import Asked, Target
from flowdesigner.words.say import Say, follow, say

STEPS: dict[str, Say] = {
    "check": say("检查流程…", "Checking…"),
    "scripts": say("运行通话脚本…", "Ringing the call scripts…"),
    "sounds": say("生成语音…", "Making sounds…"),
    "publish": say("发布…", "Publishing…"),
    "done": say("完成", "Done"),
}
Then = Callable[[Any], None]


class Work(QWidget):
    """A bar and a sentence; the whole of what was said is in `said`, which stands where its owner puts it."""

    busy_changed = Signal()
    failed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked: Asked | None = None
        self.quiet = True
        """Whether what is asked is only how things stand: nothing is lost if it is stopped."""
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(8)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.said = QPlainTextEdit()
        self.said.setReadOnly(True)
        follow(self.bar, "setAccessibleName", say("进度", "Progress"))
        follow(self.said, "setAccessibleName", say("过程", "Messages"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar)
        layout.addWidget(self.sentence)
        self.bar.hide()

    def run(self, target: Target, arguments: Sequence[str], then: Then, *, quiet: bool = False) -> None:
        """Ask, and give the answer to `then`; what was being done is stopped. `quiet` says nothing of it."""
        self.stop()
        asked = self.asked = Asked(target, arguments, self)
        self.quiet = quiet
        self.bar.setRange(0, 0)
        self.bar.show()
        if not quiet:
            self.say(STEPS["check"])
        asked.step.connect(self._step)
        asked.said.connect(self.said.appendPlainText)
        asked.answered.connect(lambda document: self._answered(then, document))
        asked.failed.connect(self._failed)
        asked.start()
        self.busy_changed.emit()

    def stop(self) -> None:
        """Stop what is being done; what is not live yet stays so."""
        asked, self.asked = self.asked, None
        if asked is not None:
            asked.end()
            asked.deleteLater()
            self.bar.hide()
            self.busy_changed.emit()

    def say(self, sentence: Say) -> None:
        """How it stands, in a sentence."""
        follow(self.sentence, "setText", sentence)

    def _answered(self, then: Then, document: Any) -> None:
        self.stop()
        if self.quiet or isinstance(document, dict):
            then(document)
        else:
            self.say(say("callwright 的回答无法读取", "the answer of callwright cannot be read"))
            self.failed.emit()

    def _failed(self, why: str) -> None:
        """The last two lines are what went wrong and its cure."""
        self.stop()
        text = "\n".join([line for line in why.splitlines() if line][-2:])
        self.say(Say(text, text))
        self.failed.emit()

    def _step(self, name: str, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        sentence = STEPS.get(name)
        if sentence is not None:
            self.say(say("{} {} / {}", "{} {} / {}", sentence, done, total) if total else sentence)
