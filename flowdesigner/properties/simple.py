"""Editors of one short value: text, numbers, yes or no, one of a few words."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from flowdesigner.properties.choices import choice_words
from flowdesigner.properties.editor import Content, Editor, without_own_undo
from flowdesigner.words.say import Say, say

EMPTY = say("（空）", "(empty)")
UNITS = {
    "seconds": say("秒", "s"),
    "milliseconds": say("毫秒", "ms"),
}


class TextEditor(Editor):
    """One line. Emptied, it is the default; where that is a text of its own, it is empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self._default = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.line, 1)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._typed)
        self.watch(self.line)
        without_own_undo(self.line)

    def _typed(self, text: str) -> None:
        self.edited.emit(self.meant(text), True)

    def meant(self, text: str) -> str | None:
        """The value that a text of the line stands for."""
        return text if text or self._default else None

    def show_value(self, value: Content | None, default: str = "") -> None:
        """Show a text."""
        self._default = default
        text = value if isinstance(value, str) else ""
        if text != self.line.text() and (self.meant(self.line.text()) or "") != text:
            at = self.line.cursorPosition()
            self.line.setText(text)
            self.line.setCursorPosition(min(at, len(text)) if self.line.hasFocus() else 0)
        self.line.setPlaceholderText(str(EMPTY) if value == "" and default else default)

    def focus_place(self, rest: str) -> None:
        """Give it the focus, the cursor behind its text."""
        super().focus_place(rest)
        self.line.end(False)


class NumberEditor(TextEditor):
    """A number with its unit; the up and down keys count."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line.setMaximumWidth(110)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.setStretch(0, 0)
        unit: Say | None = UNITS.get(kind)
        if unit:
            layout.addWidget(QLabel(str(unit)))
        layout.addStretch(1)

    def meant(self, text: str) -> str | None:
        """Nothing written is the default."""
        return text.strip() or None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Count by the up and down keys."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
            if step and self.count(step):
                return True
        return super().eventFilter(watched, event)

    def count(self, step: int) -> bool:
        """One more or less, never below nothing; whether there is a number to count from."""
        try:
            number = Decimal(self.line.text().strip() or self._default or "0") + step
        except InvalidOperation:
            return False
        text = str(max(number, Decimal(0)))
        self.line.setText(text)
        self.edited.emit(text, True)
        return True


class YesNoEditor(Editor):
    """A box to tick; what is written in no known way is shown as it is and kept until it is ticked."""

    YES = frozenset({"yes", "true", "1", "on", "y", "t"})
    NO = frozenset({"no", "false", "0", "off", "n", "f"})

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.addWidget(self.box)
        layout.addStretch(1)
        self.setFocusProxy(self.box)
        self._default = "no"
        self.box.clicked.connect(self._clicked)
        self.watch(self.box)

    def _clicked(self) -> None:
        value = "yes" if self.box.isChecked() else "no"
        self.edited.emit(None if value == self._default else value, False)

    def show_value(self, value: Content | None, default: str = "") -> None:
        """Tick it, or not."""
        self._default = default
        written = value if isinstance(value, str) else default
        known = written.lower() in self.YES | self.NO
        self.box.setTristate(not known)
        if known:
            self.box.setChecked(written.lower() in self.YES)
        else:
            self.box.setCheckState(Qt.CheckState.PartiallyChecked)
        self.box.setText("" if known or not written else f"“{written}”")


class ChoiceEditor(Editor):
    """One of a few words. A word that is none of them is shown as it is."""

    def __init__(self, choices: tuple[str, ...], default: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(6)
        self._default = default
        if not default:
            self.box.addItem("", "")
        for choice in choices:
            words = choice_words(choice)
            shown = words if words == choice else f"{words} ({choice})"
            self.box.addItem(shown, choice)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box, 1)
        self.setFocusProxy(self.box)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.activated.connect(self._chosen)
        self.watch(self.box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Let the wheel scroll the form and not the choice."""
        if event.type() == QEvent.Type.Wheel and not self.box.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _chosen(self, number: int) -> None:
        value = self.box.itemData(number)
        self.edited.emit(None if value == self._default else value, False)

    def show_value(self, value: Content | None, default: str = "") -> None:
        """Choose it; with another default than its own, nodes differ and nothing is chosen."""
        if value is None and default not in ("", self._default):
            self.box.setPlaceholderText(default)
            self.box.setCurrentIndex(-1)
            return
        written = value if isinstance(value, str) else self._default
        number = self.box.findData(written)
        if number < 0:
            self.box.addItem(written, written)
            number = self.box.count() - 1
        self.box.setCurrentIndex(number)
