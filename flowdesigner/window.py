"""The main window: documents in tabs, menus, and what happens when one is opened, saved or closed."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QFileDialog,
    QMainWindow,
    QMdiArea,
    QMdiSubWindow,
    QMenu,
    QMessageBox,
    QStackedWidget,
    QWidget,
)

from flowdesigner.canvas.canvas import Canvas
from flowdesigner.document.desk import FlowDocument, new_document, open_document, recovered, work_left
from flowdesigner.document.errors import ChangedOnDisk, DocumentError, OpenFailed, SaveFailed
from flowdesigner.document.recovery import LeftBehind
from flowdesigner.theme import dress, theme
from flowdesigner.words.say import TONGUES, Say, follow, lang, say, speak, tongues
from flowdesigner.words.tongue import Tongue
from flows.read import SUFFIX

SIZE = QSize(1440, 900)
TONGUE_NAMES: dict[Tongue, str] = {"zh_CN": "简体中文", "zh_TW": "繁體中文", "en": "English"}
FILES = say("流程 (*.flow.xml);;所有文件 (*)", "Flows (*.flow.xml);;All files (*)")


_YES, _NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
_DISCARD = QMessageBox.StandardButton.Discard


def _offer(left: LeftBehind) -> Say:
    """The question whether unsaved work is wanted back; the time as the clock on the wall has it."""
    try:
        when = datetime.datetime.fromisoformat(left.when).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        when = "?"
    return say(
        "“{}”有未保存的修改（{}）。要恢复吗？",
        "There is unsaved work on '{}' ({}). Recover it?",
        left.name or left.file or left.key[:8],
        when,
    )


class Page(QMdiSubWindow):
    """One document with its canvas."""

    def __init__(self, document: FlowDocument) -> None:
        super().__init__()
        self.document = document
        self.gone = False
        """It is closed; Qt lists it until it has time to delete it."""
        self.canvas = Canvas(document)
        self.setWidget(self.canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        document.title_changed.connect(self.retitle)
        document.changed.connect(self.retitle)
        self.retitle()

    def retitle(self, _: object = None) -> None:
        """The title, with a star while there is something to save."""
        read_only = say("（只读）", " (read-only)") if self.document.file.read_only else ""
        self.setWindowTitle(f"{self.document.name}{read_only}[*]")
        self.setWindowModified(self.document.modified)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Ask before anything is lost."""
        window = self.window()
        if self.gone:
            event.accept()
            return
        if isinstance(window, MainWindow) and not window.may_close(self):
            event.ignore()
            return
        self.document.close()
        # It is the window's, not the page's: without this it would live on and look at a view that is gone.
        self.canvas.minimap.hide()
        self.canvas.minimap.deleteLater()
        self.gone = True
        event.accept()


