"""Lines, calendars, lists and tenants from the command line: what is changed, refused, imported, printed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from callwright.calendar_words import day_of, hours_of
from callwright.errors import Misuse
from tests.callwright.conftest import Run
from tests.callwright.test_output import fields


@pytest.fixture
def kept(run: Run, project: Path) -> Path:
    """A project with a line, a calendar, a list and a tenant."""
    for words in (
        ("tenant", "add", "taxes", "--zone", "Asia/Urumqi"),
        ("calendar", "add", "shop", "--hours", "monday-friday 8:00-12:00", "--as", "ann"),
        ("list", "add", "vip", "13800138000", "--note", "mayor"),
        ("line", "add", "12345", "day", "--route", "calendar shop is closed -> night", "--most", "3"),
    ):
        assert run(*words).status == 0
    return project


@pytest.mark.parametrize(
    "names",
    [
        ("line", "show", "12345"),
        ("line", "list"),
        ("tenant", "list"),
        ("calendar", "show", "shop"),
        ("calendar", "list"),
        ("list", "list"),
        ("list", "show", "vip"),
    ],
    ids=" ".join,
)
def test_json_has_the_fields_that_the_help_names(run: Run, kept: Path, names: Sequence[str]) -> None:
    printed = json.loads(run(*names, "--json").out)
    rows = printed if isinstance(printed, list) else [printed]
    assert {tuple(sorted(row)) for row in rows} == {tuple(sorted(fields(*names[:2])))}


def shown(run: Run, *words: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run("line", "show", *words, "--json").out)
    return answer


def test_set_changes_what_is_named_and_leaves_the_rest(run: Run, kept: Path) -> None:
    assert run("line", "set", "12345", "--name", "Mayor", "--tenant", "taxes").status == 0
    first = shown(run, "12345")
    assert (first["name"], first["tenant"], first["most"], first["version"]) == ("Mayor", "taxes", 3, 2)
    assert first["routes"] == ["calendar shop is closed -> night"]
    for words in (
        ("--first", "list vip -> refuse"),
        ("--last", "list vip: other"),
        ("--drop", "2", "--language", "en", "--language", "zh-CN"),
        ("--flow", "flows/evening.flow.xml", "--name", "", "--tenant", "", "--most", "0"),
    ):
        assert run("line", "set", "12345", *words).status == 0
    last = shown(run, "12345")
    assert last["routes"] == ["list vip -> refuse", "list vip -> other"]
    assert (last["flow"], last["name"], last["tenant"], last["most"]) == ("evening", "", "", 0)
    assert last["languages"] == ["en", "zh-CN"]
    assert run("line", "set", "12345", "--no-routes", "--language", "").status == 0
    assert (shown(run, "12345")["routes"], shown(run, "12345")["languages"]) == ([], [])


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("set", "12345", "--version", "7", "--most", "9"), 1, "was changed by somebody else meanwhile"),
        (("set", "12345", "--drop", "2"), 1, "the line public/12345 has no route 2"),
        (("set", "12345", "--route", "whenever"), 1, "'whenever' is no route"),
        (("set", "12345", "--route", "list nobody -> x"), 1, "there is no list nobody"),
        (("set", "12345", "--tenant", "nobody"), 1, "there is no tenant nobody"),
        (("set", "12345", "--most", "-1"), 2, "-1"),
        (("set", "12345"), 2, "nothing is named that is to change"),
        (("set", "12345", "--version", "1"), 2, "nothing is named that is to change"),
        (("set", "99", "--most", "1"), 1, "there is no line public/99"),
        (("add", "12345", "x"), 1, "is a line already"),
        (("add", "X" * 41, "x"), 1, "is no pattern"),
        (("add", "7", "x" * 65), 1, "is no flow"),
        (("add", "7", "x", "--name", "n" * 201), 1, "cannot be kept"),
        (("add", "7", "x", *["--route", "list vip -> x"] * 101), 1, "has 101 routes"),
        (("show", "99"), 1, "there is no line public/99"),
        (("show", "12345", "--at", "soon"), 2, "that is no time"),
    ],
)
def test_what_is_refused_changes_nothing(
    run: Run, kept: Path, words: Sequence[str], status: int, message: str
) -> None:
    before = run("line", "list", "--json").out
    ran = run("line", *words)
    assert (ran.status, ran.out) == (status, "")
    assert message in ran.err and "cure: " in ran.err
    assert run("line", "list", "--json").out == before


def test_what_would_answer_and_why(run: Run, kept: Path) -> None:
    assert run("line", "set", "12345", "--first", "list vip -> vip-line").status == 0
    opened = shown(run, "12345", "--at", "2026-01-15T10:00")
    assert (opened["answers"], opened["because"], opened["fits"]) == ("day", "", [False, False])
    closed = shown(run, "12345", "--at", "2026-01-17")
    assert (closed["answers"], closed["because"]) == ("night", "calendar shop is closed -> night")
    important = shown(run, "12345", "--at", "2026-01-17", "--caller", "13800138000")
    assert (important["answers"], important["fits"]) == ("vip-line", [True, True])
    # Two hours further west it is still closed.
    assert run("line", "set", "12345", "--tenant", "taxes").status == 0
    west = shown(run, "12345", "--at", "2026-01-15T09:00+08:00")
    assert (west["answers"], west["at"]) == ("night", "2026-01-15T01:00:00.000Z")
    assert run("line", "add", "40XX", "day").status == 0
    assert shown(run, "4012")["number"] == "40XX"


def test_two_tenants_have_calendars_and_lists_of_their_own(run: Run, kept: Path) -> None:
    assert run("calendar", "add", "shop", "--tenant", "taxes").status == 0
    assert run("list", "add", "vip", "110", "--tenant", "taxes").status == 0
    assert run("line", "set", "12345", "--tenant", "taxes", "--first", "list vip -> vip-line").status == 0
    answers = [
        shown(run, "12345", "--at", "2026-01-15T12:00", "--caller", caller)["answers"]
        for caller in ("110", "13800138000")
    ]
    assert answers == ["vip-line", "night"]
    owners = [row["tenant"] for row in json.loads(run("calendar", "list", "--json").out)]
    assert owners == ["", "taxes", ""]
    assert json.loads(run("calendar", "show", "shop", "--tenant", "taxes", "--json").out)["tenant"] == "taxes"
    assert json.loads(run("calendar", "show", "office", "--json").out)["from"].endswith("callwright.toml")
    assert run("list", "remove", "vip", "--all").status == 0
    assert "the tenant taxes has lines (public/12345)" in run("tenant", "remove", "taxes").err


WEEKS = {
    "monday 8:30-12:00": {"monday": ["08:30-12:00"]},
    "Friday-Monday closed": {"friday": [], "saturday": [], "sunday": [], "monday": []},
    "sunday 09:00-12:00, 13:00-24:00": {"sunday": ["09:00-12:00", "13:00-24:00"]},
}
DAYS = {
    "2026-10-01 closed": {"date": "2026-10-01", "hours": []},
    "2026-10-01..2026-10-07 closed called national_day": {
        "from": "2026-10-01",
        "to": "2026-10-07",
        "hours": [],
        "name": "national_day",
    },
    "2026-10-10  like Monday": {"date": "2026-10-10", "like": "monday"},
    "2026-12-24 8:00-12:00 13:00-14:00": {"date": "2026-12-24", "hours": ["08:00-12:00", "13:00-14:00"]},
    "2026-12-24 called eve": {"date": "2026-12-24", "hours": [], "name": "eve"},
}


@pytest.mark.parametrize(("text", "week"), WEEKS.items())
def test_hours_as_people_write_them(text: str, week: dict[str, list[str]]) -> None:
    assert hours_of([text]) == week


@pytest.mark.parametrize(("text", "entry"), DAYS.items())
def test_days_as_people_write_them(text: str, entry: dict[str, Any]) -> None:
    assert day_of(text) == entry


@pytest.mark.parametrize("text", ["", "2026-10-01", "tomorrow closed", "2026-10-01...2026-10-02 closed"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(Misuse):
        day_of(text)


def test_a_calendar_is_imported_whole_or_not_at_all(run: Run, kept: Path) -> None:
    file = kept / "more.toml"
    file.write_text(
        """
        [calendars.shop]
        hours = {sunday = ["10:00-12:00"]}
        days = [{date = 2026-10-01, name = "national_day"}]
        [calendars.late]
        hours = {monday = ["18:00-24:00"]}
        """,
        encoding="utf-8",
    )
    assert run("calendar", "import", file, "--as", "eve").status == 0
    with_days = json.loads(run("calendar", "show", "shop", "--at", "2026-10-01", "--json").out)
    assert (with_days["state"], with_days["version"]) == ("national_day", 2)
    assert run("calendar", "import", file, "--name", "late", "--tenant", "taxes").status == 0
    before = run("calendar", "list", "--json").out
    bad = {
        "[calendars.shop]\nhours = {}\n[calendars.late]\nhours = {monday = ['9']}": "'9' is no span of time",
        "calendars = 5": "holds no calendars",
        "hours = {mon = []}": "'mon' is not known here",
        "[calendars": "more.toml",
    }
    for text, message in bad.items():
        file.write_text(text, encoding="utf-8")
        ran = run("calendar", "import", file)
        assert (ran.status, message in ran.err) == (1, True), ran.err
        assert run("calendar", "list", "--json").out == before
    file.write_text("hours = {monday = ['08:00-09:00']}", encoding="utf-8")
    assert run("calendar", "import", file).status == 0
    assert json.loads(run("calendar", "show", "more", "--json").out)["calendar"] == {
        "hours": {"monday": ["08:00-09:00"]}
    }


def test_a_month_is_a_page(run: Run, kept: Path) -> None:
    day = "2026-10-01..2026-10-07 closed called national_day"
    assert run("calendar", "set", "shop", "--day", day).status == 0
    page = run("calendar", "show", "shop", "--month", "2026-10").out
    assert page.count("national_day") == 8
    assert page.count("8-12") == 17
    assert run("calendar", "set", "shop", "--drop-day", "2026-10-01").status == 0
    assert "national_day" not in run("calendar", "show", "shop", "--month", "2026-10").out
    for words in (("set", "shop", "--drop-day", "2026-10-01"), ("show", "shop", "--month", "2026-13")):
        assert run("calendar", *words).status == 2


def test_numbers_come_from_a_spreadsheet(run: Run, kept: Path) -> None:
    file = kept / "numbers.csv"
    file.write_bytes("号码,备注,截止\n110,报警,2026-12-31\n\n0085X.,,\n".encode("gb18030"))
    assert run("list", "import", "black", file, "--title", "Refused").status == 0
    rows = json.loads(run("list", "show", "black", "--json").out)
    assert [(row["number"], row["note"], row["until"]) for row in rows] == [
        ("0085X.", "", None),
        ("110", "报警", "2026-12-31T16:00:00.000Z"),
    ]
    assert run("list", "export", "black", "-o", file).status == 0
    assert run("list", "import", "copy", file).status == 0
    assert run("list", "export", "copy").out == file.read_text(encoding="utf-8")
    assert json.loads(run("list", "list", "--json").out)[0]["title"] == "Refused"


def test_every_bad_row_is_named_with_its_line(run: Run, kept: Path) -> None:
    file = kept / "numbers.csv"
    rows = ["number", "110", "1 1 0", "120,,soon", "119,a,,b", *["x y"] * 30]
    file.write_text("\n".join(rows), encoding="utf-8")
    ran = run("list", "import", "black", file)
    assert ran.status == 1
    for line in (
        "33 bad rows:",
        "numbers.csv:3: '1 1 0' is no number",
        "numbers.csv:4: until soon: that is no time",
        "numbers.csv:5: 4 columns",
        "and 13 more rows",
    ):
        assert line in ran.err
    assert [one["name"] for one in json.loads(run("list", "list", "--json").out)] == ["vip"]


def test_numbers_come_and_go(run: Run, kept: Path) -> None:
    assert run("list", "show", "vip", "--caller", "13800138000").status == 0
    assert run("list", "show", "vip", "--caller", "138").status == 1
    ran = run("list", "remove", "vip", "13800138000", "7")
    assert (ran.status, "are not on the list vip: 7" in ran.err) == (1, True)
    assert run("list", "show", "vip", "--caller", "13800138000").status == 0
    assert run("list", "remove", "vip", "13800138000").status == 0
    assert run("list", "show", "vip", "--caller", "13800138000").status == 1
    assert run("list", "remove", "vip").status == 2
    assert run("list", "remove", "vip", "1", "--all").status == 2
    assert run("list", "add", "vip", "12 3").status == 1
    assert run("list", "add", "vip", "1", "--until", "soon").status == 2
    assert run("list", "remove", "vip", "--all").status == 0
    assert run("list", "show", "vip").status == 1


@pytest.mark.parametrize("words", [("calendar", "set", "shop", "--as", "eve"), ("tenant", "set", "taxes")])
def test_who_names_no_change_is_told_so(run: Run, kept: Path, words: Sequence[str]) -> None:
    before = run(words[0], "list", "--json").out
    ran = run(*words)
    assert (ran.status, "nothing is named that is to change" in ran.err) == (2, True)
    assert run(words[0], "list", "--json").out == before


@pytest.mark.parametrize("command", ["set office --zone UTC", "remove office"])
def test_a_calendar_of_the_settings_is_changed_there(run: Run, project: Path, command: str) -> None:
    run("tenant", "add", "taxes")
    ran = run("calendar", *command.split())
    assert ran.status == 1
    assert "the calendar office is in" in ran.err
    assert run(*ran.err.partition("store: callwright ")[2].split()).status == 0
    assert run("calendar", *command.split()).status == 0
