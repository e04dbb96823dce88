"""The little window in which an author records a sentence, hears it and keeps it under a name."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.properties.recordings import sound_name
from flowdesigner.sound.errors import NoMicrophone
from flowdesigner.sound.microphone import Microphone
from flowdesigner.sound.player import Player
from flowdesigner.words.say import say

RECORD = say("● 录音", "● Record")
STOP = say("■ 停止", "■ Stop")
LISTEN = say("▶ 试听", "▶ Listen")


class RecordDialog(QDialog):
    """`pcm` and `name` hold what is to be kept once it was accepted."""

    def __init__(self, language: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(say("录音（{}）", "Record ({})", language)))
        self.pcm = b""
        self.microphone = Microphone()
        self.player = Player(self)
        self.line = QLineEdit(sound_name(text)[:24])
        self.line.setPlaceholderText(str(say("录音的名称", "Name of the recording")))
        self.line.setAccessibleName(self.line.placeholderText())
        self.record_button = QPushButton(str(RECORD))
        self.listen_button = QPushButton(str(LISTEN))
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        row = QHBoxLayout()
        row.addWidget(self.record_button)
        row.addWidget(self.listen_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        if text:
            words = QLabel(text)
            words.setWordWrap(True)
            layout.addWidget(words)
        layout.addWidget(self.line)
        layout.addLayout(row)
        layout.addWidget(self.state)
        layout.addWidget(self.buttons)
        self.setMinimumWidth(380)
        self._timer = QTimer(self)
        self._timer.setInterval(100)
        self._timer.timeout.connect(self.show_state)
        self.record_button.clicked.connect(self.toggle)
        self.listen_button.clicked.connect(self.listen)
        self.line.textChanged.connect(self.show_state)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.show_state()

    @property
    def name(self) -> str:
        """What it is to be called."""
        return sound_name(self.line.text())

    def toggle(self) -> None:
        """Begin to record, or end it."""
        self.player.stop()
        if self.microphone.recording:
            self._finish()
        else:
            try:
                self.microphone.start()
            except NoMicrophone as error:
                self.state.setText(str(error.say))
                return
            self._timer.start()
        self.show_state()

    def _finish(self) -> None:
        self._timer.stop()
        if self.microphone.recording:
            self.pcm = self.microphone.stop()

    def listen(self) -> None:
        """Hear what was recorded."""
        self.player.play([self.pcm])

    def show_state(self) -> None:
        """What can be done now."""
        recording = self.microphone.recording
        seconds = self.microphone.seconds if recording else len(self.pcm) / 16_000
        self.record_button.setText(str(STOP if recording else RECORD))
        self.listen_button.setEnabled(bool(self.pcm) and not recording)
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(bool(self.pcm) and not recording and bool(self.name))
        if seconds or recording:
            self.state.setText(str(say("{} 秒", "{} s", f"{seconds:.1f}")))

    def done(self, result: int) -> None:
        """Let go of microphone and card."""
        self._finish()
        self.player.stop()
        super().done(result)
