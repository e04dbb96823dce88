"""Titles and notes edited where they stand: a field that ends with Enter, Esc or a click elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from flowdesigner.canvas.note_items import TITLE
from flows.drawing import look

if TYPE_CHECKING:
    from flowdesigner.canvas.view import FlowView


class _Ending(QObject):
    """Ends the editing of a field: Enter takes its text, Esc leaves everything as it was."""

    def __init__(self, field: QLineEdit | QPlainTextEdit, before: str, take: Callable[[str], None]) -> None:
        super().__init__(field)
        self.field, self.before, self.take = field, before, take
        self._over = False
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Watch for the keys and for the focus going elsewhere."""
        if event.type() == QEvent.Type.FocusOut and not self._popup():
            self.end(take=True)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.end(take=False)
                return True
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            several = isinstance(self.field, QPlainTextEdit)
            if enter and (not several or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
                self.end(take=True)
                return True
        return False

    def _popup(self) -> bool:
        """The focus went to the field's own menu: it comes back."""
        return QApplication.activePopupWidget() is not None

    def end(self, *, take: bool) -> None:
        """Take the field away, and its text if that is wanted."""
        if self._over:
            return
        self._over = True
        text = self.field.text() if isinstance(self.field, QLineEdit) else self.field.toPlainText()
        parent = self.field.parentWidget()
        self.field.hide()
        self.field.deleteLater()
        if parent is not None:
            parent.setFocus()
        if take and text != self.before:
            self.take(text)


def edit_in_place(view: FlowView, key: str) -> None:
    """Edit the title of a node or frame, or the words of a note."""
    scene, document = view.flow_scene, view.document
    if key in scene.drawn:
        where = view.mapFromScene(scene.nodes[key].title_rect()).boundingRect()
        title = document.flow.nodes[key].title
        _fit(edit_line(view.viewport(), where, title, lambda text: document.set_title(key, text)), view)
    elif key in scene.notes:
        note = scene.notes[key].note
        where = view.mapFromScene(scene.notes[key].frame()).boundingRect()

        def words(text: str) -> None:
            document.set_things({key: replace(note, text=text)})

        _fit(edit_text(view.viewport(), where, note.text, words), view)
    elif key in scene.frames:
        frame = scene.frames[key].thing
        area = scene.frames[key].frame()
        where = view.mapFromScene(QRectF(area.left(), area.top(), area.width(), TITLE)).boundingRect()

        def titled(text: str) -> None:
            document.set_things({key: replace(frame, title=text)})

        _fit(edit_line(view.viewport(), where, frame.title, titled), view)


def _fit(field: QWidget, view: FlowView) -> None:
    """Type as large as that of the drawing, but legible."""
    face = field.font()
    face.setPixelSize(max(11, round(look.TITLE * view.scale_now)))
    field.setFont(face)
    field.resize(field.size().expandedTo(QSize(140, 26 if isinstance(field, QLineEdit) else 60)))


def edit_line(parent: QWidget, where: QRect, text: str, take: Callable[[str], None]) -> QLineEdit:
    """A field of one line over `where`; `take` gets the new text."""
    field = QLineEdit(text, parent)
    field.setGeometry(where.adjusted(-4, -2, 4, 2))
    return _shown(field, text, take)


def edit_text(parent: QWidget, where: QRect, text: str, take: Callable[[str], None]) -> QPlainTextEdit:
    """A field of several lines over `where`; Ctrl+Enter ends it."""
    field = QPlainTextEdit(text, parent)
    field.setGeometry(QRect(where.topLeft(), where.size().expandedTo(field.minimumSizeHint())))
    return _shown(field, text, take)


Field = TypeVar("Field", QLineEdit, QPlainTextEdit)


def _shown(field: Field, text: str, take: Callable[[str], None]) -> Field:
    _Ending(field, text, take)
    field.selectAll()
    field.show()
    field.setFocus()
    return field
