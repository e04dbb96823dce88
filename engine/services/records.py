"""What Callwright keeps of a call itself: serial numbers, recordings on disk, messages in the store."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

from engine.services.offload import Bounded, Job, PoolMaker, ThreadPool
from nodes.errors import ServiceUnavailable
from nodes.services import Message

T = TypeVar("T")

ROOM = 50_000_000
"""Bytes that must be free on the disk before a recording begins; an hour of sound takes 58 million."""
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
        return self._ask(lambda: self._store.keep_message(message))

    def new_recording(self, box: str, *, step: str) -> str:
        """As nodes.services.Records.new_recording. Raises ServiceUnavailable without room or rights."""
        folder = self._folder / _name(box) / date.today().strftime("%Y%m%d")
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
        return self._as_switch(folder / f"{_name(step)}.wav")

    def drop_recording(self, path: str) -> None:
        """As nodes.services.Records.drop_recording; a path outside the folder is left alone."""
        if self._switch_folder:
            inside = PurePosixPath(path)
            if not inside.is_relative_to(self._switch_folder):
                return
            path = str(self._folder / inside.relative_to(self._switch_folder))
        file = Path(os.path.normpath(path))
        if not file.is_relative_to(self._folder):
            return
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise ServiceUnavailable(f"{file} cannot be removed ({error.strerror})") from error

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


def _name(text: str) -> str:
    """`text` as a file's name; one that is none is named by its digest."""
    name = re.sub(r"[:/]", "-", text)
    if re.fullmatch(r"[\w-][\w.-]{0,99}", name):
        return name
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
