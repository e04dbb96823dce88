"""Files of documents: opened, saved, changed by others, brought back; asks the author where it must."""

from __future__ import annotations

import datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from flowdesigner.asking import ask
from flowdesigner.document.desk import FlowDocument, open_document, recovered, work_left
from flowdesigner.document.errors import ChangedOnDisk, DocumentError, OpenFailed, SaveFailed
from flowdesigner.document.recovery import LeftBehind
from flowdesigner.session.project import flows_here
from flowdesigner.words.say import Say, lang, say
from flows.read import SUFFIX

FILES = say("流程 (*.flow.xml);;所有文件 (*)", "Flows (*.flow.xml);;All files (*)")

_Button = QMessageBox.StandardButton


class Filing(QObject):
    """Reads and writes documents, with the questions that belong to it; its verbs say whether it was done."""

    def __init__(self, inside: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inside = inside
        self.folder = flows_here()
        """Where the last file was, at first the project's flows: where the next question begins."""

    @property
    def window(self) -> QWidget:
        """What questions are asked in front of: the window that the flows are in."""
        return self._inside.window()

    def read(self, path: Path) -> FlowDocument | None:
        """The document of a file; None after saying why not."""
        try:
            return open_document(path)
        except OpenFailed as error:
            self.failed(error)
            return None

    def ask_open(self) -> list[Path]:
        """The files that the author wants to open."""
        title = str(say("打开", "Open"))
        names, _ = QFileDialog.getOpenFileNames(self.window, title, self.folder, str(FILES))
        return [Path(name) for name in names]

    def save(self, document: FlowDocument) -> bool:
        """Write a document, asking for a name where it has none."""
        if document.path is None:
            return self.save_as(document)
        try:
            document.save()
        except ChangedOnDisk as error:
            return self._otherwise(document, error, _OVERWRITE)
        except SaveFailed as error:
            return self._otherwise(document, error, _TAKE_OVER if document.file.holder is not None else None)
        return True

    def save_as(self, document: FlowDocument) -> bool:
        """Ask for a name and write under it."""
        before = document.path or Path(self.folder) / (document.flow.name + SUFFIX)
        title = str(say("另存为", "Save as"))
        name, _ = QFileDialog.getSaveFileName(self.window, title, str(before), str(FILES))
        if not name:
            return False
        try:
            document.save_as(Path(name))
        except SaveFailed as error:
            self.failed(error)
            return False
        self.folder = str(Path(name).parent)
        return True

    def _otherwise(self, document: FlowDocument, error: DocumentError, over: Say | None) -> bool:
        """Say why a file was not written; its author may save elsewhere, or write it `over` all the same."""
        box = QMessageBox(QMessageBox.Icon.Warning, str(_TITLE), str(error.say), parent=self.window)
        anyway = box.addButton(str(over), QMessageBox.ButtonRole.DestructiveRole) if over else None
        other = box.addButton(str(say("另存为…", "Save as…")), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_Button.Cancel)
        box.exec()
        if box.clickedButton() is other:
            return self.save_as(document)
        if anyway is None or box.clickedButton() is not anyway:
            return False
        if over is _TAKE_OVER:
            # What the other designer has written since is asked about again.
            document.file.take_over()
            return self.save(document)
        try:
            document.save(anyway=True)
        except SaveFailed as failure:
            self.failed(failure)
            return False
        return True

    def may_close(self, document: FlowDocument) -> bool:
        """Whether a document may be closed: saved, or given up by its author."""
        if not document.modified:
            return True
        question = say("保存对“{}”的修改吗？", "Save the changes of '{}'?", document.name)
        buttons = _Button.Save | _Button.Discard | _Button.Cancel
        answer = ask(self.window, str(_TITLE), str(question), buttons)
        if answer == _Button.Save:
            return self.save(document)
        return answer == _Button.Discard

    def changed_on_disk(self, document: FlowDocument) -> None:
        """Somebody else wrote the file: read it again, after asking where something would be lost."""
        if document.modified:
            question = say(
                "{} 已被别的程序改动。重新读取会丢掉这里未保存的修改。要重新读取吗？",
                "Another program has changed {}. Reading it again loses what is not saved here. Do it?",
                document.name,
            )
            answer = ask(self.window, str(_TITLE), str(question), _Button.Yes | _Button.No)
            if answer != _Button.Yes:
                return
        try:
            document.read_again()
            document.told.emit(say("已重新读取 {}。", "Read {} again.", document.name))
        except OpenFailed as error:
            document.told.emit(error.say)

    def offered_back(self) -> list[FlowDocument]:
        """What a designer left behind that was lost, as far as the author wants it back."""
        found = []
        for left in work_left():
            title = str(say("恢复", "Recover"))
            buttons = _Button.Yes | _Button.No | _Button.Discard
            answer = ask(self.window, title, str(_offer(left)), buttons)
            if answer == _Button.Yes:
                try:
                    found.append(recovered(left))
                except OpenFailed as error:
                    self.failed(error)
            elif answer == _Button.Discard:
                left.discard()
        return found

    def failed(self, error: DocumentError) -> None:
        """Say what was not possible, and why."""
        box = QMessageBox(QMessageBox.Icon.Warning, str(_TITLE), str(error.say), parent=self.window)
        if isinstance(error, OpenFailed):
            box.setDetailedText("\n".join(problem.text(lang()) for problem in error.problems))
        box.exec()


_TITLE = say("Callwright 设计器", "Callwright designer")
_OVERWRITE, _TAKE_OVER = say("覆盖", "Overwrite"), say("接管", "Take over")


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