class MainWindow(QMainWindow):
    """Several documents; panels are docked around them by whoever writes them."""

    def __init__(self) -> None:
        super().__init__()
        self.area = QMdiArea()
        self.area.setViewMode(QMdiArea.ViewMode.TabbedView)
        self.area.setTabsClosable(True)
        self.area.setTabsMovable(True)
        self.area.setDocumentMode(True)
        self.setCentralWidget(self.area)
        self.resize(SIZE)
        self.maps = QStackedWidget()
        self.maps.setMinimumSize(160, 110)
        self._dock("navigator", say("导航", "Navigator"), self.maps, Qt.DockWidgetArea.RightDockWidgetArea)
        self.actions_: dict[str, QAction] = {}
        self._menus()
        self.area.subWindowActivated.connect(self._activated)
        tongues().changed.connect(self._retitle)
        self.setAcceptDrops(True)
        self._retitle()
        self.statusBar()

    # --- documents

    @property
    def documents(self) -> list[FlowDocument]:
        """All open documents."""
        return [page.document for page in self.pages]

    @property
    def pages(self) -> list[Page]:
        """Their windows."""
        return [page for page in self.area.subWindowList() if isinstance(page, Page) and not page.gone]

    @property
    def page(self) -> Page | None:
        """The one that is in front."""
        found = self.area.currentSubWindow()
        return found if isinstance(found, Page) else None

    def new(self) -> None:
        """An empty flow."""
        self._show(new_document())

    def open(self, path: Path) -> bool:
        """Open a file, or bring it to the front; whether that was possible."""
        for page in self.pages:
            if page.document.path == path.absolute():
                self.area.setActiveSubWindow(page)
                return True
        try:
            document = open_document(path)
        except OpenFailed as error:
            self._failed(error)
            return False
        self._show(document)
        if document.file.holder is not None:
            self.tell(say("另一个设计器正在编辑这个文件，这里只读。", "Another designer has this file open."))
        return True

    def _show(self, document: FlowDocument) -> None:
        page = Page(document)
        self.area.addSubWindow(page)
        page.canvas.told.connect(self.tell)
        document.told.connect(self.tell)
        page.canvas.files_dropped.connect(lambda files: [self.open(file) for file in files])
        document.file.changed_on_disk.connect(self._changed_on_disk)
        self.maps.addWidget(page.canvas.minimap)
        page.showMaximized()
        page.canvas.setFocus()

    def offer_back(self) -> None:
        """Offer what a designer left behind that was lost."""
        for left in work_left():
            answer = QMessageBox.question(
                self, str(say("恢复", "Recover")), str(_offer(left)), _YES | _NO | _DISCARD
            )
            if answer == _YES:
                try:
                    self._show(recovered(left))
                except OpenFailed as error:
                    self._failed(error)
            elif answer == _DISCARD:
                left.discard()

    def save(self, page: Page | None = None) -> bool:
        """Save the document in front, or that of `page`; whether it is saved."""
        page = page or self.page
        if page is None:
            return False
        if page.document.path is None:
            return self.save_as(page)
        try:
            page.document.save()
        except ChangedOnDisk as error:
            return self._overwrite(page, error)
        except SaveFailed as error:
            self._failed(error)
            return False
        return True

    def _overwrite(self, page: Page, error: ChangedOnDisk) -> bool:
        box = QMessageBox(QMessageBox.Icon.Warning, self.windowTitle(), str(error.say), parent=self)
        over = box.addButton(str(say("覆盖", "Overwrite")), QMessageBox.ButtonRole.DestructiveRole)
        other = box.addButton(str(say("另存为…", "Save as…")), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        if box.clickedButton() is other:
            return self.save_as(page)
        if box.clickedButton() is not over:
            return False
        try:
            page.document.save(anyway=True)
        except SaveFailed as failure:
            self._failed(failure)
            return False
        return True

    def save_as(self, page: Page | None = None) -> bool:
        """Ask for a name and save under it; whether it is saved."""
        page = page or self.page
        if page is None:
            return False
        before = page.document.path or Path(page.document.flow.name + SUFFIX)
        name, _ = QFileDialog.getSaveFileName(self, str(say("另存为", "Save as")), str(before), str(FILES))
        if not name:
            return False
        try:
            page.document.save_as(Path(name))
        except SaveFailed as error:
            self._failed(error)
            return False
        return True

    def may_close(self, page: Page) -> bool:
        """Whether a document may be closed: saved, or given up by its author."""
        if not page.document.modified:
            return True
        button = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self,
            self.windowTitle(),
            str(say("保存对“{}”的修改吗？", "Save the changes of '{}'?", page.document.name)),
            button.Save | button.Discard | button.Cancel,
        )
        if answer == button.Save:
            return self.save(page)
        return answer == button.Discard

    def _changed_on_disk(self) -> None:
        file = self.sender()
        page = next((page for page in self.pages if page.document.file is file), None)
        if page is None:
            return
        if not page.document.modified:
            self._read_again(page)
            return
        button = QMessageBox.StandardButton
        question = say(
            "{} 已被别的程序改动。重新读取会丢掉这里未保存的修改。要重新读取吗？",
            "Another program has changed {}. Reading it again loses what is not saved here. Read it again?",
            page.document.name,
        )
        answer = QMessageBox.question(self, self.windowTitle(), str(question), button.Yes | button.No)
        if answer == button.Yes:
            self._read_again(page)

    def _read_again(self, page: Page) -> None:
        try:
            page.document.read_again()
            self.tell(say("已重新读取 {}。", "Read {} again.", page.document.name))
        except OpenFailed as error:
            self.tell(error.say)

    def _failed(self, error: DocumentError) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, self.windowTitle(), str(error.say), parent=self)
        if isinstance(error, OpenFailed):
            lines = (problem.text(lang()) for problem in error.problems)
            box.setDetailedText("\n".join(lines))
        box.exec()

    def tell(self, sentence: Say) -> None:
        """A sentence in the status bar."""
        self.statusBar().showMessage(str(sentence), 8000)

    # --- menus

    def _menus(self) -> None:
        file = self._menu(say("文件(&F)", "&File"))
        self._action(file, "new", say("新建", "New"), "Ctrl+N", self.new)
        self._action(file, "open", say("打开…", "Open…"), "Ctrl+O", self._ask_open)
        self._action(file, "save", say("保存", "Save"), "Ctrl+S", self.save)
        self._action(file, "save_as", say("另存为…", "Save as…"), "Ctrl+Shift+S", self.save_as)
        file.addSeparator()
        self._action(file, "quit", say("退出", "Quit"), "Ctrl+Q", self.close)
        edit = self._menu(say("编辑(&E)", "&Edit"))
        for id_, name in (
            ("undo", say("撤销", "Undo")),
            ("redo", say("重做", "Redo")),
            ("cut", say("剪切", "Cut")),
            ("copy", say("复制", "Copy")),
            ("paste", say("粘贴", "Paste")),
            ("delete", say("删除", "Delete")),
            ("select_all", say("全选", "Select all")),
        ):
            self._action(edit, id_, name, "", partial(self._on_canvas, id_))
        view = self._menu(say("视图(&V)", "&View"))
        for id_, name in (
            ("fit", say("显示全部", "Show all")),
            ("zoom_100", say("实际大小", "Actual size")),
            ("arrange", say("自动布局", "Arrange")),
            ("curves", say("曲线连线", "Curved wires")),
        ):
            self._action(view, id_, name, "", partial(self._on_canvas, id_))
        self._action(view, "shade", say("深色或浅色", "Dark or light"), "", self._shade)
        languages = self._menu(say("语言", "Language"))
        for tongue in TONGUES:
            action = languages.addAction(TONGUE_NAMES[tongue])
            action.triggered.connect(lambda _, tongue=tongue: speak(tongue))

    def _menu(self, title: Say) -> QMenu:
        menu = self.menuBar().addMenu(str(title))
        follow(menu, "setTitle", title)
        return menu

    def _action(self, menu: QMenu, id_: str, name: Say, keys: str, run: Callable[[], object]) -> None:
        action = QAction(self)
        follow(action, "setText", name)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: run())
        menu.addAction(action)
        self.actions_[id_] = action

    def _on_canvas(self, id_: str) -> None:
        if self.page is not None:
            self.page.canvas.run(id_)

    def _ask_open(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, str(say("打开", "Open")), "", str(FILES))
        for name in names:
            self.open(Path(name))

    def _shade(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            dress(application, "light" if theme().shade == "dark" else "dark")

    def _dock(self, id_: str, title: Say, widget: QWidget, where: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget()
        dock.setObjectName(id_)
        dock.setWidget(widget)
        follow(dock, "setWindowTitle", title)
        self.addDockWidget(where, dock)
        return dock

    # --- events

    def _activated(self, page: QMdiSubWindow | None) -> None:
        if isinstance(page, Page):
            self.maps.setCurrentWidget(page.canvas.minimap)
            page.document.file.look()

    def _retitle(self) -> None:
        self.setWindowTitle(str(say("Callwright 设计器", "Callwright designer")))
        for page in self.pages:
            page.retitle()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Back in front: look whether the files are as they were."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            for document in self.documents:
                document.file.look()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Close every document, unless its author wants to stay."""
        self.area.closeAllSubWindows()
        if self.pages:
            event.ignore()
        else:
            event.accept()
