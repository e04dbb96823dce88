"""How single values of call scripts are read: times, patterns."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from nodes.errors import ExpressionError
from nodes.patterns import compile_pattern
from simulator.errors import Wrong


def zoned(value: Any) -> Any:
    """The time that a text names; anything else as it is. Raises Wrong if it names no zone."""
    if isinstance(value, str) and not value.strip().replace(".", "").isdigit():
        try:
            read = datetime.fromisoformat(value.strip())
        except ValueError:
            return value
        if read.tzinfo is None:
            raise Wrong(
                f"the time '{value}' has no zone: write it as 2026-01-15T10:00+08:00",
                f"时间“{value}”没有时区：写成 2026-01-15T10:00+08:00",
            )
        return read
    return value


def usable(value: str) -> str:
    """`value`, a pattern that can be used. Raises Wrong."""
    try:
        compile_pattern(value)
    except ExpressionError as error:
        raise Wrong(str(error), error.zh) from error
    return value
