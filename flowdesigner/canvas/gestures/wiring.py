"""Drawing wires from ports, taking their ends elsewhere, and moving all wires of a node at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from flowdesigner.canvas.gestures.base import Gesture, Pointer
from flowdesigner.canvas.hits import hit
from flowdesigner.canvas.node_item import NodeItem
from flowdesigner.canvas.wire_item import WireItem
from flowdesigner.document.exits import free_exit
from flowdesigner.document.wire_edits import Wire, can_wire

if TYPE_CHECKING:
    from flowdesigner.canvas.view import FlowView


class _Wiring(Gesture):
    """What they share: a wire in the air, targets that light up, others that are dimmed."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: FlowView, pointer: Pointer) -> None:
        super().__init__(view, pointer)
        self._target: NodeItem | None = None
        self._port: tuple[NodeItem, str] | None = None

    def allowed(self, item: NodeItem) -> bool:
        """Whether the wire may end at this node."""
        return True

    def start(self) -> None:
        """Ports grow where the wire may end; other nodes are dimmed."""
        fit = {item.id: self.allowed(item) for item in self.scene.nodes.values()}
        self.scene.set_dimmed(id_ for id_, good in fit.items() if not good)
        for id_, item in self.scene.nodes.items():
            item.set_state(ports_grown=fit[id_])

    def node_under(self, pointer: Pointer) -> NodeItem | None:
        """The node at which the wire would end here."""
        found = hit(self.scene, pointer.at)
        item = self.scene.nodes.get(found.key) if not found.part.startswith("wire") else None
        return item if item is not None and self.allowed(item) else None

    def port_under(self, pointer: Pointer) -> tuple[NodeItem, str] | None:
        """The port at which the wire would begin here: the one hit, else the first free one of the node."""
        found = hit(self.scene, pointer.at)
        item = self.scene.nodes.get(found.key)
        if item is None or found.part.startswith("wire"):
            return None
        exit_ = found.exit_ or free_exit(self.document.flow.nodes[item.id])
        return (item, exit_) if exit_ else None

    def aim(self, item: NodeItem | None) -> None:
        """Light up the node at which it would end, and no other."""
        if self._target is not None and self._target is not item:
            self._target.set_state(target=False)
        self._target = item
        if item is not None:
            item.set_state(target=True)

    def aim_port(self, port: tuple[NodeItem, str] | None) -> None:
        """Light up the port at which it would begin, and no other."""
        if self._port is not None and self._port != port:
            self._port[0].set_state(hovered_exit="")
        self._port = port
        if port is not None:
            port[0].set_state(hovered_exit=port[1])

    def cancel(self) -> None:
        """No wire in the air, nothing lit."""
        self.view.show_wire(None, None)
        self.aim(None)
        self.aim_port(None)
        self.scene.set_dimmed(())
        for item in self.scene.nodes.values():
            item.set_state(ports_grown=False)


class WireGesture(_Wiring):
    """From a port to a node; into the empty, where a new node is asked for; a click selects the wire."""

    def __init__(self, view: FlowView, pointer: Pointer, wire: Wire) -> None:
        super().__init__(view, pointer)
        self.wire = wire

    def allowed(self, item: NodeItem) -> bool:
        """Whether the exit may lead there."""
        return can_wire(self.document.flow, *self.wire, item.id)

    def drag(self, pointer: Pointer) -> None:
        """The wire follows the mouse, or snaps to the node under it."""
        item = self.node_under(pointer)
        self.aim(item)
        begin = self.scene.nodes[self.wire[0]].out_point(self.wire[1])
        self.view.show_wire(begin, item.in_point() if item is not None else pointer.at)

    def drop(self, pointer: Pointer) -> None:
        """Wire it, or ask for a new node."""
        item = self.node_under(pointer)
        self.cancel()
        if item is not None:
            self.view.attempt(lambda: self.document.wire(*self.wire, item.id))
        elif not hit(self.scene, pointer.at).key:
            self.view.quick_add_wanted.emit(pointer.at, self.wire)

    def click(self, pointer: Pointer) -> None:
        """Select the wire of the port, else its node."""
        if self.wire in self.scene.wires:
            self.document.selection.set((), [self.wire])
        else:
            self.document.selection.set([self.wire[0]])


