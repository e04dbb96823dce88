"""The entries of a menu sorted by the keys that lead to them: what a `switch` node tells apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

from flows.imports import ivr_sayings as sayings
from flows.imports.draft import free, key_id
from flows.imports.ivr_menu import ACTIONS, Entry, Menu
from flows.imports.ivr_patterns import KeyPattern, PatternRefused, group_expression, key_pattern, overlap
from flows.imports.phrases import Argument
from flows.imports.report import Both, Findings, Saying

_GROUP = re.compile(r"\$(\d)")
_PROBES = ("#", "#1", "#12", "#123")


@dataclass(slots=True)
class Group:
    """What the same keys do: an exit, the columns of its case, and the entries with what their `$1` is."""

    exit: str
    case: Mapping[str, str]
    steps: list[tuple[Entry, tuple[Argument, ...] | None]] = field(default_factory=list)


class Choices:
    """The groups of a menu, fixed keys first: the switch does every entry that the keys fit, in order."""

    def __init__(self, menu: Menu, count: int, findings: Findings) -> None:
        self._menu = menu
        self._findings = findings
        entries = [good for entry in menu.entries if (good := self._checked(entry))]
        self._patterns = {e.digits: p for e in entries if e.is_pattern and (p := self._pattern(e))}
        self.groups = [*self._fixed(entries), *self._by_pattern(entries)]
        self._overlaps(count)

    def may_begin_with_pound(self) -> bool:
        """Whether any choice can be made by keys of which `#` is the first."""
        fixed = (group.case.get("equals", "") for group in self.groups)
        return any(keys.startswith("#") for keys in fixed) or any(
            pattern.fits(keys) for pattern in self._patterns.values() for keys in _PROBES
        )

    def _checked(self, entry: Entry) -> Entry | None:
        if entry.action == "menu-playback":
            self._say(sayings.PLAYBACK_ALIAS, entry)
            return replace(entry, action="menu-play-sound")
        if entry.action not in ACTIONS or not entry.digits:
            self._say(sayings.BAD_ENTRY, entry, action=entry.action or "?", digits=entry.digits or "?")
            return None
        return entry

    def _pattern(self, entry: Entry) -> KeyPattern | None:
        try:
            return key_pattern(entry.digits)
        except PatternRefused as refused:
            self._say(sayings.BAD_PATTERN, entry, pattern=entry.digits, reason=Both(refused.zh, refused.en))
            return None

    def _fixed(self, entries: list[Entry]) -> list[Group]:
        groups: dict[str, Group] = {}
        for keys in dict.fromkeys(entry.digits for entry in entries if not entry.is_pattern):
            exit_ = free(f"key_{key_id(keys) or 'other'}", (group.exit for group in groups.values()))
            group = groups[keys] = Group(exit_, {"equals": keys})
            for entry in entries:
                if entry.digits == keys:
                    group.steps.append((entry, None))
                elif (pattern := self._patterns.get(entry.digits)) and pattern.fits(keys):
                    group.steps.append((entry, tuple(map(Argument, pattern.groups(keys)))))
        return list(groups.values())

    def _by_pattern(self, entries: list[Entry]) -> list[Group]:
        groups: dict[str, Group] = {}
        for entry in entries:
            pattern = self._patterns.get(entry.digits)
            if pattern is None:
                continue
            group = groups.setdefault(
                pattern.whole, Group(f"pattern_{len(groups) + 1}", {"pattern": pattern.whole})
            )
            group.steps.append((entry, self._arguments(entry, pattern)))
        return list(groups.values())

    def _arguments(self, entry: Entry, pattern: KeyPattern) -> tuple[Argument, ...]:
        """What `$0`, `$1` ... of the entry's parameter are, as expressions of the variable `entry`."""
        used = {int(number) for number in _GROUP.findall(entry.param)}
        found: list[Argument] = []
        for number in range(max(used, default=0) + 1):
            expression = group_expression(pattern, number, "entry")
            if expression is None and number in used:
                self._say(sayings.GROUP, entry, group=f"${number}", pattern=pattern.written)
            found.append(Argument(expression=expression or "entry"))
        return tuple(found)

    def _overlaps(self, count: int) -> None:
        patterns = {pattern.whole: pattern for pattern in self._patterns.values()}
        for first, second in combinations(patterns.values(), 2):
            entry = next(e for e in self._menu.entries if self._patterns.get(e.digits) == second)
            words = {"first": first.written, "second": second.written}
            example = overlap(first, second, count)
            if example is None:
                self._say(sayings.MAYBE_BOTH, entry, **words)
            elif example:
                self._say(sayings.BOTH_PATTERNS, entry, **words, example=example)

    def _say(self, saying: Saying, entry: Entry, **values: object) -> None:
        place = f"menu {self._menu.name}, key {entry.digits}"
        self._findings.say(saying, entry.file, entry.line, place, **values)
