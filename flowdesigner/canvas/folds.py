"""What is folded away on one drawing: which box stands for it, what of it that box shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from flowdesigner.canvas.fold_item import FoldItem
from flowdesigner.canvas.lights import Badge
from flowdesigner.canvas.node_item import NodeItem
from flowdesigner.canvas.note_items import FrameItem
from flowdesigner.document.folding import folded, is_folded
from flows.model import Frame

if TYPE_CHECKING:
    from flowdesigner.canvas.lit_scene import LitScene

GRAVEST = ("error", "warning", "breakpoint", "info")
"""The badges of nodes that are seen at the box in which they are, the gravest first."""


class Folds:
    """`inside`: by node, note and frame that is folded away the frame whose box stands for it."""

    def __init__(self, scene: LitScene, on: bool) -> None:
        self._scene = scene
        self._on = on
        self.inside: Mapping[str, str] = {}

    def item(self, key: str, frame: Frame) -> FrameItem:
        """The item for a frame, folded or not."""
        return FoldItem(key, frame) if self.fits(frame) else FrameItem(key, frame)

    def fits(self, frame: Frame) -> bool:
        """Whether a frame is drawn as a box here."""
        return self._on and is_folded(frame)

    def follow(self) -> list[str]:
        """Show and hide as the document has it; the nodes whose wires end elsewhere now."""
        before, self.inside = self.inside, folded(self._scene.document.sheet) if self._on else {}
        turned = []
        for key in before.keys() | self.inside.keys():
            item = self._scene.item_of(key)
            if item is None:
                continue
            box = self._scene.frames.get(self.inside.get(key, ""))
            if isinstance(item, NodeItem) and item.box is not box:
                item.box = box if isinstance(box, FoldItem) else None
                turned.append(key)
            item.setVisible(box is None)
        return turned

    def nodes_in(self, key: str) -> list[str]:
        """The nodes for which a box stands."""
        return [id_ for id_, box in self.inside.items() if box == key and id_ in self._scene.nodes]

    def show(self) -> None:
        """Let the boxes show what is lit and selected in them."""
        if not self.inside:
            return
        lights, chosen = self._scene.lights, self._scene.document.selection.keys
        for key, item in self._scene.frames.items():
            if isinstance(item, FoldItem):
                nodes = self.nodes_in(key)
                item.set_inner(
                    count=len(nodes),
                    running=not lights.running.isdisjoint(nodes),
                    chosen=not chosen.isdisjoint(nodes),
                    badges=_gravest(lights.badges.get(id_, ()) for id_ in nodes),
                )


def _gravest(badges: Iterable[Iterable[Badge]]) -> tuple[Badge, ...]:
    kinds = {badge.kind for each in badges for badge in each}
    return next(((Badge(kind),) for kind in GRAVEST if kind in kinds), ())
