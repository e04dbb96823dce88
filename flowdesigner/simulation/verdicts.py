"""Which prepared answers a call asked for: from what it was given, and what it told of at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

from simulator.circumstances import circumstances
from simulator.given import Given
from simulator.grammar import GivenRow

Verdict = Literal["", "asked", "unused"]
"""Empty: the call did not have this answer."""


def names(given: dict[str, Any]) -> list[str]:
    """The answers of databases, then of web services, as the end of a call names them."""
    if not given:
        return []
    world = circumstances(GivenRow.model_validate(given), Given()).world
    return [str(each) for each in (*world.database_answers, *world.http_answers)]


def verdicts(now: dict[str, Any], then: dict[str, Any], unused: Iterable[str]) -> list[Verdict]:
    """Of every answer of `now`: whether a call that was given `then` asked for it. Both are right."""
    had, spared = Counter(names(then)), Counter(unused)
    seen: Counter[str] = Counter()
    found: list[Verdict] = []
    for name in names(now):
        seen[name] += 1
        if seen[name] > had[name]:
            found.append("")
        else:
            # Of several that are alike, the first serve first.
            found.append("asked" if seen[name] <= had[name] - spared[name] else "unused")
    return found
