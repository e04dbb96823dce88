"""A window that cannot be made: it is told in a box of its own, written to the log, and the program ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from flowdesigner.start import FAULT

BROKEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from flowdesigner.start import start
from flowdesigner.window.main import MainWindow

def begin(window, files):
    raise RuntimeError("a fault at the start")

def answer():
    for box in application.topLevelWidgets():
        if isinstance(box, QMessageBox) and box.isVisible():
            print(box.text())
            box.accept()

MainWindow.begin = begin
application = QApplication([])
timer = QTimer()
timer.timeout.connect(answer)
timer.start(100)
sys.exit(start([]))
"""


def test_a_fault_at_the_start_is_told(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", BROKEN], capture_output=True, text=True, timeout=60)
    assert done.returncode == FAULT, done.stderr
    assert done.stdout.startswith("RuntimeError: a fault at the start")
    assert "a fault at the start" in (tmp_path / "designer.log").read_text(encoding="utf-8")
