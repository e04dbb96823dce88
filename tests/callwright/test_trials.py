"""A release on trial from the command line: begun, compared, given more callers, promoted, ended."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from callwright.settings import load
from callwright.stores import store_of
from engine.events import CallFinished, CallStarted, Event, HungUp, NodeEntered
from engine.store.journals import Written
from engine.store.standing import Standing
from tests.callwright.conftest import Run

pytest.importorskip("soundfile")

FLOW = "poll"
FILE = Path(f"flows/{FLOW}.flow.xml")


def standing() -> Standing:
    with store_of(load()) as store:
        return store.standing(FLOW)


def publish(run: Run, *words: str) -> str:
    release: str = json.loads(run("publish", FLOW, "--yes", "--json", *words).out)["release"]
    return release


@pytest.fixture
def two(run: Run, project: Path) -> tuple[str, str]:
    """A live release, and one on trial for a tenth of the callers."""
    live = publish(run)
    text = FILE.read_text(encoding="utf-8")
    FILE.write_text(text.replace('title="感谢"', 'title="致谢"', 1), encoding="utf-8")
    return live, publish(run, "--percent", "10", "--as", "ann", "-m", "a tenth first")


def calls(release: str, name: str, count: int, *events: Event) -> None:
    """Journals of calls that are over."""
    with store_of(load()) as store:
        for number in range(count):
            call = f"{name}-{number}"
            now = datetime.now(UTC).isoformat()
            began = CallStarted(0.0, call, "138", "12345", "line", FLOW, release, now)
            store.append_events([Written(call, call, n, event) for n, event in enumerate((began, *events))])


def good(release: str, count: int) -> None:
    calls(release, f"good-{release[:4]}", count, CallFinished(20.0, "done", 20.0))


def given_up(release: str, count: int) -> None:
    entered = NodeEntered(1.0, FLOW, "ask_score", "menu", "step")
    events = (entered, HungUp(2.0, "ask_score", "caller", "x"), CallFinished(2.0, "hung_up", 2.0))
    calls(release, f"given-{release[:4]}", count, *events)


def test_a_trial_leaves_the_live_release(run: Run, two: tuple[str, str]) -> None:
    live, trial = two
    stands = standing()
    assert stands.live == live
    assert stands.canary is not None
    assert (stands.canary.digest, stands.canary.percent, stands.canary.who) == (trial, 10, "ann")
    (row,) = json.loads(run("status", "--json").out)["flows"]
    assert (row["release"], row["trial"]["release"], row["trial"]["percent"]) == (live, trial, 10)
    assert "10 % of the callers" in run("status").out
    assert "10 %" in run("history").out


def test_what_is_said_of_a_trial_that_begins(run: Run, project: Path) -> None:
    publish(run)
    FILE.write_text(FILE.read_text("utf-8").replace('title="感谢"', 'title="致谢"', 1), "utf-8")
    ran = run("publish", FLOW, "--callers", "staff", "--yes")
    assert ran.status == 1 and "there is no list staff" in ran.err
    with store_of(load()) as store:
        store.make_list("", "staff")
    ran = run("publish", FLOW, "--percent", "12.5", "--callers", "staff", "--yes")
    assert "on trial: 12.5 % of the callers and the list staff" in ran.err
    for verb in ("compare", "promote", "rollback"):
        assert f"callwright {verb} {FLOW}" in ran.err
    again = run("publish", FLOW, "--percent", "12.5", "--callers", "staff", "--yes")
    assert again.status == 0 and "on trial already" in again.err


def test_a_trial_needs_something_live(run: Run, project: Path) -> None:
    ran = run("publish", FLOW, "--percent", "10", "--yes")
    assert ran.status == 1
    assert "is live beside which to try it" in ran.err


@pytest.mark.parametrize("percent", ["0", "-1", "101", "many"])
def test_what_is_no_percentage(run: Run, project: Path, percent: str) -> None:
    for command in ("publish", "promote"):
        assert run(command, FLOW, "--percent", percent).status == 2


def test_more_callers_then_all(run: Run, two: tuple[str, str]) -> None:
    live, trial = two
    assert "10 % -> 50 %" in run("promote", FLOW, "--percent", "50").err
    done = json.loads(run("promote", FLOW, "--json", "-m", "it went well").out)
    assert (done["before"], done["release"], done["percent"]) == (live, trial, 100)
    assert standing() == Standing(trial)
    rows = json.loads(run("history", "--json").out)
    assert [row["kind"] for row in rows] == ["promote", "canary", "canary", "publish"]
    assert run("promote", FLOW).status == 1


def test_the_way_back_ends_the_trial_first(run: Run, two: tuple[str, str]) -> None:
    live, trial = two
    done = json.loads(run("rollback", FLOW, "--json").out)
    assert done == {"flow": FLOW, "before": live, "release": live, "ended": trial}
    assert standing() == Standing(live)
    assert run("rollback", FLOW).status == 1


def test_back_from_a_promoted_trial(run: Run, two: tuple[str, str]) -> None:
    run("promote", FLOW)
    ran = run("rollback", f"flows/{FLOW}.flow.xml")
    assert ran.status == 0
    assert f"{two[1][:12]} -> {two[0][:12]}" in ran.err
    assert standing() == Standing(two[0])


def test_to_a_named_release_with_a_trial_running(run: Run, two: tuple[str, str]) -> None:
    live, trial = two
    assert json.loads(run("rollback", FLOW, "--to", live[:10], "--json").out)["ended"] == trial
    assert standing() == Standing(live)
    publish(run, "--percent", "10")
    done = json.loads(run("rollback", FLOW, "--to", trial, "--json").out)
    assert (done["before"], done["release"], done["ended"]) == (live, trial, trial)
    assert standing() == Standing(trial)


def test_a_publish_to_all_ends_the_trial_and_says_so_before(run: Run, two: tuple[str, str]) -> None:
    live, trial = two
    FILE.write_text(FILE.read_text("utf-8").replace('title="致谢"', 'title="谢谢"', 1), "utf-8")
    ran = run("publish", FLOW, "--dry-run")
    assert f"the trial of {trial[:12]} (10 % of the callers) ends" in ran.out
    third = publish(run)
    assert standing() == Standing(third)
    assert third not in (live, trial)


def test_what_is_live_is_published_while_a_trial_runs(run: Run, two: tuple[str, str]) -> None:
    FILE.write_text(FILE.read_text("utf-8").replace('title="致谢"', 'title="感谢"', 1), "utf-8")
    ran = run("publish", FLOW, "--yes")
    assert ran.status == 0
    assert "is live already; nothing changed" in ran.err and "is still on trial" in ran.err
    assert standing().canary is not None


# -- compared ---------------------------------------------------------------------------------------


def row_of(document: dict[str, object], what: str, name: str = "") -> dict[str, object]:
    rows = document["rows"]
    assert isinstance(rows, Sequence)
    return next(row for row in rows if (row["what"], row["name"]) == (what, name))


def test_both_releases_side_by_side(run: Run, two: tuple[str, str]) -> None:
    live, trial = two
    good(live, 30)
    given_up(live, 10)
    good(trial, 10)
    given_up(trial, 30)
    document = json.loads(run("compare", FLOW, "--json").out)
    assert document["releases"] == [live, trial]
    assert document["calls"] == document["ended"] == [40, 40]
    assert document["mean_seconds"] == [15.5, 6.5]
    completed = row_of(document, "completed")
    assert (completed["counts"], completed["percent"], completed["differs"]) == ([30, 10], [75.0, 25.0], True)
    assert row_of(document, "hung_up_at", f"{FLOW}.ask_score")["counts"] == [10, 30]
    assert row_of(document, "result", "done")["counts"] == [30, 10]
    assert row_of(document, "errors")["differs"] is False
    ran = run("compare", FLOW)
    assert "gave up at poll.ask_score" in ran.out and "30 (75 %)" in ran.out
    assert "on trial: 10 % of the callers" in ran.err


def test_calls_before_the_trial_do_not_count(run: Run, two: tuple[str, str]) -> None:
    good(two[0], 3)
    assert json.loads(run("compare", FLOW, "--json").out)["calls"] == [3, 0]
    assert json.loads(run("compare", FLOW, "--since", "2099-01-01", "--json").out)["calls"] == [0, 0]
    run("promote", FLOW, "--percent", "20")
    assert json.loads(run("compare", FLOW, "--json").out)["calls"] == [3, 0]


def test_without_a_trial_the_release_before_is_compared(run: Run, two: tuple[str, str]) -> None:
    run("promote", FLOW)
    good(two[1], 2)
    document = json.loads(run("compare", FLOW, "--json").out)
    assert (document["releases"], document["calls"], document["trial"]) == (list(two), [0, 2], "")
    assert run("compare", FLOW, "--since", "tomorrow").status == 2


def test_with_one_release_there_is_nothing_to_compare(run: Run, project: Path) -> None:
    publish(run)
    ran = run("compare", FLOW)
    assert ran.status == 1
    assert "--percent 10" in ran.err
