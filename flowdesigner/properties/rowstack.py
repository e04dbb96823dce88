"""Rows below each other that can be dragged, moved and removed: what tables and prompts are made of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPainter, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from flowdesigner.properties.editor import open_below
from flowdesigner.theme import colours
from flowdesigner.words.say import Say, say

UP = say("上移", "Move up")
DOWN = say("下移", "Move down")
REMOVE = say("删除", "Remove")
UP_KEYS, DOWN_KEYS, REMOVE_KEYS = "Alt+Up", "Alt+Down", "Alt+Delete"
HANDLE = say("拖动以调整顺序（Alt+上/下）", "Drag to another place (Alt+Up, Alt+Down)")


class Handle(QLabel):
    """Where a row is taken hold of."""

    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self) -> None:
        super().__init__("⠿")
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setToolTip(str(HANDLE))
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setFixedWidth(14)
        self.setContentsMargins(0, 4, 0, 0)
        self._held = False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold."""
        self._held = event.button() == Qt.MouseButton.LeftButton

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell where it would go."""
        if self._held:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Let go."""
        if self._held:
            self._held = False
            self.dropped.emit(event.globalPosition().toPoint())


class RowFrame(QFrame):
    """One row: a handle, what it holds, a button that removes it."""

    def __init__(self, stack: RowStack, content: QWidget) -> None:
        super().__init__(stack)
        self.content = content
        self.handle = Handle()
        self.more = QToolButton()
        self.more.setText("✕")
        self.more.setAutoRaise(True)
        self.more.setToolTip(f"{REMOVE} ({REMOVE_KEYS})")
        self.more.setAccessibleName(str(REMOVE))
        self.more.clicked.connect(lambda: stack.remove(self))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 3, 0, 3)
        layout.setSpacing(4)
        layout.addWidget(self.handle)
        layout.addWidget(content, 1)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.handle.dragged.connect(stack.hover)
        self.handle.dropped.connect(lambda at: stack.drop(self, at))
        for keys, act in (
            (UP_KEYS, partial(stack.step, self, -1)),
            (DOWN_KEYS, partial(stack.step, self, 1)),
            (REMOVE_KEYS, partial(stack.remove, self)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def contextMenuEvent(self, event: object) -> None:  # noqa: N802
        """The same by the menu of the right button."""
        stack = self.parent()
        assert isinstance(stack, RowStack)
        menu = QMenu(self)
        entries: Sequence[tuple[Say, str, object]] = (
            (UP, UP_KEYS, partial(stack.step, self, -1)),
            (DOWN, DOWN_KEYS, partial(stack.step, self, 1)),
            (REMOVE, REMOVE_KEYS, partial(stack.remove, self)),
        )
        for words, keys, act in entries:
            menu.addAction(f"{words}\t{keys}").triggered.connect(act)
        open_below(menu, self.handle)


class RowStack(QWidget):
    """The rows. It only tells what the author wants; whoever made it changes the value and shows it again."""

    moved = Signal(int, int)
    """(from, to): the row is to stand at `to` of the others."""
    removed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames: list[RowFrame] = []
        self._line: int | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)

    def set_rows(self, contents: Sequence[QWidget]) -> None:
        """Show these and nothing else."""
        for frame in self.frames:
            self._layout.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        self.frames = []
        for content in contents:
            frame = RowFrame(self, content)
            self.frames.append(frame)
            self._layout.addWidget(frame)
            frame.show()

    def step(self, frame: RowFrame, by: int) -> None:
        """One place up or down."""
        number = self.frames.index(frame)
        if 0 <= number + by < len(self.frames):
            self.moved.emit(number, number + by)

    def remove(self, frame: RowFrame) -> None:
        """Away with it."""
        self.removed.emit(self.frames.index(frame))

    def gap_at(self, at: QPoint) -> int:
        """The gap between rows that is nearest to a point of the screen; 0 is above all."""
        y = self.mapFromGlobal(at).y()
        return sum(y > frame.geometry().center().y() for frame in self.frames)

    def hover(self, at: QPoint) -> None:
        """Show where the row would go."""
        self._line = self.gap_at(at)
        self.update()

    def drop(self, frame: RowFrame, at: QPoint) -> None:
        """Put it there."""
        gap, number = self.gap_at(at), self.frames.index(frame)
        self._line = None
        self.update()
        to = gap - 1 if gap > number else gap
        if to != number:
            self.moved.emit(number, to)

    def paintEvent(self, event: object) -> None:  # noqa: N802
        """The line where the row would go."""
        if self._line is None or not self.frames:
            return
        last = self.frames[-1].geometry()
        y = last.bottom() if self._line >= len(self.frames) else self.frames[self._line].geometry().top()
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours().selected), 2))
        painter.drawLine(0, y, self.width(), y)
        painter.end()
