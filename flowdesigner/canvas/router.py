"""Finds ways for wires around nodes, in the background, as long as a flow is small enough for that."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from flowdesigner.document.wire_edits import Wire
from flows.drawing.graph import Link, Point, Shape
from flows.drawing.search import routed

AT_ONCE = 24
"""Nodes of a flow whose ways are found at once: that takes less than a tenth of a second."""

MOST = 60
"""Nodes of a flow whose wires are led around nodes; more have curves."""

Ways = Mapping[Wire, tuple[Point, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a router is given: boxes, where they are, the links, which of them lead back, of which wires."""

    shapes: Sequence[Shape]
    spots: Mapping[str, Point]
    links: Sequence[Link]
    back: Sequence[bool]
    wires: Sequence[Wire]


class Router(QObject):
    """`found` brings the ways of the last plan; of those before it nothing is heard any more."""

    found = Signal(object)
    _done = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._waiting: Plan | None = None
        self._thread: threading.Thread | None = None
        self._done.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.timeout.connect(self._begin)

    def ask(self, plan: Plan) -> None:
        """Find ways for a plan, at once or a little later."""
        self._number += 1
        self._waiting = plan
        if len(plan.shapes) <= AT_ONCE:
            self._waiting = None
            self.found.emit(_ways(plan))
        elif len(plan.shapes) <= MOST:
            self._delay.start(150)

    def forget(self) -> None:
        """Bring nothing: everything has changed."""
        self._number += 1
        self._waiting = None

    def _begin(self) -> None:
        if self._waiting is None or self._thread is not None:
            return
        plan, number, self._waiting = self._waiting, self._number, None
        self._thread = threading.Thread(target=self._work, args=(plan, number), daemon=True)
        self._thread.start()

    def _work(self, plan: Plan, number: int) -> None:
        ways = _ways(plan)
        try:
            self._done.emit(number, ways)
        except RuntimeError:
            # The window was closed meanwhile.
            return

    def _finish(self, number: int, ways: Ways) -> None:
        self._thread = None
        if number == self._number:
            self.found.emit(ways)
        else:
            self._begin()


def _ways(plan: Plan) -> Ways:
    routes = routed(plan.shapes, plan.spots, plan.links, plan.back)
    return {wire: route.points for wire, route in zip(plan.wires, routes, strict=True)}
