"""The settings of a flow: title, language, where it begins, what it handles, what it is about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.errors import DocumentError
from flowdesigner.document.parts import Parts, handler
from flowdesigner.settings.following import turn
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import Say, follow, say, tongues
from flows.wording import node_label
from nodes.channel import KEYS

LANGUAGES = ("zh-CN", "zh-TW", "yue", "en")
"""Languages that are offered; any other tag can be typed."""

_NOWHERE = say("（无）", "(none)")


class FlowForm(QWidget):
    """Edits the document in front, each field as it is typed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._document: FlowDocument | None = None
        self._showing = False
        self.title = QLineEdit()
        self.language = QComboBox()
        self.language.setEditable(True)
        self.language.addItems(LANGUAGES)
        self.start = QComboBox()
        self.events = {"hangup": QComboBox(), "error": QComboBox()}
        self.key = QComboBox()
        self.key.addItems(list(KEYS))
        self.on_key = QComboBox()
        self.about = QPlainTextEdit()
        self.about.setFixedHeight(64)
        self.about.setTabChangesFocus(True)
        self._lay_out()
        self._connect()
        tongues().changed.connect(self.refresh)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[Say, QWidget], ...] = (
            (say("标题", "Title"), self.title),
            (say("语言", "Language"), self.language),
            (say("起点", "Start"), self.start),
            (say("挂机时", "On hang-up"), self.events["hangup"]),
            (say("出错时", "On an error"), self.events["error"]),
            (say("任何时候按", "Any time, key"), self.key),
            (say("转到", "Leads to"), self.on_key),
            (say("说明", "About"), self.about),
        )
        for words, field in rows:
            label = QLabel()
            follow(label, "setText", words)
            follow(field, "setAccessibleName", words)
            label.setBuddy(field)
            form.addRow(label, field)

    def _connect(self) -> None:
        self.title.textEdited.connect(lambda text: self._set("title", text))
        self.language.editTextChanged.connect(lambda text: self._set("language", text.strip()))
        self.about.textChanged.connect(lambda: self._set("about", self.about.toPlainText()))
        self.start.activated.connect(lambda _: self._attempt(self._start))
        for name, field in self.events.items():
            field.activated.connect(lambda _, name=name: self._attempt(lambda: self._handle(name)))
        self.key.activated.connect(lambda _: self.refresh())
        self.on_key.activated.connect(lambda _: self._attempt(lambda: self._handle(self.key.currentText())))
        self.title.editingFinished.connect(self._settle)

    # --- following

    def follow_document(self, document: FlowDocument | None) -> None:
        """Edit another document."""
        turn(self, self._document, document, self._changed, self.refresh)
        self._document = document
        self.refresh()

    def _changed(self, parts: Parts) -> None:
        if any(part.kind in ("flow", "handler", "node") for part in parts):
            self.refresh()

    def refresh(self) -> None:
        """Show the flow as it is now; a field that shows it already is left alone, cursor and all."""
        if self._document is None:
            return
        flow = self._document.flow
        self._showing = True
        if self.title.text() != flow.title:
            self.title.setText(flow.title)
        if self.language.currentText() != flow.language:
            self.language.setEditText(flow.language)
        if self.about.toPlainText() != flow.about:
            self.about.setPlainText(flow.about)
        self._nodes(self.start, flow.start)
        for name, field in self.events.items():
            self._nodes(field, handler(flow, name))
        self._nodes(self.on_key, handler(flow, self.key.currentText()))
        self._showing = False

    def _nodes(self, field: QComboBox, chosen: str) -> None:
        assert self._document is not None
        nodes = self._document.flow.nodes
        field.clear()
        field.addItem(str(_NOWHERE), "")
        for node in nodes.values():
            field.addItem(node_label(node), node.id)
        if chosen and chosen not in nodes:
            field.addItem(f"? {chosen}", chosen)
        field.setCurrentIndex(max(field.findData(chosen), 0))

    # --- changing

    def _set(self, name: str, text: str) -> None:
        document = self._document
        if not self._showing and document is not None:
            self._attempt(lambda: document.set_attribute(name, text, merge=True))

    def _settle(self) -> None:
        if self._document is not None:
            self._document.settle()

    def _start(self) -> None:
        assert self._document is not None
        self._document.set_attribute("start", str(self.start.currentData()))

    def _handle(self, name: str) -> None:
        assert self._document is not None
        field = self.events.get(name, self.on_key)
        self._document.set_handler(name, str(field.currentData()))

    def _attempt(self, edit: Callable[[], object]) -> None:
        try:
            edit()
        except DocumentError as error:
            self._workspace.tell(error.say)
