"""What the author's desktop does with files: put one into the trash, show the folder of one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFile, QUrl
from PySide6.QtGui import QDesktopServices


def to_trash(file: Path) -> str:
    """Move a file into the trash; why that could not be, empty if it was done."""
    moved = QFile(str(file))
    return "" if moved.moveToTrash() else moved.errorString() or str(file)


def show_folder(file: Path) -> None:
    """Have the desktop show the folder of a file."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))
