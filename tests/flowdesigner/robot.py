"""Answers questions that block: presses a button as soon as there is one."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

Button = QMessageBox.StandardButton


def answer(button: Button) -> None:
    """Press a button of the next question."""

    tries = iter(range(200))

    def press() -> None:
        box = QApplication.activeModalWidget()
        found = box.button(button) if isinstance(box, QMessageBox) else None
        if found is not None:
            found.click()
        elif next(tries, None) is not None:
            QTimer.singleShot(10, press)

    QTimer.singleShot(0, press)


def press(*names: str) -> None:
    """Press the buttons of the next questions that say `names`, one after the other."""

    waiting, tries = list(names), iter(range(400))

    def look() -> None:
        box = QApplication.activeModalWidget()
        buttons = box.buttons() if isinstance(box, QMessageBox) else []
        found = next((each for each in buttons if each.text().replace("&", "") == waiting[0]), None)
        if found is not None:
            waiting.pop(0)
        if waiting and next(tries, None) is not None:
            QTimer.singleShot(10, look)
        if found is not None:
            found.click()

    QTimer.singleShot(0, look)
