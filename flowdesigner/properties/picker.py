"""Editors that offer names: a line with a list, filled when it is opened; any other text may be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QMenu, QToolButton, QWidget

from flowdesigner.document.naming import is_identifier
from flowdesigner.properties.around import Around
from flowdesigner.properties.editor import Content, Editor, without_own_undo
from flowdesigner.words.say import Say, say

Names = Callable[[], Iterable[tuple[str, str]]]
"""What is offered now, as (name, more words for the list)."""

DECLARE = say("声明", "Declare")
OPEN = say("打开", "Open")
TYPES: dict[str, Say] = {
    "text": say("文字", "text"),
    "number": say("数字", "number"),
    "yesno": say("是否", "yes or no"),
    "date": say("日期", "date"),
    "time": say("时间", "time"),
    "list": say("列表", "list"),
    "row": say("一行", "row"),
    "rows": say("多行", "rows"),
}
"""The types of variables."""


class NameBox(QComboBox):
    """An editable list of names, filled when it is opened or gets the focus; finds any part of a name."""

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        completer = QCompleter(self._model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        line = self.lineEdit()
        assert line is not None
        self.line = line
        without_own_undo(self)

    def name_at(self, number: int) -> str:
        """The name of an entry of the list."""
        item = self._model.item(number)
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def name_of(self, shown: str) -> str:
        """The name of the entry that is shown as this text; the text itself if there is none."""
        for number in range(self._model.rowCount()):
            if self._model.item(number).text() == shown:
                return self.name_at(number)
        return shown

    def fill(self) -> None:
        """Ask for the names anew; what is written stays."""
        line = self.line
        text, at, begin, length = (
            line.text(),
            line.cursorPosition(),
            line.selectionStart(),
            line.selectionLength(),
        )
        self.blockSignals(True)
        self._model.clear()
        for name, words in self._names():
            item = QStandardItem(f"{name}   {words}" if words and words != name else name)
            item.setData(name, Qt.ItemDataRole.UserRole)
            self._model.appendRow(item)
        self.setCurrentIndex(-1)
        line.setText(text)
        line.setCursorPosition(min(at, len(text)))
        if begin >= 0:
            line.setSelection(begin, length)
        self.blockSignals(False)

    def showPopup(self) -> None:  # noqa: N802
        """Open the list as it is now."""
        self.fill()
        width = max((self.view().sizeHintForColumn(0) + 24, self.width()))
        self.view().setMinimumWidth(min(width, 420))
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Know the names when the author begins to write."""
        self.fill()
        super().focusInEvent(event)

    def wheelEvent(self, event: object) -> None:  # noqa: N802
        """Let the wheel scroll the form and not the choice."""
        if isinstance(event, QEvent):
            event.ignore()


class PickEditor(Editor):
    """A name that is picked or written."""

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = NameBox(names)
        self._default = ""
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)
        self.row.addWidget(self.box, 1)
        self.setFocusProxy(self.box)
        self.box.line.textEdited.connect(self._typed)
        self.box.activated.connect(self._picked)
        completer = self.box.completer()
        if completer is not None:
            completer.activated.connect(self._completed)
        self.watch(self.box)

    @property
    def text(self) -> str:
        """What is written."""
        return self.box.line.text().strip()

    def _typed(self, text: str) -> None:
        self.edited.emit(text.strip() or None, True)
        self.looked()

    def _picked(self, number: int) -> None:
        self.put(self.box.name_at(number))

    def _completed(self, shown: str) -> None:
        self.put(self.box.name_of(shown))

    def put(self, name: str) -> None:
        """Take a name that was picked."""
        self.box.line.setText(name)
        self.edited.emit(name or None, False)
        self.looked()

    def show_value(self, value: Content | None, default: str = "") -> None:
        """Show the name."""
        text = value if isinstance(value, str) else ""
        if text != self.text:
            self.box.line.setText(text)
        self.box.line.setPlaceholderText(default)
        self.looked()

    def looked(self) -> None:
        """Called when the name is another one."""


class FlowEditor(PickEditor):
    """The name of a flow, with a button that opens it."""

    def __init__(self, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(lambda: [(name, "") for name in around.project.flows()], parent)
        self.button = QToolButton()
        self.button.setText("↗")
        self.button.setToolTip(str(OPEN))
        self.button.setAccessibleName(str(OPEN))
        self.button.clicked.connect(lambda: around.flow_wanted.emit(self.text))
        self.row.addWidget(self.button)

    def looked(self) -> None:
        """Only what is named can be opened."""
        self.button.setEnabled(bool(self.text))


class VariableEditor(PickEditor):
    """A variable of the flow; one that is not declared yet can be at once."""

    def __init__(self, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(
            lambda: [(each.name, type_words(each.type)) for each in around.variables.values()], parent
        )
        self._around = around
        self.button = QToolButton()
        self.button.setText(str(DECLARE))
        self.button.setToolTip(str(say("这个变量还没有声明：选择类型", "Not declared yet: choose its type")))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.button)
        for type_ in TYPES:
            menu.addAction(type_words(type_), partial(self.declare, type_))
        self.button.setMenu(menu)
        self.row.addWidget(self.button)
        self.button.hide()

    def declare(self, type_: str) -> None:
        """Declare what is written."""
        self.settled.emit()
        self._around.declare(self.text, type_)
        self.looked()

    def looked(self) -> None:
        """Offer to declare what is new."""
        self.button.setVisible(is_identifier(self.text) and self.text not in self._around.variables)


def type_words(type_: str) -> str:
    """What a type of variables is called."""
    return str(TYPES[type_]) if type_ in TYPES else type_
