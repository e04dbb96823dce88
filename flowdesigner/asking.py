"""Asks the author a question in a window of its own.

QMessageBox.question keeps its box on the stack: where the window behind it goes while the question is open,
Qt frees that box as one of its children and the process aborts. A box made here is deleted once, by whoever
comes first.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask(
    parent: QWidget | None, title: str, text: str, buttons: QMessageBox.StandardButton
) -> QMessageBox.StandardButton:
    """The button that was pressed; NoButton where the window in front of which it was asked is gone."""
    box = QMessageBox(QMessageBox.Icon.Question, title, text, buttons, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return QMessageBox.StandardButton(box.exec())
