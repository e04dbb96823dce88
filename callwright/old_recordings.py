"""Deletes sound files of the folder of recordings, and no file that lies anywhere else."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from callwright.words import reason


class Outside(Exception):
    """The file does not lie in the folder of recordings: it is not ours to delete."""


class OldRecordings:
    """The folder of recordings; links that lead out of it are not followed."""

    def __init__(self, folder: Path, *, dry: bool = False) -> None:
        """`dry`: delete nothing, only find out what would go."""
        self._folder = folder
        self._dry = dry

    def remove(self, path: str) -> int | None:
        """Delete a file: its size in bytes, None if there is none. Raises Outside, OSError."""
        file = Path(path)
        try:
            root, folder = self._folder.resolve(strict=True), file.parent.resolve(strict=True)
            found = (folder / file.name).lstat()
        except FileNotFoundError:
            return None
        if not file.is_absolute() or file.name in ("", "..") or not folder.is_relative_to(root):
            raise Outside(path)
        if not stat.S_ISREG(found.st_mode):
            raise Outside(path)
        if not self._dry:
            (folder / file.name).unlink(missing_ok=True)
            if folder != root:
                # The folder of a day goes with its last recording.
                with suppress(OSError):
                    folder.rmdir()
        return found.st_size


def why(path: str, error: OSError) -> str:
    """The file and why it cannot be deleted, in the language in force."""
    return f"{os.fspath(path)}: {reason(error)}"
