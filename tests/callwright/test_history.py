"""`history`, `rollback`, `status`, `calls`, `trace`: what runs, what ran, and the way back."""

from __future__ import annotations

import getpass
import json
import shlex
from pathlib import Path

import pytest

from callwright.settings import load
from callwright.stores import store_of
from engine.events import CallFinished, CallStarted
from engine.store.journals import Written
from tests.callwright.conftest import Run

FLOW = "poll"
"""A flow without call scripts: publishing it takes no time."""
THANKS = "感谢"
"""The title of one of its nodes."""


def publish(run: Run, change: tuple[str, str] | None = None) -> str:
    """Publish, one title changed to another; the release."""
    if change:
        file = Path(f"flows/{FLOW}.flow.xml")
        old, new = (f'title="{title}"' for title in change)
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    release: str = json.loads(
        run("publish", FLOW, "--force", "--yes", "--json", "--as", "ann", "-m", "why").out
    )["release"]
    return release


def journal(call: str, release: str, *, finished: bool) -> None:
    began = CallStarted(0.0, call, "110", "12345", "line", FLOW, release, _now())
    events = [began, CallFinished(5.0, "completed", 5.0)] if finished else [began]
    with store_of(load()) as store:
        store.append_events([Written(call, call, n, event) for n, event in enumerate(events)])


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat()


@pytest.fixture
def two(run: Run, project: Path) -> tuple[str, str]:
    """Two releases of the sample, published one after the other, and a line."""
    first = publish(run)
    second = publish(run, (THANKS, "致谢"))
    run("line", "add", "12345", FLOW)
    return first, second


def test_history_tells_who_and_why_the_latest_first(run: Run, two: tuple[str, str]) -> None:
    rows = json.loads(run("history", FLOW, "--json").out)
    assert [(r["digest"], r["before"], r["who"], r["why"]) for r in rows] == [
        (two[1], two[0], "ann", "why"),
        (two[0], "", "ann", "why"),
    ]
    assert two[1][:12] in run("history").out


def test_history_is_asked_for_a_part(run: Run, two: tuple[str, str]) -> None:
    run("rollback", FLOW, "--as", "bob")
    kinds = {
        ("--kind", "rollback"): ["rollback"],
        ("--who", "ann"): ["publish", "publish"],
        ("--since", "1h"): ["rollback", "line", "publish", "publish"],
        ("--since", "2099-01-01"): [],
        ("--limit", "1"): ["rollback"],
        ("--kind", "line"): ["line"],
        (FLOW,): ["rollback", "publish", "publish"],
    }
    for words, expected in kinds.items():
        assert [row["kind"] for row in json.loads(run("history", *words, "--json").out)] == expected
    assert run("history", "--since", "yesterday").status == 2


def test_a_rollback_goes_back_and_is_history_itself(run: Run, two: tuple[str, str]) -> None:
    assert json.loads(run("rollback", FLOW, "--json").out)["release"] == two[0]
    (line,) = json.loads(run("line", "list", "--json").out)
    assert line["release"] == two[0]
    assert json.loads(run("history", "--json").out)[0]["digest"] == two[0]
    assert json.loads(run("rollback", FLOW, "--to", two[1][:8], "--json").out)["release"] == two[1]


def test_a_second_rollback_does_not_lead_forth_again(run: Run, two: tuple[str, str]) -> None:
    third = publish(run, ("致谢", "谢谢"))
    assert third not in two
    assert json.loads(run("rollback", FLOW, "--json").out)["release"] == two[1]
    assert json.loads(run("rollback", FLOW, "--json").out)["release"] == two[0]
    assert run("rollback", FLOW).status == 1


def test_a_release_that_cannot_be_used_is_not_gone_back_to(run: Run, two: tuple[str, str]) -> None:
    with store_of(load()) as store, store._engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE releases SET package = X'00' WHERE digest = '{two[0]}'")
    ran = run("rollback", FLOW)
    assert ran.status == 1
    assert "cannot be used" in ran.err
    with store_of(load()) as store:
        assert store.live(FLOW) == two[1]


def test_what_is_live_is_no_way_back(run: Run, two: tuple[str, str]) -> None:
    ran = run("rollback", FLOW, "--to", two[1])
    assert ran.status == 1
    assert "is live already" in ran.err


@pytest.mark.parametrize("arguments", [("no-such-flow",), (FLOW, "--to", "zzzz")])
def test_where_there_is_nothing_to_go_back_to(
    run: Run, two: tuple[str, str], arguments: tuple[str, ...]
) -> None:
    ran = run("rollback", *arguments)
    assert ran.status == 1
    assert "cure: " in ran.err


def test_the_first_release_has_none_before(run: Run, project: Path) -> None:
    publish(run)
    assert run("rollback", FLOW).status == 1


def test_status_counts_calls_on_older_releases(run: Run, two: tuple[str, str]) -> None:
    journal("a", two[0], finished=False)
    journal("b", two[1], finished=False)
    journal("c", two[1], finished=True)
    (row,) = json.loads(run("status", "--json").out)["flows"]
    assert (row["release"], row["calls_live"], row["calls_on_older"]) == (two[1], 1, 1)
    assert row["calls"] == {two[0]: 1, two[1]: 1}
    assert row["lines"] == ["public/12345"]


