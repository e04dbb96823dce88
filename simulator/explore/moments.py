"""The times at which a call may begin: one for each state of the calendars, those that flows compare with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from flows.release import Release
from nodes.errors import ServiceError
from nodes.logic.hours import Hours
from nodes.services import Calendars
from simulator.explore.choice import Option, Spot, Target
from simulator.explore.wishes import Wishes

WEEK = 8
"""How many days, from the usual one on, the hours of a week are looked for in."""

STEP = timedelta(minutes=15)
"""How finely that week is looked through, since not every calendar tells its hours."""

YEAR = 400
"""How many days are looked at, at midnight and at ten, for special days."""

HOURS = (3, 9, 12, 15, 19, 23)
"""Hours of the day for flows that compare the time with something that cannot be read from them."""

MOST = 24
"""Times that are tried."""


def hours_nodes(release: Release) -> list[tuple[str, str, Hours]]:
    """Every `hours` node: flow, id, node."""
    return [
        (flow.name, compiled.id, compiled.node)
        for flow in release.flows.values()
        for compiled in flow.nodes.values()
        if isinstance(compiled.node, Hours)
    ]


def opened(spot: Spot, node: Hours, state: str) -> Target:
    """The exit that a state of its calendar leads to."""
    named = next((row.exit for row in node.days if row.day == state), "closed")
    return (*spot, state if state in ("open", "closed") else named)


def moments(
    release: Release, wishes: Wishes, usual: datetime, calendars: Calendars | None
) -> tuple[Option, ...]:
    """The times at which a call may begin, `usual` first."""
    nodes = hours_nodes(release)
    names = sorted({node.calendar for _, _, node in nodes})
    found: dict[tuple[str, ...], datetime] = {}
    for moment in (usual, *_looked_through(usual, names, calendars)):
        found.setdefault(tuple(_state(calendars, name, moment) for name in names), moment)
    chosen = dict.fromkeys([usual, *found.values(), *list(_compared(wishes, usual))])
    options = []
    for moment in list(chosen)[:MOST]:
        states = {name: _state(calendars, name, moment) for name in names}
        aims = {
            opened((flow, id_), node, states[node.calendar])
            for flow, id_, node in nodes
            if states[node.calendar]
        }
        options.append(Option(f"now {moment.isoformat()}", moment, aims=tuple(sorted(aims))))
    return tuple(options)


def _state(calendars: Calendars | None, name: str, moment: datetime) -> str:
    if calendars is None:
        return ""
    try:
        return calendars.state(name, moment)
    except ServiceError:
        return ""


def _looked_through(usual: datetime, names: list[str], calendars: Calendars | None) -> Iterator[datetime]:
    """Moments at which a calendar may change its state, the nearest first."""
    known = [name for name in names if _state(calendars, name, usual)]
    for name in known:
        yield from _boundaries(usual, name, calendars)
    if known:
        midnight = usual.replace(hour=0, minute=0, second=0, microsecond=0)
        yield from (midnight + STEP * number for number in range(WEEK * timedelta(days=1) // STEP))
        for day in range(WEEK, YEAR):
            yield from (midnight + timedelta(days=day, hours=hour) for hour in (0, 10))


def _boundaries(usual: datetime, name: str, calendars: object) -> Iterator[datetime]:
    """The moments at which the hours of a calendar begin and end, in a week and on every day that differs."""
    from engine.services.calendars import NamedCalendars

    if not isinstance(calendars, NamedCalendars):
        return
    calendar = calendars.find(name)
    hours = [*calendar.week, *(day.hours for day in calendar.days.values())]
    times = sorted({time(0), *(moment for spans in hours for span in spans for moment in span)})
    days = [usual.date() + timedelta(days=number) for number in range(WEEK)]
    for each in (*days, *sorted(calendar.days)):
        for moment in times:
            local = datetime.combine(each, moment, calendar.zone or usual.tzinfo)
            yield local.astimezone(usual.tzinfo)


def _compared(wishes: Wishes, usual: datetime) -> Iterator[datetime]:
    """Moments around those that an expression compares the time with."""
    asked = {place: values for place, values in wishes.values.items() if place[1][0] in ("now", "today")}
    for values in asked.values():
        for value in values:
            yield from _around(value, usual)
    if asked:
        for day in range(4):
            yield from (
                usual.replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=day)
                for hour in HOURS
            )


def _around(value: object, usual: datetime) -> Iterator[datetime]:
    """A time of day, or a date, that `value` names: that moment and the minute before it."""
    for read in (time.fromisoformat, date.fromisoformat):
        try:
            moment = read(str(value))
        except ValueError:
            continue
        at = datetime.combine(moment if isinstance(moment, date) else usual.date(), time(10))
        if isinstance(moment, time):
            at = datetime.combine(usual.date(), moment)
        at = at.replace(tzinfo=usual.tzinfo)
        yield at
        yield at - timedelta(minutes=1)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24:
        yield usual.replace(hour=value, minute=0, second=0, microsecond=0)
