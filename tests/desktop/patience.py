"""Waiting for what is to come about on a screen, however slow the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.1

Found = TypeVar("Found")


def until(what: str, look: Callable[[], Found | None], seconds: float = PATIENCE_SECONDS) -> Found:
    """What `look` finds, once it finds something. Raises AssertionError saying `what` never came about."""
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, f"{what} did not come about within {seconds:g} s"
        time.sleep(PAUSE_SECONDS)
    return found
