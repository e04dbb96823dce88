"""The phone: rings the flow in front, shows what its caller hears, and is the caller's keypad."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from flowdesigner.simulation.hovering import Hovering
from flowdesigner.simulation.keypad import KEYS, Keypad
from flowdesigner.simulation.leg import LegBox
from flowdesigner.simulation.shown import Shown
from flowdesigner.simulation.signs import SIZE, sign
from flowdesigner.simulation.simulation import Simulation
from flowdesigner.simulation.simulations import SPEEDS, Simulations
from flowdesigner.simulation.transcript import Transcript
from flowdesigner.theme import theme
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say, tongues

TALK_SECONDS = 3
NARROW = 250
"""Pixels below which the panel is not squeezed."""


class Phone(QWidget):
    """One for the window; it shows the call of the flow in front, or the call that has entered that flow."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.simulations = Simulations.of(workspace)
        self.on_drawing = Shown(self.simulations)
        self.hovering = Hovering(self.simulations)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setMinimumHeight(self.state.fontMetrics().height() * 2 + 4)
        self.state.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.transcript = Transcript()
        self.transcript.node_wanted.connect(self._reveal)
        self.leg = LegBox()
        self.leg.chosen.connect(self._answer)
        self.keypad = Keypad()
        self.keypad.pressed.connect(self.press)
        self.keypad.skipped.connect(lambda: self._send("skip"))
        self.keypad.spoke.connect(lambda: self._send("say", seconds=TALK_SECONDS))
        self.keypad.hung_up.connect(lambda: self._send("hang_up"))
        self.buttons: dict[str, QToolButton] = {}
        self._signs: dict[str, tuple[str, str]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addLayout(self._bar())
        layout.addLayout(self._options())
        layout.addWidget(self.state)
        layout.addWidget(self.transcript, 1)
        layout.addWidget(self.leg)
        layout.addWidget(self.keypad)
        self.setMinimumWidth(NARROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._show_options()
        self.simulations.options_changed.connect(self._show_options)
        self.simulations.shown_changed.connect(lambda _: self.show_call())
        self.simulations.changed.connect(self._changed)
        tongues().changed.connect(self.show_call)
        theme().changed.connect(self.show_call)
        self.show_call()

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(2)
        for id_, _, title in _BUTTONS:
            button = QToolButton()
            button.setAutoRaise(True)
            button.setIconSize(QSize(SIZE, SIZE))
            button.setMinimumSize(QSize(34, 30))
            follow(button, "setToolTip", title)
            follow(button, "setAccessibleName", title)
            button.clicked.connect(lambda _=False, id_=id_: self._workspace.run(id_))
            bar.addWidget(button)
            self.buttons[id_] = button
        bar.addStretch()
        return bar

    def _options(self) -> QHBoxLayout:
        self.speed = QComboBox()
        for speed in SPEEDS:
            self.speed.addItem("", speed)
        follow(self.speed, "setAccessibleName", say("速度", "Speed"))
        follow(self.speed, "setToolTip", say("通话时间走得多快", "How fast the call's time passes"))
        self._name_speeds()
        self.speed.currentIndexChanged.connect(lambda number: self.simulations.set_speed(SPEEDS[number]))
        tongues().changed.connect(self._name_speeds)
        self.sound = QCheckBox()
        follow(self.sound, "setText", say("声音", "Sound"))
        self.sound.toggled.connect(self.simulations.set_sound)
        self.follow = QCheckBox()
        follow(self.follow, "setText", say("跟随", "Follow"))
        follow(
            self.follow,
            "setToolTip",
            say("画布跟着正在执行的节点走", "The drawing scrolls to the node that runs"),
        )
        self.follow.toggled.connect(self.simulations.set_follow)
        row = QHBoxLayout()
        row.addWidget(self.speed, 1)
        row.addWidget(self.sound)
        row.addWidget(self.follow)
        return row

    def _show_options(self) -> None:
        self.speed.setCurrentIndex(SPEEDS.index(self.simulations.speed))
        self.sound.setChecked(self.simulations.sound)
        self.follow.setChecked(self.simulations.follow)

    def _name_speeds(self) -> None:
        for number, speed in enumerate(SPEEDS):
            self.speed.setItemText(number, str(_speed(speed)))

    # --- deeds

    def press(self, key: str) -> None:
        """Press a key of the telephone."""
        if self.simulations.shown is not None:
            self.simulations.shown.press(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The computer's 0-9 * # are the telephone's; Space skips."""
        text = event.text()
        if text and text in KEYS:
            button = self.keypad.keys[text]
            if button.isEnabled() and not event.isAutoRepeat():
                button.setDown(True)
                self.press(text)
        elif event.key() == Qt.Key.Key_Space:
            self._send("skip")
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """The key comes up again."""
        if event.text() in self.keypad.keys:
            self.keypad.keys[event.text()].setDown(False)
        super().keyReleaseEvent(event)

    def _send(self, do: str, **fields: Any) -> None:
        if self.simulations.shown is not None:
            self.simulations.shown.send(do, **fields)

    def _answer(self, outcome: str, after: int, talk: int, confirm: str) -> None:
        key = {"confirm": confirm} if confirm else {}
        self._send("leg", outcome=outcome, after=after, seconds=talk, **key)

    def _reveal(self, flow: str, node: str) -> None:
        shown = self.simulations.shown
        document = self.simulations.document_of(shown, flow) if shown is not None else None
        if document is not None:
            self._workspace.reveal(document, node, edit=False)

    # --- showing

    def _changed(self, simulation: Simulation) -> None:
        if simulation is self.simulations.shown:
            self.show_call()

    def show_call(self) -> None:
        """The call in front as it is now."""
        shown = self.simulations.shown
        running = shown is not None and shown.running
        call = shown.call if shown is not None else None
        self.state.setText(str(self._state(shown)))
        self.transcript.show_call(call)
        self.leg.ring(call.ringing if call is not None and running else "")
        over = call is not None and call.over is not None
        self.keypad.setEnabled(running and not over)
        start = self.buttons["call.start"]
        ends = running and not over
        follow(start, "setToolTip", _STOP if ends else _BUTTONS[0][2])
        follow(start, "setAccessibleName", _STOP if ends else _BUTTONS[0][2])
        start.setEnabled(self._workspace.document is not None)
        self._show_signs(ends, call is not None and call.going)
        for id_ in ("call.pause", "call.step", "call.back", "call.restart"):
            self.buttons[id_].setEnabled(running)
        self.buttons["call.step"].setEnabled(self._workspace.document is not None)
        self.buttons["call.record"].setEnabled(running and bool(call and call.journal))

    def _show_signs(self, ends: bool, going: bool) -> None:
        wanted = {id_: name for id_, name, _ in _BUTTONS}
        wanted["call.start"] = "stop" if ends else "start"
        wanted["call.pause"] = "pause" if going or not ends else "go"
        wanted["shade"] = theme().shade
        for id_, button in self.buttons.items():
            if (wanted[id_], wanted["shade"]) != self._signs.get(id_):
                self._signs[id_] = (wanted[id_], wanted["shade"])
                button.setIcon(sign(wanted[id_]))

    def _state(self, shown: Simulation | None) -> Say:
        if shown is None:
            return say("没有打开的流程", "No flow is open")
        name, call = shown.document.name, shown.call
        if not shown.running:
            return shown.fault or say("{}：还没有试拨", "{}: not ringing", name)
        if shown.silent:
            return say("{}：模拟器没有回应", "{}: the simulator does not answer", name)
        seconds = f"{call.at / 1000:.1f}"
        place = f"{call.flow}.{call.node}" if call.node else name
        mark = say("（无声卡）", " (no sound card)") if shown.sounding.unheard else ""
        return say("{}\n{} · {} 秒{}", "{}\n{} · {} s{}", call.state, place, seconds, mark)


_BUTTONS = (
    ("call.start", "start", say("试拨当前流程（F5）", "Ring the flow in front (F5)")),
    ("call.pause", "pause", say("暂停或继续（F8）", "Hold, or go on (F8)")),
    ("call.step", "step", say("单步：到下一节点（F10）", "Step to the next node (F10)")),
    ("call.back", "back", say("后退一个节点（Shift+F10）", "Back by one node (Shift+F10)")),
    ("call.restart", "restart", say("重新拨打（Ctrl+F5）", "Ring anew (Ctrl+F5)")),
    ("call.record", "record", say("记为通话脚本", "Record as a call script")),
)
_STOP = say("结束试拨（F5）", "End the call (F5)")


def _speed(speed: float) -> Say:
    if speed == 0:
        return say("不计时", "Instant")
    return say("实际速度", "Real time") if speed == 1 else say("{} 倍速", "{} times", f"{speed:g}")
