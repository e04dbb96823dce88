"""Brings sounds into a prompt: asks for a file or records one, keeps it in the project, tells its name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from flowdesigner.properties.around import Around
from flowdesigner.properties.project import ENDINGS
from flowdesigner.properties.record_dialog import RecordDialog
from flowdesigner.properties.recordings import import_sound, keep_recording
from flowdesigner.sound.errors import SoundFault
from flowdesigner.words.say import say

IMPORT = say("导入声音文件…", "Import a sound file…")
RECORD = say("用麦克风录音…", "Record from the microphone…")


class Bringing(QObject):
    """For one prompt; the language is asked for each time."""

    brought = Signal(str)
    """The name of a sound that is in the project now."""

    def __init__(self, around: Around, language: Callable[[], str], parent: QWidget) -> None:
        super().__init__(parent)
        self._around, self._language, self._window = around, language, parent

    def ask(self) -> None:
        """Ask for a sound file and take it."""
        kinds = " ".join(f"*{each}" for each in ENDINGS)
        words = f"{say('声音', 'Sounds')} ({kinds})"
        name, _ = QFileDialog.getOpenFileName(self._window, str(IMPORT), "", words)
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> None:
        """Copy a sound file into the project."""
        self._around.fresh()
        self._bring(lambda: import_sound(file, self._language(), self._around.project))

    def record(self, text: str) -> None:
        """Let the author record a sentence."""
        dialog = RecordDialog(self._language(), text, self._window)
        dialog.accepted.connect(partial(self._recorded, dialog))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _recorded(self, dialog: RecordDialog) -> None:
        self.keep(dialog.pcm, dialog.name)

    def keep(self, pcm: bytes, name: str) -> None:
        """Keep what was recorded in the project."""
        self._around.fresh()
        self._bring(lambda: keep_recording(pcm, name, self._language(), self._around.project))

    def _bring(self, into_project: Callable[[], str]) -> None:
        try:
            name = into_project()
        except SoundFault as fault:
            self._around.tell(fault.say)
        else:
            self.brought.emit(name)


def sound_files(mime: QMimeData) -> list[Path]:
    """The sound files that are dragged."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower() in ENDINGS]
