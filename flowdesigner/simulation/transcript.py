"""The conversation, large enough to be read from afar: what the caller hears, presses and does."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from flowdesigner.simulation.call import Call, Spoken
from flowdesigner.theme import colours, theme
from flowdesigner.words.say import follow, say, tongues

MOST = 400
"""Lines that are shown, the last ones."""
LARGER = 2
"""Points by which it is larger than the window's other texts."""


class Transcript(QTextBrowser):
    """Shows a call; a click on a line goes to its node."""

    node_wanted = Signal(str, str)
    """(flow, node)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call: Call | None = None
        self._told: list[str] = []
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._clicked)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() + LARGER)
        self.setFont(font)
        self.document().setDocumentMargin(10)
        follow(self, "setAccessibleName", say("来电者听到的和所做的", "What the caller hears and does"))
        follow(
            self,
            "setPlaceholderText",
            say(
                "按 F5 试拨当前流程，用键盘 0-9 * # 按键。",
                "F5 rings the flow in front; press 0-9 * # as on a phone.",
            ),
        )
        theme().changed.connect(self._again)
        tongues().changed.connect(self._again)

    def show_call(self, call: Call | None) -> None:
        """Show a call as it is now; only what is new is written."""
        self._call = call
        lines = [_html(each) for each in call.spoken[-MOST:]] if call is not None else []
        if lines == self._told:
            return
        bar = self.verticalScrollBar()
        below = bar.value() >= bar.maximum() - 4
        same = 0
        while same < min(len(lines), len(self._told)) and lines[same] == self._told[same]:
            same += 1
        if same == len(self._told) and same:
            for line, spoken in zip(
                lines[same:], call.spoken[-len(lines) :][same:] if call else (), strict=True
            ):
                self.append(line)
                # What is appended loses its alignment.
                self.setAlignment(_SIDES.get(spoken.kind, Qt.AlignmentFlag.AlignLeft))
        else:
            self.setHtml("".join(lines))
        self._told = lines
        if below:
            self.moveCursor(QTextCursor.MoveOperation.End)
            bar.setValue(bar.maximum())

    def _again(self) -> None:
        self._told = []
        self.clear()
        self.show_call(self._call)

    def _clicked(self, url: QUrl) -> None:
        flow, _, node = url.toString().removeprefix("node:").partition("/")
        self.node_wanted.emit(flow, node)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Letters and digits are not its own: the telephone around it takes them."""
        if event.text() and event.text() in "0123456789*# ":
            event.ignore()
            return
        super().keyPressEvent(event)


_SIDES = {
    "key": Qt.AlignmentFlag.AlignRight,
    "note": Qt.AlignmentFlag.AlignHCenter,
    "talk": Qt.AlignmentFlag.AlignHCenter,
}


def _html(spoken: Spoken) -> str:
    """One line; the colour says who."""
    wanted = colours()
    text = escape(str(spoken.text)).replace("\n", "<br>")
    minutes, seconds = divmod(spoken.at // 1000, 60)
    place = f"{spoken.flow}/{spoken.node}"
    time = f'<a href="node:{escape(place)}" style="color:{wanted.quiet};text-decoration:none">'
    time += f"<small>{minutes}:{seconds:02}&nbsp; {escape(spoken.node)}</small></a>"
    if spoken.kind == "heard":
        colour = wanted.running if spoken.now else wanted.ink
        cut = f' <span style="color:{wanted.warning}">✂</span>' if spoken.cut else ""
        return f'<p style="margin:6px 0">{time}<br><span style="color:{colour}">{text}</span>{cut}</p>'
    if spoken.kind == "key":
        return (
            f'<p align="right" style="margin:6px 0"><b style="color:{wanted.selected}">&nbsp;{text}&nbsp;</b>'
            f' <small style="color:{wanted.quiet}">⌨</small></p>'
        )
    if spoken.kind == "fault":
        return f'<p style="margin:4px 0;color:{wanted.fault}">{text}</p>'
    return f'<p align="center" style="margin:4px 0;color:{wanted.quiet}"><small>{text}</small></p>'
