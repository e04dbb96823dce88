"""The head of the form: icon and type, title, id, note, whether the node is on, whether it is sensitive."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from flowdesigner.canvas.icons import pixmap
from flowdesigner.properties.around import Around
from flowdesigner.properties.code_edit import CodeEdit
from flowdesigner.properties.editor import without_own_undo
from flowdesigner.properties.field import TITLE_WIDTH
from flowdesigner.properties.helps import rich, type_help
from flowdesigner.properties.subject import Subject
from flowdesigner.theme import colours
from flowdesigner.words.say import Say, both, say
from flows.wording import type_title

ICON = 28
TITLE = say("标题", "Title")
ID = say("编号", "Id")
NOTE = say("备注", "Note")
ENABLED = say("启用", "On")
SENSITIVE = say("敏感", "Sensitive")
HELP = say("说明", "Help")
ID_HELP = say(
    "流程里唯一；改名时连线跟着改。回车确认。", "Unique in the flow; wires follow a new one. Enter takes it."
)
ENABLED_HELP = say("停用的节点从第一个出口离开", "A node that is off is left by its first exit")
SENSITIVE_HELP = say("来电者在此输入的内容在日志中隐去", "What callers enter here is masked in journals")
NOTE_HELP = say(
    "写给维护流程的人，不影响运行", "For whoever keeps the flow; it changes nothing of what it does"
)
SEVERAL = say("已选择 {} 个节点", "{} nodes are selected")


class Header(QWidget):
    """Shows a subject; edits it by the verbs of the document."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        self.subject: Subject | None = None
        self.icon = QLabel()
        self.icon.setFixedSize(ICON, ICON)
        self.type = QLabel()
        self.type.setTextFormat(Qt.TextFormat.PlainText)
        self.help_button = QToolButton()
        self.help_button.setText("?")
        self.help_button.setCheckable(True)
        self.help_button.setChecked(True)
        self.help = QLabel()
        self.help.setWordWrap(True)
        self.help.setTextFormat(Qt.TextFormat.RichText)
        self.title, self.id = QLineEdit(), QLineEdit()
        self.note = CodeEdit(lines=1)
        self.enabled, self.sensitive = QCheckBox(), QCheckBox()
        self._labels = {each: QLabel() for each in (TITLE, ID, NOTE)}
        self._lay()
        self._speak()
        self.title.textEdited.connect(self._titled)
        self.title.editingFinished.connect(self._settle)
        self.id.editingFinished.connect(self._renamed)
        self.id.installEventFilter(self)
        for line in (self.title, self.id):
            without_own_undo(line)
        self.note.typed.connect(self._noted)
        self.note.left.connect(self._settle)
        self.enabled.clicked.connect(lambda: self._do_enabled())
        self.sensitive.clicked.connect(lambda: self._do_sensitive())
        self.help_button.toggled.connect(self._show_help)

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.icon)
        head.addWidget(self.type, 1)
        head.addWidget(self.enabled)
        head.addWidget(self.sensitive)
        head.addWidget(self.help_button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, (words, widget) in enumerate(((TITLE, self.title), (ID, self.id), (NOTE, self.note))):
            label = self._labels[words]
            label.setBuddy(widget)
            label.setFixedWidth(TITLE_WIDTH // 2)
            label.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, number, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.help)
        layout.addLayout(grid)

    def _speak(self) -> None:
        for words, label in self._labels.items():
            label.setText(str(words))
        for widget, words, help_ in (
            (self.title, TITLE, TITLE),
            (self.id, ID, ID_HELP),
            (self.note, NOTE, NOTE_HELP),
            (self.enabled, ENABLED, ENABLED_HELP),
            (self.sensitive, SENSITIVE, SENSITIVE_HELP),
            (self.help_button, HELP, HELP),
        ):
            widget.setAccessibleName(str(words))
            widget.setToolTip(str(help_))
        self.enabled.setText(str(ENABLED))
        self.sensitive.setText(str(SENSITIVE))

    # --- shown

    def show_subject(self, subject: Subject) -> None:
        """Show other nodes."""
        self.subject = subject
        self._speak()
        types = subject.types
        one = subject.node
        self.icon.setPixmap(pixmap(types[0], ICON, self.devicePixelRatioF()) if types else QPixmap())
        self.icon.setVisible(len(types) == 1)
        several: Say = say(SEVERAL.zh, SEVERAL.en, len(subject.ids))
        title = both(type_title(types[0], "zh"), type_title(types[0], "en")) if len(types) == 1 else ""
        self.type.setText(title if one else "  ·  ".join(filter(None, [str(several), title])))
        self.type.setStyleSheet("font-weight: 600")
        self.help.setText(rich(type_help(types[0])) if len(types) == 1 else "")
        self.help.setStyleSheet(f"color: {colours().quiet}")
        self._show_help(self.help_button.isChecked())
        for label, widget in zip(self._labels.values(), (self.title, self.id, self.note), strict=True):
            label.setVisible(one is not None)
            widget.setVisible(one is not None)
        self.refresh()

    def _show_help(self, on: bool) -> None:
        self.help.setVisible(on and bool(self.help.text()))

    def refresh(self) -> None:
        """Show what is written now; the cursor stays."""
        nodes = self.subject.nodes if self.subject else []
        if not nodes:
            return
        _show(self.title, nodes[0].title)
        if not self.id.isModified() or not self.id.hasFocus():
            _show(self.id, nodes[0].id)
        self.note.show_text(nodes[0].note)
        _tick(self.enabled, [node.enabled for node in nodes])
        _tick(self.sensitive, [node.sensitive for node in nodes])

    # --- changed

    def _titled(self, text: str) -> None:
        node = self.subject.node if self.subject else None
        if node is not None:
            self.around.do(lambda document: document.set_title(node.id, text, merge=True))

    def _noted(self, text: str) -> None:
        node = self.subject.node if self.subject else None
        if node is not None:
            self.around.do(lambda document: document.set_node_note(node.id, text, merge=True))

    def _renamed(self) -> None:
        node = self.subject.node if self.subject else None
        new = self.id.text().strip()
        if node is None or new == node.id:
            return
        self._settle()
        done = self.around.do(lambda document: document.rename(node.id, new))
        if not done:
            self.id.setText(node.id)
        self.id.setModified(False)

    def _do_enabled(self) -> None:
        subject, on = self.subject, self.enabled.isChecked()
        if subject is not None:
            self._settle()
            self.around.do(lambda document: document.set_enabled(subject.ids, on))

    def _do_sensitive(self) -> None:
        subject, on = self.subject, self.sensitive.isChecked()
        if subject is not None:
            self._settle()
            self.around.do(lambda _: subject.set_sensitive(on))

    def _settle(self) -> None:
        if self.subject is not None:
            self.subject.document.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Esc puts the id back."""
        if watched is self.id and event.type() == QEvent.Type.KeyPress:
            key = getattr(event, "key", lambda: 0)()
            node = self.subject.node if self.subject else None
            if key == Qt.Key.Key_Escape and node is not None and self.id.text() != node.id:
                self.id.setText(node.id)
                self.id.setModified(False)
                return True
        return False


def _show(line: QLineEdit, text: str) -> None:
    if line.text() != text:
        at = line.cursorPosition()
        line.setText(text)
        line.setCursorPosition(min(at, len(text)))


def _tick(box: QCheckBox, values: list[bool]) -> None:
    mixed = any(value != values[0] for value in values)
    box.setTristate(mixed)
    if mixed:
        box.setCheckState(Qt.CheckState.PartiallyChecked)
    else:
        box.setChecked(values[0])
