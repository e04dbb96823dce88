"""What the menu Call offers: ring, hold, step, back, breakpoints, scripts."""

from __future__ import annotations

from flowdesigner.actions.action import Action
from flowdesigner.simulation.recording import record
from flowdesigner.simulation.simulations import Simulations
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import say


def start(workspace: Workspace) -> None:
    """Ring the flow in front with the phone at hand; or end the call."""
    simulations = Simulations.of(workspace)
    simulations.toggle()
    shown = simulations.shown
    if shown is not None and shown.running:
        workspace.show_panel("phone")


def pause(workspace: Workspace) -> None:
    """Hold the call, or let it go on; without one begin it."""
    shown = Simulations.of(workspace).shown
    if shown is not None and shown.running:
        shown.go_or_pause()
    else:
        start(workspace)


def step(workspace: Workspace) -> None:
    """One node on."""
    Simulations.of(workspace).step()
    workspace.show_panel("phone", focus=False)


def back(workspace: Workspace) -> None:
    """One node back."""
    shown = Simulations.of(workspace).shown
    if shown is not None:
        shown.send("back")


def restart(workspace: Workspace) -> None:
    """Ring anew."""
    shown = Simulations.of(workspace).shown
    if shown is not None and shown.running:
        shown.restart()
    else:
        start(workspace)


def from_here(workspace: Workspace) -> None:
    """Go on at the node that is selected, the variables as they are."""
    document = workspace.document
    node = document.selection.current if document is not None else ""
    if document is None or node not in document.flow.nodes:
        workspace.tell(say("先选中一个节点。", "Select a node first."))
        return
    simulations = Simulations.of(workspace)
    shown = simulations.shown
    if shown is None or not shown.running or document.flow.name not in shown.call.flows:
        shown = simulations.simulation(document)
        simulations.show(shown)
    shown.restart_from(document.flow.name, node)
    workspace.show_panel("phone", focus=False)


def breakpoint_(workspace: Workspace) -> None:
    """Set a breakpoint at the node that is selected, or take it away."""
    if workspace.document is not None:
        Simulations.of(workspace).points.toggle(workspace.document, workspace.document.selection.current)


def record_call(workspace: Workspace) -> None:
    """Keep the call as a call script."""
    record(workspace)


def scripts(workspace: Workspace) -> None:
    """Play all call scripts."""
    from flowdesigner.simulation.scripts import Scripts

    panel = workspace.panel("scripts")
    workspace.show_panel("scripts", focus=False)
    if isinstance(panel, Scripts):
        panel.play()


ACTIONS = (
    Action("call.start", say("试拨 / 结束", "Ring / end"), start, ("F5",), "call", 0, True),
    Action("call.pause", say("暂停 / 继续", "Hold / go on"), pause, ("F8",), "call", 0, True),
    Action("call.restart", say("重新拨打", "Ring anew"), restart, ("Ctrl+F5",), "call", 0, True),
    Action("call.step", say("单步", "Step"), step, ("F10",), "call", 1, True),
    Action("call.back", say("后退一步", "Step back"), back, ("Shift+F10",), "call", 1, True),
    Action(
        "call.here", say("从选中节点继续", "Go on from this node"), from_here, ("Ctrl+F10",), "call", 1, True
    ),
    Action("call.breakpoint", say("断点", "Breakpoint"), breakpoint_, ("F9",), "call", 2, True),
    Action(
        "call.no_breakpoints",
        say("清除所有断点", "Remove all breakpoints"),
        lambda w: Simulations.of(w).points.clear(),
        ("Ctrl+Shift+F9",),
        "call",
        2,
    ),
    Action(
        "call.follow",
        say("画布跟随通话", "The drawing follows the call"),
        lambda w: Simulations.of(w).set_follow(not Simulations.of(w).follow),
        menu="call",
        group=3,
        checked=lambda w: Simulations.of(w).follow,
    ),
    Action("call.record", say("记为通话脚本…", "Record as a call script…"), record_call, (), "call", 4, True),
    Action(
        "call.scripts", say("播放所有通话脚本", "Play all call scripts"), scripts, ("F7",), "call", 4, True
    ),
)
"""The actions of the phone."""
