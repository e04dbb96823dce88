"""A fault of the designer: written to a file, and told to the author, who goes on drawing."""

from __future__ import annotations

import faulthandler
import logging
import sys
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMessageBox

from flowdesigner.document.recovery import recovery_folder
from flowdesigner.words.say import say

LARGEST = 1_000_000
"""Bytes of the log; a larger one is begun anew."""

_TITLE = say("Callwright 设计器出错", "A fault of the Callwright designer")


def log_file() -> Path:
    """Where faults are written."""
    return recovery_folder().parent / "designer.log"


class Faults:
    """Takes what nothing else caught. The first of a kind is told, the others only written."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._told: set[str] = set()
        self._box: QMessageBox | None = None
        file.parent.mkdir(parents=True, exist_ok=True)
        small = not file.exists() or file.stat().st_size < LARGEST
        self._stream = file.open("a" if small else "w", encoding="utf-8")

    def install(self) -> None:
        """From now on: exceptions, log records, and what ends the process itself."""
        faulthandler.enable(self._stream)
        handler = logging.StreamHandler(self._stream)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        logging.getLogger().addHandler(handler)
        sys.excepthook = self.take

    def close(self) -> None:
        """Take faults no more."""
        self._stream.close()

    def take(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """An exception that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        lines = "".join(traceback.format_exception(kind, fault, trace))
        self._stream.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{lines}\n")
        self._stream.flush()
        name = f"{kind.__name__}: {fault}"
        if name not in self._told:
            self._told.add(name)
            self.tell(name)

    def tell(self, name: str) -> None:
        """Say what happened, and that nothing is lost."""
        words = say(
            "{}\n\n已写入 {}。画的内容都还在，可以继续；请保存，并把该文件发给维护者。",
            "{}\n\nIt was written to {}. Nothing drawn is lost: go on, save, and report that file.",
            name,
            self.file,
        )
        # Kept here: without a window in front nobody else does.
        self._box = QMessageBox(
            QMessageBox.Icon.Critical, str(_TITLE), str(words), parent=QApplication.activeWindow()
        )
        self._box.open()
