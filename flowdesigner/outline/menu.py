"""The menu of a row of the tree: add a step, rename, delete, lead an exit somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from flowdesigner.canvas.icons import pixmap
from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.errors import DocumentError
from flowdesigner.document.exits import exit_names, free_exit
from flowdesigner.outline.model import node_title
from flowdesigner.outline.plan import Row
from flowdesigner.palette.kinds import CATEGORIES, kinds
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import say

if TYPE_CHECKING:
    from flowdesigner.outline.panel import Outline

MOST = 40
"""Nodes that are offered to lead an exit to; beyond that it is quicker on the canvas."""


def row_menu(panel: Outline, workspace: Workspace, document: FlowDocument, row: Row) -> QMenu:
    """The menu of a row."""
    menu = QMenu(panel)
    if row.kind in ("step", "link"):
        menu.addAction(str(say("转到", "Go there")), partial(panel.go, row))
    wire = _wire(document, row)
    if wire is not None:
        _types(menu.addMenu(str(say("之后添加", "Add after it"))), partial(_add, workspace, document, wire))
    exits = _exits(document, row)
    if exits:
        _leads(menu.addMenu(str(say("接到", "Lead to"))), workspace, document, exits)
    if row.kind == "step":
        menu.addSeparator()
        menu.addAction(str(say("修改标题", "Edit the title")), panel.rename)
        menu.addAction(str(say("删除并接通", "Delete, keep the way")), panel.delete)
    elif row.kind == "way":
        menu.addSeparator()
        menu.addAction(str(say("断开", "Take the wire off")), panel.delete)
    return menu


def _wire(document: FlowDocument, row: Row) -> tuple[str, str] | None:
    """The exit behind which a step would be added."""
    node = document.flow.nodes.get(row.node)
    if node is None or row.kind in ("start", "handler", "lost", "link"):
        return None
    if row.kind in ("way", "open"):
        return node.id, row.exit
    names = exit_names(node)
    exit_ = names[0] if len(names) == 1 else free_exit(node)
    return (node.id, exit_) if exit_ else None


def _exits(document: FlowDocument, row: Row) -> list[tuple[str, str]]:
    """The exits of a row that can be led somewhere."""
    node = document.flow.nodes.get(row.node)
    if node is None or row.kind not in ("step", "way", "open"):
        return []
    names: Iterable[str] = [row.exit] if row.kind != "step" else exit_names(node)
    return [(node.id, name) for name in names]


def _add(workspace: Workspace, document: FlowDocument, wire: tuple[str, str], type_id: str) -> None:
    """Add a step behind an exit; into its wire, if it leads somewhere."""
    wired = wire[1] in document.flow.nodes[wire[0]].exits
    _try(
        workspace,
        lambda: document.add_node(type_id, splice=wire if wired else None, after=None if wired else wire),
    )


def _types(menu: QMenu, add: Callable[[str], object]) -> None:
    for category, title in CATEGORIES.items():
        members = [kind for kind in kinds() if kind.category == category]
        if members:
            below = menu.addMenu(str(title))
            for kind in members:
                below.addAction(pixmap(kind.id, 18, 2.0), kind.title, partial(add, kind.id))


def _leads(menu: QMenu, workspace: Workspace, document: FlowDocument, exits: list[tuple[str, str]]) -> None:
    for wire in exits:
        below = menu.addMenu(wire[1]) if len(exits) > 1 else menu
        for node in list(document.flow.nodes.values())[:MOST]:
            action = below.addAction(pixmap(node.type, 18, 2.0), node_title(node))
            action.triggered.connect(partial(_try, workspace, partial(document.wire, *wire, node.id)))


def _try(workspace: Workspace, edit: Callable[[], object], _: bool = False) -> None:
    try:
        edit()
    except DocumentError as error:
        workspace.tell(error.say)
