"""Sees that a folder can be searched; loads nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from callwright.errors import BadThing
from callwright.words import reason, words


def listable(folder: Path) -> None:
    """See that what lies in a folder can be listed: a search passes over one that cannot. Raises BadThing."""
    try:
        os.listdir(folder)
    except OSError as error:
        raise BadThing(
            f"{folder}: {reason(error)}",
            words(zh="检查这个文件夹的读取权限", en="let this user read the folder"),
        ) from error
