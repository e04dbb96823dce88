"""Says at the pointer what the call had at the node or wire under it; outside of a run it says nothing."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from flowdesigner.canvas.canvas import Canvas
from flowdesigner.canvas.hits import hit
from flowdesigner.document.desk import FlowDocument
from flowdesigner.simulation.passed import node_words, wire_words
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.words.say import say

NEAR = 6
"""Pixels that the pointer may move over a wire."""
MARGIN = say("断点：单击，或按 F9", "Breakpoint: click, or F9")


class Hovering(QObject):
    """Watches the canvases of a workspace for a pointer that rests."""

    def __init__(self, simulations: Simulations) -> None:
        super().__init__(simulations)
        self._simulations = simulations
        self._workspace = simulations.workspace
        self._documents: dict[QObject, FlowDocument] = {}
        self._workspace.document_opened.connect(self._opened)
        self._workspace.document_closed.connect(self._closed)
        for document in self._workspace.documents:
            self._opened(document)

    def _opened(self, document: FlowDocument) -> None:
        canvas = self._workspace.canvas_of(document)
        if canvas is not None:
            self._documents[canvas.viewport()] = document
            canvas.viewport().installEventFilter(self)

    def _closed(self, document: FlowDocument) -> None:
        self._documents = {view: each for view, each in self._documents.items() if each is not document}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Where there is something to tell, tell it in place of the canvas."""
        document = self._documents.get(watched)
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and document is not None:
            canvas = self._workspace.canvas_of(document)
            text = self.text(canvas, event.pos()) if canvas is not None else ""
            if canvas is not None and text:
                QToolTip.showText(event.globalPos(), text, canvas.viewport(), _around(canvas, event.pos()))
                return True
        return super().eventFilter(watched, event)

    def text(self, canvas: Canvas, at: QPoint) -> str:
        """What is told at a point of a canvas, as rich text; empty for what the canvas has to say itself."""
        found = hit(canvas.flow_scene, canvas.mapToScene(at))
        if found.part == "margin":
            return escape(str(MARGIN))
        way, flow = self._simulations.way, canvas.document.flow
        if way is None or not found.key:
            return ""
        if found.part.startswith("wire") or (found.part == "port" and found.wire in canvas.flow_scene.wires):
            node = flow.nodes.get(found.key)
            target = node.exits.get(found.exit_, "") if node is not None else ""
            head = f"{found.key}.{found.exit_} → {target}"
            lines = wire_words(way, flow.name, found.wire)
        elif found.key in flow.nodes:
            head = found.key
            tip = canvas.flow_scene.nodes[found.key].toolTip()
            lines = [*node_words(way, flow.name, found.key), *tip.splitlines()]
        else:
            return ""
        rows = "<br>".join(escape(line) for line in lines)
        return f"<p style='white-space:pre'><b>{escape(head)}</b><br>{rows}</p>"


def _around(canvas: Canvas, at: QPoint) -> QRect:
    """Where the pointer may move before what it was told is over: the node, else a few pixels."""
    found = hit(canvas.flow_scene, canvas.mapToScene(at))
    if found.part in ("body", "title") and found.key in canvas.flow_scene.nodes:
        return canvas.mapFromScene(canvas.flow_scene.nodes[found.key].frame()).boundingRect()
    return QRect(at - QPoint(NEAR, NEAR), at + QPoint(NEAR, NEAR))
