"""The window onto a drawing: scrolls, zooms, paints the paper, and hands the mouse to gestures."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsView

from flowdesigner.canvas.edges import Edges
from flowdesigner.canvas.gestures.base import Gesture, Pointer
from flowdesigner.canvas.gestures.bending import unbend
from flowdesigner.canvas.gestures.choose import gesture_for
from flowdesigner.canvas.guides import GRID
from flowdesigner.canvas.hits import Hit, hit
from flowdesigner.canvas.inplace import edit_in_place
from flowdesigner.canvas.overlay import Overlay
from flowdesigner.canvas.pens import NO_PEN, brush
from flowdesigner.canvas.scene import FlowScene
from flowdesigner.document.document import Document
from flowdesigner.document.errors import DocumentError
from flowdesigner.theme import colours, theme

SMALLEST, LARGEST = 0.05, 4.0
STEP = 1.15
"""How much one notch of the wheel zooms."""

EDGE = 24.0
"""What is shown of the paper around a node that is gone to: its badges stand out of its frame."""

GRID_FROM = 0.4
"""The scale below which no grid is drawn."""


class FlowView(QGraphicsView):
    """Shows a FlowScene. What it cannot do itself it asks for by signals."""

    quick_add_wanted = Signal(QPointF, object)
    """A list of node types is wanted at a point of the scene, and the exit (id, name) to wire, or None."""
    activated = Signal(str)
    """A node was double-clicked: open its flow, or its properties."""
    properties_wanted = Signal(str)
    """Enter was pressed on a node."""
    margin_clicked = Signal(str)
    """The margin of a node was clicked: a breakpoint."""
    menu_wanted = Signal(object, QPoint)
    """The right button on a Hit; where on the screen."""
    scale_changed = Signal(float)
    looked = Signal()
    """Another part of the scene is seen."""
    told = Signal(object)
    """A sentence (Say): why something was refused."""

    def __init__(self, scene: FlowScene, document: Document) -> None:
        super().__init__(scene)
        scene.setParent(self)
        self.flow_scene = scene
        self.document = document
        self.snaps = self.guides = True
        self.panning = False
        self.start_distance = QApplication.startDragDistance()
        self.overlay = Overlay(scene)
        self.gesture: Gesture | None = None
        self.edges = Edges(self)
        self._hovered = Hit()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scene.resetting.connect(self._reset)
        theme().changed.connect(self._paper)
        document.changed.connect(self._interrupt)
        document.revealed.connect(self.reveal)
        self._paper()

    # --- what gestures use

    def attempt(self, edit: Callable[[], object]) -> bool:
        """Do an edit; where the model refuses it, say why."""
        try:
            edit()
        except DocumentError as error:
            self.told.emit(error.say)
            return False
        return True

    def show_band(self, area: QRectF | None) -> None:
        """The rubber band."""
        self.overlay.band(area)

    def show_guides(self, lines: Iterable[QLineF]) -> None:
        """Guide lines."""
        self.overlay.guides(lines)

    def show_wire(self, begin: QPointF | None, end: QPointF | None) -> None:
        """A wire in the air, None for none."""
        self.overlay.wires([(begin, end)] if begin is not None and end is not None else ())

    def show_wires(self, ends: Iterable[tuple[QPointF, QPointF]]) -> None:
        """Several wires in the air."""
        self.overlay.wires(ends)

    def carry(self, gesture: Gesture, keys: Collection[str]) -> None:
        """The mouse leaves this view with things: where nothing else is known to do, they stay."""
        self.cancel()

    def lead(self, pointer: Pointer) -> None:
        """Go on with the gesture here, if there is one; near the edge the view scrolls."""
        if self.gesture is not None:
            self.gesture.move(pointer)
        self.edges.follow(pointer)

    def cancel(self) -> bool:
        """End the gesture as if it had not been; whether there was one."""
        gesture, self.gesture = self.gesture, None
        self.edges.follow(None)
        if gesture is None:
            return False
        gesture.cancel()
        self._cursor()
        return True

    def _interrupt(self, _: object) -> None:
        """The document changed under a gesture: what it began with may be gone."""
        self.cancel()

    def _reset(self) -> None:
        self.overlay.forget()
        self.gesture = None
        self._hovered = Hit()

    # --- looking

    @property
    def scale_now(self) -> float:
        """Pixels of the screen for one of the drawing."""
        return self.transform().m11()

    def seen(self) -> QRectF:
        """The part of the scene that is seen."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def zoom(self, factor: float, at: QPoint | None = None) -> None:
        """Zoom so that the point `at` of the view, else its middle, stays where it is."""
        wanted = min(max(self.scale_now * factor, SMALLEST), LARGEST)
        at = self.viewport().rect().center() if at is None else at
        before = self.mapToScene(at)
        self.setTransform(QTransform.fromScale(wanted, wanted))
        moved = self.mapFromScene(before) - at
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved.y())
        self.scale_changed.emit(wanted)
        self.looked.emit()

    def zoom_to(self, scale: float) -> None:
        """A scale, 1 is 100 %."""
        self.zoom(scale / self.scale_now)

    def fit(self, keys: Collection[str] = ()) -> None:
        """Show all, or these nodes, notes and frames; never larger than life."""
        area = self.flow_scene.rect_of(keys) if keys else self.flow_scene.content_rect()
        if area.isEmpty():
            self.zoom_to(1.0)
            return
        area = area.adjusted(-60, -60, 60, 60)
        room = self.viewport().rect()
        scale = min(room.width() / area.width(), room.height() / area.height(), 1.0)
        self.zoom_to(scale)
        self.centerOn(area.center())
        self.looked.emit()

    def reveal(self, keys: Collection[str], *, select: bool = True) -> None:
        """Select nodes, notes and frames, and scroll as far as needed to see them."""
        area = self.flow_scene.rect_of(keys)
        if area.isNull():
            return
        if select:
            self.document.selection.set(keys)
        margin = 80
        around = area.adjusted(-EDGE, -EDGE, EDGE, EDGE)
        if not self.seen().contains(around):
            if area.width() < self.seen().width() and area.height() < self.seen().height():
                self.ensureVisible(area, margin, margin)
            else:
                self.centerOn(area.center())
            self.looked.emit()

    def follow(self, id_: str) -> None:
        """Scroll to a node without selecting it: the running one."""
        self.reveal([id_], select=False)

    def middle(self) -> QPointF:
        """The point of the scene in the middle, or under the mouse if that is over the view."""
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        inside = self.underMouse() and self.viewport().rect().contains(at)
        return self.mapToScene(at if inside else self.viewport().rect().center())

    # --- events

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Ctrl+wheel zooms at the cursor; without Ctrl it scrolls, with Shift to the sides."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP ** (event.angleDelta().y() / 120), event.position().toPoint())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin a gesture."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self.gesture is None:
            self.gesture = gesture_for(self, self._pointer(event), event.button())
            self._cursor()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go on with it; without one, show what could be taken hold of."""
        if self.gesture is not None:
            self.lead(self._pointer(event))
        elif not event.buttons():
            self._hover(hit(self.flow_scene, self._pointer(event).at))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End it."""
        gesture, self.gesture = self.gesture, None
        self.edges.follow(None)
        if gesture is not None:
            gesture.finish(self._pointer(event))
            self._cursor()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A title: edit it; a node: open it; a wire: let it bend no more; the empty: add a node here."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self._pointer(event).at
        found = hit(self.flow_scene, at)
        if not found.part:
            self.quick_add_wanted.emit(at, None)
        elif found.part == "fold":
            self.document.set_folded([found.key], False)
        elif found.key in self.flow_scene.nodes and found.part == "body":
            self.activated.emit(found.key)
        elif found.part in ("title", "body"):
            self.edit(found.key)
        elif found.part.startswith("wire"):
            self._wire_opened(found, at)
        event.accept()

    def _wire_opened(self, found: Hit, at: QPointF) -> None:
        """A double click on a wire: away with the bend there; on a stub: show where it leads."""
        wire = self.flow_scene.wires[found.wire]
        if not unbend(self, wire, at) and wire.stub:
            self.reveal([wire.target.id])

    def edit(self, key: str) -> None:
        """Edit the title of a node or frame, or the words of a note, where they stand."""
        edit_in_place(self, key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc ends a gesture, Space pans, Tab adds a node; everything else is a command's."""
        if event.key() == Qt.Key.Key_Escape:
            if not self.cancel():
                self.document.selection.clear()
        elif event.key() == Qt.Key.Key_Space:
            self.panning = True
            self._cursor()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The end of panning, and of a series of arrow keys."""
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Space:
            self.panning = False
            self._cursor()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """No key is held any more."""
        self.panning = False
        self.document.settle()
        super().focusOutEvent(event)

    def focusNextPrevChild(self, onwards: bool) -> bool:  # noqa: N802
        """Tab is not for the focus here: it adds a node."""
        return False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Select what is under the mouse and ask for a menu."""
        found = hit(self.flow_scene, self.mapToScene(event.pos()))
        selection = self.document.selection
        if found.part.startswith("wire") or found.part == "port":
            if found.wire in self.flow_scene.wires and found.wire not in selection.wires:
                selection.set((), [found.wire])
        elif found.key and found.key not in selection.keys:
            selection.set([found.key])
        elif not found.key:
            selection.clear()
        self.menu_wanted.emit(found, event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Nothing is under the mouse."""
        self._hover(Hit())
        super().leaveEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Tell the minimap."""
        super().scrollContentsBy(dx, dy)
        self.looked.emit()

    def _pointer(self, event: QMouseEvent) -> Pointer:
        in_view = event.position().toPoint()
        return Pointer(self.mapToScene(in_view), in_view, event.modifiers())

    def _hover(self, found: Hit) -> None:
        if found == self._hovered:
            return
        before, self._hovered = self._hovered, found
        for each, on in ((before, False), (found, True)):
            if each.part == "port" and each.key in self.flow_scene.nodes:
                self.flow_scene.nodes[each.key].set_state(hovered_exit=each.exit_ if on else "")
            elif each.part == "margin" and each.key in self.flow_scene.nodes:
                self.flow_scene.nodes[each.key].set_state(margin=on)
            elif each.part.startswith("wire") and each.wire in self.flow_scene.wires:
                self.flow_scene.wires[each.wire].set_state(hovered=on)
        self._cursor()

    def _cursor(self) -> None:
        shape = self.gesture.cursor if self.gesture is not None else None
        if shape is None:
            if self.panning:
                shape = Qt.CursorShape.OpenHandCursor
            elif self._hovered.part in ("port", "entry", "wire source", "wire target"):
                shape = Qt.CursorShape.CrossCursor
            elif self._hovered.part == "margin":
                shape = Qt.CursorShape.PointingHandCursor
            elif self._hovered.part == "grip":
                shape = Qt.CursorShape.SizeFDiagCursor
            else:
                shape = Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    # --- paper

    def _paper(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, colours().paper)
        self.setPalette(palette)
        self.resetCachedContent()
        self.viewport().update()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:  # noqa: N802
        """Paper with a grid."""
        painter.fillRect(rect, colours().paper)
        if self.scale_now < GRID_FROM or not self.snaps:
            return
        painter.setPen(NO_PEN)
        painter.setBrush(brush(colours().grid))
        # Thin rectangles along the axes are sharper so, and cheap enough to be drawn without a cache, which
        # would be made anew for every step of a zoom.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        left, top = int(rect.left() // GRID * GRID), int(rect.top() // GRID * GRID)
        step = int(GRID)
        pixel, width, height = 1 / self.scale_now, rect.width(), rect.height()
        lines = [QRectF(x, rect.top(), pixel, height) for x in range(left, int(rect.right()) + step, step)]
        lines += [QRectF(rect.left(), y, width, pixel) for y in range(top, int(rect.bottom()) + step, step)]
        painter.drawRects(lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
