"""`callwright replay` and `callwright trace --script`: calls of the store on a draft, and as call scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callwright.releases import Releases
from callwright.settings import load
from callwright.simulation import given_of
from callwright.stores import store_of
from engine.events import CallStarted, Event
from engine.store.journals import Written
from flows.release import Release
from simulator.session import simulate
from tests.callwright.conftest import Run

FLOW = "poll"
FILE = Path("flows/poll.flow.xml")
KEYS = ("1 5", "2 1", "1 9 9 9", "- - -", "1 !", "1 3", "2 5", ">1 >4", "1 -")


@pytest.fixture
def release(run: Run, project: Path) -> Release:
    """The release of the poll that is live."""
    said = run("publish", FLOW, "--yes", "--json", "--as", "ann")
    with store_of(load()) as store:
        return Releases(store.release).load(json.loads(said.out)["release"])


def journals(release: Release, keys: Sequence[str]) -> list[list[Event]]:
    """The journals of callers who press these."""
    with given_of(load()) as base:
        calls = []
        for number, each in enumerate(keys):
            now = datetime.now(UTC) - timedelta(minutes=number + 1)
            given = replace(base, now=now, facts=replace(base.facts, id=f"call-{number}", called="12345"))
            calls.append(list(simulate(release, each, given).events))
        return calls


def keep(calls: Sequence[Sequence[Event]]) -> None:
    """Write journals into the project's store."""
    with store_of(load()) as store:
        for events in calls:
            started = events[0]
            assert isinstance(started, CallStarted)
            store.append_events(
                [Written(started.call, started.call, n, event) for n, event in enumerate(events)]
            )


@pytest.fixture
def kept(release: Release) -> Release:
    """The release, with some calls of it in the store."""
    keep(journals(release, KEYS))
    return release


