"""Reads and shows days and times: of the project's zone for people, of UTC for programs."""

from __future__ import annotations

from collections.abc import Iterable
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


def shown(moment: datetime, zone: str, *, seconds: bool = False) -> str:
    """A moment of the store (UTC without a zone) as people of `zone` read it; `heading` says which."""
    local = moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    return f"{local:%Y-%m-%d %H:%M:%S}" if seconds else f"{local:%Y-%m-%d %H:%M}"


def heading(word: str, zone: str, moments: Iterable[datetime] = ()) -> str:
    """The head of a column of `moments`, such as `when (Asia/Shanghai +08:00)`.

    Two offsets where clocks were changed between them; that of now where there is no moment.
    """
    local = ZoneInfo(zone)
    known = list(moments) or [datetime.now(UTC).replace(tzinfo=None)]
    minutes = {moment.replace(tzinfo=UTC).astimezone(local).isoformat(timespec="minutes") for moment in known}
    offsets = sorted({minute[len("2026-01-15T10:00") :] for minute in minutes})
    return f"{word} ({zone} {'/'.join(offsets)})"


def told(moment: datetime, zone: str) -> str:
    """A moment of the store in a sentence: with its zone, such as `2026-01-15 10:00:00+08:00`."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).isoformat(" ", "seconds")


def utc(moment: datetime) -> str:
    """A moment for programs: ISO 8601 in UTC, such as 2026-01-15T02:00:00.000Z; without a zone it is UTC."""
    whole = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return whole.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
