"""What panels know of the designer: open documents, the current one, and how to bring one to the front."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMdiArea, QMdiSubWindow, QWidget

from flowdesigner.canvas.canvas import Canvas
from flowdesigner.canvas.lights import Badge
from flowdesigner.document.desk import FlowDocument, new_document
from flowdesigner.session.memory import Memory
from flowdesigner.session.project import flows_folder
from flowdesigner.window.filing import Filing
from flowdesigner.window.page import Page
from flowdesigner.words.say import Say, say
from flows.problems import Problem
from flows.read import SUFFIX
from flows.wording import flow_of

Badges = Mapping[str, Iterable[Badge]]
"""Badges by node id."""


class Workspace(QObject):
    """The open documents. It needs no window: `Workspace()` and `add(document)` are enough for a test.

    `problems_of`, `find_flow` and `run` are given by the parts that know; without them there are no problems,
    flows are looked for beside their caller, and no action is known.
    """

    document_opened = Signal(object)
    """A FlowDocument is open and has a canvas."""
    document_closed = Signal(object)
    """A FlowDocument is gone."""
    current_changed = Signal(object)
    """Another FlowDocument is in front; None without any."""
    problems_changed = Signal(object)
    """The compiler has looked at a FlowDocument again: ask `problems_of`."""
    field_wanted = Signal(object, str, str)
    """(FlowDocument, node id, field): the properties show that field and give it the focus. The field is a
    place of the problem list, such as `choices[2].keys`, `into`, or empty for the node as a whole."""
    menu_opening = Signal(object, object, object)
    """(FlowDocument, Hit, QMenu): the menu of the right button on a canvas; add to it."""
    panel_wanted = Signal(str, bool)
    """A panel by its name is to be shown; whether it gets the focus."""
    callers_changed = Signal()
    """Another flow was entered, or one of them is gone: `callers` is another."""
    told = Signal(object)
    """A sentence (Say) for the status bar."""
    closing = Signal()
    """The window closes, its documents are closed: whoever has something running ends it at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.memory = Memory()
        self.area = QMdiArea()
        self.filing = Filing(self.area, self)
        self.widgets: dict[str, QWidget] = {}
        """The panels of the window by name."""
        self.actions_run: Callable[[str], bool] = lambda _: False
        self.problems: dict[FlowDocument, tuple[Problem, ...]] = {}
        self._badges: dict[FlowDocument, dict[str, Badges]] = {}
        self._current: FlowDocument | None = None
        self.callers: dict[FlowDocument, tuple[FlowDocument, str]] = {}
        """From where a flow was opened: the flow and the node that enters it."""
        self.area.subWindowActivated.connect(self._activated)

    # --- documents

    @property
    def pages(self) -> list[Page]:
        """The windows of the documents, in the order they were opened."""
        return [page for page in self.area.subWindowList() if isinstance(page, Page) and not page.gone]

    @property
    def documents(self) -> list[FlowDocument]:
        """All open documents."""
        return [page.document for page in self.pages]

    @property
    def document(self) -> FlowDocument | None:
        """The one in front, None without any."""
        return self._current

    @property
    def canvas(self) -> Canvas | None:
        """The canvas in front."""
        return self.canvas_of(self._current) if self._current else None

    def page_of(self, document: FlowDocument) -> Page | None:
        """The page of a document."""
        return next((page for page in self.pages if page.document is document), None)

    def canvas_of(self, document: FlowDocument) -> Canvas | None:
        """The canvas of a document; None if it is not open any more."""
        page = self.page_of(document)
        return page.canvas if page else None

    def new(self) -> FlowDocument:
        """An empty flow, in front."""
        return self.add(new_document())

    def open(self, path: Path) -> FlowDocument | None:
        """Open a file, or bring it to the front; None after saying why that is not possible."""
        document = self.opened(path)
        if document is not None:
            self.bring(document)
            return document
        document = self.filing.read(path)
        if document is None:
            return None
        self.add(document)
        if document.file.holder is not None:
            self.tell(say("另一个设计器正在编辑这个文件，这里只读。", "Another designer has this file open."))
        return document

    def opened(self, path: Path) -> FlowDocument | None:
        """The open document of a file."""
        wanted = path.absolute()
        return next((each for each in self.documents if each.path == wanted), None)

    def add(self, document: FlowDocument) -> FlowDocument:
        """Show a document that was made or read elsewhere."""
        page = Page(document, lambda page: self.filing.may_close(page.document))
        page.closed.connect(partial(self._closed, document))
        page.menu_opening.connect(lambda hit, menu: self.menu_opening.emit(document, hit, menu))
        page.canvas.told.connect(self.tell)
        page.canvas.files_dropped.connect(lambda files: [self.open(file) for file in files])
        page.canvas.activated.connect(lambda id_: self.activate(document, id_))
        page.canvas.properties_wanted.connect(lambda id_: self.reveal(document, id_))
        document.told.connect(self.tell)
        document.file.changed_on_disk.connect(lambda: self.filing.changed_on_disk(document))
        if document.path is not None:
            self.filing.folder = str(document.path.parent)
        self.area.addSubWindow(page)
        self.document_opened.emit(document)
        if self.area.viewMode() == QMdiArea.ViewMode.TabbedView or not self._current:
            page.showMaximized()
        else:
            page.show()
        page.canvas.setFocus()
        self._activated(page)
        return document

    def bring(self, document: FlowDocument) -> None:
        """Bring a document to the front."""
        page = self.page_of(document)
        if page is not None:
            self.area.setActiveSubWindow(page)
            self._activated(page)

    def close(self, document: FlowDocument) -> bool:
        """Close a document; whether its author let it."""
        page = self.page_of(document)
        return page.close() if page else True

    def _closed(self, document: FlowDocument) -> None:
        self.callers = {
            entered: caller
            for entered, caller in self.callers.items()
            if document not in (entered, caller[0])
        }
        self.callers_changed.emit()
        self.problems.pop(document, None)
        self._badges.pop(document, None)
        if document is self._current:
            following = self.pages
            self._show_current(following[-1].document if following else None)
        self.document_closed.emit(document)

    def _activated(self, page: QMdiSubWindow | None) -> None:
        if isinstance(page, Page) and not page.gone:
            self._show_current(page.document)
            page.document.file.look()

    def _show_current(self, document: FlowDocument | None) -> None:
        if document is not self._current:
            self._current = document
            self.current_changed.emit(document)

    # --- going somewhere

    def reveal(self, document: FlowDocument, node: str = "", field: str = "", *, edit: bool = True) -> None:
        """Bring a document, a node and a field of it to the author: tab, canvas, properties.

        With `edit` the properties get the focus at the field; without, they only follow the selection.
        """
        self.bring(document)
        canvas = self.canvas_of(document)
        if canvas is None:
            return
        if node in document.flow.nodes:
            canvas.reveal([node])
        if edit:
            self.field_wanted.emit(document, node, field)

    def activate(self, document: FlowDocument, node: str) -> None:
        """A double click on a node: open the flow it enters, else show its properties."""
        found = document.flow.nodes.get(node)
        name = flow_of(found) if found else ""
        entered = self.open_flow(name, document) if name else None
        if entered is None:
            self.reveal(document, node)
        elif entered is not document:
            self.callers[entered] = (document, node)
            self.callers_changed.emit()

    def find_flow(self, name: str, document: FlowDocument) -> Path | None:
        """The file of a flow by its name: open, beside the caller, or in the project's folder of flows."""
        if not name or "/" in name or "\\" in name:
            return None
        for each in self.documents:
            if each.flow.name == name and each.path is not None:
                return each.path
        folders = self.flow_folders(document)
        return next((path for folder in folders if (path := folder / (name + SUFFIX)).is_file()), None)

    def flow_folders(self, document: FlowDocument) -> list[Path]:
        """Where the flows are that a document may enter."""
        beside = [document.path.parent] if document.path is not None else []
        folder = flows_folder(document.path)
        return beside if folder is None else [*beside, folder]

    def open_flow(self, name: str, document: FlowDocument) -> FlowDocument | None:
        """Open the flow that a node of `document` enters; None after saying that there is no such file."""
        for each in self.documents:
            if each.flow.name == name:
                self.bring(each)
                return each
        path = self.find_flow(name, document)
        if path is None:
            self.tell(say("找不到流程 {}。", "There is no flow {}.", name))
            return None
        return self.open(path)

    # --- what panels share

    def tell(self, sentence: Say) -> None:
        """Show a sentence in the status bar."""
        self.told.emit(sentence)

    def run(self, action: str) -> bool:
        """Do an action of the window by its id; whether there is one that can be done now."""
        return self.actions_run(action)

    def panel(self, name: str) -> QWidget | None:
        """The widget of a panel; None without a window, or without such a panel."""
        return self.widgets.get(name)

    def show_panel(self, name: str, *, focus: bool = True) -> None:
        """Show a panel that may be hidden or behind another."""
        self.panel_wanted.emit(name, focus)

    def problems_of(self, document: FlowDocument) -> tuple[Problem, ...]:
        """What the compiler last found in a document; those of the flows it enters stand with their own."""
        return self.problems.get(document, ())

    def set_problems(self, document: FlowDocument, problems: tuple[Problem, ...]) -> None:
        """The compiler has looked at a document."""
        self.problems[document] = problems
        self.problems_changed.emit(document)

    def set_badges(self, document: FlowDocument, owner: str, badges: Badges) -> None:
        """The badges that `owner` wants on a document's nodes, in place of its own from before."""
        canvas = self.canvas_of(document)
        if canvas is None:
            return
        layers = self._badges.setdefault(document, {})
        layers[owner] = {id_: tuple(each) for id_, each in badges.items()}
        whole: dict[str, list[Badge]] = {}
        for layer in layers.values():
            for id_, each in layer.items():
                whole.setdefault(id_, []).extend(each)
        canvas.flow_scene.set_badges(whole)
