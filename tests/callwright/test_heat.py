"""`callwright heat`: visits, exits, errors, hang-ups and seconds by node, counted from journals."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from callwright.heat import Seconds
from callwright.settings import load
from callwright.stores import store_of
from engine.events import CallFinished, CallStarted, Event, HungUp, NodeEntered, NodeFailed, NodeLeft
from engine.store import steps
from engine.store.journals import Written
from tests.callwright.conftest import Run

pytest.importorskip("soundfile")

FLOW = "poll"


@pytest.fixture
def live(run: Run, project: Path) -> str:
    """The published release."""
    release: str = json.loads(run("publish", FLOW, "--yes", "--json").out)["release"]
    return release


def entered(t: float, node: str, flow: str = FLOW) -> NodeEntered:
    return NodeEntered(t, flow, node, "menu", "step")


def rung(release: str, name: str, *events: Event, days: float = 0.0, flow: str = FLOW) -> None:
    """The journal of a call that began so many days ago."""
    began = (datetime.now(UTC) - timedelta(days=days)).isoformat()
    started = CallStarted(0.0, name, "138", "12345", "line", flow, release, began)
    with store_of(load()) as store:
        store.append_events([Written(name, name, n, event) for n, event in enumerate((started, *events))])


def scored(release: str, name: str, seconds: float, days: float = 0.0) -> None:
    way = [
        entered(0.0, "ask_score"),
        NodeLeft(seconds, FLOW, "ask_score", "good"),
        entered(seconds, "thanks"),
        NodeLeft(seconds + 1, FLOW, "thanks", "done"),
    ]
    rung(release, name, *way, CallFinished(seconds + 1, "done", seconds + 1), days=days)


def gave_up(release: str, name: str) -> None:
    way = [entered(0.0, "ask_score"), HungUp(4.0, "ask_score", "caller", "x")]
    rung(release, name, *way, CallFinished(4.0, "hung_up", 4.0))


def document(run: Run, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("heat", FLOW, "--json", *words).out)
    return found


def node(found: dict[str, Any], name: str) -> dict[str, Any]:
    (release,) = found["releases"]
    found_: dict[str, Any] = next(each for each in release["nodes"] if each["node"] == name)
    return found_


def test_every_node_is_counted(run: Run, live: str) -> None:
    for number, seconds in enumerate((2.0, 3.0, 10.0)):
        scored(live, f"scored-{number}", seconds)
    gave_up(live, "gave-up")
    failed = [entered(0.0, "ask_score"), NodeFailed(1.0, FLOW, "ask_score", "Error", "no")]
    rung(live, "failed", *failed, NodeLeft(1.0, FLOW, "ask_score", "error"), HungUp(2.0, "bye", "flow", "x"))
    found = document(run)
    assert (found["flow"], found["live"]) == (FLOW, live)
    (release,) = found["releases"]
    assert (release["calls"], release["ended"]) == (5, 4)
    asked = node(found, "ask_score")
    assert (asked["entered"], asked["errors"], asked["hangups"]) == (5, 1, 1)
    assert asked["exits"] == {"good": 3, "error": 1}
    assert asked["median_seconds"] == pytest.approx(3.0, rel=0.01)
    assert node(found, "thanks")["median_seconds"] == pytest.approx(1.0, rel=0.01)


def test_releases_are_counted_apart(run: Run, live: str) -> None:
    other = "e" * 64
    scored(live, "one", 2.0)
    for name in ("two", "three"):
        scored(other, name, 2.0)
    releases = document(run)["releases"]
    assert [(each["release"], each["calls"]) for each in releases] == [(other, 2), (live, 1)]
    assert [each["release"] for each in document(run, "--release", "live")["releases"]] == [live]
    assert [each["release"] for each in document(run, "--release", live[:8])["releases"]] == [live]
    ran = run("heat", FLOW, "--release", "ffff")
    assert ran.status == 1 and f"callwright history {FLOW}" in ran.err


def test_only_calls_of_the_time_and_the_flow(run: Run, live: str) -> None:
    scored(live, "old", 2.0, days=10)
    scored(live, "new", 2.0, days=1)
    rung(live, "another", entered(0.0, "x", "another"), flow="another")
    assert node(document(run), "ask_score")["entered"] == 1
    assert node(document(run, "--since", "30d"), "ask_score")["entered"] == 2
    ran = run("heat", FLOW, "--since", "1h")
    assert ran.status == 0 and f"no call of {FLOW} since" in ran.err


def test_calls_are_read_a_few_at_a_time(run: Run, live: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "CALLS_AT_ONCE", 2)
    for number in range(5):
        scored(live, f"call-{number}", 2.0)
    assert node(document(run), "ask_score")["entered"] == 5


def test_the_table(run: Run, live: str) -> None:
    scored(live, "one", 2.0)
    gave_up(live, "two")
    ran = run("heat", f"flows/{FLOW}.flow.xml")
    assert f"release {live[:12]} (live): calls 2, ended 2" in ran.out
    row = next(line for line in ran.out.splitlines() if "ask_score" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == [
        "ask_score",
        "2",
        "good 1",
        "",
        "1",
        "2.0",
    ]
    assert "发布" in run("--lang", "zh", "heat", FLOW).out


def test_the_drawings(run: Run, live: str, tmp_path: Path) -> None:
    scored(live, "one", 2.0)
    gave_up(live, "two")
    page, drawing = tmp_path / "heat.html", tmp_path / "heat.svg"
    ran = run("heat", FLOW, "--html", page, "-o", drawing)
    assert ran.status == 0, ran.err
    svg = drawing.read_text("utf-8")
    assert 'data-node="ask_score"' in svg and "node heat5" in svg and "2× " in svg and "1×" in svg
    html = page.read_text("utf-8")
    assert "Hang-ups and errors" in html and "callers hung up: 1" in html and "up to 2 % of the calls" in html


@pytest.mark.parametrize(
    ("words", "status"),
    [(("--html", "heat.svg"), 2), (("-o", "heat.html"), 2), (("-o", "heat.svg"), 1), (("--since", "x"), 2)],
)
def test_what_cannot_be_done(run: Run, live: str, words: tuple[str, str], status: int) -> None:
    assert run("heat", FLOW, *words).status == status
    assert not Path("heat.svg").exists()


@pytest.mark.parametrize("times", [[0.0], [0.02, 0.02], [1.0, 2.0, 300.0], [14_000.0, 0.5, 7.77, 9.0, 60.0]])
def test_a_median_is_exact_to_one_percent(times: list[float]) -> None:
    seconds = Seconds()
    for each in times:
        seconds.add(each)
    middle = sorted(times)[(len(times) - 1) // 2]
    assert seconds.median == pytest.approx(middle, rel=0.011, abs=0.005)


def test_no_time_has_no_median() -> None:
    assert Seconds().median is None
