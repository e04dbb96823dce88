"""Starts the designer: looks for a display, opens files, offers unsaved work back."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flowdesigner.words.tongue import both_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

NO_DISPLAY = 3
"""The exit status where there is nothing to show a window on: the outside world failed."""

FAULT = 1
"""The exit status where the window cannot be made."""

WINDOWLESS = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
"""Qt's platforms that need no window system."""


def no_display(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> str:
    """Why no window can be shown here, empty if one can: Qt itself would end the process without a word."""
    named = environment.get("QT_QPA_PLATFORM", "")
    if platform != "linux" or named.partition(":")[0] in WINDOWLESS:
        return ""
    if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"):
        return ""
    return both_of(
        environment,
        "设计器需要图形界面，这里没有（DISPLAY 和 WAYLAND_DISPLAY 都未设置）。"
        "请在桌面上运行，用 ssh -X 登录，或用 xvfb-run callwright designer。",
        "The designer needs a display, and there is none (neither DISPLAY nor WAYLAND_DISPLAY is set). "
        "Run it on a desktop, log in with ssh -X, or use xvfb-run callwright designer.",
    )


def start(files: Sequence[str]) -> int:
    """Run the designer until its window is closed; the exit status."""
    reason = no_display()
    if reason:
        print(reason, file=sys.stderr)
        return NO_DISPLAY
    from PySide6.QtWidgets import QApplication

    from flowdesigner.collecting import Collector
    from flowdesigner.session.crash import Faults, log_file
    from flowdesigner.theme import dress, write_as
    from flowdesigner.window.main import MainWindow
    from flowdesigner.words.qt import QtWords
    from flowdesigner.words.say import tongues

    application = QApplication.instance() or QApplication(["callwright designer"])
    assert isinstance(application, QApplication)
    application.setApplicationName("callwright")
    Collector(application)
    dress(application)
    QtWords(application)
    tongues().changed.connect(lambda: write_as(application))
    faults = Faults(log_file())
    faults.install()
    try:
        window = MainWindow()
        window.begin([Path(file) for file in files])
    except Exception as fault:
        # There is no window to go on with: what is told is the only one, and the program ends with it.
        faults.take(type(fault), fault, fault.__traceback__)
        application.exec()
        return FAULT
    try:
        return application.exec()
    finally:
        forget_clipboard(application)


def forget_clipboard(application: QApplication) -> None:
    """Empty a clipboard that no other program sees.

    Without a window system Qt keeps it to the very end of the process, after Python's: what Python put there
    would take the process along. A real one is left alone: what was copied can still be pasted elsewhere.
    """
    if application.platformName() in WINDOWLESS:
        application.clipboard().clear()
