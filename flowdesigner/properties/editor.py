"""What all editors of a value have in common: they show it, say what it became, and when the author left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from flows.codes.table import Severity
from flows.model import Table
from nodes.prompts import Prompt

Content = str | Table | Prompt
"""What an editor edits, as a file has it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: `rest` says where in the value, `[2].keys` in a table, empty for the whole."""

    rest: str
    words: str
    severity: Severity = "error"


class NoOwnUndo(QObject):
    """Leaves undo and redo to the document: a field's own would be another edit to it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Hand the keys of undo and redo on to the window."""
        if isinstance(event, QKeyEvent) and any(
            event.matches(key) for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
        ):
            event.ignore()
            return True
        return False


def without_own_undo(field: QWidget) -> None:
    """Let a field in which somebody types leave undo and redo to the document."""
    field.installEventFilter(NoOwnUndo(field))


def open_below(menu: QMenu, button: QWidget) -> None:
    """Show a menu below a button; it is gone once it is closed."""
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


class Editor(QWidget):
    """The base. It keeps no rule of the model: it takes any text, and others say what is wrong with it."""

    edited = Signal(object, bool)
    """(value or None for the default, whether it is being typed)."""
    settled = Signal()
    """The author left a field: what follows is another step of undo."""

    WIDE = False
    """Whether it needs a line of its own below its title."""

    def show_value(self, value: Content | None, default: str = "") -> None:
        """Show a value, or that there is none and `default` holds; focus and cursor stay."""
        raise RuntimeError("each editor shows its own kind of value")

    def begin(self) -> None:
        """Another node follows: what the author unfolded for the one before is folded again."""

    def take_faults(self, faults: Sequence[Fault]) -> list[Fault]:
        """Show what belongs to a part of the value; what is left is shown below the field."""
        return list(faults)

    def focus_place(self, rest: str) -> None:
        """Give the focus to a part of the value, such as `[2].keys`; to the first without one."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def first(self) -> QWidget:
        """The widget that takes the focus."""
        return self.focusProxy() or self

    def called(self, title: str, help_: str = "") -> None:
        """The name and the help for those who do not see the label."""
        self.first.setAccessibleName(title)
        self.first.setAccessibleDescription(help_)

    def watch(self, widget: QWidget) -> None:
        """Settle when `widget` loses the focus."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """See what is watched lose the focus."""
        if event.type() == QEvent.Type.FocusOut:
            self.settled.emit()
        return False
