"""One thing that can be done in the window by key, menu or command palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from flowdesigner.words.say import Say

if TYPE_CHECKING:
    from flowdesigner.window.workspace import Workspace

MenuName = Literal["file", "edit", "view", "arrange", "go", "call", "publish", "window", "help"]
"""The menus, in the order of the bar. A menu in which nothing is stays away."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action: `id` for `Workspace.run` and settings, its title, what it does, its keys.

    `menu`: where it stands, empty for the command palette only; `group`: a line parts groups of a menu.
    `needs_document`: grey while no flow is open. `checked`: it is a switch; whether it is on.
    """

    id: str
    title: Say
    run: Callable[[Workspace], object]
    keys: tuple[str, ...] = ()
    menu: MenuName | None = None
    group: int = 0
    needs_document: bool = False
    checked: Callable[[Workspace], bool] | None = None
