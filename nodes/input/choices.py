"""Key patterns of a menu: which choice an entry means, and whether more keys may follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator

from nodes.collector import Verdict
from nodes.declare import param
from nodes.kinds import ExitName, Kind, Row, refusal

ANY_DIGIT = "X"
"""Stands for one digit 0-9 in a pattern, as in FreeSWITCH's and other dial plans."""

_PATTERN = re.compile(r"[0-9*#A-DX]{1,32}")


def _patterns(value: str) -> str:
    parts = split(value)
    if not parts or not all(map(_PATTERN.fullmatch, parts)):
        raise refusal(
            "choice_keys",
            "'{value}' is no list of keys: write 1, or 1 9 for either, or 2XX where X is any digit",
            "“{value}”不是按键：写 1，或 1 9（任一），或 2XX（X 为任意数字）",
            value,
        )
    return " ".join(parts)


@lru_cache(maxsize=1024)
def split(keys: str) -> tuple[str, ...]:
    """The patterns of one row: separated by blanks or commas."""
    return tuple(keys.upper().replace(",", " ").split())


class Choice(Row):
    """A row of a menu: the exit and the keys that lead to it."""

    exit: ExitName = param(zh="出口", en="Exit")
    keys: Annotated[str, AfterValidator(_patterns), Kind("text")] = param(
        zh="按键",
        en="Keys",
        help="`1`; `1 9` is either; `2XX` is 2 and two more digits.",
        help_zh="`1`；`1 9` 表示任一个；`2XX` 表示 2 后再两位数字。",
    )


class Meanings:
    """What the keys of a caller mean among the choices of a menu: read once, asked at every key."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._exits = [(pattern, row.exit) for row in choices for pattern in split(row.keys)]

    def judge(self, entry: str) -> Verdict:
        """What the keys so far amount to."""
        lengths = {len(pattern) for pattern, _ in self._exits if _begins(pattern, entry)}
        if not lengths:
            return "reject"
        if max(lengths) == len(entry):
            return "accept"
        return "may_end" if len(entry) in lengths else "wait"

    def exit_of(self, entry: str) -> str:
        """The exit that `entry` means, empty for none: the pattern with the fewest X, then the first."""
        found = [
            (pattern.count(ANY_DIGIT), exit_)
            for pattern, exit_ in self._exits
            if len(pattern) == len(entry) and _begins(pattern, entry)
        ]
        return min(found, key=_wildness)[1] if found else ""


def _wildness(found: tuple[int, str]) -> int:
    return found[0]


def ambiguous(choices: Sequence[Choice]) -> Iterable[tuple[int, str, str]]:
    """Patterns that no rule tells from an earlier one: row from 1, the pattern, the earlier one."""
    seen: list[str] = []
    for number, row in enumerate(choices, 1):
        for pattern in split(row.keys):
            twin = next((other for other in seen if _twins(pattern, other)), None)
            if twin is not None:
                yield number, pattern, twin
            seen.append(pattern)


def _begins(pattern: str, entry: str) -> bool:
    """Whether `entry` can be the beginning of what `pattern` stands for."""
    if pattern.startswith(entry):
        return True
    return ANY_DIGIT in pattern and len(entry) <= len(pattern) and all(map(_same, pattern, entry))


def _same(written: str, key: str) -> bool:
    return written == key or (written == ANY_DIGIT and key.isdigit())


def _twins(one: str, other: str) -> bool:
    """Whether some entry fits both patterns and neither is the closer one."""
    return (
        len(one) == len(other)
        and one.count(ANY_DIGIT) == other.count(ANY_DIGIT)
        and all(_same(a, b) or _same(b, a) for a, b in zip(one, other, strict=True))
    )
