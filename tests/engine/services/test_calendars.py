"""Opening hours: weeks, days that differ, zones, and calendars written wrongly."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.services.calendars import CalendarError, calendars_from, read_calendar
from nodes.errors import ServiceUnavailable

OFFICE: dict[str, Any] = {
    "zone": "Asia/Shanghai",
    "hours": {
        "monday": ["13:30-17:30", "08:00-12:00"],
        "friday": ["22:00-24:00"],
        "saturday": ["00:00-24:00"],
    },
    "days": [
        {"date": "2026-01-04", "like": "monday"},
        {"from": "2026-02-15", "to": "2026-02-23", "name": "spring_festival", "hours": []},
        {"date": "2026-01-12", "hours": ["10:00-11:00"]},
        {"date": "2026-01-12", "hours": []},
    ],
}

STATES = {
    "2026-01-05T08:00+08:00": "open",
    "2026-01-05T07:59:59+08:00": "closed",
    "2026-01-05T12:00+08:00": "closed",
    "2026-01-05T13:30+08:00": "open",
    "2026-01-05T00:30+00:00": "open",
    "2026-01-06T09:00+08:00": "closed",
    "2026-01-09T23:59+08:00": "open",
    "2026-01-10T00:00+08:00": "open",
    "2026-01-10T23:59:59+08:00": "open",
    "2026-01-11T00:00+08:00": "closed",
    "2026-01-04T09:00+08:00": "open",
    "2026-01-12T09:00+08:00": "closed",
    "2026-01-12T10:30+08:00": "open",
    "2026-02-15T00:00+08:00": "spring_festival",
    "2026-02-23T23:59+08:00": "spring_festival",
    "2026-02-24T09:00+08:00": "closed",
}


@pytest.mark.parametrize(("moment", "state"), STATES.items())
def test_states(moment: str, state: str) -> None:
    assert calendars_from({"office": OFFICE}).state("office", datetime.fromisoformat(moment)) == state


def test_without_a_zone_the_moments_own_counts() -> None:
    calendar = read_calendar("x", {"hours": {"monday": ["08:00-12:00"]}})
    assert calendar.state(datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("America/New_York"))) == "open"
    assert calendar.names == ()


def test_the_projects_zone_is_that_of_a_calendar_without_one() -> None:
    hours = {"monday": ["08:00-12:00"]}
    named = calendars_from({"a": {"hours": hours}, "b": {"hours": hours, "zone": "UTC"}}, "Asia/Shanghai")
    moment = datetime(2026, 1, 5, 1, tzinfo=ZoneInfo("UTC"))
    assert (named.state("a", moment), named.state("b", moment)) == ("open", "closed")


def test_names() -> None:
    assert read_calendar("office", OFFICE).names == ("spring_festival",)


def test_an_unknown_calendar() -> None:
    with pytest.raises(ServiceUnavailable, match=r"no calendar is called 'x' \(there are: office\)"):
        calendars_from({"office": OFFICE}).state("x", datetime(2026, 1, 5))


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a key": ({"hour": {}}, "'hour' is not known here: use zone, hours, days"),
    "a weekday": ({"hours": {"mon": []}}, "hours: 'mon' is not known here"),
    "hours that are no table": ({"hours": ["08:00-12:00"]}, "hours: .* is no table"),
    "a span": ({"hours": {"monday": ["8-12"]}}, "hours.monday: '8-12' is no span of time"),
    "a span without an end": ({"hours": {"monday": ["08:00"]}}, "no span of time"),
    "a span backwards": ({"hours": {"monday": ["12:00-08:00"]}}, "ends before it begins"),
    "spans that overlap": ({"hours": {"monday": ["08:00-12:00", "11:00-13:00"]}}, "overlap"),
    "spans after midnight": ({"hours": {"monday": ["08:00-24:00", "11:00-13:00"]}}, "overlap"),
    "no list": ({"hours": {"monday": "08:00-12:00"}}, "is no list"),
    "a zone": ({"zone": "Asia/Atlantis"}, "zone: there is no time zone 'Asia/Atlantis'"),
    "a day without a date": ({"days": [{"hours": []}]}, r"days\[1\]: it says no day"),
    "a span of days without an end": ({"days": [{"from": "2026-01-01"}]}, "it says no day"),
    "a date": ({"days": [{"date": "1.1.2026"}]}, "'1.1.2026' is no date"),
    "days backwards": ({"days": [{"from": "2026-01-02", "to": "2026-01-01"}]}, "no span of days"),
    "far too many days": ({"days": [{"from": "0001-01-01", "to": "9999-01-01"}]}, "no span of days"),
    "like nothing": ({"days": [{"date": "2026-01-01", "like": "holiday"}]}, "is no weekday"),
    "like and hours": ({"days": [{"date": "2026-01-01", "like": "monday", "hours": []}]}, "keep one"),
    "a name that is a state": ({"days": [{"date": "2026-01-01", "name": "open"}]}, "cannot be an exit"),
    "a name with blanks": ({"days": [{"date": "2026-01-01", "name": "a b"}]}, "cannot be an exit"),
}


@pytest.mark.parametrize(("written", "words"), WRONG.values(), ids=WRONG)
def test_written_wrongly(written: dict[str, Any], words: str) -> None:
    with pytest.raises(CalendarError, match=f"calendar 'office', .*{words}|calendar 'office': {words}"):
        read_calendar("office", written)
