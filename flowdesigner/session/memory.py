"""What the designer remembers between two starts: one small JSON file, and nothing without it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSaveFile

from flowdesigner.document.recovery import recovery_folder

NAME = "designer.json"


def memory_file() -> Path:
    """The user's file, beside the folder of what is kept for recovery."""
    return recovery_folder().parent / NAME


class Memory:
    """Values by name, written at once. Whatever is wrong with the file is no reason to fail."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or memory_file()
        self._values = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def text(self, name: str, otherwise: str = "") -> str:
        """A text."""
        found = self._values.get(name)
        return found if isinstance(found, str) else otherwise

    def flag(self, name: str, otherwise: bool = False) -> bool:
        """A yes or no."""
        found = self._values.get(name)
        return found if isinstance(found, bool) else otherwise

    def texts(self, name: str) -> list[str]:
        """A list of texts."""
        found = self._values.get(name)
        return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []

    def counts(self, name: str) -> dict[str, int]:
        """Numbers by name."""
        found = self._values.get(name)
        if not isinstance(found, dict):
            return {}
        return {key: number for key, number in found.items() if isinstance(number, int)}

    def records(self, name: str) -> list[dict[str, Any]]:
        """A list of records, whose values nobody has looked at."""
        found = self._values.get(name)
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

    def count(self, name: str, key: str) -> None:
        """One more use of something."""
        self.keep(name, {**self.counts(name), key: self.counts(name).get(key, 0) + 1})

    def keep(self, name: str, value: object) -> None:
        """Remember a value that JSON can hold; other designers' values in the file stay."""
        self._values = {**self._read(), name: value}
        data = json.dumps(self._values, ensure_ascii=False, indent=1).encode()
        try:
            os.makedirs(self.file.parent, exist_ok=True)
        except OSError:
            return
        target = QSaveFile(str(self.file))
        if target.open(QSaveFile.OpenModeFlag.WriteOnly):
            target.write(data)
            target.commit()
