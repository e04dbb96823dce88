"""Pictures of simulated calls: ringing, a breakpoint, the trace, what is outside, scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from guide_hand import LARGE, NONE, USUAL, WIDE, Hand
from guide_window import opened
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from flowdesigner.simulation.mocks import MocksPanel
from flowdesigner.simulation.phone import Phone
from flowdesigner.simulation.scripts import Scripts
from flowdesigner.simulation.simulations import Simulations


def ring(hand: Hand, keys: str = "") -> None:
    """F5 without sound and without waiting; then keys, each when the call waits for one."""
    simulations = Simulations.of(hand.workspace)
    simulations.set_sound(False)
    simulations.set_speed(0.0)
    hand.canvas.setFocus()
    hand.key(Qt.Key.Key_F5, into=hand.canvas)
    phone = hand.workspace.widgets["phone"]
    assert isinstance(phone, Phone)
    for key in keys:
        waits(hand, simulations)
        shown = simulations.shown
        assert shown is not None
        before = len(shown.call.journal)
        QTest.keyClick(phone, getattr(Qt.Key, f"Key_{key}"), NONE)
        hand.until(lambda before=before, shown=shown: len(shown.call.journal) > before + 2, f"key {key}")  # type: ignore[misc]
    waits(hand, simulations)
    hand.rest(400)


def waits(hand: Hand, simulations: Simulations) -> None:
    """Wait until the call waits for the caller, or stands."""

    def ready() -> bool:
        call = simulations.shown.call if simulations.shown is not None else None
        return call is not None and any((call.held, call.waiting, call.over))

    hand.until(ready, "the call waiting")
    hand.rest(150)


def phone(hand: Hand, project: Path) -> None:
    """A call that has heard the opening hours and is back in the menu."""
    opened(hand, project)
    hand.size(*LARGE)
    ring(hand, "1")
    hand.fit()
    hand.shot("phone")


def breakpoint_(hand: Hand, project: Path) -> None:
    """A call that stands before a node, with its variables."""
    opened(hand, project, "poll")
    document = hand.document
    document.selection.set(["save"])
    hand.key(Qt.Key.Key_F9, into=hand.canvas)
    document.selection.set([])
    ring(hand, "15")
    hand.workspace.show_panel("variables", focus=False)
    hand.canvas.zoom_to(0.7)
    hand.canvas.reveal(["save"])
    hand.rest(300)
    hand.shot("breakpoint")


def trace(hand: Hand, project: Path) -> None:
    """What happened in a call, event by event."""
    opened(hand, project)
    ring(hand, "10")
    hand.workspace.show_panel("trace", focus=False)
    hand.window.resizeDocks([hand.window.docks.docks["trace"]], [330], Qt.Orientation.Vertical)
    hand.rest(300)
    hand.shot("trace", hand.window.docks.docks["trace"])


def outside(hand: Hand, project: Path) -> None:
    """What a database answers, and the time, prepared for a call."""
    opened(hand, project, "complaint-state")
    panel = hand.workspace.widgets["prepared"]
    assert isinstance(panel, MocksPanel)
    hand.workspace.show_panel("prepared")
    state = hand.said("{state: in_progress, department: 城管局}", "{state: in_progress, department: Roads}")
    panel.text.setPlainText(
        "now: 2026-02-17T10:00+08:00\n"
        "database:\n  hotline:\n"
        f"  - sql: SELECT c.state\n    times: 1\n    rows: [{state}]\n"
        "  - {sql: SELECT c.state, error: unavailable}\n"
    )
    panel.check()
    hand.size(*WIDE)
    hand.window.resizeDocks([hand.window.docks.docks["prepared"]], [260], Qt.Orientation.Vertical)
    hand.rest(300)
    hand.shot("outside", hand.window.docks.docks["prepared"])


def scripts(hand: Hand, project: Path) -> None:
    """All scripts played, and what they reached."""
    for file in (project / "flows").glob("*.calls.yaml"):
        file.unlink()
    kept = project / "flows" / "small.calls.yaml"
    kept.write_text(_script(hand), encoding="utf-8")
    opened(hand, project)
    panel = hand.workspace.widgets["scripts"]
    assert isinstance(panel, Scripts)
    hand.size(*WIDE)
    hand.menu("call", hand.said("播放所有通话脚本", "Play all call scripts"))
    hand.until(lambda: not panel.running and panel.results.cases, "the scripts")
    hand.fit()
    panel.list.expandAll()
    hand.rest(300)
    middle = hand.place(hand.canvas)
    hand.shot("scripts", QRect(middle.topLeft() - QPoint(4, 30), QPoint(middle.right() + 4, WIDE[1])))
    kept.unlink()
    hand.size(*USUAL)


def _script(hand: Hand) -> str:
    """Two cases that go well, and one that expects another address."""
    hours, nothing = hand.said("问办公时间", "asks for the hours"), hand.said("什么都不按", "presses nothing")
    address, heard = hand.said("问地址", "asks for the address"), hand.said("人民路二号", "2 Market Street")
    return (
        f"cases:\n- name: {hours}\n  keys: '1 0'\n- name: {nothing}\n  keys: '- - -'\n"
        f"- name: {address}\n  steps:\n  - press: 2\n  - hear: {heard}\n"
    )


def leg(hand: Hand, project: Path) -> None:
    """An agent rings: what does the other side do?"""
    opened(hand, project, "agent")
    ring(hand)
    hand.shot("leg", hand.window.docks.docks["phone"])


SCENES: dict[str, Callable[[Hand, Path], None]] = {
    "phone": phone,
    "breakpoint": breakpoint_,
    "trace": trace,
    "outside": outside,
    "scripts": scripts,
    "leg": leg,
}
