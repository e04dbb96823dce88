"""What must not stand in a journal: finds the values of sensitive variables and nodes in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from engine.events import MASK
from engine.stack import Stack
from nodes.frame import Frame

_TAINTED = "$sensitive"
"""Where a frame's memory names the variables that a sensitive node set; no node id looks like this."""

_MOST = 200
"""Values of one variable that are looked for; a longer list is masked as far as this."""


class Masks:
    """The sensitive values of one call, as they stand now."""

    def __init__(self, stack: Stack, active: bool) -> None:
        self._stack = stack
        self.active = active
        """Whether the release marks anything as sensitive; if not, everything here is a no-op."""
        self.spoken: dict[str, str] = {}
        """The text of what is about to be heard -> the same text with its sensitive values masked."""

    def taint(self, frame: Frame, name: str) -> None:
        """Treat variable `name` of `frame` as sensitive from now on: a sensitive node set it."""
        frame.memory.setdefault(_TAINTED, {})[name] = True

    def covers(self, frame: Frame, name: str) -> bool:
        """Whether variable `name` of `frame` is sensitive."""
        return self.active and name in self._names(frame)

    def text(self, text: str) -> str:
        """`text` with every sensitive value in it masked."""
        if not self.active or not text:
            return text
        for secret in self._secrets():
            if secret in text:
                text = _alone(secret).sub(MASK, text)
        return text

    def heard(self, text: str) -> str:
        """As `text`, for the words of a clip: they may be a sensitive value read out."""
        return self.text(self.spoken.get(text, text)) if self.active else text

    def _names(self, frame: Frame) -> set[str]:
        declared = self._stack.flow_of(frame).sensitive
        return {*declared, *frame.memory.get(_TAINTED, ())}

    def _secrets(self) -> list[str]:
        """The sensitive values, the longest first, so that no part of one is left over."""
        found: set[str] = set()
        for frame in self._stack.frames:
            for name in self._names(frame):
                found.update(_leaves(frame.variables.get(name)))
        return sorted(found, key=lambda secret: (-len(secret), secret))


def _leaves(value: object) -> set[str]:
    found: set[str] = set()
    waiting: list[object] = [value]
    while waiting and len(found) < _MOST:
        item = waiting.pop()
        if isinstance(item, Mapping):
            waiting.extend(item.values())
        elif isinstance(item, Iterable) and not isinstance(item, str | bytes):
            waiting.extend(item)
        elif item is not None and not isinstance(item, bool) and str(item):
            found.add(str(item))
    return found


def _alone(secret: str) -> re.Pattern[str]:
    """Matches `secret` where it is not merely a part of a longer number or word."""
    before = r"(?<![0-9A-Za-z])" if secret[0].isascii() and secret[0].isalnum() else ""
    after = r"(?![0-9A-Za-z])" if secret[-1].isascii() and secret[-1].isalnum() else ""
    return re.compile(before + re.escape(secret) + after)
