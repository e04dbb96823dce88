"""What is not saved yet, kept on the disk after every edit, and offered back after a crash or a kill.

A document that differs from its file has two files in the recovery folder:

    KEY.recovery.flow.xml    the flow as it was after the last edit
    KEY.recovery.json        whose it is: file, name, digest of the file when it was read, when
    KEY.recovery.lock        held while its designer lives
"""

from __future__ import annotations

import datetime
import json
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLockFile, QStandardPaths

_FLOW, _ABOUT, _LOCK = ".recovery.flow.xml", ".recovery.json", ".recovery.lock"

FOLDER = "CALLWRIGHT_RECOVERY"
"""The environment variable that names another folder for recovery."""


def recovery_folder() -> Path:
    """Where all designers of this user keep what is not saved."""
    if os.environ.get(FOLDER):
        return Path(os.environ[FOLDER])
    base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(base) / "callwright" / "recovery"


class Recovery:
    """Keeps one document's unsaved work in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = uuid.uuid4().hex
        self._lock: QLockFile | None = None
        self._about: dict[str, object] = {}

    def keep(self, data: bytes, about: Mapping[str, object]) -> None:
        """Keep `data` in place of what was kept before; survives a kill at any moment. Raises OSError."""
        if self._lock is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock = _lock(self._path(_LOCK))
            self._lock.tryLock(0)
        if dict(about) != self._about:
            moment = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
            said = {**about, "process": os.getpid(), "when": moment}
            _replace(self._path(_ABOUT), json.dumps(said, ensure_ascii=False).encode())
            self._about = dict(about)
        _replace(self._path(_FLOW), data)

    def discard(self) -> None:
        """Nothing is unsaved any more."""
        if self._lock is None:
            return
        for suffix in (_FLOW, _ABOUT):
            self._path(suffix).unlink(missing_ok=True)
        self._about = {}
        self._lock.unlock()
        self._lock = None

    def _path(self, suffix: str) -> Path:
        return self._folder / f"{self._key}{suffix}"


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Unsaved work of a designer that is gone. `file` is empty for a flow that was never saved."""

    folder: Path
    key: str
    file: str
    name: str
    when: str
    digest: str

    @property
    def path(self) -> Path:
        """The flow as it was after its last edit."""
        return self.folder / f"{self.key}{_FLOW}"

    def discard(self) -> None:
        """Throw it away: it was taken over by a document, or nobody wants it."""
        for path in self.folder.glob(f"{self.key}.*"):
            path.unlink(missing_ok=True)


def left_behind(folder: Path) -> list[LeftBehind]:
    """All unsaved work whose designer does not live any more, the latest first."""
    found = []
    for path in sorted(folder.glob(f"*{_FLOW}")) if folder.is_dir() else ():
        key = path.name.removesuffix(_FLOW)
        lock = _lock(folder / f"{key}{_LOCK}")
        if not lock.tryLock(0):
            continue
        lock.unlock()
        about = _said(folder / f"{key}{_ABOUT}")
        values = {name: str(about.get(name, "")) for name in ("file", "name", "when", "digest")}
        found.append(LeftBehind(folder, key, **values))
    return sorted(found, key=lambda each: each.when, reverse=True)


def _said(path: Path) -> dict[str, Any]:
    """What the small file says; nothing if the kill came before it was written."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)
    return lock


def _replace(path: Path, data: bytes) -> None:
    """In one step; not forced to the disk, since a killed process loses nothing that the system has."""
    beside = path.with_suffix(".new")
    beside.write_bytes(data)
    beside.replace(path)
