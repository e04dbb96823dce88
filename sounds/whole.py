"""Writes a file whole or not at all."""

import os
import tempfile
from pathlib import Path

from sounds.errors import AudioError


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file so that nobody ever sees half of it: beside it, synced, then put in its place.

    Raises AudioError if the disk is full or the folder may not be written.
    """
    name = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as file:
            name = file.name
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)  # the switch is often another user
        os.replace(name, path)
    except OSError as error:
        if name is not None:
            Path(name).unlink(missing_ok=True)
        raise AudioError(
            f"{path} cannot be written ({error})", "make room or correct the folder's rights"
        ) from error
