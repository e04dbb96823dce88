"""One thing that can be done on the canvas by key, menu or command palette."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flowdesigner.words.say import Say

if TYPE_CHECKING:
    from flowdesigner.canvas.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `id` for menus and settings, its name, its keys, what it does.

    `selected`: it needs something selected, and is grey without. `checked`: it is a switch; whether it is on.
    """

    id: str
    name: Say
    keys: tuple[str, ...]
    run: Callable[[Canvas], object]
    selected: bool = False
    checked: Callable[[Canvas], bool] | None = None
