"""The panel of properties: follows the selection of the document in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from flowdesigner.document.desk import FlowDocument
from flowdesigner.document.document import Document
from flowdesigner.document.parts import Parts
from flowdesigner.properties.around import Around
from flowdesigner.properties.exits import ExitsTable
from flowdesigner.properties.form import Form
from flowdesigner.properties.header import Header
from flowdesigner.properties.page import Page
from flowdesigner.properties.subject import Subject
from flowdesigner.session.kept import kept_names
from flowdesigner.theme import theme
from flowdesigner.words.say import Say, say, tongues
from flows.problems import Problem
from nodes.declare import Parameter

NOTHING = say("选择一个节点，在这里编辑它的属性。", "Select a node to edit its properties here.")
EXITS = say("出口", "Exits")
TOLD_FOR_MS = 8000
MOST_FORMS = 12
"""Forms that are kept, each for a set of parameters."""


class Place(Protocol):
    """What the panel needs of the workspace."""

    current_changed: SignalInstance
    problems_changed: SignalInstance
    field_wanted: SignalInstance

    @property
    def document(self) -> FlowDocument | None:
        """The document in front."""

    def problems_of(self, document: FlowDocument) -> Sequence[Problem]:
        """What the compiler last found in it."""

    def open_flow(self, name: str, document: FlowDocument) -> object:
        """Open a flow that a node of it enters."""

    def reveal(self, document: FlowDocument, node: str = "", field: str = "", *, edit: bool = True) -> None:
        """Show a node of a document."""

    def tell(self, sentence: Say) -> None:
        """Say a sentence."""


class Properties(QWidget):
    """One panel for all documents. A form is built once for a type and shows one node after the other."""

    def __init__(self, workspace: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.around = Around(self, kept_names(workspace) if isinstance(workspace, QObject) else None)
        self.around.node_shown = lambda: self.subject.node if self.subject else None
        self.document: Document | None = None
        self.subject: Subject | None = None
        self._forms: dict[tuple[Parameter, ...], Form] = {}
        self.form: Form | None = None
        self.setMinimumWidth(300)
        self.nothing = QLabel()
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self.told = QLabel()
        self.told.setWordWrap(True)
        self.told.setMargin(6)
        self.told.setFrameShape(QFrame.Shape.StyledPanel)
        self.told.hide()
        self._told_for = QTimer(self)
        self._told_for.setSingleShot(True)
        self._told_for.setInterval(TOLD_FOR_MS)
        self._told_for.timeout.connect(self.told.hide)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.scroller, 1)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self.told)
        self._build()
        self.around.told.connect(self.tell)
        self.around.flow_wanted.connect(self._open_flow)
        self.around.node_wanted.connect(self._reveal)
        workspace.current_changed.connect(self.show_document)
        workspace.problems_changed.connect(self._problems_changed)
        workspace.field_wanted.connect(self._field_wanted)
        tongues().changed.connect(self.rebuild)
        theme().changed.connect(self.rebuild)
        self.show_document(workspace.document)

    def _build(self) -> None:
        """The page, in the language and the colours in force."""
        self.page = Page()
        self.header = Header(self.around)
        self.exits = ExitsTable(self.around)
        self.exits_title = QLabel(str(EXITS))
        self.exits_title.setStyleSheet("font-weight: 600")
        self.header.help_button.toggled.connect(self._show_helps)
        self._page = QVBoxLayout(self.page)
        self._page.setContentsMargins(10, 10, 10, 10)
        self._page.setSpacing(12)
        self._page.addWidget(self.header)
        self._page.addWidget(_line())
        self._page.addWidget(self.exits_title)
        self._page.addWidget(self.exits)
        self._page.addStretch(1)
        self.scroller.setWidget(self.page)
        self.nothing.setText(str(NOTHING))
        self.setFocusProxy(self.header.title)

    def rebuild(self) -> None:
        """All texts and colours anew; the node and the unfolded fields stay."""
        helps = self.header.help_button.isChecked()
        self._forms, self.form = {}, None
        self._build()
        self.header.help_button.setChecked(helps)
        self._show_selection()

    # --- what is shown

    def show_document(self, document: Document | None) -> None:
        """Follow another document, or none."""
        before = self.document
        if before is not None and before is not document:
            for signal, slot in self._wires(before):
                signal.disconnect(slot)
        if document is not None and before is not document:
            for signal, slot in self._wires(document):
                signal.connect(slot)
        self.document = document
        self.around.look_at(document)
        self._show_selection()

    def _wires(self, document: Document) -> list[tuple[SignalInstance, Callable[..., None]]]:
        return [
            (document.changed, self._changed),
            (document.loaded, self._show_selection),
            (document.selection.changed, self._select),
            (document.selection.current_changed, self._select),
        ]

    def _selected(self) -> tuple[str, ...]:
        """The nodes that are selected, the current one first."""
        document = self.document
        if document is None:
            return ()
        selection = document.selection
        keys = (key for key in selection.keys if key in document.flow.nodes)
        return tuple(sorted(keys, key=lambda key: (key != selection.current, key)))

    def _select(self) -> None:
        """The selection says that it is another one."""
        before = self.subject
        if before is None or before.document is not self.document or before.ids != self._selected():
            self._show_selection()

    def _show_selection(self) -> None:
        """Show the nodes that are selected."""
        document, ids = self.document, self._selected()
        if document is None or not ids:
            self._show_nothing()
            return
        self.around.fresh()
        if self.subject is not None and self.subject.ids != ids:
            self.subject.document.settle()
        self.subject = Subject(document, ids)
        self._show_form(self.subject.parameters())
        self.header.show_subject(self.subject)
        node = self.subject.node
        self.exits.setVisible(node is not None)
        self.exits_title.setVisible(node is not None)
        if node is not None:
            self.exits.show_node(node)
        assert self.form is not None
        self.form.helps = self.header.help_button.isChecked()
        self.form.show_subject(self.subject)
        self._show_problems()
        self.nothing.hide()
        self.scroller.show()

    def _show_nothing(self) -> None:
        self.around.hearing.stop()
        self.subject = None
        self.scroller.hide()
        self.nothing.show()

    def _show_form(self, parameters: tuple[Parameter, ...]) -> None:
        form = self._forms.pop(parameters, None)
        if form is None:
            form = Form(parameters, self.around)
            self._page.insertWidget(2, form)
        self._forms[parameters] = form
        while len(self._forms) > MOST_FORMS:
            oldest = next(iter(self._forms))
            old = self._forms.pop(oldest)
            self._page.removeWidget(old)
            old.deleteLater()
        if form is not self.form:
            self.around.hearing.stop()
            if self.form is not None:
                self.form.hide()
            form.show()
            self.form = form
            self.scroller.verticalScrollBar().setValue(0)

    def _changed(self, parts: Parts) -> None:
        """What the document says has changed: the same node, or others that this one names."""
        subject, document = self.subject, self.document
        if subject is None or document is None:
            return
        if any(id_ not in document.flow.nodes for id_ in subject.ids):
            return
        if not any(part.kind in ("node", "flow", "variable") for part in parts):
            return
        if subject.parameters() != (self.form.parameters if self.form else ()):
            self._show_selection()
            return
        self.header.refresh()
        node = subject.node
        if node is not None:
            self.exits.show_node(node)
        if self.form is not None:
            self.form.refresh()
        self._show_problems()

    def _show_helps(self, on: bool) -> None:
        if self.form is not None:
            self.form.helps = on
            self.form.refresh()

    # --- problems

    def _problems_changed(self, document: object) -> None:
        if document is self.document:
            self._show_problems()

    def _show_problems(self) -> None:
        if self.subject is None or self.form is None:
            return
        document = self.document
        known = self.workspace.problems_of(document) if isinstance(document, FlowDocument) else ()
        self.form.show_problems(self.subject.faults(known))

    # --- going somewhere

    def focus_field(self, node: str, field: str = "") -> None:
        """Show a node of the document in front and give a field of it the focus: `choices[2].keys`.

        `title` and `id` are those of the head, `exit NAME` an exit; without a field the title.
        """
        if self.document is None or node not in self.document.flow.nodes:
            return
        if node != self.document.selection.current or len(self.document.selection.keys) > 1:
            self.document.selection.set([node])
        widget: QWidget = self.header.id if field == "id" else self.header.title
        exit_ = field.removeprefix("exit ").removeprefix("exits.")
        if self.form is not None and self.form.focus(field):
            widget = self.focusWidget() or widget
        elif field != exit_ and exit_ in self.exits.rows:
            self.exits.others.setChecked(True)
            widget = self.exits.rows[exit_].box
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.activate()
        QTimer.singleShot(0, widget, lambda: self.scroller.ensureWidgetVisible(widget, 20, 60))

    def _field_wanted(self, document: object, node: str, field: str) -> None:
        if document is self.document:
            self.focus_field(node, field)

    def _open_flow(self, name: str) -> None:
        if isinstance(self.document, FlowDocument):
            self.workspace.open_flow(name, self.document)

    def _reveal(self, node: str) -> None:
        if isinstance(self.document, FlowDocument):
            self.workspace.reveal(self.document, node, edit=False)

    def tell(self, sentence: Say) -> None:
        """A sentence below the form, for some seconds, and in the status bar."""
        self.told.setText(str(sentence))
        self.told.show()
        self._told_for.start()
        self.workspace.tell(sentence)


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    return line
