"""Which panels the window has: each package of the designer enters its own here, in one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QWidget

from flowdesigner.actions.action import Action
from flowdesigner.finding.panel import Finding
from flowdesigner.finding.unused_panel import UnusedPanel
from flowdesigner.live.actions import ACTIONS as WATCHING
from flowdesigner.live.panel import LivePanel
from flowdesigner.outline.panel import Outline
from flowdesigner.palette.panel import Palette
from flowdesigner.problems.panel import Problems
from flowdesigner.properties.properties import Properties
from flowdesigner.publishing.actions import ACTIONS as PUBLISHING
from flowdesigner.publishing.panel import PublishPanel
from flowdesigner.settings.panel import Settings
from flowdesigner.simulation.actions import ACTIONS as CALL
from flowdesigner.simulation.mocks import MocksPanel
from flowdesigner.simulation.phone import Phone
from flowdesigner.simulation.scripts import Scripts
from flowdesigner.simulation.variables import Variables
from flowdesigner.traces.viewer import TraceViewer
from flowdesigner.window.history import History
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
    Panel("outline", say("步骤", "Steps"), Outline, "left", "Ctrl+Shift+T"),
    Panel("navigator", say("导航", "Navigator"), Navigator, "left", below="palette"),
    # right
    Panel("properties", say("属性", "Properties"), Properties, "right", "Alt+Return"),
    Panel("phone", say("电话", "Phone"), Phone, "right", "Ctrl+Shift+H", actions=CALL),
    Panel("flow", say("流程", "Flow"), Settings, "right", "Ctrl+Shift+I"),
    Panel("history", say("历史", "History"), History, "right", "Ctrl+Alt+H", shown=False),
    Panel(
        "publish",
        say("发布", "Publish"),
        PublishPanel,
        "right",
        "Ctrl+Alt+P",
        shown=False,
        actions=PUBLISHING,
    ),
    # bottom
    Panel("problems", say("问题", "Problems"), Problems, "bottom", "Ctrl+Shift+M"),
    Panel("find", say("查找", "Find"), Finding, "bottom"),
    Panel("unused", say("未使用", "Unused"), UnusedPanel, "bottom", "Ctrl+Alt+U", shown=False),
    Panel("trace", say("跟踪", "Trace"), TraceViewer, "bottom", "Ctrl+Shift+R"),
    Panel("variables", say("变量值", "Values"), Variables, "bottom", "Ctrl+Shift+V"),
    Panel("prepared", say("外部环境", "Outside"), MocksPanel, "bottom", "Ctrl+Shift+E"),
    Panel("scripts", say("通话脚本", "Call scripts"), Scripts, "bottom", "Ctrl+Alt+C"),
    Panel("live", say("实时", "Live"), LivePanel, "bottom", "Ctrl+Alt+L", shown=False, actions=WATCHING),
)
"""All panels; in an area the first is in front."""
