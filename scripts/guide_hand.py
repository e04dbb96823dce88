"""A hand on the mouse and the keys of a real designer that is shown nowhere, and its camera."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from guide_png import write_png
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QInputMethodEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QMenu,
    QTreeWidgetItemIterator,
    QWidget,
)

from flowdesigner.canvas.canvas import Canvas
from flowdesigner.document.desk import FlowDocument
from flowdesigner.palette.panel import Palette
from flowdesigner.properties.form import Form
from flowdesigner.properties.properties import Properties
from flowdesigner.window.main import MainWindow
from flows.drawing import look

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
USUAL, LARGE, WIDE, TALL = (1280, 800), (1500, 860), (1720, 760), (1500, 1000)
"""Sizes of the window: for pictures of it, and for those of the drawing alone."""
SETTLED_MS = 60
PATIENCE_MS = 40_000
STEP_MS = 20
MARK = 13
"""Pixels from the middle of a mark to its edge."""


class Hand:
    """Does what an author does, by the widgets that an author touches. `lang` is `zh` or `en`."""

    def __init__(self, window: MainWindow, lang: str, pictures: Path | None) -> None:
        self.window = window
        self.workspace = window.workspace
        self.lang = lang
        self.pictures = pictures
        """Where pictures go; None takes none."""

    def said(self, zh: str, en: str) -> str:
        """What is written in the language of the guide."""
        return zh if self.lang == "zh" else en

    # --- waiting

    def rest(self, milliseconds: int = SETTLED_MS) -> None:
        """Let the window do what it has to do."""
        QTest.qWait(milliseconds)

    def until(self, true: Callable[[], object], what: str) -> None:
        """Wait for something. Raises TimeoutError."""
        for _ in range(PATIENCE_MS // STEP_MS):
            if true():
                return
            QTest.qWait(STEP_MS)
        raise TimeoutError(f"{self.lang}: this never came: {what}")

    def checked(self) -> None:
        """Wait until the compiler has seen what is drawn now."""
        self.until(lambda: not self.window.checker.busy, "the compiler")
        self.rest()

    # --- what there is

    @property
    def document(self) -> FlowDocument:
        """The flow in front."""
        assert self.workspace.document is not None
        return self.workspace.document

    @property
    def canvas(self) -> Canvas:
        """Its canvas."""
        assert self.workspace.canvas is not None
        return self.workspace.canvas

    @property
    def form(self) -> Form:
        """The fields of the node that is selected."""
        panel = self.workspace.panel("properties")
        assert isinstance(panel, Properties) and panel.form is not None
        return panel.form

    def field(self, name: str) -> QWidget:
        """The editor of a parameter."""
        return self.form.fields[name].editor

    # --- keys and mouse

    def menu(self, name: str, title: str) -> None:
        """Choose an entry of the menu bar by what is written there. Raises LookupError."""
        menu = self.window.menus[name]  # type: ignore[index]
        menu.aboutToShow.emit()
        for action in menu.actions():
            if action.text().partition("\t")[0].replace("&", "") == title:
                action.trigger()
                self.rest()
                return
        raise LookupError(f"the menu {name} has no entry {title}")

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, into: QWidget | None = None) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(into or QApplication.focusWidget() or self.window, key, modifiers)
        self.rest()

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click into a widget."""
        target = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
        QTest.mouseClick(target, LEFT, NONE, at or target.rect().center())
        self.rest()

    def write(self, text: str) -> None:
        """Write where the focus is, as an input method does; Chinese too. What stood there goes."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_A, CTRL)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(focus, event)
        self.rest()

    def take(self, type_id: str) -> str:
        """Double-click a type in the panel of nodes; the id of the new node."""
        palette = self.workspace.panel("palette")
        assert isinstance(palette, Palette)
        walk = QTreeWidgetItemIterator(palette.list)
        role = Qt.ItemDataRole.UserRole
        while (item := walk.value()) is not None and item.data(0, role) != type_id:
            walk += 1
        assert item is not None, type_id
        palette.list.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtCenter)
        at = palette.list.visualItemRect(item).center()
        self.click(palette.list, at)
        QTest.mouseDClick(palette.list.viewport(), LEFT, NONE, at)
        self.rest()
        return self.document.selection.current

    # --- the drawing

    def view(self, at: QPointF) -> QPoint:
        """Where a point of the drawing is in its view."""
        return self.canvas.mapFromScene(at)

    def body(self, id_: str) -> QPointF:
        """A point of a node that is not its title."""
        return self.canvas.flow_scene.nodes[id_].frame().bottomLeft() + QPointF(12, -8)

    def port(self, id_: str, exit_: str) -> QPointF:
        """The port of an exit."""
        return self.canvas.flow_scene.nodes[id_].out_point(exit_)

    def entry(self, id_: str) -> QPointF:
        """Where wires arrive."""
        return self.canvas.flow_scene.nodes[id_].pos() + QPointF(0, look.ENTRY)

    def pull(self, begin: QPointF, end: QPointF) -> None:
        """Press at a point of the drawing and move to another; the button stays down."""
        view = self.canvas.viewport()
        QTest.mouseMove(view, self.view(begin))
        QTest.mousePress(view, LEFT, NONE, self.view(begin))
        for step in range(1, 6):
            QTest.mouseMove(view, self.view(begin + (end - begin) * (step / 5)))
            self.rest(15)

    def drop(self, end: QPointF) -> None:
        """Let go."""
        QTest.mouseRelease(self.canvas.viewport(), LEFT, NONE, self.view(end))
        self.rest()

    def drag(self, begin: QPointF, end: QPointF) -> None:
        """From one point of the drawing to another."""
        self.pull(begin, end)
        self.drop(end)

    def wire(self, id_: str, exit_: str, to: str) -> None:
        """Draw a wire from a port to a node; all is shown first."""
        self.fit()
        self.drag(self.port(id_, exit_), self.body(to))
        assert self.document.flow.nodes[id_].exits.get(exit_) == to, (id_, exit_, to)

    def choose(self, id_: str) -> None:
        """Click a node."""
        at = self.view(self.body(id_))
        QTest.mouseClick(self.canvas.viewport(), LEFT, NONE, at)
        self.rest()

    def fit(self) -> None:
        """Show all of the drawing."""
        self.menu("view", self.said("显示全部", "Show all"))

    def scale(self, scale: float, at: QPointF | None = None) -> None:
        """Show the drawing larger or smaller, around a point."""
        self.canvas.zoom_to(scale)
        if at is not None:
            self.canvas.centerOn(at)
        self.rest()

    # --- the camera

    def size(self, width: int, height: int) -> None:
        """Make the window larger or smaller."""
        self.window.resize(width, height)
        self.rest(200)

    def place(self, widget: QWidget) -> QRect:
        """Where a widget is in the window."""
        return QRect(widget.mapTo(self.window, QPoint()), widget.size())

    def shot(
        self,
        name: str,
        of: QWidget | QRect | None = None,
        marks: Sequence[QRect | QPoint] = (),
        over: Sequence[QWidget] = (),
    ) -> None:
        """Take a picture of the window or a part of it; `over` are pop-ups, `marks` get numbers."""
        if self.pictures is None:
            return
        self.rest(120)
        image = self.window.grab()
        for widget in over:
            _lay(image, widget, self.window)
        _number(image, marks)
        part = of if isinstance(of, QRect) else self.place(of) if of is not None else image.rect()
        write_png(image.copy(part.intersected(image.rect())).toImage(), self.pictures / f"{name}.png")

    def shot_of(self, name: str, widget: QWidget) -> None:
        """Take a picture of a window of its own, such as a question."""
        if self.pictures is not None:
            self.rest(120)
            write_png(widget.grab().toImage(), self.pictures / f"{name}.png")


def _lay(image: QPixmap, widget: QWidget, window: QWidget) -> None:
    """Paint a pop-up where it is on the screen, with a frame so that its edge is seen."""
    painter = QPainter(image)
    at = window.mapFromGlobal(widget.mapToGlobal(QPoint()))
    painter.drawPixmap(at, widget.grab())
    painter.setPen(QColor("#8794a5"))
    painter.drawRect(QRect(at, widget.size()).adjusted(0, 0, -1, -1))
    painter.end()


def _number(image: QPixmap, marks: Sequence[QRect | QPoint]) -> None:
    """Numbers in discs, as the text of the guide names them."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    face = QFont(painter.font())
    face.setPixelSize(15)
    face.setBold(True)
    painter.setFont(face)
    for number, mark in enumerate(marks, 1):
        middle = QPointF(mark.center() if isinstance(mark, QRect) else mark)
        painter.setPen(QColor("#ffffff"))
        painter.setBrush(QColor("#d43d51"))
        painter.drawEllipse(middle, MARK, MARK)
        disc = QRectF(middle.x() - MARK, middle.y() - MARK, 2 * MARK, 2 * MARK)
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.end()


def popups() -> list[QWidget]:
    """The pop-ups and menus that are open."""
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    return [each for each in shown if each.windowType() == Qt.WindowType.Popup or isinstance(each, QMenu)]
