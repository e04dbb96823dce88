"""Regular expressions of the switch (PCRE, searched) as ours (RE2, matching the whole), and their groups."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

import re2

from nodes.errors import ExpressionError
from nodes.patterns import full_match

TRIED_KEYS = 4
"""Entries of up to so many keys are tried out to see whether two patterns overlap."""

_ALL = "0123456789*#"
_TOKEN = re.compile(
    r"(?P<open>\((?!\?))|(?P<close>\))"
    r"|(?P<one>\\[dD.*#]|\[[^\]\\]*\]|[0-9*#A-Da-d.])(?P<times>\{\d{1,3}\})?(?P<more>[?+*{])?"
)
_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 1 << 20


class PatternRefused(Exception):
    """A pattern that cannot be used here; `en` and `zh` say why."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en, self.zh = en, zh


@dataclass(frozen=True, slots=True)
class KeyPattern:
    """The pattern of an entry: as written between the slashes, and as `whole` for a `switch` node."""

    written: str
    whole: str

    def fits(self, keys: str) -> bool:
        """Whether an entry of `keys` is meant."""
        return full_match(self.whole, keys)

    def groups(self, keys: str) -> tuple[str, ...]:
        """What the parts in brackets hold, the whole match first; empty if it does not fit."""
        return search(self.written, keys)


def key_pattern(digits: str) -> KeyPattern:
    """The pattern of `digits`, written `/.../`. Raises PatternRefused."""
    written, slash, _ = digits[1:].rpartition("/")
    if not slash:
        raise PatternRefused("it has no slash at its end", "结尾没有斜线")
    inner = written.removeprefix("^").removesuffix("$")
    anchored = written.startswith("^") and written.endswith("$") and not written.endswith("\\$")
    whole = inner if anchored and "|" not in inner and not inner.startswith("(?") else f".*(?:{written}).*"
    whole = _bare(whole)
    try:
        full_match(whole, "0")
    except ExpressionError as reason:
        raise PatternRefused(reason.what, reason.zh) from reason
    return KeyPattern(written, whole)


def _bare(pattern: str) -> str:
    """A pattern without a pair of brackets around all of it."""
    inside = pattern[1:-1]
    return inside if pattern[:1] == "(" and pattern[-1:] == ")" and not set(inside) & set("()|") else pattern


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    try:
        return re2.compile(pattern, _OPTIONS)
    except re2.error:
        return None


def search(pattern: str, text: str) -> tuple[str, ...]:
    """The match of `pattern` somewhere in `text` and its groups; empty if there is none."""
    compiled = _compiled(pattern)
    found = compiled.search(text) if compiled is not None else None
    return () if found is None else (found.group(), *(group or "" for group in found.groups()))


def overlap(first: KeyPattern, second: KeyPattern, most: int) -> str | None:
    """An entry that fits both, tried out up to TRIED_KEYS keys; empty for none, None if longer ones may."""
    for length in range(1, min(most, TRIED_KEYS) + 1):
        for keys in map("".join, product(_ALL, repeat=length)):
            if first.fits(keys) and second.fits(keys):
                return keys
    return "" if most <= TRIED_KEYS else None


def group_expression(pattern: KeyPattern, number: int, name: str) -> str | None:
    """An expression that gives group `number` of an entry held by the variable `name`; None if unknown.

    Groups are found where what stands before, in and behind them has a fixed number of keys.
    """
    if number == 0:
        return name
    spans = _spans(pattern.written)
    if spans is None or not 1 <= number <= len(spans):
        return None
    before, width, behind = spans[number - 1]
    if before is not None and width is not None:
        start, end = before, str(before + width)
        if behind == 0:
            end = ""
    elif before is not None and behind is not None:
        start, end = before, f"-{behind}" if behind else ""
    else:
        return None
    return name if not start and not end else f"{name}[{start or ''}:{end}]"


def _spans(written: str) -> list[tuple[int | None, int | None, int | None]] | None:
    """For each group the number of keys before, in and behind it, None for one that varies."""
    if not (written.startswith("^") and written.endswith("$")):
        return None
    widths: list[int | None] = []
    groups: list[tuple[int, int]] = []
    opened: list[int] = []
    at, inner = 0, written[1:-1]
    while at < len(inner):
        token = _TOKEN.match(inner, at)
        if token is None:
            return None
        if token["open"]:
            opened.append(len(groups))
            groups.append((len(widths), -1))
        elif token["close"]:
            if not opened:
                return None
            number = opened.pop()
            groups[number] = (groups[number][0], len(widths))
        else:
            fixed = int(token["times"][1:-1]) if token["times"] else 1
            widths.append(None if token["more"] else fixed)
            if token["more"] == "{":
                at = inner.find("}", token.end())
                if at < 0:
                    return None
                at += 1
                continue
        at = token.end()
        if token["close"] and inner[at : at + 1] in ("?", "+", "*", "{"):
            return None
    if opened:
        return None
    return [
        (_total(widths[:start]), _total(widths[start:end]), _total(widths[end:])) for start, end in groups
    ]


def _total(widths: list[int | None]) -> int | None:
    total = 0
    for width in widths:
        if width is None:
            return None
        total += width
    return total
