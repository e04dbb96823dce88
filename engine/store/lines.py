"""Which line a called number belongs to: exact, then the longest literal beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.store.errors import BadLine, Tie
from engine.store.names import NAME, languages_checked, text_checked, zone_checked
from engine.store.routes import MOST_ROUTES, Route, checked_route

_PATTERN = re.compile(r"[0-9a-z+*#_X-]*\.?")
LONGEST = 40
"""Characters of a pattern."""
MOST_CALLS = 100_000
"""The highest limit of calls at once."""


def is_pattern(text: str) -> bool:
    """Whether `text` is a number, or a pattern of numbers."""
    return 0 < len(text) <= LONGEST and _PATTERN.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """A number pattern of a context and what answers there.

    In `pattern`, `X` stands for one digit and a `.` at the end for one character or more. `fallback` is an
    extension for callers whose flow cannot go on; `zone` and `languages` are empty where the project's or
    the flow's own count. Of `routes` the first that fits decides; if none does, `flow` answers. `most` calls
    are taken at once (0: any number); beyond them the flow `full` answers (empty: a built-in notice).
    `version` is that of the line as it was read; 0: it has never been kept.
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
    routes: tuple[Route, ...] = ()
    version: int = field(default=0, compare=False)

    @property
    def where(self) -> str:
        """Context and pattern, as people read them."""
        return f"{self.context}/{self.pattern}"

    @property
    def flows(self) -> tuple[str, ...]:
        """Every flow that may answer here, the line's own first."""
        named = (self.flow, *(route.flow for route in self.routes), self.full)
        return tuple(dict.fromkeys(filter(None, named)))

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
    """`line`, if it could be one, whatever else there is. Raises Refused."""
    pattern = line.pattern
    if not is_pattern(pattern):
        cure = (
            f"write digits, + * # - _ and small letters, X for one digit, a . at the end, {LONGEST} at most"
        )
        raise BadLine(f"{pattern[:60]!r} is no pattern of numbers", cure)
    if not re.fullmatch(r"[\w.-]{1,64}", line.context):
        raise BadLine(f"{line.context[:60]!r} is no context", "write the dialplan context, such as public")
    if not line.flow:
        raise BadLine(f"the line {pattern} has no flow", "say which flow answers")
    for flow in filter(None, (line.flow, line.full)):
        if not NAME.fullmatch(flow):
            raise BadLine(f"{flow[:60]!r} is no flow", "write the name of a flow (64 characters at most)")
    if not 0 <= line.most <= MOST_CALLS:
        raise BadLine(
            f"the line {pattern} cannot take {line.most} calls at once", f"write 0 (any) to {MOST_CALLS}"
        )
    if len(line.routes) > MOST_ROUTES:
        raise BadLine(f"the line {pattern} has {len(line.routes)} routes", f"write {MOST_ROUTES} at most")
    for route in line.routes:
        checked_route(route)
    text_checked("name", line.name, 200)
    text_checked("fallback", line.fallback, 64)
    zone_checked(line.zone)
    languages_checked(line.languages)
    return line


def refuse_tie(line: Line, others: Iterable[Line]) -> None:
    """Raises BadLine or Tie if one of `others` fits a number as well as `line`."""
    for other in others:
        if other.context != line.context:
            continue
        if other.pattern == line.pattern:
            cure = "change it with `callwright line set`, or remove it first"
            raise BadLine(f"{line.where} is a line already ({other.flow})", cure)
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
        self._all = tuple(lines)
        self._exact: dict[tuple[str, str], Line] = {}
        self._patterns: dict[str, list[Line]] = {}
        for line in self._all:
            if line.literal == line.pattern:
                self._exact[line.context, line.pattern] = line
            else:
                self._patterns.setdefault(line.context, []).append(line)
        for patterns in self._patterns.values():
            patterns.sort(key=lambda line: -len(line.literal))

    def __iter__(self) -> Iterator[Line]:
        return iter(self._all)

    def match(self, context: str, number: str) -> Line | None:
        """The line of `number` in `context`: exact, then the longest literal beginning."""
        wanted = number.lower()
        exact = self._exact.get((context, wanted))
        if exact is not None:
            return exact
        return next((line for line in self._patterns.get(context, ()) if line.fits(wanted)), None)
