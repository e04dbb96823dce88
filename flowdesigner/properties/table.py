"""The editor of a table parameter: choices, cases, values; a row is a line or a small form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from flowdesigner.properties.around import Around
from flowdesigner.properties.editor import Content, Editor, Fault
from flowdesigner.properties.helps import help_of, plain, title_of
from flowdesigner.properties.rowstack import RowStack
from flowdesigner.theme import colours
from flowdesigner.words.say import Say, say
from flows.model import Row, Table
from flows.wording import cell_words
from nodes.declare import Parameter
from nodes.prompts import Prompt

MAKING = Callable[[Parameter, Around], Editor]
ADD = say("＋ 添加一行", "+ Add a row")
ADD_KEYS = "Ctrl+Return"
MORE = say("再显示 {} 行", "Show {} more rows")
SHOWN = 40
"""Rows that are shown at first."""
ACROSS = 2
"""Columns that find room beside each other."""


class RowForm(QWidget):
    """The editors of one row, and what is wrong with it."""

    def __init__(self, table: TableEditor) -> None:
        super().__init__()
        self.table = table
        self.editors: dict[str, Editor] = {}
        self.raw: dict[str, QLabel] = {}
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(3)
        self._grid = grid
        for number, column in enumerate(table.columns):
            editor = table.make(column, table.around)
            title = title_of(column)
            editor.called(title, plain(help_of(column)))
            editor.setToolTip(plain(help_of(column)))
            self.editors[column.name] = editor
            if table.across:
                grid.addWidget(editor, 0, number, Qt.AlignmentFlag.AlignTop)
                grid.setColumnStretch(number, 5 if editor.WIDE else 3)
            else:
                label = QLabel(title)
                label.setToolTip(plain(help_of(column)))
                label.setBuddy(editor.first)
                label.setContentsMargins(0, 4, 0, 0)
                grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(editor, number, 1)
                grid.setColumnStretch(1, 1)
        grid.addWidget(self.words, len(table.columns) + 1, 0, 1, max(len(table.columns), 2))

    def show_row(self, row: Row) -> None:
        """Show what stands in the columns; what nobody declares is shown as it is."""
        for name, editor in self.editors.items():
            editor.show_value(row.get(name), self.table.defaults[name])
        unknown = {name: cell for name, cell in row.items() if name not in self.editors}
        for name in [*self.raw]:
            if name not in unknown:
                self.raw.pop(name).deleteLater()
        for name, cell in unknown.items():
            if name not in self.raw:
                self.raw[name] = QLabel()
                self.raw[name].setWordWrap(True)
                self.raw[name].setTextFormat(Qt.TextFormat.PlainText)
                at = len(self.editors) + 1 + len(self.raw)
                self._grid.addWidget(self.raw[name], at, 0, 1, max(len(self.editors), 2))
            self.raw[name].setText(f"{name}: {cell_words(cell)}")

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """What is wrong with this row."""
        left: list[Fault] = []
        for fault in faults:
            editor = self.editors.get(fault.rest.lstrip("."))
            left += editor.take_faults([Fault("", fault.words, fault.severity)]) if editor else [fault]
        self.words.setText("\n".join(dict.fromkeys(each.words for each in left)))
        serious = any(each.severity == "error" for each in left)
        self.words.setStyleSheet(f"color: {colours().fault if serious else colours().warning}")
        self.words.setVisible(bool(left))


class TableEditor(Editor):
    """The rows. Every change is the whole table anew, as the document keeps it."""

    WIDE = True

    def __init__(
        self,
        parameter: Parameter,
        around: Around,
        make: MAKING,
        default_of: Callable[[Parameter], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.parameter, self.around, self.make = parameter, around, make
        self.columns = parameter.columns
        self.defaults: Mapping[str, str] = {each.name: default_of(each) for each in self.columns}
        self.across = len(self.columns) <= ACROSS
        self.rows: Table = ()
        self.forms: list[RowForm] = []
        self._shown = SHOWN
        self.stack = RowStack()
        self.stack.moved.connect(self.move_row)
        self.stack.removed.connect(self.remove)
        self.add_button = QPushButton(str(ADD))
        self.add_button.setToolTip(ADD_KEYS)
        self.add_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add_button.clicked.connect(self.add)
        self.more_button = QPushButton()
        self.more_button.setFlat(True)
        self.more_button.hide()
        self.more_button.clicked.connect(self.show_more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.head = self._head()
        layout.addWidget(self.head)
        layout.addWidget(self.stack)
        layout.addWidget(self.more_button)
        layout.addWidget(self.add_button)
        self.setFocusProxy(self.add_button)
        shortcut = QShortcut(QKeySequence(ADD_KEYS), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.add)

    def called(self, title: str, help_: str = "") -> None:
        """Its name is also that of the button that adds to it."""
        self.setAccessibleName(title)
        self.add_button.setAccessibleName(f"{title}: {self.add_button.text()}")
        self.add_button.setAccessibleDescription(help_)

    def _head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 28, 0)
        row.setSpacing(4)
        for column in self.columns if self.across else ():
            label = QLabel(title_of(column))
            label.setToolTip(plain(help_of(column)))
            row.addWidget(label, 5 if column.kind in ("expression", "template") else 3)
        return head

    # --- shown

    def show_value(self, value: Content | None, default: str = "") -> None:
        """Show a table; editors of rows that stay keep focus and cursor."""
        self.rows = value if isinstance(value, tuple) else ()
        visible = min(len(self.rows), self._shown)
        if visible != len(self.forms):
            self.forms = [self._form(number) for number in range(visible)]
            self.stack.set_rows(self.forms)
        for form, row in zip(self.forms, self.rows, strict=False):
            form.show_row(row)
        left = len(self.rows) - visible
        self.more_button.setText(str(Say(MORE.zh, MORE.en, (min(left, SHOWN),))))
        self.more_button.setVisible(left > 0)
        self.head.setVisible(self.across and bool(self.rows))

    def begin(self) -> None:
        """A table of another node."""
        self._shown = SHOWN

    def show_more(self) -> None:
        """Some more of a long table."""
        self._shown += SHOWN
        self.show_value(self.rows)

    def _form(self, number: int) -> RowForm:
        form = RowForm(self)
        for name, editor in form.editors.items():
            editor.edited.connect(partial(self._edited, form, name))
            editor.settled.connect(self.settled.emit)
        return form

    def _edited(self, form: RowForm, column: str, value: object, typing: bool) -> None:
        if form not in self.forms:  # Its last field lost the focus when the row went.
            return
        number = self.forms.index(form)
        row = {name: cell for name, cell in self.rows[number].items() if name != column}
        if isinstance(value, str | Prompt):
            row = {**self.rows[number], column: value}
        self._put((*self.rows[:number], row, *self.rows[number + 1 :]), typing)

    def _put(self, rows: Table, typing: bool = False) -> None:
        self.rows = rows
        self.edited.emit(rows or None, typing)

    # --- rows

    def add(self) -> None:
        """One more row, and the focus in it."""
        self._shown = max(self._shown, len(self.rows) + 1)
        self._put((*self.rows, {}))
        self.show_value(self.rows)
        self.focus_place(f"[{len(self.rows)}]")

    def remove(self, number: int) -> None:
        """A row away; the focus in the one that follows."""
        self._put(self.rows[:number] + self.rows[number + 1 :])
        self.show_value(self.rows)
        self.focus_place(f"[{min(number + 1, len(self.rows))}]")

    def move_row(self, number: int, to: int) -> None:
        """A row to another place; the focus goes with it."""
        column = next((name for name, each in self.forms[number].editors.items() if _has_focus(each)), "")
        rows = list(self.rows)
        rows.insert(to, rows.pop(number))
        self._put(tuple(rows))
        self.show_value(self.rows)
        self.focus_place(f"[{to + 1}].{column}")

    def focus_place(self, rest: str) -> None:
        """The row and the column that a place such as `[2].keys` names."""
        row, _, column = rest.strip("[").partition("]")
        number = int(row) - 1 if row.isdecimal() else 0
        while number >= len(self.forms) and len(self.forms) < len(self.rows):
            self.show_more()
        if not 0 <= number < len(self.forms):
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        editors = self.forms[number].editors
        editor = editors.get(column.lstrip("."), next(iter(editors.values())))
        editor.focus_place("")

    def take_faults(self, faults: Sequence[Fault]) -> list[Fault]:
        """Those of a row beside it."""
        by_row: dict[int, list[Fault]] = {}
        left: list[Fault] = []
        for fault in faults:
            row, _, rest = fault.rest.strip("[").partition("]")
            number = int(row) - 1 if row.isdecimal() else -1
            if 0 <= number < len(self.forms):
                by_row.setdefault(number, []).append(Fault(rest, fault.words, fault.severity))
            else:
                left.append(fault)
        for number, form in enumerate(self.forms):
            form.show_faults(by_row.get(number, []))
        return left


def _has_focus(widget: QWidget) -> bool:
    focused = widget.window().focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))
