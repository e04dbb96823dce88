"""What a process wrote, cut into lines and read as JSON objects, a bounded number at a time."""

from __future__ import annotations

import json
from typing import Any

Line = dict[str, Any]

MOST_BYTES = 64 * 1024 * 1024
"""What may wait to be read: a process that is ahead by more is out of its mind."""


class LineBuffer:
    """Bytes in, objects out. `garbled` holds what was no object, until it is taken."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._held = bytearray()
        self._most = most
        self.garbled: list[str] = []

    def put(self, data: bytes) -> None:
        """More bytes."""
        self._held += data

    @property
    def waiting(self) -> bool:
        """Whether a whole line is held."""
        return b"\n" in self._held

    @property
    def overfull(self) -> bool:
        """Whether more is held than anybody can want to read."""
        return len(self._held) > self._most

    def take(self, most: int) -> list[Line]:
        """The next lines, at most so many."""
        end = -1
        for _ in range(most):
            following = self._held.find(b"\n", end + 1)
            if following < 0:
                break
            end = following
        whole = bytes(self._held[: end + 1])
        del self._held[: end + 1]
        return [
            line for each in whole.split(b"\n") if each.strip() and (line := self._read(each)) is not None
        ]

    def _read(self, written: bytes) -> Line | None:
        try:
            found = json.loads(written)
        except ValueError:
            found = None
        if isinstance(found, dict):
            return found
        self.garbled.append(written[:200].decode("utf-8", "replace").strip())
        return None
