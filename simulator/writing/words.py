"""Which part of a prompt a script should listen for: short, and free of what changes from call to call."""

from __future__ import annotations

import re

from engine.events import MASK

MOST = 24
"""The longest part, in characters; twice as many where words are written in letters."""

_CLAUSE = re.compile(r"[^，。！？；：、,.!?;:\n]+")
_DIGIT = re.compile(r"[0-9]")
_WIDE = re.compile(r"[\u2e80-\uffff]")


def part_of(text: str) -> str:
    """The first clause of `text` that says something, rather one without digits; empty if all is masked."""
    clauses = [clause.strip() for clause in _CLAUSE.findall(text) if MASK not in clause]
    telling = [clause for clause in clauses if len(clause) > 1] or [clause for clause in clauses if clause]
    if not telling:
        return ""
    return _shortened(next((clause for clause in telling if not _DIGIT.search(clause)), telling[0]))


def _shortened(clause: str) -> str:
    if _WIDE.search(clause):
        return clause[:MOST]
    words = clause[: 2 * MOST + 1]
    return clause if len(clause) <= 2 * MOST else words[: words.rfind(" ")] if " " in words else words
