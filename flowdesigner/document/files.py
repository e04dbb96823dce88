"""A flow's file: who has it open, whether it may be written, and whether somebody else wrote it."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Signal

from flowdesigner.document.errors import ChangedOnDisk, SaveFailed, reason
from flowdesigner.words.say import Say, say
from flows.digest import sha256
from flows.errors import WriteError
from flows.model import Flow
from flows.write import save

BACKUP = ".bak"
"""What the name of the copy before the last save ends with."""

Stamp = tuple[int, int]
"""Nanoseconds of the last change, bytes: what is looked at before a file is read again."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who else has a file open in a designer."""

    process: int
    machine: str
    program: str


class FlowFile(QObject):
    """The file of one document, or none yet. `holder`: who had it open first, None if that is this document.

    `lossy`: the file holds what the document could not take in; writing it would lose that.
    """

    changed_on_disk = Signal()
    """Somebody else wrote, moved or removed the file."""
    path_changed = Signal()
    """The document has another file, or may write the one it has."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.lossy = False
        self.holder: Holder | None = None
        self._digest = ""
        self._stamp: Stamp | None = None
        self._told: tuple[Stamp | None, ...] = ()
        self._lock: QLockFile | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self.look)

    def take(self, path: Path, data: bytes | None) -> None:
        """Belong to the file `path`, whose content is `data` as far as this document knows."""
        path = path.absolute()
        if path != self.path:
            self.release()
            self._lock_it(path)
        self.path = path
        self._known(data)
        self.path_changed.emit()

    @property
    def digest(self) -> str:
        """The SHA-256 of what the document began with, or saved last; empty where there was no file."""
        return self._digest

    def leave(self) -> None:
        """Belong to no file any more."""
        self.release()
        self.path, self._digest, self._stamp = None, "", None
        self.path_changed.emit()

    def expect(self, digest: str) -> None:
        """The document began with another content than what is on the disk now, of this SHA-256."""
        self._digest, self._stamp = digest, None

    def release(self) -> None:
        """Let others have it."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
        if self._watcher.files():
            self._watcher.removePaths(self._watcher.files())
        self.holder = None

    @property
    def read_only(self) -> bool:
        """Whether the file cannot be written: its rights, or another designer has it."""
        if self.path is None:
            return False
        writable = os.access(self.path, os.W_OK) if self.path.exists() else True
        return self.holder is not None or not writable

    def take_over(self) -> None:
        """Write the file although another designer has it open; what that one writes is still noticed."""
        self.holder = None
        self.path_changed.emit()

    def look(self) -> bool:
        """Whether somebody else wrote the file; the signal tells each such change once.

        Called when the window is back, and by the watcher.
        """
        if self.path is None or not self._digest:
            return False
        if _stamp(self.path) == self._stamp:
            return False
        data = _bytes(self.path)
        if data is not None and sha256(data) == self._digest:
            self._known(data)
            return False
        told, self._told = self._told, (_stamp(self.path),)
        if told != self._told:
            self.changed_on_disk.emit()
        return True

    def keep_mine(self) -> None:
        """Take what is on the disk now as known: the next save overwrites it."""
        if self.path is not None:
            self._known(_bytes(self.path))

    def write(self, flow: Flow, *, anyway: bool = False) -> None:
        """Write the flow to its file, the file before kept as `.bak`. Raises SaveFailed, ChangedOnDisk.

        `anyway`: also over what somebody else wrote, and over what the document could not take in.
        """
        path = self.path
        assert path is not None, "a document without a file is saved under a name"
        if self.read_only:
            raise SaveFailed(self._why_read_only(path))
        if not anyway:
            self._harmless(path)
        try:
            if path.exists():
                shutil.copy2(path, path.with_name(path.name + BACKUP))
            save(flow, path)
        except OSError as error:
            raise SaveFailed(
                say(
                    "{} 未能保存：{}。修改仍在，请换个位置另存，或解决后再保存。",
                    "{} could not be saved: {}. Nothing is lost; save it elsewhere, or again after the cure.",
                    path.name,
                    reason(error),
                )
            ) from error
        except WriteError as error:
            raise SaveFailed(
                say("{} 未能保存：{}", "{} could not be saved: {}", path.name, str(error))
            ) from error
        self.lossy = False
        self._known(_bytes(path))

    def _harmless(self, path: Path) -> None:
        if self.lossy:
            raise ChangedOnDisk(
                say(
                    "{} 中有本程序读不懂的内容，保存会丢掉它们。请另存，或确认覆盖。",
                    "{} holds what could not be read; saving would lose it. Save elsewhere, or overwrite.",
                    path.name,
                )
            )
        if self._digest and path.exists() and self.look():
            raise ChangedOnDisk(
                say(
                    "{} 已被别的程序改动。请重新读取、另存，或确认覆盖。",
                    "Another program has changed {}. Read it again, save elsewhere, or overwrite.",
                    path.name,
                )
            )

    def _why_read_only(self, path: Path) -> Say:
        if self.holder is not None:
            return say(
                "{} 正在另一个设计器中编辑（{}，进程 {}）。请另存，或接管它。",
                "{} is open in another designer ({}, process {}). Save elsewhere, or take it over.",
                path.name,
                self.holder.machine,
                self.holder.process,
            )
        return say(
            "{} 是只读文件。请另存到别处，或修改它的权限。",
            "{} is read-only. Save it elsewhere, or change its permissions.",
            path.name,
        )

    def _lock_it(self, path: Path) -> None:
        """Say beside the file that it is open; where nothing can be written nobody needs to know."""
        lock = QLockFile(str(path.with_name(f".{path.name}.lock")))
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            self._lock = lock
        elif lock.error() == QLockFile.LockError.LockFailedError:
            self.holder = _holder(lock)

    def _known(self, data: bytes | None) -> None:
        assert self.path is not None
        self._digest = sha256(data) if data is not None else ""
        self._stamp = _stamp(self.path)
        self._told = ()
        if str(self.path) not in self._watcher.files() and self.path.exists():
            self._watcher.addPath(str(self.path))


def _holder(lock: QLockFile) -> Holder:
    # PySide answers (process, machine, program); its stubs say otherwise.
    found: object = lock.getLockInfo()
    if isinstance(found, tuple) and len(found) == 3:
        return Holder(int(found[0]), str(found[1]), str(found[2]))
    return Holder(0, "?", "?")


def _stamp(path: Path) -> Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
