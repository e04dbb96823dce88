"""What the menu Publish offers of publishing: look, publish, promote, the way back, the history."""

from __future__ import annotations

from collections.abc import Callable

from flowdesigner.actions.action import Action
from flowdesigner.publishing.panel import PublishPanel
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import say

NAME = "publish"
"""The panel's name."""


def _do(verb: Callable[[PublishPanel], object]) -> Callable[[Workspace], object]:
    """Show the panel, then do it, if nothing is being done."""

    def run(workspace: Workspace) -> None:
        panel = workspace.panel(NAME)
        if isinstance(panel, PublishPanel):
            workspace.show_panel(NAME, focus=False)
            panel.stop()
            if panel.target is None:
                workspace.tell(say("先打开并保存一个流程。", "Open a flow that is saved first."))
            else:
                verb(panel)

    return run


ACTIONS: tuple[Action, ...] = (
    Action(
        "publish.look",
        say("看改动", "Look at what changes"),
        _do(PublishPanel.look),
        ("Ctrl+Alt+D",),
        "publish",
        0,
        True,
    ),
    Action("publish.publish", say("发布…", "Publish…"), _do(PublishPanel.publish), (), "publish", 0, True),
    Action("publish.promote", say("转正…", "Promote…"), _do(PublishPanel.promote), (), "publish", 1, True),
    Action(
        "publish.rollback", say("回退…", "Roll back…"), _do(PublishPanel.rollback), (), "publish", 1, True
    ),
    Action(
        "publish.history",
        say("发布记录", "History of publications"),
        _do(PublishPanel.show_history),
        (),
        "publish",
        2,
        True,
    ),
)