def change(old: str, new: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    FILE.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_unchanged_draft_goes_the_same_way(run: Run, kept: Release) -> None:
    ran = run("replay", FLOW)
    assert (ran.status, ran.out) == (0, "the same way: 9, another way: 0, not replayed: 0\n")


def test_a_changed_draft_says_where_and_how_many(run: Run, kept: Release) -> None:
    change('keys="1 2 3 4 5"', 'keys="1 2 3 4"')
    ran = run("replay", FLOW)
    assert ran.status == 1
    assert "the same way: 7, another way: 2, not replayed: 0" in ran.out
    (row,) = (line for line in ran.out.splitlines() if "ask_score" in line)
    assert [cell.strip() for cell in row.strip("│ ").split("│")] == [
        "2", "poll.ask_score", "exit scored", "exit no_input", "call-0"]  # fmt: skip
    found = json.loads(run("replay", FLOW, "--json").out)
    assert (found["calls"], found["same"], found["different"], found["not_replayed"]) == (9, 7, 2, 0)
    place = {"flow": "poll", "node": "ask_score", "then": ".scored", "now": ".no_input"}
    assert found["differences"] == [{**place, "calls": 2, "example": "call-0"}]


def test_it_speaks_chinese(run: Run, kept: Release) -> None:
    change('keys="1 2 3 4 5"', 'keys="1 2 3 4"')
    ran = run("--lang", "zh", "replay", FLOW)
    assert "同样的走法 7，不同的走法 2，不能重放 0" in ran.out and "出口 no_input" in ran.out
    assert "分岔" in run("--lang", "zh", "replay", FLOW, "--call", "call-0").out
    assert "重放" in run("--lang", "zh", "replay", "--help").out


def test_several_processes_find_the_same(run: Run, kept: Release) -> None:
    change('keys="1 2 3 4 5"', 'keys="1 2 3 4"')
    one, two = (json.loads(run("replay", FLOW, "--json", "--jobs", jobs).out) for jobs in (1, 2))
    assert {**one, "since": ""} == {**two, "since": ""}


def test_which_calls(run: Run, kept: Release) -> None:
    def calls(*options: object) -> int:
        return int(json.loads(run("replay", FLOW, "--json", *options).out)["calls"])

    assert calls("--limit", 4) == 4
    assert calls("--since", "270s") == 4
    assert calls("--until", "270s") == 5
    assert calls("--line", "12345") == 9


def test_one_call_side_by_side(run: Run, kept: Release) -> None:
    change('keys="1 2 3 4 5"', 'keys="1 2 3 4"')
    ran = run("replay", FLOW, "--call", "call-0")
    assert ran.status == 1
    assert "they part at poll.ask_score: then exit scored, now exit no_input" in ran.out
    assert " ask_score.scored" in ran.out and " ask_score.no_input" in ran.out
    found = json.loads(run("replay", FLOW, "--call", "call-0", "--json").out)
    assert (found["same"], found["node"], found["result_then"]) == (False, "ask_score", "done")
    assert run("replay", FLOW, "--call", "call-1").out.rstrip().endswith("the same way")


def test_a_script_for_each_difference_passes_on_the_draft(run: Run, kept: Release) -> None:
    change('keys="1 2 3 4 5"', 'keys="1 2 3 4"')
    file = "flows/poll.changed.calls.yaml"
    ran = run("replay", FLOW, "--write", file)
    assert f"written: {file}" in ran.err
    assert run("test", file).status == 0
    assert run("replay", FLOW, "--write", file).status == 2


def test_a_statement_that_changed_is_named(run: Run, kept: Release) -> None:
    change("INSERT INTO poll_answers", "INSERT OR IGNORE INTO poll_answers")
    ran = run("replay", FLOW)
    assert ran.status == 0 and "asking otherwise than then, and answered as then: poll.save" in ran.err


def test_what_cannot_be_replayed_is_counted_by_reason(run: Run, kept: Release) -> None:
    started = replace_call(journals(kept, ["1 5"])[0], "cut")[:-1]
    keep([started])
    found = json.loads(run("replay", FLOW, "--json").out)
    assert found["reasons"] == [{"reason": "not_over", "node": "", "calls": 1, "example": "cut"}]
    assert "it is not over" in run("replay", FLOW).out


def replace_call(events: list[Event], call: str) -> list[Event]:
    """The journal with another id in its first event."""
    first = events[0]
    assert isinstance(first, CallStarted)
    values = {name: getattr(first, name) for name in first.names}
    return [CallStarted(**{**values, "call": call}), *events[1:]]


def without_releases() -> None:
    """Let go of every release in the store."""
    import sqlite3
    from contextlib import closing

    (file,) = (path for path in Path("data").glob("*.sqlite") if path.name.startswith("callwright"))
    with closing(sqlite3.connect(file)) as database:
        database.execute("DELETE FROM releases")
        database.commit()


def test_when_releases_are_gone(run: Run, kept: Release) -> None:
    without_releases()
    assert run("replay", FLOW).status == 0
    change('<exit on="yes" to="yes"/>', '<exit on="yes" to="no"/>')
    change('<exit on="no" to="no"/>', '<exit on="no" to="yes"/>')
    change('<exit on="no_input" to="done"/>', '<exit on="no_input" to="thanks"/>')
    ran = run("replay", FLOW)
    assert ran.status == 1 and "gone from the store" in ran.err
    assert "release" in run("trace", "call-0", "--script").err


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (["--since", "2s"], 1, "there are no calls of flow poll in that time"),
        (["--line", "99"], 1, "there are no calls of flow poll 99 in that time"),
        (["--since", "soon"], 2, "is no time"),
        (["--call", "none"], 1, "the store has no call none"),
        (["--call", "call-0", "--write", "x"], 2, "--call shows one call"),
    ],
)
def test_what_goes_wrong_has_a_cure(
    options: list[str], status: int, words: str, run: Run, kept: Release
) -> None:
    ran = run("replay", FLOW, *options)
    assert ran.status == status and words in ran.err and "cure:" in ran.err


def test_no_such_flow_in_the_store(run: Run, kept: Release) -> None:
    ran = run("replay", "complaint")
    assert ran.status == 1
    assert "the store has no calls of flow complaint" in ran.err and "it has calls of: poll" in ran.err
    assert "is a call of flow poll" in run("replay", "complaint", "--call", "call-0").err


@pytest.mark.parametrize("number", range(len(KEYS)))
def test_a_call_of_the_store_as_a_script_passes(number: int, run: Run, kept: Release) -> None:
    file = f"flows/poll.seen{number}.calls.yaml"
    ran = run("trace", f"call-{number}", "--script", "-o", file)
    assert ran.status == 0 and ran.err.strip() == f"written: {file}"
    assert run("test", file).status == 0
    assert run("trace", f"call-{number}", "--script").out.rstrip() == Path(file).read_text("utf-8").rstrip()


def test_options_of_trace_that_make_no_sense(run: Run, kept: Release) -> None:
    assert run("trace", "call-0", "-o", "x").status == 2
    assert run("trace", "call-0", "--script", "--json").status == 2
    assert run("trace", "none", "--script").status == 1


def test_a_journal_that_breaks_the_program_stops_no_other_call(run: Run, kept: Release) -> None:
    first, *rest = journals(kept, ["1 5"])[0]
    assert isinstance(first, CallStarted)
    values = {**{name: getattr(first, name) for name in first.names}, "call": "broken", "now": "once"}
    keep([[CallStarted(**values), *rest]])
    found = json.loads(run("replay", FLOW, "--json", "--since", "2026-01-01").out)
    assert (found["same"], [row["reason"] for row in found["reasons"]]) == (9, ["fault"])
