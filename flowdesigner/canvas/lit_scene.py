"""What is selected and lit on a drawing, whatever the drawing is of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtWidgets import QGraphicsScene

from flowdesigner.canvas.folds import Folds
from flowdesigner.canvas.lights import Badge, Layer, Lights
from flowdesigner.canvas.node_item import NodeItem
from flowdesigner.canvas.note_items import FrameItem, NoteItem
from flowdesigner.canvas.wire_item import WireItem
from flowdesigner.document.editing import Editing
from flowdesigner.document.wire_edits import Wire


class LitScene(QGraphicsScene):
    """`nodes`, `wires`, `notes`, `frames`: the items by id, (id, exit) and key; `lights`: what is lit."""

    def __init__(self, document: Editing, *, folds: bool = True) -> None:
        super().__init__()
        self.document = document
        self.nodes: dict[str, NodeItem] = {}
        self.wires: dict[Wire, WireItem] = {}
        self.notes: dict[str, NoteItem] = {}
        self.frames: dict[str, FrameItem] = {}
        self.lights = Lights()
        self.folds = Folds(self, folds)
        self._shown: tuple[frozenset[str], frozenset[Wire]] = (frozenset(), frozenset())
        self._into: dict[str, dict[Wire, None]] = {}
        self._out: dict[str, dict[Wire, None]] = {}

    @property
    def drawn(self) -> Mapping[str, NodeItem]:
        """The nodes that are not folded away."""
        inside = self.folds.inside
        return {id_: each for id_, each in self.nodes.items() if id_ not in inside} if inside else self.nodes

    def item_of(self, key: str) -> NodeItem | NoteItem | FrameItem | None:
        """The item of a node, note or frame."""
        return self.nodes.get(key) or self.notes.get(key) or self.frames.get(key)

    def touching(self, ids: Iterable[str]) -> list[WireItem]:
        """The wires from and to nodes, each once."""
        found = {wire: None for id_ in ids for wire in (*self._out.get(id_, ()), *self._into.get(id_, ()))}
        return [self.wires[wire] for wire in found]

    def select(self, _: object = None) -> None:
        """Show what is selected; wires of it are drawn whole."""
        selection = self.document.selection
        keys, wires, current = selection.keys, selection.wires, selection.current
        before, self._shown = self._shown, (keys | {current}, wires)
        for key in before[0] | self._shown[0]:
            item = self.item_of(key)
            if isinstance(item, NodeItem):
                item.set_state(selected=key in keys, current=key == current)
            elif item is not None:
                item.set_state(selected=key in keys)
        for wire in before[1] | wires:
            if wire in self.wires:
                self.wires[wire].set_state(selected=wire in wires)
        for unfolded in self.touching(before[0] ^ self._shown[0]):
            unfolded.unfold()
        self.folds.show()

    def highlight(self, layer: Layer, ids: Iterable[str]) -> None:
        """The nodes at which the calls of a layer are now; those of other layers stay."""
        before = self.lights.running
        self.lights.run(layer, ids)
        for id_ in before ^ self.lights.running:
            if id_ in self.nodes:
                self.nodes[id_].set_state(running=id_ in self.lights.running)
        self.folds.show()

    def set_badges(self, badges: Mapping[str, Iterable[Badge]]) -> None:
        """The badges of all nodes by id; a node that is not named has none."""
        before, self.lights.badges = self.lights.badges, {id_: tuple(each) for id_, each in badges.items()}
        self.light(before.keys() | self.lights.badges.keys())

    def set_colours(
        self, layer: Layer, nodes: Mapping[str, str], wires: Mapping[Wire, str] | None = None
    ) -> None:
        """The colours of a layer, `#rrggbb` by node id and by (id, exit); none for what is not named."""
        if self.lights.colour(layer, nodes, wires or {}):
            self.light()

    def set_faded(self, ids: Iterable[str]) -> None:
        """Nodes that are shown pale: a search, a filter."""
        self.lights.faded = frozenset(ids)
        self.light()

    def set_dimmed(self, ids: Iterable[str]) -> None:
        """Nodes that a gesture cannot end at."""
        self.lights.dimmed = frozenset(ids)
        self.light()

    def light(self, ids: Collection[str] | None = None) -> None:
        """Show what is lit at these nodes and their wires, or at all."""
        lights = self.lights
        for id_ in self.nodes if ids is None else [id_ for id_ in ids if id_ in self.nodes]:
            self.nodes[id_].set_state(
                running=id_ in lights.running,
                badges=lights.badges.get(id_, ()),
                colour=lights.colours.get(id_, ""),
                faded=id_ in lights.faded,
                dimmed=id_ in lights.dimmed,
            )
            tips = [badge.tip for badge in lights.badges.get(id_, ()) if badge.tip]
            self.nodes[id_].setToolTip("\n".join(tips))
        for wire in self.wires.values() if ids is None else self.touching(ids):
            wire.set_state(
                colour=lights.wire_colours.get(wire.key, ""),
                faded=wire.source.id in lights.faded or wire.target.id in lights.faded,
            )
        self.folds.show()
