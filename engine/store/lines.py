"""Which line a called number belongs to: exact, then the longest literal beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.store.errors import BadLine, Tie

_PATTERN = re.compile(r"[0-9a-z+*#_X-]*\.?")
LONGEST = 40
"""Characters of a pattern."""


@dataclass(frozen=True, slots=True)
class Line:
    """A number pattern of a context and what answers there.

    In `pattern`, `X` stands for one digit and a `.` at the end for one character or more. `fallback` is an
    extension for callers whose flow cannot go on; `zone` and `languages` are empty where the project's or
    the flow's own count. `most` calls are taken at once (0: any number); beyond them the flow `full`
    answers (empty: a built-in notice).
    """

    pattern: str
    flow: str
    context: str = "public"
    name: str = ""
    tenant: str = ""
    zone: str = ""
    fallback: str = ""
    languages: tuple[str, ...] = field(default=())
    most: int = 0
    full: str = ""

    @property
    def literal(self) -> str:
        """The beginning of the pattern up to its first `X` or `.`."""
        return re.split(r"[X.]", self.pattern, maxsplit=1)[0]

    def fits(self, number: str) -> bool:
        """Whether `number` is one of the pattern's."""
        head = self.pattern.removesuffix(".")
        more = head != self.pattern
        if len(number) <= len(head) if more else len(number) != len(head):
            return False
        return all(
            wanted == given or (wanted == "X" and "0" <= given <= "9")
            for wanted, given in zip(head, number, strict=False)
        )


def checked(line: Line) -> Line:
    """`line`, if its pattern is one. Raises BadLine."""
    pattern = line.pattern
    if not pattern or len(pattern) > LONGEST or not _PATTERN.fullmatch(pattern):
        cure = (
            f"write digits, + * # - _ and small letters, X for one digit, a . at the end, {LONGEST} at most"
        )
        raise BadLine(f"{pattern[:60]!r} is no pattern of numbers", cure)
    if not re.fullmatch(r"[\w.-]{1,64}", line.context):
        raise BadLine(f"{line.context[:60]!r} is no context", "write the dialplan context, such as public")
    if not line.flow:
        raise BadLine(f"the line {pattern} has no flow", "say which flow answers")
    return line


def refuse_tie(line: Line, others: Iterable[Line]) -> None:
    """Raises BadLine or Tie if one of `others` fits a number as well as `line`."""
    for other in others:
        if other.context != line.context:
            continue
        if other.pattern == line.pattern:
            cure = "remove it first, or publish another flow for it"
            raise BadLine(f"{line.context}/{line.pattern} is a line already ({other.flow})", cure)
        if other.literal == line.literal and _overlap(other.pattern, line.pattern):
            what = (
                f"{line.pattern} and the line {other.pattern} of context {line.context} fit the same number"
            )
            raise Tie(f"{what} equally well", "begin one of them with more digits")


def _overlap(one: str, two: str) -> bool:
    """Whether a number exists that fits both patterns."""
    first, second = one.removesuffix("."), two.removesuffix(".")
    open_first, open_second = first != one, second != two
    if not (open_first and open_second):
        if open_first and len(second) <= len(first):
            return False
        if open_second and len(first) <= len(second):
            return False
        if not open_first and not open_second and len(first) != len(second):
            return False
    return all(
        a == b or (a == "X" and b.isdigit()) or (b == "X" and a.isdigit())
        for a, b in zip(first, second, strict=False)
    )


class LineTable:
    """The lines as they stand at one moment, made for matching many calls."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._exact: dict[tuple[str, str], Line] = {}
        self._patterns: dict[str, list[Line]] = {}
        for line in lines:
            if line.literal == line.pattern:
                self._exact[line.context, line.pattern] = line
            else:
                self._patterns.setdefault(line.context, []).append(line)
        for patterns in self._patterns.values():
            patterns.sort(key=lambda line: -len(line.literal))

    def match(self, context: str, number: str) -> Line | None:
        """The line of `number` in `context`: exact, then the longest literal beginning."""
        wanted = number.lower()
        exact = self._exact.get((context, wanted))
        if exact is not None:
            return exact
        return next((line for line in self._patterns.get(context, ()) if line.fits(wanted)), None)
