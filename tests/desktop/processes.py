"""Which processes a process has started."""

from __future__ import annotations

from pathlib import Path


def children(process: int) -> list[int]:
    """What a program has started and that is still there."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(each) for task in tasks for each in task.read_text().split()]
