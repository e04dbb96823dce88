"""The cache of made sounds: files named by their key, never changed, and a manifest saying what they are."""

import json
import re
import time
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path

from sounds.lock import locked
from sounds.whole import write_whole

_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Entry:
    """What the manifest says of a sound: `source` is "spoken" or "packed", `ms` its playing time."""

    text: str
    language: str
    ms: int
    source: str
    engine: str
    voice: str


class Cache:
    """Sounds under `folder/ab/<key>.wav`. The folder may be deleted at any time; only work is lost."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest = folder / "manifest.json"

    def path(self, key: str) -> Path:
        """Where the sound of a key is or would be."""
        return self.folder / key[:2] / f"{key}.wav"

    def find(self, key: str) -> Path | None:
        """The sound of a key, if it is there."""
        path = self.path(key)
        return path if path.is_file() else None

    def put(self, key: str, wav: bytes) -> Path:
        """Keeps a sound; a running call that plays the same key is not disturbed. Raises AudioError."""
        return self.put_file(self.path(key), wav)

    def put_file(self, path: Path, wav: bytes) -> Path:
        """Keeps a sound under a path of its own. Raises AudioError."""
        write_whole(path, wav)
        return path

    def lock(self) -> AbstractContextManager[None]:
        """The lock that one build holds, so that two do not make the same sounds twice."""
        return locked(self.folder / "lock")

    def entries(self) -> dict[str, Entry]:
        """The manifest: key -> entry. One that cannot be read counts as empty: the files are what matters."""
        try:
            written = json.loads(self._manifest.read_text(encoding="utf-8"))
            return {key: Entry(**entry) for key, entry in written.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def note(self, entries: Mapping[str, Entry]) -> None:
        """Adds entries to the manifest, and drops those whose file is gone; call it under the lock."""
        merged = {**self.entries(), **entries}
        kept = {key: asdict(merged[key]) for key in sorted(merged) if self.find(key)}
        content = json.dumps(kept, ensure_ascii=False, indent=0, sort_keys=True)
        write_whole(self._manifest, content.encode("utf-8", "backslashreplace"))

    def collect(self, keep: Iterable[str], days: float) -> int:
        """Deletes sounds that are not to be kept and were made more than `days` ago; how many."""
        kept, limit, gone = set(keep), time.time() - days * 86400, 0
        with self.lock():
            for path in self.folder.glob("??/*.wav"):
                if not _KEY.fullmatch(path.stem) or path.stem in kept:
                    continue
                try:
                    if path.stat().st_mtime < limit:
                        path.unlink()
                        gone += 1
                except OSError:
                    continue  # another process was faster, or still plays it (Windows)
            self.note({})
        return gone
