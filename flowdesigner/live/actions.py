"""What the menu Publish offers of the live view: attach to an engine, watch its calls, the heat map."""

from __future__ import annotations

from collections.abc import Callable

from flowdesigner.actions.action import Action
from flowdesigner.live.panel import LivePanel
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import say

NAME = "live"
"""The panel's name."""


def _do(verb: Callable[[LivePanel], object]) -> Callable[[Workspace], object]:
    def run(workspace: Workspace) -> None:
        panel = workspace.panel(NAME)
        if isinstance(panel, LivePanel):
            workspace.show_panel(NAME)
            verb(panel)

    return run


ACTIONS: tuple[Action, ...] = (
    Action(
        "live.attach",
        say("连接引擎", "Attach to an engine"),
        _do(lambda panel: panel.engines.url.selectAll()),
        (),
        "publish",
        3,
    ),
    Action("live.watch", say("看实时通话", "Watch live calls"), _do(LivePanel.watch_calls), (), "publish", 3),
    Action(
        "live.heat", say("热力图", "Heat map"), _do(lambda panel: panel.heat.ask()), (), "publish", 3, True
    ),
)
