"""One field of the form: title, editor, default, help in the reader's language, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from flowdesigner.properties.around import Around
from flowdesigner.properties.editor import Content, Fault
from flowdesigner.properties.helps import help_of, plain, rich, title_of
from flowdesigner.properties.kinds import default_of, editor_for
from flowdesigner.theme import colours
from flowdesigner.words.say import say
from nodes.declare import Parameter

TITLE_WIDTH = 112
RESET = say("恢复默认值", "Back to the default")
MIXED = say("（各不相同）", "(they differ)")
REQUIRED = say("必填", "Required")


class Field(QWidget):
    """Edits one parameter."""

    edited = Signal(object, bool)
    settled = Signal()

    def __init__(self, parameter: Parameter, around: Around) -> None:
        super().__init__()
        self.parameter = parameter
        title = title_of(parameter)
        shown = help_of(parameter)
        words = plain(shown)
        self.editor = editor_for(parameter, around)
        self.editor.called(title, words)
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.RichText)
        self.title.setWordWrap(True)
        self.title.setBuddy(self.editor.first)
        note = f"\n{REQUIRED}" if parameter.required else ""
        self.title.setToolTip(f"{parameter.name}{note}\n{words}".strip())
        self.reset = QToolButton()
        self.reset.setText("↺")
        self.reset.setAutoRaise(True)
        self.reset.setToolTip(str(RESET))
        self.reset.setAccessibleName(f"{RESET}: {title}")
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.reset.clicked.connect(self._back)
        self.help = QLabel(rich(shown))
        self.help.setTextFormat(Qt.TextFormat.RichText)
        self.help.setWordWrap(True)
        self.help.setStyleSheet(f"color: {colours().quiet}; font-size: {_small(self)}pt")
        self.faults = QLabel()
        self.faults.setWordWrap(True)
        self.faults.setTextFormat(Qt.TextFormat.RichText)
        self.faults.hide()
        self._entitle(False)
        self._lay()
        self.editor.edited.connect(self.edited.emit)
        self.editor.settled.connect(self.settled.emit)

    def _lay(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        if self.editor.WIDE:
            grid.addWidget(self.title, 0, 0, 1, 2)
            grid.addWidget(self.editor, 2, 0, 1, 3)
            grid.addWidget(self.reset, 0, 2)
            grid.addWidget(self.help, 1, 0, 1, 3)
            grid.addWidget(self.faults, 3, 0, 1, 3)
            return
        self.title.setFixedWidth(TITLE_WIDTH)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.editor, 0, 1)
        grid.addWidget(self.reset, 0, 2)
        grid.addWidget(self.help, 1, 0, 1, 3)
        grid.addWidget(self.faults, 2, 0, 1, 3)

    def show_value(self, value: Content | None, mixed: bool, helps: bool) -> None:
        """Show what is written; `mixed`: the nodes differ, so that nothing is shown."""
        default = default_of(self.parameter)
        self.editor.show_value(None if mixed else value, str(MIXED) if mixed else default)
        self.reset.setVisible(value is not None and not self.parameter.required)
        self.help.setVisible(helps and bool(self.help.text()))
        self._entitle(mixed and self.editor.WIDE)

    def _entitle(self, mixed: bool) -> None:
        """The title, with a star where a value is needed; `mixed`: the field itself cannot say so."""
        worn = colours()
        star = f" <span style='color:{worn.fault}'>*</span>" if self.parameter.required else ""
        note = f" <span style='color:{worn.quiet}'>{escape(str(MIXED))}</span>" if mixed else ""
        self.title.setText(escape(title_of(self.parameter)) + star + note)

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """What is wrong, below the field or in it."""
        left = self.editor.take_faults(faults)
        worn = colours()
        shades = {"error": worn.fault, "warning": worn.warning}
        lines = [f"<span style='color:{shades[each.severity]}'>{escape(each.words)}</span>" for each in left]
        self.faults.setText("<br>".join(dict.fromkeys(lines)))
        self.faults.setVisible(bool(left))

    def _back(self) -> None:
        self.settled.emit()
        self.edited.emit(None, False)
        self.settled.emit()


def _small(widget: QWidget) -> float:
    return round(max(widget.font().pointSizeF() * 0.88, 7.5), 1)