class RewireGesture(_Wiring):
    """An end of a wire taken elsewhere: its head to another node, its beginning to another port.

    Dropped into the empty the wire is gone; a click selects it.
    """

    def __init__(self, view: FlowView, pointer: Pointer, item: WireItem, end: str) -> None:
        super().__init__(view, pointer)
        self.item = item
        self.head = end == "target"

    def allowed(self, item: NodeItem) -> bool:
        """Whether the end may be taken there."""
        if self.head:
            return can_wire(self.document.flow, *self.item.key, item.id)
        return bool(item.content.rows)

    def start(self) -> None:
        """The wire itself is pale meanwhile."""
        super().start()
        self.item.set_state(faded=True)

    def drag(self, pointer: Pointer) -> None:
        """The end follows the mouse."""
        begin, end = self.item.ends()
        if self.head:
            item = self.node_under(pointer)
            self.aim(item)
            self.view.show_wire(begin, item.in_point() if item is not None else pointer.at)
            return
        port = self.port_under(pointer)
        self.aim_port(port)
        self.view.show_wire(port[0].out_point(port[1]) if port is not None else pointer.at, end)

    def drop(self, pointer: Pointer) -> None:
        """Lead it there; into the empty: away with it."""
        node, port = self.node_under(pointer), self.port_under(pointer)
        empty = not hit(self.scene, pointer.at).key
        wire, to = self.item.key, self.item.target.id
        self.cancel()
        if self.head and node is not None:
            self.view.attempt(lambda: self.document.wire(*wire, node.id))
        elif not self.head and port is not None and (port[0].id, port[1]) != wire:
            self.view.attempt(lambda: self.document.wire_all({wire: "", (port[0].id, port[1]): to}))
        elif empty:
            self.view.attempt(lambda: self.document.unwire([wire]))

    def cancel(self) -> None:
        """As it was."""
        super().cancel()
        self.item.set_state(faded=False)

    def click(self, pointer: Pointer) -> None:
        """Select it."""
        select_wire(self, pointer, self.item.key)


class BackwardsGesture(_Wiring):
    """From where wires arrive at a node to the port from which one is to come."""

    def __init__(self, view: FlowView, pointer: Pointer, id_: str) -> None:
        super().__init__(view, pointer)
        self.id = id_

    def allowed(self, item: NodeItem) -> bool:
        """Whether it has an exit."""
        return bool(item.content.rows)

    def drag(self, pointer: Pointer) -> None:
        """The beginning follows the mouse."""
        port = self.port_under(pointer)
        self.aim_port(port)
        begin = port[0].out_point(port[1]) if port is not None else pointer.at
        self.view.show_wire(begin, self.scene.nodes[self.id].in_point())

    def drop(self, pointer: Pointer) -> None:
        """Wire it."""
        port = self.port_under(pointer)
        self.cancel()
        if port is not None:
            self.view.attempt(lambda: self.document.wire(port[0].id, port[1], self.id))

    def click(self, pointer: Pointer) -> None:
        """Select the node."""
        self.document.selection.set([self.id])


class RetargetGesture(_Wiring):
    """Shift+drag where wires arrive: all of them to another node."""

    def __init__(self, view: FlowView, pointer: Pointer, id_: str) -> None:
        super().__init__(view, pointer)
        self.id = id_

    def allowed(self, item: NodeItem) -> bool:
        """Any other node."""
        return item.id != self.id

    def drag(self, pointer: Pointer) -> None:
        """All of them follow the mouse."""
        item = self.node_under(pointer)
        self.aim(item)
        end = item.in_point() if item is not None else pointer.at
        self.view.show_wires((begin, end) for begin in self._begins())

    def _begins(self) -> Iterable[QPointF]:
        return [wire.ends()[0] for wire in self.scene.wires.values() if wire.target.id == self.id]

    def drop(self, pointer: Pointer) -> None:
        """Lead them there."""
        item = self.node_under(pointer)
        self.cancel()
        if item is not None:
            self.view.attempt(lambda: self.document.retarget(self.id, item.id))


def select_wire(gesture: Gesture, pointer: Pointer, wire: Wire) -> None:
    """Select a wire, with Ctrl beside what is selected."""
    selection = gesture.document.selection
    if pointer.held(Qt.KeyboardModifier.ControlModifier):
        selection.set(selection.keys, selection.wires ^ {wire})
    else:
        selection.set((), [wire])
