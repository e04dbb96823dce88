"""`history`, `rollback`, `status`, `calls`, `trace`: what runs, what ran, and the way back."""

from __future__ import annotations

import json
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
        ("--since", "1h"): ["rollback", "publish", "publish"],
        ("--since", "2099-01-01"): [],
        ("--limit", "1"): ["rollback"],
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
