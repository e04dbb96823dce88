"""Reads days and times of day as people write them on a command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from callwright.errors import Misuse
from callwright.words import words


def moment_of(option: str, text: str, zone: str) -> datetime:
    """The moment that `text` names in `zone`: ISO 8601, a day alone is its beginning; empty: now.

    Raises Misuse naming `option`.
    """
    local = ZoneInfo(zone)
    if text in ("", "now"):
        return datetime.now(local)
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise Misuse(
            words(zh=f"{option} {text}：不是时间", en=f"{option} {text}: that is no time"),
            words(zh="例如 2026-10-01T20:00", en="such as 2026-10-01T20:00"),
        ) from error
    return when if when.tzinfo else when.replace(tzinfo=local)


def end_of(option: str, text: str, zone: str) -> datetime | None:
    """Until when, in UTC without a zone, as the store keeps it; a day counts to its end; empty: None."""
    if not text:
        return None
    when = moment_of(option, text, zone)
    if _is_day(text):
        when = datetime.combine(when.date() + timedelta(days=1), time(0), when.tzinfo)
    return when.astimezone(UTC).replace(tzinfo=None)


def shown(moment: datetime, zone: str) -> str:
    """A moment of the store (UTC without a zone) as people of `zone` read it."""
    return f"{moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
