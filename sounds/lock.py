"""A lock between processes on a file, the same on POSIX and Windows."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sounds.errors import LibraryError


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock of a file, made if it is not there; waits for others. It ends with its process.

    Raises LibraryError if the folder may not be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b")
    except OSError as error:
        raise LibraryError(f"{path} cannot be opened ({error})", "correct the folder's rights") from error
    with file:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            try:
                yield
            finally:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
            yield
