"""Editors of expressions and templates: with completion, a menu of what may be said, and live faults."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout

from flowdesigner.properties.around import Around
from flowdesigner.properties.code_edit import CodeEdit
from flowdesigner.properties.editor import Content, Editor, Fault, open_below
from flowdesigner.properties.highlight import Highlighter
from flowdesigner.properties.insert_menu import expression_menu, slot_menu
from flowdesigner.properties.offered import Offer, offered
from flowdesigner.properties.simple import EMPTY
from flowdesigner.theme import colours
from flowdesigner.words.say import both, say
from nodes.errors import ExpressionError
from nodes.expressions import check_expression, check_template

INSERT = say("插入变量或函数（Ctrl+空格 补全）", "Put in a variable or function (Ctrl+Space completes)")
CHECKED_AFTER_MS = 120


class CodeEditor(Editor):
    """A field of code; `WIDE`, with a button that opens the menu of what may be said."""

    WIDE = True

    def __init__(self, around: Around, *, lines: int = 1, single: bool = False) -> None:
        super().__init__()
        self.around = around
        self.edit = CodeEdit(lines=lines, single=single)
        self.edit.offering = self.offers
        self.button = QToolButton()
        self.button.setText("ƒx")
        self.button.setToolTip(str(INSERT))
        self.button.setAccessibleName(str(INSERT))
        self.button.clicked.connect(self.open_menu)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.hide()
        self.row = QHBoxLayout()
        self.row.setSpacing(4)
        self.row.addWidget(self.edit, 1)
        self.row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self.row)
        layout.addWidget(self.words)
        self.setFocusProxy(self.edit)
        self._default = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECKED_AFTER_MS)
        self._timer.timeout.connect(self.check)
        self.edit.typed.connect(self._typed)
        self.edit.left.connect(self.settled.emit)

    @property
    def text(self) -> str:
        """What is written."""
        return self.edit.toPlainText()

    def _typed(self, text: str) -> None:
        self._timer.start()
        self.edited.emit(text if text or self._default else None, True)

    def show_value(self, value: Content | None, default: str = "") -> None:
        """Show a text."""
        self._default = default
        self.edit.show_text(value if isinstance(value, str) else "")
        self.edit.setPlaceholderText(str(EMPTY) if value == "" and default else default)
        self.check()

    def offers(self, before: str) -> tuple[str, Sequence[Offer]]:
        """What may follow the text before the cursor."""
        return "", []

    def menu(self) -> QMenu:
        """What may be put in."""
        return expression_menu(self.around, self.put, self)

    def put(self, text: str) -> None:
        """Write something at the cursor, which goes between its brackets."""
        self.edit.insert(text, 1 if text.endswith("()") else 0)

    def open_menu(self) -> None:
        """Show the menu below its button."""
        open_below(self.menu(), self.button)

    # --- faults

    def fault(self) -> ExpressionError | None:
        """What is wrong with the text."""
        return None

    def check(self) -> None:
        """Underline what is wrong, and say it below."""
        self._timer.stop()
        error = self.fault() if self.text.strip() else None
        if error is None:
            self.edit.underline(0, 0, "")
            self.words.hide()
            return
        words = both(error.zh, error.what)
        cure = both(error.cure_zh, error.cure)
        begin, end = fault_range(error, self.text)
        self.edit.underline(begin, end, f"{words}\n{cure}" if cure else words)
        self.words.setStyleSheet(f"color: {colours().fault}")
        self.words.setText(both(f"{words}。{cure}", f"{words}: {cure}") if cure else words)
        self.words.show()

    def take_faults(self, faults: Sequence[Fault]) -> list[Fault]:
        """What the field says itself is not said twice."""
        return [] if not self.words.isHidden() else list(faults)


class ExpressionEditor(CodeEditor):
    """One expression."""

    def __init__(self, around: Around) -> None:
        super().__init__(around, single=True)
        self.edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._colours = Highlighter(self.edit.document(), "expression")

    def offers(self, before: str) -> tuple[str, Sequence[Offer]]:
        """What an expression may say next."""
        return offered(before, self.around.variables, template=False, values=self.around.values)

    def fault(self) -> ExpressionError | None:
        """What is wrong with the expression."""
        try:
            check_expression(self.text)
        except ExpressionError as error:
            return error
        return None


class TemplateEditor(CodeEditor):
    """Words with slots; `spoken`: what a caller hears, so that each value has a reading."""

    def __init__(self, around: Around, *, lines: int = 1, single: bool = True, spoken: bool = False) -> None:
        super().__init__(around, lines=lines, single=single)
        self._spoken = spoken
        self.button.setText("{ }")
        self._colours = Highlighter(self.edit.document(), "expression", template=True)

    def menu(self) -> QMenu:
        """Values that may stand in slots."""
        return slot_menu(self.around, self.put, self, spoken=self._spoken)

    def offers(self, before: str) -> tuple[str, Sequence[Offer]]:
        """What a slot may say next."""
        return offered(before, self.around.variables, template=True, values=self.around.values)

    def fault(self) -> ExpressionError | None:
        """What is wrong with the template."""
        try:
            check_template(self.text)
        except ExpressionError as error:
            return error
        return None


_AT = re.compile(r"\((?:line (\d+))?(?:, )?(?:character (\d+))?\)")


def fault_range(error: ExpressionError, text: str) -> tuple[int, int]:
    """From where to where a fault is underlined: as exactly as its words say it."""
    found = _AT.search(error.what)
    if not found or not any(found.groups()):
        return 0, len(text)
    lines = text.split("\n")
    line = int(found.group(1) or 1)
    begin = sum(len(each) + 1 for each in lines[: line - 1])
    end = begin + len(lines[line - 1]) if line <= len(lines) else len(text)
    if found.group(2):
        begin += int(found.group(2)) - 1
        word = re.match(r"\w+", text[begin:])
        return begin, begin + (word.end() if word else 1)
    return begin, end
