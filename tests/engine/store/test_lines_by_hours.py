"""Lines with routes, and the tenants, calendars and lists they ask for, on SQLite and PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from engine.store.counting import Revisions, now
from engine.store.errors import BadLine, Conflict, Refused, Tie, Unknown
from engine.store.kept_lists import CHUNK, Entry
from engine.store.lines import Line
from engine.store.routes import route_from
from engine.store.store import Store
from engine.store.tenants import Tenant
from tests.engine.store.places import store, url

__all__ = ["store", "url"]

HOURS: dict[str, Any] = {
    "hours": {"monday": ["08:00-12:00"]},
    "days": [{"date": "2026-10-01", "name": "national_day"}],
}
ROUTES = tuple(
    map(
        route_from,
        (
            "list blacklist -> refuse",
            "list vip -> vip-line",
            "calendar office is national_day -> holiday",
            "calendar office is closed -> night",
        ),
    )
)


@pytest.fixture
def city(store: Store) -> Store:
    """The store with a tenant, a calendar and two lists, and no lines."""
    for line in store.lines():
        store.remove_line(line.context, line.pattern)
    if not store.tenants():
        store.add_tenant(Tenant("city", "The city", "Asia/Urumqi", ("zh-CN", "en")))
        store.add_calendar("", "office", HOURS, who="eve")
        store.make_list("", "blacklist")
        store.make_list("city", "vip", "Important people")
    return store


def test_a_line_with_routes_is_kept_as_it_is(city: Store) -> None:
    line = Line("4001", "day", tenant="city", routes=ROUTES, most=30, full="full")
    city.add_line(line)
    kept = city.line("public", "4001")
    assert kept == line
    assert (kept.version, [str(route) for route in kept.routes]) == (1, [str(route) for route in ROUTES])
    changed = replace(kept, name="Mayor", routes=ROUTES[2:])
    before = city.revisions()
    city.change_line(changed)
    assert city.line("public", "4001") == changed
    assert city.line("public", "4001").version == 2
    assert city.revisions() == Revisions(before.lines + 1, before.calendars, before.lists)
    city.remove_line("public", "4001")
    with pytest.raises(BadLine, match="no line public/4001"):
        city.line("public", "4001")
    with pytest.raises(BadLine, match="no line public/4001"):
        city.change_line(changed)


REFUSED = {
    "there is no calendar offices .*there are: office": "calendar offices is closed -> x",
    "has no state ajar": "calendar office is ajar -> x",
    "there is no list blacklists": "list blacklists -> x",
    "there is no list vip": "list vip -> x",
}


@pytest.mark.parametrize(("message", "route"), REFUSED.items())
def test_a_route_asks_for_what_is_there(city: Store, message: str, route: str) -> None:
    before = city.revisions()
    with pytest.raises(BadLine, match=message):
        city.add_line(Line("4002", "day", routes=(route_from(route),)))
    assert (city.lines(), city.revisions()) == ([], before)


def test_a_route_may_ask_for_a_calendar_of_the_settings(city: Store) -> None:
    line = Line("4002", "day", routes=(route_from("calendar shop is national_day -> x"),))
    city.add_line(line, calendars={"shop": HOURS})
    assert city.lines() == [line]


BAD: dict[str, dict[str, Any]] = {
    "no tenant nobody": {"tenant": "nobody"},
    "no time zone 'Nowhere'": {"zone": "Nowhere"},
    "the name ": {"name": "x" * 201},
    "the name 'a": {"name": "a\nb"},
    "the fallback": {"fallback": "1" * 65},
    "'n o' is no language": {"languages": ("n o",)},
    "so many languages": {"languages": ("zh-CN",) * 100},
    "'a b' is no flow": {"flow": "a b"},
    "is no flow": {"full": "x" * 65},
    "cannot take -1 calls": {"most": -1},
}


@pytest.mark.parametrize(("message", "change"), BAD.items())
def test_an_impossible_line_changes_nothing(city: Store, message: str, change: dict[str, Any]) -> None:
    city.add_line(Line("4003", "day"))
    before = city.revisions()
    with pytest.raises((Refused, Unknown), match=message):
        city.add_line(replace(Line("4004", "day"), **change))
    with pytest.raises((Refused, Unknown), match=message):
        city.change_line(replace(city.line("public", "4003"), **change))
    assert (city.lines(), city.revisions()) == ([Line("4003", "day")], before)


def test_two_lines_on_one_number(city: Store) -> None:
    city.add_line(Line("40XX", "day"))
    with pytest.raises(BadLine, match="is a line already"):
        city.add_line(Line("40XX", "night"))
    with pytest.raises(Tie):
        city.add_line(Line("40.", "night"))
    assert city.lines() == [Line("40XX", "day")]


def test_of_two_who_change_a_line_the_second_is_told(city: Store) -> None:
    city.add_line(Line("4005", "day"))
    eve = adam = city.line("public", "4005")
    city.change_line(replace(eve, name="Eve's"))
    with pytest.raises(Conflict, match="public/4005 was changed by somebody else"):
        city.change_line(replace(adam, most=3))
    kept = city.line("public", "4005")
    assert (kept.name, kept.most) == ("Eve's", 0)
    city.change_line(replace(kept, most=3))
    assert city.line("public", "4005").version == 3


def at_once(count: int, work: Any) -> list[BaseException | None]:
    """What each of `count` threads raised that ran `work(number)` at the same time."""
    barrier, ended = threading.Barrier(count), dict.fromkeys(range(count), None)
    raised: dict[int, BaseException | None] = dict(ended)

    def run(number: int) -> None:
        barrier.wait()
        try:
            work(number)
        except BaseException as error:
            raised[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(raised.values())


def test_of_many_who_change_a_line_at_once_one_succeeds(city: Store) -> None:
    city.add_line(Line("4006", "day"))
    line = city.line("public", "4006")
    raised = at_once(8, lambda number: city.change_line(replace(line, name=f"n{number}")))
    assert sorted(type(error).__name__ for error in raised) == ["Conflict"] * 7 + ["NoneType"]
    assert city.line("public", "4006").name == f"n{raised.index(None)}"


def test_tenants(city: Store) -> None:
    taxes = Tenant("taxes", "Taxes", "Asia/Shanghai", ("zh-CN",))
    city.add_tenant(taxes)
    with pytest.raises(Refused, match="a tenant taxes already"):
        city.add_tenant(taxes)
    city.change_tenant(replace(taxes, title=""))
    assert city.tenants()[1] == replace(taxes, title="")
    city.add_line(Line("4007", "day", tenant="taxes"))
    with pytest.raises(Refused, match=r"has lines \(public/4007\)"):
        city.remove_tenant("taxes")
    city.remove_line("public", "4007")
    city.make_list("taxes", "own")
    with pytest.raises(Refused, match=r"has a list \(own\)"):
        city.remove_tenant("taxes")
    city.remove_list("taxes", "own")
    city.remove_tenant("taxes")
    with pytest.raises(Unknown, match="no tenant taxes"):
        city.remove_tenant("taxes")
    with pytest.raises(Unknown, match="no tenant taxes"):
        city.change_tenant(taxes)
    for bad in (Tenant("a b"), Tenant(""), Tenant("x" * 65), Tenant("x", "t" * 201), Tenant("x", zone="Y")):
        with pytest.raises(Refused):
            city.add_tenant(bad)


def test_calendars(city: Store) -> None:
    before = city.revisions()
    city.add_calendar("city", "shop", HOURS, who="eve")
    assert city.revisions() == Revisions(before.lines, before.calendars + 1, before.lists)
    kept = city.calendar("city", "shop")
    assert (kept.written, kept.version, kept.who) == (HOURS, 1, "eve")
    with pytest.raises(Refused, match="a calendar city/shop already"):
        city.add_calendar("city", "shop", HOURS, who="eve")
    city.change_calendar("city", "shop", {}, version=1, who="adam")
    with pytest.raises(Conflict, match="was changed by adam meanwhile"):
        city.change_calendar("city", "shop", HOURS, version=1, who="eve")
    with pytest.raises(Refused, match="'9' is no span of time"):
        city.change_calendar("city", "shop", {"hours": {"monday": ["9"]}}, version=2, who="eve")
    assert city.calendar("city", "shop").written == {}
    with pytest.raises(Unknown, match="no calendar shop"):
        city.change_calendar("", "shop", HOURS, version=1, who="eve")
    with pytest.raises(Unknown, match="no tenant nobody"):
        city.add_calendar("nobody", "shop", HOURS, who="eve")
    with pytest.raises(Refused, match="longer than"):
        city.add_calendar("", "huge", {"days": [{"date": "2026-10-01"}] * 25_000}, who="eve")
    city.remove_calendar("city", "shop")
    with pytest.raises(Unknown):
        city.remove_calendar("city", "shop")


def test_a_calendar_or_list_that_a_line_uses_stays(city: Store) -> None:
    city.add_line(Line("4008", "day", tenant="city", routes=ROUTES))
    with pytest.raises(Refused, match="decides on lines"):
        city.remove_calendar("", "office")
    for tenant, name in (("", "blacklist"), ("city", "vip")):
        with pytest.raises(Refused, match="decides for public/4008"):
            city.remove_list(tenant, name)
    # What hides another may go: the other takes its place.
    city.add_calendar("city", "office", HOURS, who="eve")
    city.remove_calendar("", "office")
    with pytest.raises(Refused, match="decides on lines"):
        city.remove_calendar("city", "office")
    city.remove_calendar("city", "office", elsewhere=["office"])
    city.add_calendar("", "office", HOURS, who="eve")


def test_numbers_on_a_list(city: Store) -> None:
    past, future = now() - timedelta(hours=1), now() + timedelta(hours=1)
    entries = [Entry("110", "often", future), Entry("119", until=past), Entry("0085X.")]
    before = city.revisions()
    assert city.add_entries("", "blacklist", entries, who="eve") == 3
    assert city.revisions() == Revisions(before.lines, before.calendars, before.lists + 1)
    assert city.add_entries("", "blacklist", [Entry("110", "no more"), Entry("120")], who="adam") == 1
    kept = {entry.value: entry for entry in city.entries("", "blacklist")}
    assert list(kept) == ["0085X.", "110", "119", "120"]
    assert (kept["110"].note, kept["110"].until, kept["110"].who) == ("no more", None, "adam")
    numbers = city.caller_list("", "blacklist")
    at = datetime.now().timestamp()
    assert [numbers.holds(caller, at) for caller in ("110", "119", "00851x", "1")] == [
        True,
        False,
        True,
        False,
    ]
    everybody = ["110", "119", "120", "0085X."]
    with pytest.raises(Unknown, match="1 of these numbers are not on the list blacklist: 7"):
        city.remove_entries("", "blacklist", [*everybody, "7"])
    assert city.remove_entries("", "blacklist", everybody) == 4
    assert list(city.entries("", "blacklist")) == []


@pytest.mark.parametrize(
    "entry",
    [Entry(""), Entry("1 2"), Entry("1" * 41), Entry("1.2"), Entry("1", "n" * 201), Entry("1", "a\0")],
)
def test_an_impossible_number_changes_nothing(city: Store, entry: Entry) -> None:
    before = city.revisions()
    with pytest.raises(Refused):
        city.add_entries("", "blacklist", [Entry("1"), entry], who="eve")
    with pytest.raises(Unknown):
        city.add_entries("", "greylist", [Entry("1")], who="eve")
    assert (list(city.entries("", "blacklist")), city.revisions()) == ([], before)


def test_a_mark_changes_with_its_list_alone(city: Store) -> None:
    def marks() -> tuple[object, object]:
        found = city.list_marks()
        return found["", "blacklist"], found["city", "vip"]

    black, vip = marks()
    changes: tuple[Callable[[], int], ...] = (
        lambda: city.add_entries("city", "vip", [Entry("1")], who="eve"),
        lambda: city.add_entries("city", "vip", [Entry("1", "again")], who="eve"),
        lambda: city.remove_entries("city", "vip", ["1"]),
    )
    for change in changes:
        change()
        again = marks()
        assert (again[0], again[1] != vip) == (black, True)
        vip = again[1]


def test_more_numbers_than_are_written_at_once(city: Store) -> None:
    entries = [Entry(str(number)) for number in range(2 * CHUNK + 1)]
    done: list[int] = []
    assert city.add_entries("city", "vip", entries, who="eve", progress=done.append) == len(entries)
    assert done == [CHUNK, 2 * CHUNK, 2 * CHUNK + 1]
    vip = next(one for one in city.lists() if one.name == "vip")
    assert (vip.title, vip.numbers) == ("Important people", len(entries))
    assert city.remove_entries("city", "vip", [entry.value for entry in entries]) == len(entries)


def test_many_put_the_same_numbers_on_a_list_at_once(city: Store) -> None:
    entries = [Entry(str(number)) for number in range(50)]
    raised = at_once(4, lambda number: city.add_entries("", "blacklist", entries, who=f"n{number}"))
    assert raised == [None] * 4
    assert len(list(city.entries("", "blacklist"))) == 50
    city.remove_entries("", "blacklist", [entry.value for entry in entries])
