"""The dialog that opens a project: the flows of its folder, found by what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.session.project import flows_folder
from flowdesigner.words.say import Say, say
from flows.read import SUFFIX

SIZE = (420, 460)
TITLE = say("打开项目", "Open a project")
FIND = say("查找", "Find")
FLOWS = say("流程", "Flows")
OPEN = say("打开", "Open")
_FILE = Qt.ItemDataRole.UserRole


def flows_of(folder: Path) -> list[Path]:
    """The flows of the project that a folder is or lies in, and of the folder itself. Raises OSError."""
    own = flows_folder(folder / SUFFIX)
    folders = dict.fromkeys([folder, *([own] if own is not None else [])])
    found = [path for each in folders if each.is_dir() for path in each.iterdir()]
    return sorted(path.absolute() for path in found if path.name.endswith(SUFFIX) and path.is_file())


class OpenProject(QDialog):
    """Lists flows; `chosen` gives the files (list of Path) that are to be opened."""

    chosen = Signal(list)

    def __init__(self, folder: Path, files: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(TITLE))
        where = QLabel(str(folder))
        where.setTextFormat(Qt.TextFormat.PlainText)
        where.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(str(FIND))
        self.field.setAccessibleName(str(FIND))
        self.list = QListWidget()
        self.list.setAccessibleName(str(FLOWS))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for file in files:
            item = QListWidgetItem(file.name.removesuffix(SUFFIX), self.list)
            item.setData(_FILE, file)
            item.setToolTip(str(file))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open_button = self.buttons.addButton(str(OPEN), QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        for widget in (where, self.field, self.list, self.buttons):
            layout.addWidget(widget)
        self.resize(*SIZE)
        self.field.textChanged.connect(self._filter)
        self.list.itemSelectionChanged.connect(self._can)
        self.list.itemDoubleClicked.connect(lambda _: self._take())
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.reject)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @property
    def files(self) -> list[Path]:
        """What is chosen, in the order of the list."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(_FILE) for item in items if item.isSelected() and not item.isHidden()]

    def _filter(self, typed: str) -> None:
        """Show what answers; the first of it is chosen."""
        first = -1
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(typed.strip().casefold() not in item.text().casefold())
            if first < 0 and not item.isHidden():
                first = row
        self.list.clearSelection()
        self.list.setCurrentRow(first)
        self._can()

    def _can(self) -> None:
        self.open_button.setEnabled(bool(self.files))

    def _take(self) -> None:
        files = self.files
        if files:
            self.accept()
            self.chosen.emit(files)


def none_in(folder: Path) -> Say:
    """What is said of a folder without flows."""
    return say("{} 里没有流程（*{}）。", "There are no flows in {} (*{}).", folder, SUFFIX)
