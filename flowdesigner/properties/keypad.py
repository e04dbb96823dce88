"""Editors of telephone keys: a line to type in and a little keypad to press."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QToolButton, QWidget

from flowdesigner.properties.simple import TextEditor
from flowdesigner.words.say import say

KEYPAD = ("123", "456", "789", "*0#")
ANY, NONE = "any", "none"
KEYPAD_WORDS = say("按键盘", "Keypad")
ANY_WORDS, NONE_WORDS = say("任何键", "any key"), say("没有键", "no key")
HINT = say("按 0-9 * #，Esc 关闭", "Press 0-9 * #; Esc closes")


class Keypad(QFrame):
    """The twelve keys, below the line that they write into. The computer's own keys work as well."""

    def __init__(self, editor: KeysEditor) -> None:
        super().__init__(editor, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._editor = editor
        self.keys: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setSpacing(4)
        for row, line in enumerate(KEYPAD):
            for column, key in enumerate(line):
                button = QPushButton(key)
                button.setMinimumSize(44, 34)
                button.setCheckable(not editor.patterns)
                button.setAccessibleName(key)
                button.clicked.connect(partial(editor.press, key))
                self.keys[key] = button
                grid.addWidget(button, row, column)
        if not editor.patterns:
            row_of_words = QHBoxLayout()
            for word, words in ((ANY, ANY_WORDS), (NONE, NONE_WORDS)):
                button = QPushButton(str(words))
                button.clicked.connect(partial(editor.put, word))
                row_of_words.addWidget(button)
            grid.addLayout(row_of_words, len(KEYPAD), 0, 1, 3)
        self.setToolTip(str(HINT))

    def show_keys(self, written: str) -> None:
        """Press down the keys that are written."""
        pressed = "0123456789*#" if written == ANY else "" if written == NONE else written
        for key, button in self.keys.items():
            if button.isCheckable():
                button.setChecked(key in pressed)

    def keyPressEvent(self, event: object) -> None:  # noqa: N802
        """A key of the computer presses the telephone's."""
        text = event.text() if hasattr(event, "text") else ""
        if text in self.keys:
            self.keys[text].click()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]


class KeysEditor(TextEditor):
    """Keys as they are written in a file: `12*`, `any`, `none`; with `patterns` entries apart by blanks."""

    def __init__(self, parent: QWidget | None = None, *, patterns: bool = False) -> None:
        super().__init__(parent)
        self.patterns = patterns
        self.button = QToolButton()
        self.button.setText("⌨")
        self.button.setToolTip(str(KEYPAD_WORDS))
        self.button.setAccessibleName(str(KEYPAD_WORDS))
        self.button.clicked.connect(self.open)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.button)
        self.pad: Keypad | None = None

    def open(self) -> None:
        """Show the keypad below the line."""
        self.pad = self.pad or Keypad(self)
        self.pad.show_keys(self.line.text() or self._default)
        self.pad.move(self.mapToGlobal(QPoint(0, self.height())))
        self.pad.show()
        self.pad.setFocus()

    def press(self, key: str) -> None:
        """A key of the keypad: behind the pattern, or into the set or out of it."""
        text = self.line.text()
        if self.patterns:
            self.put(text + key)
            return
        held = text or self._default
        held = "0123456789*#" if held == ANY else "" if held == NONE else held
        kept = set(held) ^ {key}
        self.put("".join(each for each in "0123456789*#" if each in kept) or NONE)

    def put(self, text: str) -> None:
        """Write keys."""
        self.line.setText(text)
        if self.pad is not None:
            self.pad.show_keys(text)
        self.edited.emit(self.meant(text), False)
