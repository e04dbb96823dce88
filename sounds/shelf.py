"""Keeps sentences with callers' values for a while: bounded by bytes and age, named by hashes."""

import contextlib
import os
import time
from pathlib import Path

from sounds.settings import SoundSettings

EVERY = 20
"""Sentences after which the worker looks whether the shelf is over its bounds."""


class Shelf:
    """The files `cache/spoken/ab/<key>.wav`; the key is a hash, and there is no list of what they say."""

    def __init__(self, settings: SoundSettings) -> None:
        self.folder = settings.cache / "spoken"
        self._bytes, self._seconds = settings.spoken_bytes, settings.spoken_days * 86400
        self._turns = EVERY

    def path(self, key: str) -> Path:
        """Where the sentence of a key is or would be."""
        return self.folder / key[:2] / f"{key}.wav"

    def find(self, key: str) -> Path | None:
        """The sentence of a key if it is there; it counts as used now."""
        path = self.path(key)
        try:
            os.utime(path)
        except OSError:
            return None
        return path

    def tidy(self) -> None:
        """Every twentieth time: `prune`."""
        self._turns += 1
        if self._turns >= EVERY:
            self._turns = 0
            self.prune()

    def prune(self) -> int:
        """Deletes what is too old, then what was unused longest until the rest fits; how many.

        A file that is being played stays readable for the switch (POSIX).
        """
        held = []
        for path in self.folder.glob("??/*"):
            try:
                stat = path.stat()
            except OSError:
                continue  # another worker was faster
            held.append((stat.st_mtime, stat.st_size, path))
        room, oldest, gone = self._bytes, time.time() - self._seconds, 0
        for used, size, path in sorted(held, reverse=True):
            room -= size
            if used < oldest or room < 0:
                with contextlib.suppress(OSError):  # it is being played (Windows)
                    path.unlink()
                    gone += 1
        return gone
