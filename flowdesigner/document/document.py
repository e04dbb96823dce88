"""The verbs of a flow that is being edited: everything that can be done to it, each one step of undo."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from flowdesigner.document import bends, layout_edits, node_edits, variable_edits, wire_edits
from flowdesigner.document import fragment as fragments
from flowdesigner.document.arranging import arranged, free_place
from flowdesigner.document.boxes import boxes, size
from flowdesigner.document.editing import Editing
from flowdesigner.document.errors import Refused
from flowdesigner.document.exits import free_exit
from flowdesigner.document.folding import folding, held
from flowdesigner.document.fragment import Pasting
from flowdesigner.document.layout_edits import Direction, Edge, Point, Size
from flowdesigner.document.parts import ATTRIBUTES, Part
from flowdesigner.document.wire_edits import Wire
from flowdesigner.words.say import Say, both, say
from flows.drawing import look
from flows.errors import WriteError
from flows.model import FlowNode, Frame, Spot, Sticky, Value
from flows.release import Variable
from flows.wording import type_title
from nodes.prompts import Prompt


class Document(Editing):
    """A flow with its verbs. Each raises Refused, changing nothing, where the model does not allow it."""

    # --- nodes

    def add_node(
        self,
        type_id: str,
        at: Point | None = None,
        *,
        title: str = "",
        after: Wire | None = None,
        splice: Wire | None = None,
    ) -> str:
        """A new node, selected; its id. `after`: an exit that leads to it; `splice`: a wire it is put into.

        Without `at` it stands beside the node of `after` or `splice`, else the current one, else below all.
        """
        node = node_edits.new_node(self.flow, type_id, title)
        beside = after or splice or (self.selection.current, "")
        spot = Spot(float(round(at[0])), float(round(at[1]))) if at else self._free(node, beside[0])
        parts = node_edits.added(self.flow, node, spot)
        if splice:
            spliced = wire_edits.spliced(self.flow, node, splice)
            parts[0] = replace(parts[0], after=spliced[-1].after)
            parts.append(spliced[0])
        elif after:
            source = node_edits.existing(self.flow, after[0])
            exits = {**source.exits, after[1]: node.id}
            parts.append(Part("node", source.id, source, replace(source, exits=exits)))
        title_of = both(type_title(type_id, "zh"), type_title(type_id, "en"))
        self.apply(say("添加{}", "Add {}", title_of), parts)
        self.selection.set([node.id])
        return node.id

    def _free(self, node: FlowNode, beside: str) -> Spot:
        drawn = boxes(self.flow)
        spots = {id_: spot for id_, spot in self.flow.layout.spots.items() if id_ in drawn}
        base = spots.get(beside)
        if base is None:
            bottom = max((spot.y + drawn[id_].height for id_, spot in spots.items()), default=-40.0)
            return Spot(min((spot.x for spot in spots.values()), default=0.0), bottom + 40.0)
        return free_place((base.x + look.BOX + 90.0, base.y), 120.0, spots, drawn)

    def add_after_current(self, type_id: str) -> str:
        """A new node wired to the first free exit of the current node, if it has one; its id."""
        current = self.flow.nodes.get(self.selection.current)
        exit_ = free_exit(current) if current else ""
        return self.add_node(type_id, after=(current.id, exit_) if current and exit_ else None)

    def remove(
        self,
        keys: Iterable[str] = (),
        wires: Iterable[Wire] = (),
        *,
        heal: bool = False,
        sentence: Say | None = None,
    ) -> None:
        """Remove nodes, notes, frames and wires; with `heal` what led to a node leads to what followed it."""
        keys = list(dict.fromkeys(keys))
        keys += sorted(held(self.sheet, keys).difference(keys))
        nodes = [key for key in keys if key in self.flow.nodes]
        parts = wire_edits.wired(self.flow, dict.fromkeys(wires, ""))
        parts += node_edits.removed(self.sheet.scratch(parts), nodes, heal)
        things = {key: None for key in keys if key not in self.flow.nodes}
        parts += layout_edits.things_changed(self.sheet, things)
        count = len(keys)
        words = say("删除 {} 项", "Delete {} things", count) if count else say("删除连线", "Delete wires")
        self.apply(sentence or (say("删除", "Delete") if count == 1 else words), parts)

    def set_node(self, node: FlowNode, sentence: Say | None = None, *, merge: bool = False) -> None:
        """Put `node` in the place of the one with its id: for edits of several fields at once."""
        parts = node_edits.changed(self.flow, node)
        self.apply(sentence or say("修改 {}", "Change {}", node.id), parts, merge=merge)

    def set_param(self, id_: str, name: str, value: Value | None, *, merge: bool = False) -> None:
        """A parameter of a node, text or rows; None for its default. Wires follow rows that name exits."""
        parts = node_edits.param_set(self.flow, id_, name, value)
        self.apply(say("修改 {} 的 {}", "Change {}: {}", id_, name), parts, merge=merge)

    def set_prompt(self, id_: str, name: str, prompt: Prompt | None, *, merge: bool = False) -> None:
        """What callers hear for a parameter of a node; None takes it away."""
        parts = node_edits.prompt_set(self.flow, id_, name, prompt)
        self.apply(say("修改 {} 的提示音", "Change what {} says", id_), parts, merge=merge)

    def set_title(self, id_: str, title: str, *, merge: bool = False) -> None:
        """The title of a node."""
        node = replace(node_edits.existing(self.flow, id_), title=title)
        self.set_node(node, say("修改标题", "Change the title"), merge=merge)

    def set_node_note(self, id_: str, note: str, *, merge: bool = False) -> None:
        """The words for whoever keeps the flow, kept with a node."""
        node = replace(node_edits.existing(self.flow, id_), note=note)
        self.set_node(node, say("修改备注", "Change the note"), merge=merge)

    def set_enabled(self, ids: Iterable[str], on: bool) -> None:
        """Switch nodes on, or off: they are passed by their first exit."""
        words = say("启用", "Switch on") if on else say("停用", "Switch off")
        self.apply(words, node_edits.enabled(self.flow, ids, on))

    def rename(self, old: str, new: str) -> None:
        """Another id for a node; wires, handlers, start and place go with it."""
        keys = [new if key == old else key for key in self.selection.keys]
        if self.apply(say("编号改为 {}", "Rename to {}", new), node_edits.renamed(self.flow, old, new)):
            self.selection.set(keys)

    # --- wires, start, handlers

    def wire(self, id_: str, exit_: str, to: str) -> None:
        """Lead an exit to a node, wherever it led before."""
        self.wire_all({(id_, exit_): to})

    def unwire(self, wires: Iterable[Wire]) -> None:
        """Let exits lead nowhere."""
        self.wire_all(dict.fromkeys(wires, ""))

    def wire_all(self, wires: Mapping[Wire, str]) -> None:
        """Lead several exits, each to a node or, with an empty text, nowhere; one step of undo."""
        words = say("连线", "Wire") if any(wires.values()) else say("删除连线", "Delete the wire")
        self.apply(words, wire_edits.wired(self.flow, wires))

    def retarget(self, old: str, new: str) -> None:
        """Lead all wires to one node to another."""
        self.apply(say("移动连线", "Move wires"), wire_edits.retargeted(self.flow, old, new))

    def splice(self, id_: str, wire: Wire, at: Point | None = None) -> None:
        """Put a node of the flow into a wire, moved to `at`."""
        node = node_edits.existing(self.flow, id_)
        parts = wire_edits.spliced(self.flow, node, wire)
        parts += layout_edits.moved(self.sheet, {id_: at} if at else {})
        self.apply(say("插入连线", "Put into the wire"), parts)

    def set_start(self, id_: str) -> None:
        """The first node."""
        node_edits.existing(self.flow, id_)
        self.set_attribute("start", id_)

    def set_handler(self, name: str, to: str) -> None:
        """Where `hangup`, `error` or a key leads; empty for nowhere."""
        parts = node_edits.handler_set(self.flow, name, to)
        self.apply(say("修改流程的处理", "Change what the flow handles"), parts)

    def set_attribute(self, name: str, value: str, *, merge: bool = False) -> None:
        """The flow's `name`, `title`, `language`, `start` or `about`."""
        assert name in ATTRIBUTES, name
        before = getattr(self.flow, name)
        parts = [Part("flow", name, before, value)] if before != value else []
        self.apply(say("修改流程", "Change the flow"), parts, merge=merge)

    # --- variables

    def add_variable(self, variable: Variable) -> None:
        """Declare a variable."""
        words = say("声明变量 {}", "Declare {}", variable.name)
        self.apply(words, variable_edits.declared(self.flow, variable))

    def set_variable(self, variable: Variable, *, merge: bool = False) -> None:
        """Another type, first value or mark for the variable of that name."""
        parts = variable_edits.changed(self.flow, variable)
        self.apply(say("修改变量 {}", "Change {}", variable.name), parts, merge=merge)

    def remove_variable(self, name: str) -> None:
        """Declare it no longer."""
        self.apply(say("删除变量 {}", "Delete {}", name), variable_edits.removed(self.flow, name))

    def rename_variable(self, old: str, new: str) -> tuple[tuple[str, str], ...]:
        """Another name, in every text that names it; the places (node, parameter) left to the author."""
        renaming = variable_edits.renamed(self.flow, old, new)
        self.apply(say("变量 {} 改名为 {}", "Rename {} to {}", old, new), renaming.parts)
        return renaming.left

    # --- the canvas

    def move(self, places: Mapping[str, Point], *, merge: bool = False) -> None:
        """Put nodes, notes and frames at their upper left corners."""
        parts = layout_edits.moved(self.sheet, places)
        self.apply(say("移动 {} 项", "Move {} things", len(places)), parts, merge=merge)

    def nudge(self, keys: Iterable[str], dx: float, dy: float) -> None:
        """Move things by so many pixels; steps in a row are one step of undo."""
        now = self.places(keys)
        self.move({key: (x + dx, y + dy) for key, (x, y) in now.items()}, merge=True)

    def bend(self, wire: Wire, points: Sequence[Point]) -> None:
        """Lead the wire of an exit through these points; through none, to let it find its own way."""
        parts = bends.bent(self.flow, *wire, points)
        self.apply(say("弯折连线", "Bend the wire"), parts)

    def places(self, keys: Iterable[str]) -> dict[str, Point]:
        """The upper left corners of nodes, notes and frames."""
        found: dict[str, Point] = {}
        for key in keys:
            layout = self.flow.layout
            thing = layout.spots.get(key) or self.sheet.notes.get(key) or self.sheet.frames.get(key)
            if thing is not None:
                found[key] = (thing.x, thing.y)
        return found

    def add_note(self, at: Point, text: str = "") -> str:
        """A note on the canvas, selected; its key."""
        part = layout_edits.note_added(self.sheet, at, text)
        self.apply(say("添加便签", "Add a note"), [part])
        self.selection.set([part.key])
        return part.key

    def add_frame(self, at: Point, size_: Size, title: str = "") -> str:
        """A frame on the canvas, selected; its key."""
        part = layout_edits.frame_added(self.sheet, at, size_, title)
        self.apply(say("添加框", "Add a frame"), [part])
        self.selection.set([part.key])
        return part.key

    def set_things(self, things: Mapping[str, Sticky | Frame], *, merge: bool = False) -> None:
        """Notes and frames by key as they are to be: words, sizes, colours."""
        parts = layout_edits.things_changed(self.sheet, things)
        self.apply(say("修改便签或框", "Change notes or frames"), parts, merge=merge)

    def set_folded(self, keys: Iterable[str], on: bool) -> None:
        """Draw frames as one box each with what is in them, or open them again."""
        words = say("折叠框", "Fold") if on else say("展开框", "Unfold")
        self.apply(words, folding(self.sheet, keys, on))

    def set_colour(self, keys: Iterable[str], colour: str) -> None:
        """Give notes and frames a colour; an empty text for none of their own."""
        self.apply(say("换颜色", "Colour"), layout_edits.coloured(self.sheet, keys, colour))

    def align(self, ids: Collection[str], edge: Edge) -> None:
        """Bring the boxes of nodes to a line: left, centre, right, top, middle, bottom."""
        self.apply(say("对齐", "Align"), layout_edits.moved(self.sheet, self._lined(ids, edge)))

    def distribute(self, ids: Collection[str], direction: Direction) -> None:
        """Equal gaps between the boxes of nodes, `across` or `down`."""
        places = layout_edits.distributed(self._boxes(ids), direction)
        self.apply(say("均匀分布", "Distribute"), layout_edits.moved(self.sheet, places))

    def _lined(self, ids: Collection[str], edge: Edge) -> dict[str, Point]:
        return layout_edits.aligned(self._boxes(ids), edge)

    def _boxes(self, ids: Collection[str]) -> dict[str, tuple[Point, Size]]:
        places, drawn = self.places(ids), boxes(self.flow)
        return {id_: (places[id_], size(drawn[id_])) for id_ in ids if id_ in places and id_ in drawn}

    def auto_layout(self, ids: Collection[str] = (), places: Mapping[str, Point] | None = None) -> None:
        """Put all nodes, or these, in layers from left to right; `places`: what `layered` found before."""
        self.apply(say("自动布局", "Arrange"), arranged(self.sheet, ids, places))

    # --- the clipboard

    def copy(self, keys: Collection[str]) -> str:
        """The text for the clipboard, a flow file of these things and what is in folded frames."""
        try:
            return fragments.copied(self.sheet, {*keys, *held(self.sheet, keys)}).decode()
        except WriteError as error:
            raise Refused(say("无法复制：{}", "This cannot be copied: {}", str(error))) from error

    def paste(self, text: str, at: Point | None = None, *, splice: Wire | None = None) -> Pasting:
        """Put what `copy` gave, or the XML of a text editor, into this flow; what is new is selected.

        `splice`: a wire into which the node is put, if it is one alone and has an exit.
        """
        return self._pasted(text, at, say("粘贴", "Paste"), splice)

    def duplicate(self, keys: Collection[str], at: Point | None = None) -> Pasting:
        """A copy of nodes, notes and frames with the wires among them."""
        return self._pasted(self.copy(keys), at, say("复制一份", "Duplicate"))

    def clone(self, id_: str, at: Point, exit_: str = "") -> str:
        """A copy of a node without its wires, led to from an exit of the original; its id."""
        pasting = fragments.pasted(self.sheet, fragments.fragment(self.copy([id_])), at)
        new = pasting.ids[id_]
        parts = [part if part.kind != "node" else _unwired(part) for part in pasting.parts]
        node = node_edits.existing(self.flow, id_)
        if exit_:
            parts.append(Part("node", id_, node, replace(node, exits={**node.exits, exit_: new})))
        self.apply(say("复制并连线", "Copy and wire"), parts)
        self.selection.set([new])
        return new

    def _pasted(self, text: str, at: Point | None, sentence: Say, splice: Wire | None = None) -> Pasting:
        pasting = fragments.pasted(self.sheet, fragments.fragment(text), at)
        parts = list(pasting.parts)
        new = [part for part in parts if part.kind == "node"]
        if splice and len(new) == 1 and free_exit(new[0].after):
            before, parts[parts.index(new[0])] = wire_edits.spliced(self.flow, new[0].after, splice)
            parts.append(before)
        self.apply(sentence, parts)
        self.selection.set([*pasting.things, *pasting.ids.values()])
        return pasting


def _unwired(part: Part) -> Part:
    return replace(part, after=replace(part.after, exits={}))
