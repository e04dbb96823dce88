"""Opening hours by name: weekly hours, holidays, make-up working days and special days, in a time zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from engine.services.clock import zone_named
from nodes.errors import NodesError, ServiceUnavailable

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_DAYS = 20_000
"""Days that one calendar may name; a span counts each of its days."""

Span = tuple[time, time]
"""From, and up to but not including; 00:00 as the end is midnight."""


class CalendarError(NodesError):
    """A calendar is written wrongly: which, where, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is not like its weekday: its own hours, and a name if flows treat it apart."""

    hours: tuple[Span, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weekly hours, Monday first, and the days that differ."""

    week: tuple[tuple[Span, ...], ...]
    days: Mapping[date, Day]
    zone: ZoneInfo | None = None

    def state(self, moment: datetime) -> str:
        """`open`, `closed`, or the name of the special day; in the calendar's zone, else in `moment`'s."""
        local = moment.astimezone(self.zone) if self.zone else moment
        special = self.days.get(local.date())
        if special is not None and special.name:
            return special.name
        hours = special.hours if special is not None else self.week[local.weekday()]
        inside = any(start <= local.time() and (not end or local.time() < end) for start, end in _ends(hours))
        return "open" if inside else "closed"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of special days, in order."""
        return tuple(sorted({day.name for day in self.days.values() if day.name}))


def _ends(hours: tuple[Span, ...]) -> list[tuple[time, time | None]]:
    return [(start, end if end != time(0) else None) for start, end in hours]


class NamedCalendars:
    """The service `calendars` over calendars as settings hold them."""

    def __init__(self, calendars: Mapping[str, Calendar]) -> None:
        self._named = dict(calendars)

    def state(self, calendar: str, moment: datetime) -> str:
        """As nodes.services.Calendars.state. Raises ServiceUnavailable for a name that is not there."""
        return self.find(calendar).state(moment)

    def joined(self, others: Mapping[str, Calendar]) -> NamedCalendars:
        """These calendars, with `others` in place of those of the same name."""
        return NamedCalendars({**self._named, **others})

    def find(self, name: str) -> Calendar:
        """The calendar `name`. Raises ServiceUnavailable."""
        if name not in self._named:
            known = ", ".join(sorted(self._named)) or "none"
            raise ServiceUnavailable(
                f"no calendar is called '{name}' (there are: {known}): add it to the settings"
            )
        return self._named[name]


def calendars_from(written: Mapping[str, Mapping[str, Any]], zone: str = "") -> NamedCalendars:
    """The calendars that settings hold; `zone` is that of a calendar without one. Raises CalendarError."""
    return NamedCalendars(
        {name: read_calendar(name, {"zone": zone, **calendar}) for name, calendar in written.items()}
    )


def read_calendar(name: str, written: Mapping[str, Any]) -> Calendar:
    """The calendar that `written` describes. Raises CalendarError saying where and what is wrong.

    `zone`; `hours`, a table of weekdays with spans "08:00-12:00"; `days`, each with `date` or `from` and
    `to`, with `hours` of its own or `like` a weekday, and with `name` if flows treat it apart. Of two
    entries for a day the first counts.
    """
    reader = _Reader(f"calendar '{name}'")
    reader.known(written, ("zone", "hours", "days"), "")
    week = reader.week(written.get("hours", {}))
    days: dict[date, Day] = {}
    for number, entry in enumerate(reader.items(written.get("days", []), "days"), 1):
        where = f"days[{number}]"
        reader.known(entry, ("date", "from", "to", "hours", "like", "name"), where)
        day = reader.day(entry, week, where)
        for each in reader.dates(entry, where):
            days.setdefault(each, day)
        if len(days) > MOST_DAYS:
            raise reader.bad(where, f"more than {MOST_DAYS} days", "name fewer")
    return Calendar(week, days, reader.zone(written.get("zone", "")))


class _Reader:
    """Reads the parts of one calendar; every complaint names it and the place."""

    def __init__(self, what: str) -> None:
        self._what = what

    def bad(self, where: str, message: str, cure: str) -> CalendarError:
        place = f"{self._what}, {where}" if where else self._what
        return CalendarError(f"{place}: {message}: {cure}")

    def known(self, written: object, keys: tuple[str, ...], where: str) -> None:
        if not isinstance(written, Mapping):
            raise self.bad(where, f"{written!r} is no table", f"write {', '.join(keys)}")
        for key in written:
            if key not in keys:
                raise self.bad(where, f"'{key}' is not known here", f"use {', '.join(keys)}")

    def items(self, written: object, where: str) -> list[Any]:
        if not isinstance(written, list | tuple):
            raise self.bad(where, f"{written!r} is no list", "write it in [ ]")
        return list(written)

    def zone(self, written: object) -> ZoneInfo | None:
        try:
            return zone_named(str(written)) if written else None
        except ServiceUnavailable as error:
            raise CalendarError(f"{self._what}, zone: {error}") from error

    def week(self, written: object) -> tuple[tuple[Span, ...], ...]:
        self.known(written, WEEKDAYS, "hours")
        assert isinstance(written, Mapping)
        return tuple(self.hours(written.get(day, []), f"hours.{day}") for day in WEEKDAYS)

    def hours(self, written: object, where: str) -> tuple[Span, ...]:
        spans = sorted(self.span(span, where) for span in self.items(written, where))
        for (_, end), (start, _) in pairwise(spans):
            if end == time(0) or start < end:
                raise self.bad(where, "two spans overlap", "make one of them")
        return tuple(spans)

    def span(self, written: object, where: str) -> Span:
        first, dash, last = str(written).partition("-")
        try:
            start = time.fromisoformat(first.strip())
            end = time(0) if last.strip() == "24:00" else time.fromisoformat(last.strip())
        except ValueError:
            raise self.bad(where, f"{written!r} is no span of time", 'write "08:00-12:00"') from None
        if not dash or (end != time(0) and end <= start) or start.tzinfo or end.tzinfo:
            raise self.bad(
                where, f"{written!r} ends before it begins", "let one end at 24:00, begin at 00:00"
            )
        return start, end

    def day(self, entry: Mapping[str, Any], week: tuple[tuple[Span, ...], ...], where: str) -> Day:
        like, name = entry.get("like", ""), str(entry.get("name", ""))
        if like and like not in WEEKDAYS:
            raise self.bad(where, f"like {like!r} is no weekday", f"use {', '.join(WEEKDAYS)}")
        if like and "hours" in entry:
            raise self.bad(where, "both `hours` and `like`", "keep one of them")
        if name in ("open", "closed") or (name and not name.isidentifier()):
            raise self.bad(where, f"the name {name!r} cannot be an exit", "use letters, digits and _")
        if like:
            return Day(week[WEEKDAYS.index(like)], name)
        return Day(self.hours(entry.get("hours", []), f"{where}.hours"), name)

    def dates(self, entry: Mapping[str, Any], where: str) -> list[date]:
        if ("date" in entry) == ("from" in entry) or ("from" in entry) != ("to" in entry):
            raise self.bad(where, "it says no day", "give `date`, or `from` and `to`")
        first = self.date(entry.get("date", entry.get("from")), where)
        last = self.date(entry.get("date", entry.get("to")), where)
        if last < first or (last - first).days >= MOST_DAYS:
            raise self.bad(where, f"{first} to {last} is no span of days", "let `to` follow `from`")
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def date(self, written: object, where: str) -> date:
        if isinstance(written, date) and not isinstance(written, datetime):
            return written
        try:
            return date.fromisoformat(str(written))
        except ValueError:
            raise self.bad(where, f"{written!r} is no date", "write 2026-01-15") from None
