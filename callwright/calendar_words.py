"""Opening hours as people write them on a command line, made into what the settings would hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from callwright.errors import Misuse
from callwright.words import words
from engine.services.calendars import WEEKDAYS

CLOSED = "closed"

_HOURS = re.compile(rf"({'|'.join(WEEKDAYS)})(?:-({'|'.join(WEEKDAYS)}))?\s+(.+)")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?(?:\s+(.*?))?(?:\s*called\s+(\w+))?")


def hours_of(texts: Iterable[str]) -> dict[str, list[str]]:
    """The weekly hours of `--hours "monday-friday 08:30-12:00 13:30-17:30"`. Raises Misuse."""
    week: dict[str, list[str]] = {}
    for text in texts:
        found = _HOURS.fullmatch(text.strip().lower())
        if not found:
            raise Misuse(
                words(zh=f"--hours {text}：不是服务时间", en=f"--hours {text}: these are no hours"),
                '--hours "monday-friday 08:30-12:00 13:30-17:30" --hours "sunday closed"',
            )
        first, last, spans = found.groups()
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        for day in range(begin, end + 1 if end >= begin else end + 8):
            week[WEEKDAYS[day % 7]] = _spans(spans)
    return week


def day_of(text: str) -> dict[str, Any]:
    """A day of `--day`: a date or a span of dates, then closed, hours or `like WEEKDAY`, then `called NAME`.

    Raises Misuse.
    """
    found = _DAY.fullmatch(" ".join(text.split()))
    first, last, what, name = found.groups() if found else ("", "", "", "")
    if not found or not (what or name):
        raise Misuse(
            words(zh=f"--day {text}：看不懂", en=f"--day {text}: that is no day"),
            '--day "2026-10-01..2026-10-07 closed called national_day" --day "2026-10-10 like monday"',
        )
    entry: dict[str, Any] = {"from": first, "to": last} if last else {"date": first}
    if what and what.startswith("like "):
        entry["like"] = what.removeprefix("like ").strip().lower()
    else:
        entry["hours"] = _spans(what or CLOSED)
    return entry | ({"name": name} if name else {})


def _spans(text: str) -> list[str]:
    """Spans of time; 8:30 may be written for 08:30."""
    return [] if text == CLOSED else re.sub(r"\b(\d):", r"0\1:", text.replace(",", " ")).split()


def changed(
    written: Mapping[str, Any],
    *,
    zone: str | None = None,
    hours: Iterable[str] = (),
    days: Iterable[str] = (),
    drop: Iterable[str] = (),
) -> dict[str, Any]:
    """`written` with what is given; new days count before those that are there. Raises Misuse."""
    given = dict(written)
    if zone is not None:
        given["zone"] = zone
    if week := hours_of(hours):
        given["hours"] = {**given.get("hours", {}), **week}
    kept = list(given.get("days", []))
    for begin in drop:
        left = [day for day in kept if str(day.get("date", day.get("from"))) != begin]
        if len(left) == len(kept):
            raise Misuse(
                words(
                    zh=f"--drop-day {begin}：没有从这天开始的条目",
                    en=f"--drop-day {begin}: no entry begins there",
                ),
                words(zh="callwright calendar show 会列出", en="`callwright calendar show` lists them"),
            )
        kept = left
    given["days"] = [*(day_of(text) for text in days), *kept]
    return given
