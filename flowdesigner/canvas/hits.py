"""What is under a point of the canvas, the smallest thing first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF

from flowdesigner.canvas.fold_item import FoldItem
from flowdesigner.canvas.node_item import REACH, NodeItem
from flowdesigner.canvas.note_items import FrameItem, NoteItem
from flowdesigner.canvas.scene import FlowScene
from flowdesigner.canvas.wire_item import WireItem

Part = Literal[
    "", "port", "entry", "margin", "body", "title", "wire", "wire source", "wire target", "grip", "fold"
]


@dataclass(frozen=True, slots=True)
class Hit:
    """`key`: of a node, note or frame; `exit_`: of a port or, with `key`, of a wire; no `part`: nothing."""

    part: Part = ""
    key: str = ""
    exit_: str = ""

    @property
    def wire(self) -> tuple[str, str]:
        """The wire, named by where it begins."""
        return self.key, self.exit_


def hit(scene: FlowScene, at: QPointF) -> Hit:
    """What is at a point of the scene: ports before nodes, those before wires, frames last."""
    around = QRectF(at.x() - REACH, at.y() - REACH, 2 * REACH, 2 * REACH)
    near = scene.items(around)
    nodes = [item for item in near if isinstance(item, NodeItem)]
    for node in nodes:
        if exit_ := node.port_at(at):
            return Hit("port", node.id, exit_)
    for node in nodes:
        if scene.margins and node.on_margin(at):
            return Hit("margin", node.id)
    for node in nodes:
        if node.frame().contains(at):
            return Hit("title" if node.title_rect().contains(at) else "body", node.id)
    for item in near:
        if isinstance(item, FoldItem) and item.frame().contains(at):
            return Hit("fold", item.key)
        if isinstance(item, NoteItem) and item.frame().contains(at):
            return Hit("body", item.key)
    for item in near:
        if isinstance(item, WireItem) and item.shape().contains(at):
            end = item.end_at(at)
            part: Part = "wire source" if end == "source" else "wire target" if end == "target" else "wire"
            return Hit(part, *item.key)
    for node in nodes:
        if node.on_entry(at):
            return Hit("entry", node.id)
    for item in near:
        if isinstance(item, FrameItem):
            if item.grip(at):
                return Hit("grip", item.key)
            if item.shape().contains(at - item.pos()):
                return Hit("title", item.key)
    return Hit()


def wire_under(scene: FlowScene, area: QRectF, but: frozenset[str]) -> WireItem | None:
    """A wire that runs through an area, but not one of the nodes `but`: where a node can be put into it."""
    inner = area.adjusted(20, 8, -20, -8)
    for item in scene.items(area):
        if not isinstance(item, WireItem) or {item.source.id, item.target.id} & but:
            continue
        if item.shape().intersects(inner):
            return item
    return None
