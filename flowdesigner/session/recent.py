"""Files that were open lately, the latest first; pinned ones stay at the top."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from flowdesigner.document.desk import FlowDocument
from flowdesigner.window.workspace import Workspace
from flowdesigner.words.say import follow, say

MOST = 20
"""Files that are remembered besides pinned ones."""

RECENT, PINNED = "recent files", "pinned files"


class Recent(QObject):
    """Remembers the files of documents that were opened or saved; offers them in a menu."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._memory = workspace.memory
        workspace.document_opened.connect(self._opened)

    @property
    def files(self) -> list[Path]:
        """All of them, pinned ones first."""
        return [Path(name) for name in dict.fromkeys([*self.pinned, *self._memory.texts(RECENT)])]

    @property
    def pinned(self) -> list[str]:
        """The pinned ones."""
        return self._memory.texts(PINNED)

    def pin(self, file: Path) -> None:
        """Pin a file, or let it go."""
        name = str(file)
        pinned = self.pinned
        rest = [each for each in pinned if each != name]
        self._memory.keep(PINNED, rest if name in pinned else [*pinned, name])

    def note(self, file: Path) -> None:
        """A file was opened or saved."""
        name = str(file)
        others = [each for each in self._memory.texts(RECENT) if each != name]
        self._memory.keep(RECENT, [name, *others][:MOST])

    def forget(self) -> None:
        """Forget all but the pinned ones."""
        self._memory.keep(RECENT, [])

    def _opened(self, document: FlowDocument) -> None:
        def noted() -> None:
            if document.path is not None:
                self.note(document.path)

        noted()
        document.file.path_changed.connect(noted)

    def menu(self, parent: QMenu) -> QMenu:
        """A menu of them, filled anew each time it is opened."""
        menu = QMenu(parent)
        follow(menu, "setTitle", say("最近的文件", "Recent files"))
        menu.aboutToShow.connect(partial(self.fill, menu))
        return menu

    def fill(self, menu: QMenu) -> None:
        """The files by name, with their folder where two have the same; below, what can be pinned."""
        menu.clear()
        files = self.files
        names = [file.name for file in files]
        for file in files:
            mark = "★ " if str(file) in self.pinned else ""
            name = file.name if names.count(file.name) == 1 else f"{file.name} — {file.parent}"
            action = menu.addAction(f"{mark}{name}", partial(self._workspace.open, file))
            action.setEnabled(file.is_file())
            action.setToolTip(str(file))
        menu.setToolTipsVisible(True)
        document = self._workspace.document
        if files:
            menu.addSeparator()
        if document is not None and document.path is not None:
            pinned = str(document.path) in self.pinned
            words = say("不再置顶 {}", "Unpin {}") if pinned else say("置顶 {}", "Pin {}")
            title = str(words).format(document.path.name)
            menu.addAction(title, partial(self.pin, document.path))
        clear = menu.addAction(str(say("清除列表", "Clear the list")), self.forget)
        clear.setEnabled(bool(self._memory.texts(RECENT)))
