"""A text field for expressions, templates and SQL: it grows with its text, completes, underlines faults."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QCompleter, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from flowdesigner.properties.editor import without_own_undo
from flowdesigner.properties.offered import Offer
from flowdesigner.theme import colours

Offering = Callable[[str], tuple[str, Sequence[Offer]]]
"""What may follow the text before the cursor."""

HIGHEST = 12
"""Lines that are shown at once."""


class CodeEdit(QPlainTextEdit):
    """`lines` is the least height; with `single` the Enter key ends the edit instead of beginning a line."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, *, lines: int = 1, single: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._single = lines, single
        self._showing = False
        self.offering: Offering | None = None
        self.setTabChangesFocus(True)
        without_own_undo(self)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(3)
        self.completer = QCompleter(self)
        self.completer.setWidget(self)
        self.completer.setModel(QStringListModel(self))
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCompletionRole(Qt.ItemDataRole.UserRole)
        self.completer.activated.connect(self._complete)
        popup = self.completer.popup()
        assert popup is not None
        self.popup = popup
        self._offers: list[Offer] = []
        self._prefix = ""
        self.textChanged.connect(self._changed)
        self._barring = QTimer(self, singleShot=True, interval=0)
        self._barring.timeout.connect(self._bar)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())

    # --- height

    def sizeHint(self) -> QSize:  # noqa: N802
        """As many lines as there are, within reason."""
        text, line = self._heights()
        inner = min(max(text, self._lines * line), HIGHEST * line)
        around = 2 * (self.document().documentMargin() + self.frameWidth()) + 1
        return QSize(120, math.ceil(inner + around))

    def _heights(self) -> tuple[float, float]:
        """The height of the text and of its highest line, in pixels."""
        layout, block = self.document().documentLayout(), self.document().firstBlock()
        text, line = 0.0, float(self.fontMetrics().lineSpacing())
        while block.isValid():
            text += layout.blockBoundingRect(block).height()
            if block.layout().lineCount():
                line = max(line, block.layout().lineAt(0).height())
            block = block.next()
        return text, line

    def _fit(self) -> None:
        """Another text or width: another height, and a scroll bar only where it ends growing."""
        # Within its own layout Qt does not break the lines anew for the narrower room beside the bar.
        self._barring.start()
        self.updateGeometry()

    def _bar(self) -> None:
        text, line = self._heights()
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if text > HIGHEST * line else policy.ScrollBarAlwaysOff
        )

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """No smaller than what it shows."""
        return QSize(60, self.sizeHint().height())

    # --- text

    def show_text(self, text: str) -> None:
        """Show a text; the cursor stays as near as can be, and nothing is told."""
        if text == self.toPlainText():
            return
        at = self.textCursor().position()
        self._showing = True
        self.setPlainText(text)
        self._showing = False
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(text)))
        self.setTextCursor(cursor)

    def insert(self, text: str, back: int = 0) -> None:
        """Write in place of what is selected; the cursor then stands `back` characters before its end."""
        cursor = self.textCursor()
        cursor.insertText(text)
        if back:
            cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, back)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def before_cursor(self) -> str:
        """The text up to the cursor."""
        return self.toPlainText()[: self.textCursor().position()]

    def _changed(self) -> None:
        if not self._showing:
            self.typed.emit(self.toPlainText())

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """What is pasted into a single line becomes one."""
        text = source.text()
        self.insert(" ".join(text.split("\n")) if self._single else text)

    # --- faults

    def underline(self, begin: int, end: int, words: str) -> None:
        """Mark what is wrong, and say why as a tooltip; empty words for nothing."""
        marks: list[QTextEdit.ExtraSelection] = []
        if words:
            mark = QTextEdit.ExtraSelection()
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(QColor(colours().fault))
            cursor = QTextCursor(self.document())
            length = len(self.toPlainText())
            cursor.setPosition(min(begin, length))
            cursor.setPosition(min(max(end, begin), length), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.setExtraSelections(marks)
        self.setToolTip(words)

    # --- completion

    def offer(self, *, asked: bool = False) -> None:
        """Show what may follow; unless it was asked for, only behind the beginning of a word."""
        self._prefix, offers = self.offering(self.before_cursor()) if self.offering else ("", [])
        self._offers = list(offers)
        if not offers or not (asked or self._prefix):
            self.popup.hide()
            return
        model = QStandardItemModel(self.completer)
        for each in self._offers:
            item = QStandardItem(f"{each.name}    {each.help}")
            item.setToolTip(each.help)
            item.setData(each.name, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        self.completer.setModel(model)
        popup = self.popup
        place = self.cursorRect()
        place.setWidth(min(max(popup.sizeHintForColumn(0) + 28, 240), 460))
        self.completer.complete(place)
        popup.setCurrentIndex(model.index(0, 0))

    def _take(self) -> None:
        """Take what is marked in the list."""
        self.popup.hide()
        self._complete(str(self.popup.currentIndex().data(Qt.ItemDataRole.UserRole)))

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802
        """The Tab key takes what is marked while the list is open."""
        if next and self.popup.isVisible():
            self._take()
            return True
        return super().focusNextPrevChild(next)

    def _complete(self, name: str) -> None:
        found = next((each for each in self._offers if each.name == name), None)
        if found is None:
            return
        cursor = self.textCursor()
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(self._prefix)
        )
        self.setTextCursor(cursor)
        self.insert(found.insert, 1 if found.insert.endswith("()") else 0)

    # --- events

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width, other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Keys of the completion, of the single line, and text."""
        key, popup = event.key(), self.popup
        if popup.isVisible() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
            return
        if popup.isVisible() and key == Qt.Key.Key_Escape:
            popup.hide()
            return
        if key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.offer(asked=True)
            return
        if self._single and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.text().strip() and self.offering is not None:
            self.offer(asked=event.text() in ".|")
        elif key == Qt.Key.Key_Backspace and popup.isVisible():
            self.offer()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The author left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Another font, another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
