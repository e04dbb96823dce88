"""Dice for real calls."""

from __future__ import annotations

import random


class SystemChance:
    """The service `chance`, from the operating system's own source."""

    def __init__(self) -> None:
        self._source = random.SystemRandom()

    def random(self) -> float:
        """A number from 0 up to, not including, 1."""
        return self._source.random()
