"""What the commands that change what is live have in common: why, by whom, of which flow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from callwright.bilingual import option
from callwright.projects import SUFFIX

Decorator = Callable[[Any], Any]

why_option: Decorator = option("-m", "--message", "why", default="", help="Why.", zh="为什么。")
as_option: Decorator = option(
    "--as",
    "as_user",
    default="",
    metavar="NAME",
    help="Who does it; else the system's user.",
    zh="谁操作；默认是系统用户。",
)


def flow_name(text: str) -> str:
    """The name of a flow that is given by its name or its file."""
    return Path(text).name.removesuffix(SUFFIX)
