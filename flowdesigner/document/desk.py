"""Documents opened, saved and brought back: a flow with its file and its recovery, kept together."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from flowdesigner.document.arranging import place
from flowdesigner.document.document import Document
from flowdesigner.document.errors import OpenFailed, SaveFailed, reason
from flowdesigner.document.files import FlowFile
from flowdesigner.document.parts import Part, Parts
from flowdesigner.document.recovery import LeftBehind, Recovery, left_behind, recovery_folder
from flowdesigner.document.snapshot import Snapshots
from flowdesigner.words.say import lang, say
from flows.codes.file import NAME_OF_FILE
from flows.errors import WriteError
from flows.model import Flow
from flows.problems import Problem, Report, has_errors
from flows.read import SUFFIX, Loaded, read
from flows.source import Source, load


class FlowDocument(Document):
    """A document with its file; every edit is kept for recovery before the next one can be made."""

    told = Signal(object)
    """A sentence (Say) that the author should know: shown in the status bar or as a message."""
    title_changed = Signal()
    """What the window's title says is different: the file, or whether there is something to save."""

    def __init__(self, flow: Flow, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(flow, parent)
        self.file = FlowFile(self)
        self.problems: tuple[Problem, ...] = ()
        self._recovery = Recovery(folder or recovery_folder())
        self._snapshots = Snapshots()
        self._warned = False
        self.changed.connect(self._keep)
        self.stack.cleanChanged.connect(self._cleaned)
        self.file.path_changed.connect(self.title_changed.emit)

    @property
    def path(self) -> Path | None:
        """The file, None for a new flow."""
        return self.file.path

    @property
    def name(self) -> str:
        """For a window's title: the flow's title, else the name of its file."""
        return self.flow.title or self.flow.name

    def save(self, *, anyway: bool = False) -> None:
        """Write the file. Raises SaveFailed or ChangedOnDisk; then nothing has changed.

        `anyway`: over what somebody else wrote, and over what could not be read.
        """
        self.file.write(self.flow, anyway=anyway)
        self.settle()
        self.stack.setClean()
        self._recovery.discard()

    def save_as(self, path: Path) -> None:
        """Write another file `NAME.flow.xml` and go on with it; the flow's name becomes NAME.

        Raises SaveFailed; then the document keeps its old file.
        """
        name = path.name.removesuffix(SUFFIX).removesuffix(".xml")
        path = path.with_name(name + SUFFIX)
        before, lossy, step = self.file.path, self.file.lossy, self.stack.index()
        self.set_attribute("name", name)
        self.file.lossy = False
        self.file.take(path, None)
        try:
            self.save(anyway=True)
        except SaveFailed:
            self.file.lossy = lossy
            if before is not None:
                self.file.take(before, _content(before))
            else:
                self.file.leave()
            if self.stack.index() > step:
                self.stack.undo()
            raise

    def read_again(self) -> None:
        """Take what is on the disk; what was not saved is gone. Raises OpenFailed."""
        assert self.path is not None, "a new flow has no file"
        flow, loaded, data = _read(self.path)
        place(flow)
        self.problems = loaded.problems
        self.file.lossy = _lossy(loaded)
        self.file.take(self.path, data)
        self.replace(flow)
        self._recovery.discard()

    def close(self) -> None:
        """The author is done with it: what is not saved is given up."""
        self._recovery.discard()
        self.file.release()

    def _cleaned(self, clean: bool) -> None:
        if clean:
            self._recovery.discard()
        self.title_changed.emit()

    def _keep(self, _: Parts) -> None:
        """Keep the flow as it is now; said once where that is not possible."""
        about = {"file": str(self.path or ""), "name": self.name, "digest": self.file.digest}
        try:
            self._recovery.keep(self._snapshots.of(self.flow), about)
            self._warned = False
        except (OSError, WriteError) as error:
            if not self._warned:
                self._warned = True
                why = reason(error) if isinstance(error, OSError) else str(error)
                self.told.emit(
                    say(
                        "未保存的修改无法备份（{}）。请尽快保存。",
                        "What is not saved cannot be kept safe ({}). Save soon.",
                        why,
                    )
                )


def new_document(name: str = "", folder: Path | None = None) -> FlowDocument:
    """A document with an empty flow, in the language of the window."""
    name = name or ("untitled" if lang() == "en" else "新流程")
    language = "en" if lang() == "en" else "zh-CN"
    return FlowDocument(Flow(name, language=language), folder)


def open_document(path: Path, folder: Path | None = None) -> FlowDocument:
    """The document of a file. Raises OpenFailed, with the problems, where nothing can be shown.

    A file that could be read in part opens; saving it asks first (`file.lossy`). One that another designer
    has open is read-only (`file.holder`). `problems` are those of reading.
    """
    flow, loaded, data = _read(path)
    place(flow)
    document = FlowDocument(flow, folder)
    document.problems = loaded.problems
    document.file.lossy = _lossy(loaded)
    document.file.take(path, data)
    return document


def recovered(left: LeftBehind, folder: Path | None = None) -> FlowDocument:
    """The document as it was before the designer was lost, with something to save. Raises OpenFailed.

    What was left behind is discarded once the document keeps it. `file.look()` says whether the file was
    changed since.
    """
    flow, loaded, _ = _read(left.path)
    path = Path(left.file) if left.file else None
    flow.file = left.file
    data = _content(path) if path is not None else None
    document = FlowDocument(flow, folder or left.folder)
    document.problems = loaded.problems
    if path is not None:
        document.file.take(path, data)
        if data is not None and left.digest:
            document.file.expect(left.digest)
    # One step of undo that changes nothing: there is something to save, and it is kept again at once.
    sentence = say("恢复", "Recover")
    document.apply(sentence, [Part("flow", "title", flow.title, flow.title)])
    left.discard()
    return document


def work_left(folder: Path | None = None) -> list[LeftBehind]:
    """Unsaved work to offer at the start, the latest first."""
    return left_behind(folder or recovery_folder())


def _read(path: Path) -> tuple[Flow, Loaded, bytes]:
    report = Report(str(path))
    source = load(path, report)
    loaded = read(Source(source.data, _file_name(path))) if source else Loaded(None, tuple(report.problems))
    if source is None or loaded.flow is None:
        first = next(iter(loaded.problems), None)
        why = first.message(lang()) if first else ""
        raise OpenFailed(say("{} 无法打开：{}", "{} cannot be opened: {}", path.name, why), loaded.problems)
    return loaded.flow, loaded, source.data


def _lossy(loaded: Loaded) -> bool:
    """Whether the file holds what the document could not take in; a file's wrong name loses nothing."""
    return has_errors(each for each in loaded.problems if each.code != NAME_OF_FILE.number)


def _file_name(path: Path) -> str:
    """The name by which problems call the file; that of a recovery does not have to be the flow's."""
    return "" if ".recovery." in path.name else str(path)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
