"""What Callwright keeps of a call itself: serial numbers, recordings on disk, messages in the store."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

from engine.services.offload import Bounded, Job, PoolMaker, ThreadPool
from nodes.errors import ServiceRefused, ServiceUnavailable
from nodes.services import Message

T = TypeVar("T")

ROOM = 50_000_000
"""Bytes that must be free on the disk before a recording begins; an hour of sound takes 58 million."""
MOST_OF_A_NAME = 10_000
"""Recordings that may have the same name but for the number behind it."""
SECONDS = 5.0
"""How long the store may take."""


class Keeping(Protocol):
    """What is asked of engine.store.Store."""

    def next_number(self, series: str, period: str, *, step: str) -> int:
        """The next number of a series."""

    def keep_message(self, message: Message) -> str:
        """Keep a message; its id."""


class KeptRecords:
    """The service `records`. Recordings lie in `folder`/BOX/YYYYMMDD/, named after call and step.

    `switch_folder` is what the switch calls `folder` where it sees it under another path.
    """

    def __init__(
        self, store: Keeping, folder: Path, *, switch_folder: str = "", pool: PoolMaker = ThreadPool
    ) -> None:
        self._store = store
        self._folder = folder.absolute()
        self._switch_folder = switch_folder
        self._bounded = Bounded("the store", 4, pool)

    def next_number(self, series: str, period: str, *, step: str) -> int:
        """As nodes.services.Records.next_number."""
        return self._ask(lambda: self._store.next_number(series, period, step=step))

    def keep_message(self, message: Message) -> str:
        """As nodes.services.Records.keep_message."""
        kept = self._ask(lambda: self._store.keep_message(message))
        if (file := self._here(message.path)) is not None:
            with suppress(OSError):
                _claim(file).unlink(missing_ok=True)
        return kept

    def new_recording(self, box: str, *, step: str) -> str:
        """As nodes.services.Records.new_recording. Raises ServiceUnavailable without room or rights."""
        folder = self._folder / _name(box) / date.today().strftime("%Y%m%d")
        self._make(folder)
        return self._as_switch(folder / f"{_name(step)}.wav")

    def named_recording(self, path: str, *, step: str) -> str:
        """As nodes.services.Records.named_recording. Raises ServiceUnavailable without room or rights."""
        parts = path.removesuffix(".wav").split("/")
        if not all(re.fullmatch(r"[\w-][\w.-]{0,99}", part) for part in parts):
            cure = "letters, digits, _ . - and / between folders, none of which begins with a dot"
            raise ServiceRefused(f"'{path[:100]}' is no path below the folder of recordings: {cure}")
        folder = self._folder.joinpath(*parts[:-1])
        self._make(folder)
        for number in range(1, MOST_OF_A_NAME + 1):
            name = parts[-1] if number == 1 else f"{parts[-1]}-{number}"
            if _claimed(folder / f"{name}.wav", step):
                return self._as_switch(folder / f"{name}.wav")
        raise ServiceUnavailable(
            f"{folder} holds {MOST_OF_A_NAME} recordings named {parts[-1]}: move them away"
        )

    def _make(self, folder: Path) -> None:
        """Make `folder`, if it has room. Raises ServiceUnavailable."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(folder).free
        except OSError as error:
            cure = "correct the folder of recordings in the settings, or its rights"
            raise ServiceUnavailable(f"{folder} cannot be made ({error.strerror}): {cure}") from error
        if free < ROOM:
            raise ServiceUnavailable(f"{folder}: the disk is full ({free} bytes free): make room")
        if not os.access(folder, os.W_OK):
            raise ServiceUnavailable(f"{folder} cannot be written: correct its rights")

    def drop_recording(self, path: str) -> None:
        """As nodes.services.Records.drop_recording; a path outside the folder is left alone."""
        file = self._here(path)
        if file is None:
            return
        try:
            file.unlink(missing_ok=True)
            _claim(file).unlink(missing_ok=True)
        except OSError as error:
            raise ServiceUnavailable(f"{file} cannot be removed ({error.strerror})") from error

    def _here(self, path: str) -> Path | None:
        """The file that the switch calls `path`; None outside the folder."""
        if self._switch_folder:
            inside = PurePosixPath(path)
            if not inside.is_relative_to(self._switch_folder):
                return None
            path = str(self._folder / inside.relative_to(self._switch_folder))
        file = Path(os.path.normpath(path))
        return file if file.is_relative_to(self._folder) else None

    def _as_switch(self, file: Path) -> str:
        if not self._switch_folder:
            return str(file)
        return str(PurePosixPath(self._switch_folder) / file.relative_to(self._folder).as_posix())

    def _ask(self, question: Callable[[], T]) -> T:
        def work(job: Job) -> T:
            try:
                return question()
            except Exception as error:
                raise ServiceUnavailable(f"the store cannot keep it: {error}") from error

        return self._bounded.run(work, SECONDS)


def _claim(file: Path) -> Path:
    """Where it is noted for which step `file` will be written: it is for the switch to make `file` itself."""
    return file.with_name(f".{file.name}.claimed")


def _claimed(file: Path, step: str) -> bool:
    """Whether `file` is there for `step` alone. Raises ServiceUnavailable."""
    claim = _claim(file)
    try:
        with open(claim, "x", encoding="utf-8") as note:
            note.write(step)
    except FileExistsError:
        with suppress(OSError):
            return claim.read_text(encoding="utf-8") == step
        return False
    except OSError as error:
        raise ServiceUnavailable(f"{claim} cannot be written ({error.strerror})") from error
    if file.exists():
        claim.unlink(missing_ok=True)
        return False
    return True


def _name(text: str) -> str:
    """`text` as a file's name; one that is none is named by its digest."""
    name = re.sub(r"[:/]", "-", text)
    if re.fullmatch(r"[\w-][\w.-]{0,99}", name):
        return name
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