def test_status_names_the_engines_that_run(run: Run, two: tuple[str, str]) -> None:
    with store_of(load()) as store:
        store.sign_on("a-host", 4711)
    (engine,) = json.loads(run("status", "--json").out)["engines"]
    assert (engine["host"], engine["pid"], engine["running"]) == ("a-host", 4711, True)
    assert "a-host" in run("status").out


def test_a_call_is_listed_and_traced(run: Run, two: tuple[str, str]) -> None:
    journal("call-1", two[1], finished=True)
    (row,) = json.loads(run("calls", "--json").out)
    assert (row["id"], row["result"], row["seconds"]) == ("call-1", "completed", 5.0)
    assert run("trace", "call-1").out.splitlines()[-1] == "result: completed"
    events = [json.loads(line) for line in run("trace", "call-1", "--json").out.splitlines()]
    assert [event["kind"] for event in events] == ["call_started", "call_finished"]


def test_a_call_that_is_not_there(run: Run, project: Path) -> None:
    run("tenant", "add", "taxes")
    assert run("trace", "nobody").status == 1


CHANGES = (
    ("tenant add taxes", "tenant", "taxes added"),
    ("tenant set taxes --title Taxes", "tenant", "taxes changed: title “-” → “Taxes”"),
    ("calendar add office --hours monday", "calendar", ""),
    ('calendar add office --hours "monday 9:00-17:00"', "calendar", "office added"),
    ('calendar set office --hours "monday 9:00-18:00"', "calendar", "office changed"),
    ("list add vip 110 119", "list", "vip changed: numbers: 2, new: 2"),
    ("list remove vip 119", "list", "vip changed: numbers taken off: 1"),
    ("line add 300 poll", "line", "public/300 added: flow poll"),
    ('line set 300 --most 3 --route "list vip -> x"', "line", ""),
    ("line remove 300", "line", "public/300 removed"),
    ("list remove vip --all", "list", "vip removed"),
    ("calendar remove office", "calendar", "office removed"),
    ("tenant remove taxes", "tenant", "taxes removed"),
)


def test_history_tells_who_changed_what(run: Run, project: Path) -> None:
    for command, kind, told in CHANGES:
        status = run(*shlex.split(command), "--as", "eve").status
        if told:
            assert status == 0, command
            row = [cell.strip() for cell in run("history", "--limit", "1").out.splitlines()[3].split("│")]
            assert (row[3], row[6], row[7]) == (kind, "eve", told)
    (last,) = json.loads(run("history", "--limit", "1", "--json").out)
    assert (last["kind"], last["who"], last["flow"]) == ("tenant", "eve", "")
    assert last["details"] == {"name": "taxes", "change": "removed"}


def test_a_line_tells_who_changed_it_last(run: Run, two: tuple[str, str]) -> None:
    run("line", "set", "12345", "--most", "30", "--as", "eve")
    (told,) = [line for line in run("line", "show", "12345").out.splitlines() if line.startswith("changed")]
    assert told.endswith(" by eve, changed: most “0” → “30”")
    shown = json.loads(run("line", "show", "12345", "--json").out)
    assert shown["changed_by"] == "eve"
    run("publish", "poll", "--force", "--yes", "--line", "300", "--as", "bob")
    assert json.loads(run("line", "show", "300", "--json").out)["changed_by"] == "bob"


def test_who_is_the_systems_user_if_nobody_is_named(run: Run, project: Path) -> None:
    run("tenant", "add", "taxes")
    assert json.loads(run("history", "--json").out)[0]["who"] == getpass.getuser()


def test_clocks_are_the_projects_for_people_and_utc_for_programs(
    run: Run, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One rule for every table: docs/publishing.md, "Looking"."""
    journal("call-1", two[1], finished=True)
    with store_of(load()) as store:
        store.sign_on("a-host", 4711)
        for table in ("calls SET started", "publications SET at", "engines SET started"):
            with store._engine.begin() as connection:
                connection.exec_driver_sql(f"UPDATE {table} = '2026-01-31 20:30:40.000000'")
    shown = {
        "calls": ("began (Asia/Shanghai +08:00)", "2026-02-01 04:30:40"),
        "history": ("when (Asia/Shanghai +08:00)", "2026-02-01 04:30"),
        "status": ("started (Asia/Shanghai +08:00)", "2026-02-01 04:30:40"),
        "line show 12345": ("changed", "2026-02-01 04:30:40+08:00"),
    }
    for command, texts in shown.items():
        told = run(*command.split()).out
        assert all(text in told for text in texts), (command, told)
        assert '"2026-01-31T20:30:40.000Z"' in run(*command.split(), "--json").out
    monkeypatch.setenv("CALLWRIGHT_PROJECT_ZONE", "America/Lima")
    assert "began (America/Lima -05:00)" in run("calls").out
