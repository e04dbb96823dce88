"""Journals in files: a JSON object a line, as the command line prints them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSaveFile

from flowdesigner.document.errors import DocumentError
from flowdesigner.traces.rows import Entry
from flowdesigner.words.say import say

LARGEST = 500_000_000
"""Bytes of a file that is still read."""


class TraceFault(DocumentError):
    """A journal could not be read or written."""


def save(entries: Iterable[Entry], path: Path) -> None:
    """Write a journal. Raises TraceFault; what was there before stays then."""
    target = QSaveFile(str(path))
    if target.open(QSaveFile.OpenModeFlag.WriteOnly):
        for entry in entries:
            target.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
        if target.commit():
            return
    raise TraceFault(say("{} 未能写入：{}", "{} could not be written: {}", path.name, target.errorString()))


def load(path: Path) -> list[dict[str, Any]]:
    """Read a journal. Raises TraceFault naming the line that is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise TraceFault(say("{} 太大。", "{} is too large.", path.name))
        return read(path.read_text(encoding="utf-8-sig").splitlines(), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise TraceFault(say("{} 无法读取：{}", "{} cannot be read: {}", path.name, error)) from error


def read(lines: Iterable[str], name: str) -> list[dict[str, Any]]:
    """The entries of lines of JSON. Raises TraceFault."""
    entries = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        if not isinstance(found, dict) or "kind" not in found:
            raise TraceFault(
                say(
                    "{} 第 {} 行不是通话记录的事件：请用“保存”或 callwright trace --json 写出的文件。",
                    "{}, line {}, is no event of a journal: use a file of Save or callwright trace --json.",
                    name,
                    number,
                )
            )
        entries.append(found)
    return entries
