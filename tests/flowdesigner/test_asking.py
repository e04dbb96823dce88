"""Questions outlive the window they are asked in front of; the process outlives its clipboard."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFrame, QMessageBox
from pytestqt.qtbot import QtBot

from flowdesigner.asking import ask
from tests.flowdesigner.robot import answer

Button = QMessageBox.StandardButton
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("button", [Button.Yes, Button.No])
def test_the_button_that_was_pressed(button: Button, qtbot: QtBot) -> None:
    front = QFrame()
    qtbot.addWidget(front)
    answer(button)
    assert ask(front, "Title", "Question?", Button.Yes | Button.No) == button
    assert front.findChildren(QMessageBox) == [], "nothing is left behind"


def test_the_window_in_front_goes_while_asked(qtbot: QtBot) -> None:
    front = QFrame()
    QTimer.singleShot(20, front.deleteLater)
    assert ask(front, "Title", "Question?", Button.Yes | Button.No) == Button.NoButton
    assert QApplication.activeModalWidget() is None


def test_what_was_copied_does_not_end_the_process() -> None:
    words = """
from PySide6.QtWidgets import QApplication
from flowdesigner.canvas.carrying import fragment_data
from flowdesigner.start import forget_clipboard
application = QApplication([])
application.clipboard().setMimeData(fragment_data("<fragment/>"))
forget_clipboard(application)
"""
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
