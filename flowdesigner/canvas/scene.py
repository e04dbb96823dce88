"""The drawing of one document: items that mirror it by its signals and know nothing else of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Signal

from flowdesigner.canvas.fold_item import FoldItem
from flowdesigner.canvas.lit_scene import LitScene
from flowdesigner.canvas.node_item import NodeItem
from flowdesigner.canvas.note_items import FrameItem, NoteItem
from flowdesigner.canvas.router import MOST, Plan, Router, Ways
from flowdesigner.canvas.wire_item import WireItem
from flowdesigner.document.bends import bends
from flowdesigner.document.boxes import box, flags
from flowdesigner.document.editing import Editing
from flowdesigner.document.folding import HEIGHT, shape
from flowdesigner.document.parts import Parts
from flowdesigner.document.wire_edits import Wire
from flowdesigner.theme import theme
from flowdesigner.words.say import tongues
from flows.drawing.graph import Link, Shape
from flows.uncollected import uncollected

Style = Literal["lines", "curves"]
"""How wires run: along lines around nodes, where the flow is small enough, or as curves."""

SHARED, NEAR, FAR = 10, 500.0, 1800.0
"""Wires are stubs to a node farther than FAR, and to one farther than NEAR if so many wires lead there."""

MARGIN = 1200.0
"""Pixels of empty canvas around everything."""


class FlowScene(LitScene):
    """Mirrors a document. With `folds` folded frames are drawn as boxes, else everything is drawn."""

    resetting = Signal()
    """All items are about to go: whoever holds one lets go of it."""
    redrawn = Signal()
    """Something stands elsewhere or is new: minimaps draw again."""

    def __init__(self, document: Editing, style: Style = "lines", *, folds: bool = True) -> None:
        super().__init__(document, folds=folds)
        self.style_ = style
        self.stubs = True
        self.margins = False
        """Whether nodes have a margin where breakpoints are set."""
        self._router = Router(self)
        self._router.found.connect(self._routed)
        document.changed.connect(self._changed)
        document.loaded.connect(self.show_all)
        document.selection.changed.connect(self.select)
        document.selection.current_changed.connect(self.select)
        tongues().changed.connect(self.show_all)
        theme().changed.connect(self._repaint)
        self.show_all()

    # --- mirroring

    def show_all(self) -> None:
        """Everything anew: another flow, another language."""
        self.resetting.emit()
        self._shown = (frozenset(), frozenset())
        self._router.forget()
        self.clear()
        for items in (self.nodes, self.wires, self.notes, self.frames, self._into, self._out):
            items.clear()
        with uncollected():
            self._build()
        self.light()
        self.select()
        self.settle()

    def _build(self) -> None:
        flow, sheet = self.document.flow, self.document.sheet
        flagged = flags(flow)
        for key, frame in sheet.frames.items():
            self._add_frame(key, self.folds.item(key, frame))
        for node in flow.nodes.values():
            self._add_node(NodeItem(box(flow, node, flagged)))
        for id_ in flow.nodes:
            self._wire(id_)
        for key, note in sheet.notes.items():
            self._add_note(key, NoteItem(key, note))
        self._reroute(self.folds.follow())

    def _add_node(self, item: NodeItem) -> None:
        spot = self.document.flow.layout.spots.get(item.id)
        if spot is not None:
            item.setPos(spot.x, spot.y)
        self.nodes[item.id] = item
        self.addItem(item)

    def _add_note(self, key: str, item: NoteItem) -> None:
        self.notes[key] = item
        self.addItem(item)

    def _add_frame(self, key: str, item: FrameItem) -> None:
        self.frames[key] = item
        self.addItem(item)

    def _changed(self, parts: Parts) -> None:
        flow = self.document.flow
        stale: dict[str, None] = {}
        moved: dict[str, None] = {}
        for part in parts:
            if part.kind == "node":
                stale[part.key] = None
                if part.before is None or part.after is None:
                    stale |= dict.fromkeys(self._leading_to(part.key))
            elif part.kind == "spot":
                moved[part.key] = None
            elif part.kind in ("note", "frame"):
                self._thing(part.key)
            elif part.kind == "handler" or part.key == "start":
                stale |= dict.fromkeys((part.before, part.after))
            elif part.key == "language":
                stale |= dict.fromkeys(flow.nodes)
        self._refresh(stale)
        for id_ in moved:
            spot = flow.layout.spots.get(id_)
            if spot is not None and id_ in self.nodes:
                self.move_item(self.nodes[id_], QPointF(spot.x, spot.y))
        turned = self.folds.follow()
        self._reroute(turned)
        self.light(stale)
        self.select()
        self.settle([*stale, *moved, *turned])

    def _leading_to(self, id_: str) -> list[str]:
        return [node.id for node in self.document.flow.nodes.values() if id_ in node.exits.values()]

    def _refresh(self, ids: Iterable[str]) -> None:
        """Show nodes as they are now: new, changed or gone; then their wires."""
        flow = self.document.flow
        flagged = flags(flow)
        shown = [id_ for id_ in ids if id_ in flow.nodes]
        for id_ in ids:
            if id_ not in flow.nodes and id_ in self.nodes:
                self._drop_node(id_)
        for id_ in shown:
            content = box(flow, flow.nodes[id_], flagged)
            if id_ in self.nodes:
                self.nodes[id_].show_content(content)
            else:
                self._add_node(NodeItem(content))
        for id_ in shown:
            self._wire(id_)
        self._reroute(shown)

    def _drop_node(self, id_: str) -> None:
        for wire in [*self._out.get(id_, ()), *self._into.get(id_, ())]:
            self._drop_wire(wire)
        self.removeItem(self.nodes.pop(id_))

    def _drop_wire(self, wire: Wire) -> None:
        item = self.wires.pop(wire, None)
        if item is not None:
            self._into[item.target.id].pop(wire, None)
            self._out[item.source.id].pop(wire, None)
            self.removeItem(item)

    def _wire(self, id_: str) -> None:
        """The wires of a node as they are now."""
        exits = self.document.flow.nodes[id_].exits
        for wire in list(self._out.get(id_, ())):
            if exits.get(wire[1]) != self.wires[wire].target.id:
                self._drop_wire(wire)
        for exit_, to in exits.items():
            if to in self.nodes and (id_, exit_) not in self.wires:
                item = WireItem(self.nodes[id_], exit_, self.nodes[to])
                self.wires[id_, exit_] = item
                self._out.setdefault(id_, {})[id_, exit_] = None
                self._into.setdefault(to, {})[id_, exit_] = None
                self.addItem(item)

    def _thing(self, key: str) -> None:
        note, frame = self.document.sheet.notes.get(key), self.document.sheet.frames.get(key)
        if note is not None:
            if key in self.notes:
                self.notes[key].show_note(note)
            else:
                self._add_note(key, NoteItem(key, note))
        elif frame is not None:
            before = self.frames.get(key)
            if before is not None and isinstance(before, FoldItem) is self.folds.fits(frame):
                before.show_frame(frame)
                return
            if before is not None:
                self.removeItem(before)
            self._add_frame(key, self.folds.item(key, frame))
        elif key in self.notes:
            self.removeItem(self.notes.pop(key))
        elif key in self.frames:
            self.removeItem(self.frames.pop(key))

    # --- places and ways

    def move_item(self, item: NodeItem | NoteItem | FrameItem, to: QPointF) -> None:
        """Put an item somewhere, its wires follow; the document hears of it when the gesture ends."""
        if item.pos() == to:
            return
        item.setPos(to)
        if isinstance(item, NodeItem):
            self._reroute([item.id])
        elif isinstance(item, FoldItem):
            self._reroute(self.folds.nodes_in(item.key))

    def _reroute(self, ids: Iterable[str]) -> None:
        for wire in self.touching(ids):
            wire.reroute()

    def _leaving(self, id_: str) -> list[WireItem]:
        return [self.wires[wire] for wire in self._out.get(id_, ())]

    def set_style(self, style: Style) -> None:
        """Let wires run along lines or as curves."""
        self.style_ = style
        for wire in self.wires.values():
            wire.reroute()
        self.settle()

    def set_stubs(self, on: bool) -> None:
        """Let wires that lead far away, or where many lead, be drawn as stubs."""
        self.stubs = on
        self.settle()

    def _stub(self, ids: Collection[str]) -> None:
        spots = self.document.flow.layout.spots
        # One wire more or less to a node matters to all its other wires only at the border.
        turned = [
            wire.target.id
            for id_ in ids
            for wire in self._leaving(id_)
            if len(self._into[wire.target.id]) in (SHARED - 1, SHARED)
        ]
        for wire in self.touching([*ids, *turned]):
            boxed = wire.source.box is not None or wire.target.box is not None
            points = () if boxed else bends(spots.get(wire.source.id), wire.exit)
            wire.set_bends([QPointF(*point) for point in points])
            begin, end = wire.ends()
            distance = abs(begin.x() - end.x()) + abs(begin.y() - end.y())
            shared = len(self._into[wire.target.id]) >= SHARED
            wire.set_stub(self.stubs and not points and (distance > FAR or (shared and distance > NEAR)))

    def settle(self, ids: Collection[str] | None = None) -> None:
        """After a change of these nodes, or of all: stubs, ways for the wires, room around everything."""
        self._stub(self.nodes if ids is None else ids)
        if self.style_ == "lines" and len(self.nodes) <= MOST:
            self._router.ask(self._plan())
        self.setSceneRect(self.content_rect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
        self.redrawn.emit()

    def _plan(self) -> Plan:
        items = self.drawn.values()
        drawn = [wire for wire in self.wires.values() if not wire.stub and not wire.bends and not wire.inner]
        links = [_link(wire) for wire in drawn]
        spots = {item.id: (item.x(), item.y() - item.content.top) for item in items}
        shapes = [item.content.shape for item in items]
        for key, note in self.notes.items():
            if note.isVisible():
                shapes.append(Shape(key, note.body.width(), note.body.height(), 0, 0))
                spots[key] = (note.x(), note.y())
        for key, frame in self.frames.items():
            if isinstance(frame, FoldItem) and frame.isVisible():
                shapes.append(shape(key))
                spots[key] = (frame.x(), frame.y())
        return Plan(shapes, spots, links, [wire.back for wire in drawn], [wire.key for wire in drawn])

    def _routed(self, ways: Ways) -> None:
        for wire, points in ways.items():
            if wire in self.wires and not self.wires[wire].bends:
                self.wires[wire].reroute([QPointF(x, y) for x, y in points])

    def content_rect(self) -> QRectF:
        """Around all nodes, notes and frames."""
        items: list[NodeItem | NoteItem | FrameItem] = [
            *self.nodes.values(),
            *self.notes.values(),
            *self.frames.values(),
        ]
        things = [item for item in items if item.isVisible()] if self.folds.inside else items
        if not things:
            return QRectF()
        left, top = min(item.x() for item in things), min(item.y() for item in things)
        right = max(item.x() + item.body.width() for item in things)
        bottom = max(item.y() + item.body.height() for item in things)
        return QRectF(left, top, right - left, bottom - top)

    def rect_of(self, keys: Collection[str]) -> QRectF:
        """Around these nodes, notes and frames."""
        whole = QRectF()
        for key in keys:
            item = self.item_of(key)
            if item is not None:
                whole = whole.united(item.frame())
        return whole

    def _repaint(self) -> None:
        for item in self.nodes.values():
            item.forget_looks()
        self.invalidate()


def _link(wire: WireItem) -> Link:
    """What the router is told of a wire: a folded frame stands for what is in it."""
    source, target = wire.source, wire.target
    to = target.box.key if target.box is not None else target.id
    if source.box is not None:
        return Link(source.box.key, HEIGHT / 2, to, wire.exit)
    return Link(source.id, source.port_y(wire.exit) + source.content.top, to, wire.exit)
