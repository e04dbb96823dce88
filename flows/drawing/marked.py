"""Two flows as one picture: what is new is green, what is gone red, what is different amber."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from flows.diff.changes import Change, Changes
from flows.drawing.content import (
    Content,
    ExitLine,
    Flag,
    Mark,
    content,
    exit_lines,
    flags_of,
    with_rows,
    words_of,
)
from flows.drawing.picture import Picture, picture
from flows.model import Flow, Spot

_EXIT_KINDS: Mapping[str, Mark] = {"exit_added": "added", "exit_removed": "removed", "exit": "changed"}


def marked(
    old: Flow, new: Flow, changes: Changes, language: str = "", *, fresh: bool = False
) -> tuple[Picture, Flow]:
    """Both flows merged, as picture and as document: the nodes of `new`, and those of `old` that are gone.

    Every change is marked; an exit that leads elsewhere has two rows: where it leads now, and where it led.
    """
    language = language or new.language
    told = changes.in_flow(new.name)
    back = {old_id: new_id for new_id, old_id in changes.renamed.get(new.name, {}).items()}
    gone = [change.node for change in told if change.kind == "node_removed" and change.node in old.nodes]
    merged = _merged(old, new, gone, back)
    flags = _flags(old, new, told, back, language)
    boxes = []
    for id_, node in merged.nodes.items():
        box = content(node, merged, language, words_of(language), flags.get(id_, ()))
        own = [change for change in told if change.node == id_ and change.aspect == "logic"]
        boxes.append(_gone(box, node.exits) if id_ in gone else _marked(box, merged, own, back))
    return picture(merged, language, fresh=fresh, boxes=boxes), merged


def _merged(old: Flow, new: Flow, gone: Iterable[str], back: Mapping[str, str]) -> Flow:
    """The new flow with the nodes that are gone, and their old places."""
    nodes = dict(new.nodes)
    spots = dict(new.layout.spots)
    for id_ in gone:
        node = old.nodes[id_]
        exits = {name: back.get(to, to) for name, to in node.exits.items()}
        nodes[id_] = replace(node, exits=exits)
        if id_ in old.layout.spots:
            spot = old.layout.spots[id_]
            spots[id_] = Spot(spot.x, spot.y)
    return replace(new, nodes=nodes, layout=replace(new.layout, spots=spots))


def _gone(box: Content, exits: Mapping[str, str]) -> Content:
    lines = [line._replace(mark="removed") for line in exit_lines(box) if line.name in exits]
    return with_rows(replace(box, mark="removed"), lines)


def _marked(box: Content, flow: Flow, told: list[Change], back: Mapping[str, str]) -> Content:
    """The box with its changes: as a whole, and exit by exit."""
    if not told:
        return box
    whole: Mark = "added" if any(change.kind == "node_added" for change in told) else "changed"
    exits = {change.place: change for change in told if change.kind in _EXIT_KINDS}
    lines: list[ExitLine] = []
    for line in exit_lines(box):
        change = exits.pop(line.name, None)
        if change is None:
            lines.append(line._replace(mark="added" if whole == "added" else ""))
            continue
        if change.kind != "exit_removed":
            lines.append(line._replace(mark=_EXIT_KINDS[change.kind]))
        if change.kind != "exit_added":
            lines.append(_before(line.name, line.keys, change, flow, back))
    lines += [_before(name, "", change, flow, back) for name, change in exits.items() if change.old]
    return with_rows(replace(box, mark=whole), lines)


def _before(name: str, keys: str, change: Change, flow: Flow, back: Mapping[str, str]) -> ExitLine:
    """Where an exit led."""
    to = back.get(change.old, change.old)
    return ExitLine(name, keys, to, to in flow.nodes, "removed")


def _flags(
    old: Flow, new: Flow, told: Iterable[Change], back: Mapping[str, str], language: str
) -> dict[str, list[Flag]]:
    """The flags of the new flow, with those that are gone, each at the node it stood at."""
    lang = words_of(language)
    moved = {change.place or "start": change.kind for change in told if change.kind in _FLAGS}
    found = {
        id_: [replace(flag, mark=_FLAGS.get(moved.get(flag.name, ""), "")) for flag in flags]
        for id_, flags in flags_of(new, lang).items()
    }
    for id_, flags in flags_of(old, lang).items():
        for flag in flags:
            if flag.name in moved:
                at = found.setdefault(back.get(id_, id_), [])
                at += [replace(flag, mark="removed")] if moved[flag.name] != "handler_added" else []
    return found


_FLAGS: Mapping[str, Mark] = {
    "start": "changed",
    "handler": "changed",
    "handler_added": "added",
    "handler_removed": "removed",
}

LEGEND: Mapping[Mark, tuple[str, str]] = {
    "added": ("新增", "new"),
    "changed": ("改动", "changed"),
    "removed": ("删除", "gone"),
}
"""What the colours mean, in Chinese and English; look.MARKS has them."""
