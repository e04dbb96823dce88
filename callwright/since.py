"""Reads options such as `--since`: a time, or how long ago."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from callwright.settings import load
from callwright.words import words

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class Since(click.ParamType):
    """`30m`, `2h`, `3d`, or a time in ISO 8601, of the project's zone if it names none.

    It becomes UTC without a zone.
    """

    name = "since"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment. Raises BadParameter."""
        if isinstance(value, datetime):
            return value
        text = str(value).strip()
        found = re.fullmatch(r"([0-9]{1,6})([smhdw])", text)
        try:
            if found:
                ago = timedelta(**{_UNITS[found[2]]: int(found[1])})
                return datetime.now(UTC).replace(tzinfo=None) - ago
            when = datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            self.fail(
                words(
                    zh=f"“{text}”不是时间：写 2h、3d 或 2026-01-15T10:00",
                    en=f"'{text}' is no time: write 2h, 3d or 2026-01-15T10:00",
                ),
                param,
                ctx,
            )
        if when.tzinfo is None:
            when = when.replace(tzinfo=ZoneInfo(_zone(ctx)))
        return when.astimezone(UTC).replace(tzinfo=None)


def _zone(ctx: click.Context | None) -> str:
    """The project's zone, by the settings that the command line names or that are found from here."""
    chosen = (ctx.find_root().obj or {}) if ctx is not None else {}
    return load(chosen.get("config")).project.zone
