"""Where a call goes: hours, special days, lists, tenants, zones; the first route that fits decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from callwright.board import Board, CalendarBook, Way
from engine.services.calendars import NamedCalendars, read_calendar
from engine.store.lines import Line, LineTable
from engine.store.lists import FOREVER, CallerList
from engine.store.routes import Route, route_from
from engine.store.tenants import Tenant

WEEK = {"hours": {"thursday": ["08:00-12:00", "13:00-24:00"]}}
SPRING = {**WEEK, "days": [{"from": "2026-02-15", "to": "2026-02-23", "name": "spring_festival"}]}
NEVER: dict[str, object] = {}

LINE = Line(
    "12345",
    "day",
    routes=(
        route_from("list blacklist -> refuse"),
        route_from("list vip -> vip-line"),
        route_from("calendar office is spring_festival -> holiday"),
        route_from("calendar office is closed -> night"),
    ),
)
BOARD = Board(
    lines=LineTable([LINE]),
    tenants={
        "west": Tenant("west", zone="Asia/Urumqi", languages=("ug", "zh-CN")),
        "plain": Tenant("plain"),
    },
    calendars=CalendarBook(
        NamedCalendars({"office": read_calendar("office", NEVER), "shop": read_calendar("shop", NEVER)}),
        {
            ("", "office"): read_calendar("office", SPRING),
            ("plain", "office"): read_calendar("office", NEVER),
        },
    ),
    lists={
        ("", "blacklist"): CallerList([("110", FOREVER), ("119", FOREVER)]),
        ("", "vip"): CallerList([("110", FOREVER), ("120", FOREVER)]),
        ("plain", "blacklist"): CallerList([]),
    },
    zone="Asia/Shanghai",
)
"""2026-01-15 is a Thursday."""


def at(text: str) -> datetime:
    """A moment in Shanghai, as the desk has it: UTC."""
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


WAYS = {
    ("138", "2026-01-15T08:00"): ("day", None),
    ("138", "2026-01-15T07:59:59"): ("night", 3),
    ("138", "2026-01-15T12:00"): ("night", 3),
    ("138", "2026-01-15T23:59:59"): ("day", None),
    ("138", "2026-01-16T10:00"): ("night", 3),
    ("138", "2026-02-19T10:00"): ("holiday", 2),
    ("119", "2026-01-15T08:00"): ("", 0),
    ("110", "2026-02-19T10:00"): ("", 0),
    ("120", "2026-01-16T10:00"): ("vip-line", 1),
    ("", "2026-01-15T08:00"): ("day", None),
}


@pytest.mark.parametrize(("asked", "answer"), WAYS.items(), ids=str)
def test_the_first_route_that_fits_decides(asked: tuple[str, str], answer: tuple[str, int | None]) -> None:
    caller, moment = asked
    flow, place = answer
    assert BOARD.route(LINE, caller, at(moment)) == Way(flow, None if place is None else LINE.routes[place])


def test_a_line_without_routes() -> None:
    assert BOARD.route(Line("1", "f"), "110", at("2026-01-15T08:00")) == Way("f")


def test_a_tenants_own_comes_first_then_the_stores_then_the_settings() -> None:
    plain = replace(LINE, tenant="plain")
    assert BOARD.route(plain, "110", at("2026-01-15T08:00")).flow == "vip-line"
    assert BOARD.route(plain, "138", at("2026-01-15T08:00")).flow == "night"
    assert BOARD.state(LINE, "office", at("2026-01-15T08:00")) == "open"
    assert BOARD.state(LINE, "shop", at("2026-01-15T08:00")) == "closed"
    assert BOARD.state(LINE, "none", at("2026-01-15T08:00")) == ""


def test_zone_and_languages_of_line_tenant_and_project() -> None:
    west = replace(LINE, tenant="west")
    assert [BOARD.zone_of(line) for line in (LINE, west, replace(west, zone="UTC"))] == [
        "Asia/Shanghai",
        "Asia/Urumqi",
        "UTC",
    ]
    assert BOARD.languages_of(west) == ("ug", "zh-CN")
    assert BOARD.languages_of(replace(west, languages=("en",))) == ("en",)
    assert BOARD.languages_of(replace(LINE, tenant="gone")) == ()
    # Urumqi is two hours behind: the office opens later there.
    assert BOARD.route(west, "138", at("2026-01-15T09:59")).flow == "night"
    assert BOARD.route(west, "138", at("2026-01-15T10:00")).flow == "day"


def test_the_zone_of_a_calendar_is_its_own() -> None:
    utc = CalendarBook(NamedCalendars({}), {("", "office"): read_calendar("office", {**WEEK, "zone": "UTC"})})
    board = replace(BOARD, calendars=utc)
    assert board.state(LINE, "office", at("2026-01-15T16:00")) == "open"
    assert board.state(LINE, "office", at("2026-01-15T15:59")) == "closed"


@pytest.mark.parametrize(
    "route",
    [Route("calendar", "gone", "closed", "x"), Route("calendar", "gone", "", "x"), Route("list", "gone")],
)
def test_a_route_that_asks_for_nothing_never_fits(route: Route) -> None:
    line = replace(LINE, routes=(route,))
    assert BOARD.route(line, "110", at("2026-01-15T08:00")) == Way("day")
    assert not BOARD.knows(line, route)
    assert all(BOARD.knows(LINE, each) for each in LINE.routes)
