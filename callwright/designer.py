"""Starts the designer as a process of its own: a fault in it is told here, with the file that holds it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from callwright.errors import OutsideFailed
from callwright.extras import missing
from callwright.words import words

PACKAGES = ("PySide6",)
"""Without these there is no window."""

LEFT = (0, 1, 2, 3)
"""Exit statuses with which the designer ends by itself."""

_MODULE = "flowdesigner"


def need_packages() -> None:
    """Raises Misuse, naming the extra, if a package that the window needs is not installed."""
    for package in PACKAGES:
        if find_spec(package) is None:
            failure = missing(ModuleNotFoundError(name=package), "callwright designer")
            if failure is not None:
                raise failure


def run(files: Sequence[str]) -> int:
    """Run the designer until its window is closed; its exit status. Raises Misuse, OutsideFailed."""
    need_packages()
    status = subprocess.call([sys.executable, "-m", _MODULE, *files])
    if status not in LEFT:
        raise OutsideFailed(
            words(zh=f"设计器意外结束（{status}）", en=f"the designer ended unexpectedly ({status})"),
            words(
                zh=f"再次运行：未保存的修改会交还给您。请报告 {_log()}",
                en=f"run it again: unsaved work is offered back. Please report {_log()}",
            ),
        )
    return status


def _log() -> str:
    """The file in which the fault is written."""
    said = subprocess.run(
        [sys.executable, "-m", _MODULE, "--log"], capture_output=True, text=True, check=False
    )
    return said.stdout.strip()
