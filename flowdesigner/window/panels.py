"""Which panels the window has: each package of the designer enters its own here, in one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QWidget

from flowdesigner.actions.action import Action
from flowdesigner.outline.panel import Outline
from flowdesigner.palette.panel import Palette
from flowdesigner.problems.panel import Problems
from flowdesigner.properties.properties import Properties
from flowdesigner.window.navigator import Navigator
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, say

Area = Literal["left", "right", "bottom"]


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: `make` is called once, when the window is made, and the widget is docked in `area`.

    Panels of one area are tabs of one another, or stand one `below` the other where that names a panel that
    comes before. `shortcut` shows the panel and gives it the focus; `shown`: from the first start on.
    `actions`: its commands, for menus, command palette and shortcut sheet; they find the widget by
    `workspace.panel(name)`.
    """

    name: str
    title: Say
    make: Callable[[Workspace], QWidget]
    area: Area
    shortcut: str = ""
    shown: bool = True
    below: str = ""
    actions: tuple[Action, ...] = ()


PANELS: tuple[Panel, ...] = (
    # left
    Panel("palette", say("节点", "Nodes"), Palette, "left", "Ctrl+Shift+A"),
    Panel("outline", say("步骤", "Steps"), Outline, "left", "Ctrl+Shift+T", below="palette"),
    # right
    Panel("properties", say("属性", "Properties"), Properties, "right", "Alt+Return"),
    Panel("navigator", say("导航", "Navigator"), Navigator, "right"),
    # bottom
    Panel("problems", say("问题", "Problems"), Problems, "bottom", "Ctrl+Shift+M"),
)
"""All panels; in an area the first is in front."""
