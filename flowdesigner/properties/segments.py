"""One segment of a prompt as a row: words, a value with its reading, a sound, silence, a tone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from flowdesigner.properties.around import Around
from flowdesigner.properties.code_editors import ExpressionEditor, TemplateEditor
from flowdesigner.properties.editor import Editor
from flowdesigner.properties.offered import reading_words
from flowdesigner.properties.picker import PickEditor
from flowdesigner.properties.simple import NumberEditor, TextEditor
from flowdesigner.words.say import Say, say
from nodes.language.readings import READINGS
from nodes.prompts import Segment, SegmentKind

KINDS: dict[SegmentKind, Say] = {
    "say": say("文字", "Words"),
    "value": say("读出值", "Value"),
    "sound": say("录音", "Recording"),
    "silence": say("静音", "Silence"),
    "tone": say("音调", "Tone"),
}
"""What the kinds of segments are called."""

HELP: dict[SegmentKind, Say] = {
    "say": say(
        "合成语音读出；{ } 插入变量，并选择读法", "Spoken; { } puts in a value and the way it is read"
    ),
    "value": say("一个表达式的值，按读法读出", "The value of an expression, read out as you choose"),
    "sound": say("项目里录好的声音，按名称", "A recorded sound of the project, by name"),
    "silence": say("若干毫秒的静音", "So many milliseconds of silence"),
    "tone": say("%(响毫秒,停毫秒,频率)，例如 %(300,0,800)", "%(on ms, off ms, Hz), such as %(300,0,800)"),
}
LISTEN = say("试听", "Listen")
STOP = say("停止", "Stop")


class SegmentRow(QWidget):
    """The editors of one segment and the button that lets it be heard."""

    changed = Signal(object, bool)
    """(Segment, whether it is being typed)."""
    settled = Signal()
    heard = Signal()
    """Let it be heard, or stop it."""

    def __init__(self, kind: SegmentKind, around: Around, sounds: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        self.segment = Segment(kind)
        self.label = QLabel(str(KINDS[kind]))
        self.label.setToolTip(str(HELP[kind]))
        self.label.setContentsMargins(0, 4, 0, 0)
        self.label.setMinimumWidth(self.label.fontMetrics().horizontalAdvance("录音录") + 4)
        self.listen = QToolButton()
        self.listen.clicked.connect(self.heard.emit)
        self.reading: PickEditor | None = None
        self.editor = self._editor(kind, around, sounds)
        self.editor.called(str(KINDS[kind]), str(HELP[kind]))
        self.editor.setToolTip(str(HELP[kind]))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(3)
        grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
        middle = QVBoxLayout()
        middle.setSpacing(3)
        middle.addWidget(self.editor)
        if kind == "value":
            self.reading = PickEditor(lambda: [(each, reading_words(each)) for each in READINGS])
            self.reading.called(str(say("读法", "Read as")))
            self.reading.box.line.setPlaceholderText(str(say("读法，例如 digits", "read as, such as digits")))
            self.reading.edited.connect(self._read)
            self.reading.settled.connect(self.settled.emit)
            middle.addWidget(self.reading)
        grid.addLayout(middle, 0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.listen, 0, 2, Qt.AlignmentFlag.AlignTop)
        self.editor.edited.connect(self._edited)
        self.editor.settled.connect(self.settled.emit)
        self.show_hearing(False)

    def _editor(self, kind: SegmentKind, around: Around, sounds: Callable[[], Iterable[str]]) -> Editor:
        if kind == "say":
            return TemplateEditor(around, lines=2, single=False, spoken=True)
        if kind == "value":
            return ExpressionEditor(around)
        if kind == "sound":
            return PickEditor(lambda: [(name, "") for name in sounds()])
        return NumberEditor("milliseconds") if kind == "silence" else TextEditor()

    def _edited(self, value: object, typing: bool) -> None:
        text = value if isinstance(value, str) else ""
        if self.segment.kind == "silence":
            self.segment = replace(self.segment, ms=int(text) if text.isdecimal() else 0)
        else:
            self.segment = replace(self.segment, text=text)
        self.changed.emit(self.segment, typing)

    def _read(self, value: object, typing: bool) -> None:
        self.segment = replace(self.segment, reading=value if isinstance(value, str) else "")
        self.changed.emit(self.segment, typing)

    def show_segment(self, segment: Segment) -> None:
        """Show another of the same kind; the cursor stays."""
        self.segment = segment
        self.editor.show_value(str(segment.ms) if segment.kind == "silence" else segment.text)
        if self.reading is not None:
            self.reading.show_value(segment.reading, str(say("读法，例如 digits", "read as, such as digits")))

    def show_hearing(self, on: bool) -> None:
        """Whether it is heard now."""
        self.listen.setText("■" if on else "▶")
        self.listen.setToolTip(str(STOP if on else LISTEN))
        self.listen.setAccessibleName(str(STOP if on else LISTEN))
