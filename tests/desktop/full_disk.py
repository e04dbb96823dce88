"""A disk that is full, or not: a small file system in memory."""

from __future__ import annotations

import subprocess
from pathlib import Path

KILOBYTES = 256
FILLER = "filler"


class SmallDisk:
    """A file system of its own at a folder; only root can have one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)

    def mount(self) -> bool:
        """Whether there is one now."""
        size = f"size={KILOBYTES}k"
        words = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(self.folder)]
        return subprocess.run(words, capture_output=True).returncode == 0

    def unmount(self) -> None:
        """Away with it, and all that is on it."""
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)

    def fill(self) -> None:
        """Leave no byte free."""
        with (self.folder / FILLER).open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(1024))
            except OSError:
                return

    def free(self) -> None:
        """Give back what `fill` took."""
        (self.folder / FILLER).unlink()
