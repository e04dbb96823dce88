"""Calendars as people look at them: the week, the days that differ, and a month as a page."""

from __future__ import annotations

import calendar as months
from collections.abc import Mapping
from datetime import date
from typing import Any

from rich.table import Table
from rich.text import Text

from callwright.output import out, print_table
from callwright.words import words
from engine.services.calendars import WEEKDAYS, Calendar, Day, Span

_ZH = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def weekday_name(day: int) -> str:
    """The name of a day of the week, Monday is 0."""
    return words(zh=_ZH[day], en=WEEKDAYS[day])


def spans(hours: tuple[Span, ...]) -> str:
    """Hours as people read them."""
    return " ".join(f"{start:%H:%M}-{_end(end)}" for start, end in hours) or words(zh="不服务", en="closed")


def _end(end: Any) -> str:
    return "24:00" if not end.hour and not end.minute else f"{end:%H:%M}"


def _short(span: Span) -> str:
    """As few characters as can be: seven days stand side by side."""
    ends = [str(time.hour) if not time.minute else f"{time.hour}:{time.minute:02}" for time in span]
    return f"{ends[0]}-{'24' if ends[1] == '0' else ends[1]}"


def print_week(calendar: Calendar) -> None:
    """The weekly hours."""
    columns = words(zh="星期 时间", en="day hours").split()
    print_table(columns, [(weekday_name(day), spans(calendar.week[day])) for day in range(7)])


def print_days(written: Mapping[str, Any]) -> None:
    """The days that differ, as they were written."""
    rows = []
    for entry in written.get("days", []):
        when = str(entry["date"]) if "date" in entry else f"{entry['from']}..{entry['to']}"
        like = f"like {entry['like']}" if "like" in entry else " ".join(entry.get("hours", [])) or "closed"
        rows.append((when, like, entry.get("name", "")))
    if rows:
        print_table(words(zh="日期 时间 名称", en="days hours called").split(), rows)


def print_month(calendar: Calendar, year: int, month: int) -> None:
    """A month as a page: each day with its hours; days that differ from their weekday stand out."""
    # Narrow enough for a terminal of 80 columns.
    table = Table(title=f"{year}-{month:02}", title_justify="left", box=None, padding=(0, 1, 1, 0))
    for day in range(7):
        table.add_column(weekday_name(day), overflow="fold")
    for week in months.Calendar().monthdatescalendar(year, month):
        table.add_row(*(_cell(calendar, each) if each.month == month else Text("") for each in week))
    out.print(table)


def _cell(calendar: Calendar, day: date) -> Text:
    special: Day | None = calendar.days.get(day)
    hours = special.hours if special is not None else calendar.week[day.weekday()]
    text = Text(f"{day.day}", style="bold")
    if special is not None and special.name:
        text.append(f"\n{special.name}", style="cyan")
    text.append("\n" + ("\n".join(map(_short, hours)) or spans(())), style="dim" if not hours else "")
    if special is not None:
        text.stylize("yellow" if hours else "red")
    return text


def state_on(state: str) -> str:
    """A state as people read it."""
    if state == "open":
        return words(zh="open（服务中）", en="open")
    return words(zh="closed（不服务）", en="closed") if state == "closed" else state
