"""A menu of FreeSWITCH's `ivr` application, as written, and what it amounts to (switch_ivr_menu.c)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

ACTIONS = ("menu-exit", "menu-sub", "menu-exec-app", "menu-play-sound", "menu-back", "menu-top")
"""What an entry may do; FreeSWITCH refuses a menu that holds another word."""

ATTRIBUTES = (
    *("name", "greet-long", "greet-short", "invalid-sound", "exit-sound", "transfer-sound"),
    *("timeout", "inter-digit-timeout", "digit-len", "max-failures", "max-timeouts"),
    *("exec-on-max-failures", "exec-on-max-timeouts", "confirm-macro", "confirm-key", "confirm-attempts"),
    *("tts-engine", "tts-voice", "pin", "pin-file", "bad-pin-file"),
)
"""What a menu may say of itself."""

_LEADING = re.compile(r"\s*([+-]?\d+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the keys `digits` do: `action`, with `param`. Digits that begin with `/` are a pattern."""

    action: str
    digits: str
    param: str = ""
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def is_pattern(self) -> bool:
        """Whether the digits are a regular expression."""
        return self.digits.startswith("/")


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu: its attributes as written, its entries in their order."""

    name: str
    attributes: Mapping[str, str]
    entries: tuple[Entry, ...]
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    def get(self, attribute: str) -> str:
        """An attribute, empty if it is not there: the switch makes no difference between the two."""
        return self.attributes.get(attribute, "")

    def number(self, attribute: str) -> int:
        """An attribute as C's `atoi` reads it: the digits it begins with, else 0."""
        found = _LEADING.match(self.get(attribute))
        return int(found.group(1)[:9]) if found else 0

    @property
    def key_count(self) -> int:
        """How many keys an entry may have: `digit-len`, or the longest of the fixed ones."""
        longest = max((len(entry.digits) for entry in self.entries if not entry.is_pattern), default=0)
        return max(self.number("digit-len"), longest, 0)

    @property
    def timeout_ms(self) -> int:
        """From the end of the greeting to the first key."""
        given = self.number("timeout")
        return given if given > 0 else 10_000

    @property
    def inter_ms(self) -> int:
        """Between two keys; half of `timeout` where it is not given, all of it where neither is."""
        given = self.number("inter-digit-timeout") or self.number("timeout") // 2
        return given if given > 0 else self.timeout_ms

    @property
    def max_failures(self) -> int:
        """So many wrong entries without a right one between them end the menu."""
        given = self.number("max-failures")
        return given if given > 0 else 3

    @property
    def max_timeouts(self) -> int:
        """So many silences end the menu; as many as `max-failures` where it is not given."""
        given = self.number("max-timeouts" if self.get("max-timeouts") else "max-failures")
        return given if given > 0 else 3

    @property
    def confirm_attempts(self) -> int:
        """How often an entry is read back."""
        return self.number("confirm-attempts") or 3
