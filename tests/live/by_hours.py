"""Lines of the trial project that go by hours, lists and a limit."""

from __future__ import annotations

from contextlib import closing

from engine.store.store import Store
from tests.live.engines import Caller, Project

FLOW = """<flow xmlns="urn:callwright:flow" format="1" name="{name}" title="T" language="en" start="stay">
  <node id="stay" type="menu">
    <prompt param="prompt"><sound name="main"/></prompt>
    <param name="choices">
      <row exit="bye" keys="#"/>
    </param>
    <param name="first_seconds">30</param>
    <exit on="bye" to="bye"/>
    <exit on="no_input" to="bye"/>
    <exit on="no_match" to="bye"/>
  </node>
  <node id="bye" type="hangup"/>
</flow>
"""
DAY, NIGHT, VIP = "day-line", "night-line", "vip-line"
WEEK = "monday-sunday"
OPEN, CLOSED, FEW = "2001", "2002", "2003"
BLACK, IMPORTANT = "13600000001", "13600000002"
NOTICE = "All lines are busy. Please call again later."


def add_lines(project: Project) -> None:
    """Put a line that is open, one that is closed, and one that takes two calls at once on the project."""
    for name in (DAY, NIGHT, VIP):
        file = project.folder / "flows" / f"{name}.flow.xml"
        file.write_text(FLOW.format(name=name), encoding="utf-8")
        project.command("publish", str(file), "--yes")
    project.command("calendar", "add", "always", "--hours", f"{WEEK} 00:00-24:00")
    project.command("calendar", "add", "never")
    project.command("list", "add", "blacklist", BLACK)
    project.command("list", "add", "important", IMPORTANT)
    routes = [
        "list blacklist -> refuse",
        f"list important -> {VIP}",
        f"calendar always is closed -> {NIGHT}",
    ]
    by_hours = [word for route in routes for word in ("--route", route)]
    project.command("line", "add", OPEN, DAY, *by_hours)
    project.command("line", "add", CLOSED, DAY, "--route", f"calendar never is closed -> {NIGHT}")
    project.command("line", "add", FEW, DAY, "--most", "2", "--language", "en")


def flow_of(caller: Caller) -> str:
    """The flow that answered."""
    caller.reaches("stay")
    return str(caller.of("call_started")[0].to_json()["flow"])


def result_of(project: Project, number: str) -> str:
    """How the latest call of `number` ended; empty while it lasts."""
    with closing(Store.open(project.store_url)) as store:
        return next((row.result for row in store.calls(1000) if row.caller == number), "")
