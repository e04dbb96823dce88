"""The actions of a window as QActions: enabled, checked and titled as things stand, found by id."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from flowdesigner.actions.action import Action, MenuName
from flowdesigner.canvas.commands import COMMANDS
from flowdesigner.finding.matching import Texts
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, tongues

CANVAS = "canvas."
"""What the ids of the canvas's commands begin with here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An action as menus, command palette and shortcut sheet show it; `keys` as people write them."""

    id: str
    title: str
    keys: tuple[str, ...]
    menu: MenuName | None
    enabled: bool
    texts: Texts


def _texts(action: Action) -> Texts:
    """By what an action is found; a value within a title is one in each language too."""
    title = action.title
    zh = [each.zh if isinstance(each, Say) else each for each in title.values]
    en = [each.en if isinstance(each, Say) else each for each in title.values]
    return Texts(
        title.zh.format(*zh).rstrip("…"), title.en.format(*en).rstrip("…"), action.id.replace(".", " ")
    )


def shown_keys(keys: str) -> str:
    """Keys as the desktop writes them: `Ctrl+Z`, on a Mac `⌘Z`."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class Book(QObject):
    """All actions of a window. The canvas's commands are in it too; their keys stay the canvas's own.

    A key of the canvas works only with the focus in the drawing, so that no key typed into a field deletes a
    node; `run` and the menus reach the canvas that is in front.
    """

    def __init__(self, workspace: Workspace, host: QWidget, actions: Iterable[Action]) -> None:
        super().__init__(host)
        self.workspace = workspace
        self.actions: dict[str, Action] = {}
        self.made: dict[str, QAction] = {}
        for action in (*actions, *_canvas_actions()):
            assert action.id not in self.actions, f"two actions are called {action.id}"
            self.actions[action.id] = action
            self.made[action.id] = self._make(action, host)
        workspace.actions_run = self.run
        workspace.current_changed.connect(self.refresh)
        tongues().changed.connect(self.retitle)
        self.retitle()
        self.refresh()

    def _make(self, action: Action, host: QWidget) -> QAction:
        made = QAction(host)
        made.setObjectName(action.id)
        made.setCheckable(action.checked is not None)
        made.triggered.connect(partial(self.run, action.id))
        if not action.id.startswith(CANVAS):
            made.setShortcuts([QKeySequence(keys) for keys in action.keys])
            host.addAction(made)
        return made

    def run(self, id_: str, _: bool = False) -> bool:
        """Do an action; False if there is none of that id, or if it cannot be done now."""
        action = self.actions.get(id_)
        if action is None or (action.needs_document and self.workspace.document is None):
            return False
        action.run(self.workspace)
        self.refresh()
        return True

    def refresh(self, _: object = None) -> None:
        """Grey what cannot be done, tick what is on."""
        canvas = self.workspace.canvas
        for id_, action in self.actions.items():
            made = self.made[id_]
            own = canvas.commands[id_.removeprefix(CANVAS)] if canvas and id_.startswith(CANVAS) else None
            made.setEnabled(own.isEnabled() if own else not action.needs_document or canvas is not None)
            if own is not None:
                made.setChecked(own.isChecked())
            elif action.checked is not None:
                made.setChecked(action.checked(self.workspace))

    def retitle(self) -> None:
        """Show the titles in the language in force; keys of the canvas stand beside them as text."""
        for id_, action in self.actions.items():
            title = str(action.title)
            keys = shown_keys(action.keys[0]) if action.keys else ""
            self.made[id_].setText(f"{title}\t{keys}" if keys and id_.startswith(CANVAS) else title)
            self.made[id_].setToolTip(f"{title} ({keys})" if keys else title)

    def entries(self) -> list[Entry]:
        """Everything that can be done, by menus."""
        self.refresh()
        return [
            Entry(
                id_,
                str(each.title),
                tuple(map(shown_keys, each.keys)),
                each.menu,
                self.made[id_].isEnabled(),
                _texts(each),
            )
            for id_, each in self.actions.items()
        ]

    def of_menu(self, menu: MenuName) -> list[list[QAction]]:
        """What stands in a menu, by groups."""
        groups: dict[int, list[QAction]] = {}
        for id_, action in self.actions.items():
            if action.menu == menu:
                groups.setdefault(action.group, []).append(self.made[id_])
        return [groups[number] for number in sorted(groups)]


_PLACES: dict[str, tuple[MenuName, int]] = {
    **dict.fromkeys(("undo", "redo"), ("edit", 0)),
    **dict.fromkeys(("cut", "copy", "paste", "duplicate", "delete", "delete_heal"), ("edit", 1)),
    **dict.fromkeys(("select_all", "select_upstream", "select_downstream"), ("edit", 2)),
    **dict.fromkeys(("rename", "properties", "switch", "make_start"), ("edit", 3)),
    **dict.fromkeys(("quick_add", "add_note", "add_frame", "fold"), ("edit", 4)),
    **dict.fromkeys(("zoom_in", "zoom_out", "zoom_100", "fit", "zoom_selection"), ("view", 0)),
    **dict.fromkeys(("snap", "guides", "curves", "stubs"), ("view", 1)),
    "arrange": ("arrange", 0),
    **dict.fromkeys(("align_left", "align_centre", "align_right"), ("arrange", 1)),
    **dict.fromkeys(("align_top", "align_middle", "align_bottom"), ("arrange", 2)),
    **dict.fromkeys(("distribute_across", "distribute_down"), ("arrange", 3)),
}
"""Where the commands of the canvas stand; the others are keys, found in command palette and sheet."""


def _on_canvas(id_: str, workspace: Workspace) -> None:
    if workspace.canvas is not None:
        workspace.canvas.run(id_)


def _canvas_actions() -> list[Action]:
    made = []
    for command in COMMANDS:
        menu, group = _PLACES.get(command.id, (None, 0))
        checked = (lambda _: False) if command.checked is not None else None
        run = partial(_on_canvas, command.id)
        made.append(Action(CANVAS + command.id, command.name, run, command.keys, menu, group, True, checked))
    return made
