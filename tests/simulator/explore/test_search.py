"""What a search reaches: every sort of choice of the caller and of the outside, and where it stops."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from bench.compile import flow as generated
from engine.services.calendars import calendars_from
from flows.compiler import compile_flow
from flows.release import CompiledNode, Release, Variable
from flows.source import Source
from flows.world import EverythingWorld
from flows.write import write
from nodes.prompts import Prompt
from simulator.explore.scene import Scene
from simulator.explore.search import Bounds, Progress, explore
from simulator.given import Given
from simulator.services import World
from tests.simulator.desk import desk, node
from tests.simulator.explore.lines import BYE, explored, line, menu, missed, part, say

SERVICE = dict.fromkeys(("failed", "timeout"), "bye")
ROOT = Path(__file__).parents[3]


def test_every_exit_of_a_small_hotline() -> None:
    found = explored(desk())
    assert found.missed == [] and found.ended == "done"
    assert len(found.ways) == len(found.scene.chart.targets) == 27


LOOK = node(
    "query", "look", {"row": "which", "none": "bye", **SERVICE}, connection="db", sql="SELECT 1", into="found"
)


def branch(*branches: str, id_: str = "which") -> CompiledNode:
    """A condition with an exit for each of the expressions."""
    rows = [{"exit": f"b{number}", "when": when} for number, when in enumerate(branches)]
    return node("condition", id_, {**{row["exit"]: "bye" for row in rows}, "else": "bye"}, branches=rows)


CONDITIONS: dict[str, tuple[str, ...]] = {
    "text": ("found.state == 'open'", "found.state in ['late', 'lost']"),
    "number": ("found.days > 30", "found.days < 3"),
    "both": ("found.state == 'open' and found.days >= 60", "found.state == 'open'"),
    "yes or no": ("found.vip and not found.blocked", "found.blocked"),
    "beginning": ("found.phone is startswith('0571')", "found.phone.endswith('99')"),
    "nothing": ("found.answer is none", "found.name == ''"),
    "negative": ("found.balance < -5",),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_rows_are_made_for_what_conditions_compare(name: str) -> None:
    assert missed(line(LOOK, branch(*CONDITIONS[name]), BYE, found="row")) == set()


def test_columns_get_values_that_fit_their_variables() -> None:
    columns = [
        {"into": "days", "column": "D"},
        {"into": "due", "column": "due_on"},
        {"into": "open", "column": "o"},
    ]
    look = node(
        "query",
        "look",
        {"row": "which", "none": "bye", **SERVICE},
        connection="db",
        sql="SELECT 1",
        columns=columns,
    )
    which = branch("days == 7", "open", "due is none")
    assert missed(line(look, which, BYE, days="number", due="date", open="yesno")) == set()


def test_cases_of_a_switch_their_bounds_and_patterns() -> None:
    cases = [
        {"exit": "one", "equals": "x"},
        {"exit": "several", "any_of": "y, z"},
        {"exit": "few", "from": "3", "to": "9"},
        {"exit": "like", "pattern": "(TS|YX)[0-9]{8}x?"},
    ]
    exits = dict.fromkeys(("one", "several", "few", "like", "else"), "bye")
    assert (
        missed(line(LOOK, node("switch", "which", exits, value="found.code", cases=cases), BYE, found="row"))
        == set()
    )


def test_what_is_keyed_in_is_what_is_compared_later() -> None:
    ask = node(
        "digits",
        "ask",
        {"valid": "keep", "no_input": "bye", "invalid": "bye"},
        prompt="编号",
        into="entry",
        max=6,
    )
    keep = node("set", "keep", {"next": "which"}, values=[{"name": "code", "value": "entry"}])
    assert missed(line(ask, keep, branch("code == '4711'"), BYE, entry="text", code="text")) == set()


def test_values_are_followed_into_a_called_flow_and_back() -> None:
    look = CompiledNode("look", LOOK.node, {**LOOK.exits, "row": "below"})
    entered = node(
        "subflow",
        "below",
        {"done": "which"},
        flow="below",
        out=[{"into": "mark", "value": "mark"}],
        returns=[{"exit": "done"}],
        **{"in": [{"name": "case", "value": "found"}]},
    )
    variables = {"found": "row", "mark": "text"}
    main = part("main", look, entered, branch("mark == 'red'"), BYE, variables=variables)
    back = node("return", "bye", name="done", values=[{"name": "mark", "value": "case.colour"}])
    state = branch("case.state == 'open'", id_="state")
    below = part("below", state, back, variables={"case": Variable("case", "row", input=True)})
    assert missed(Release("2", "main", {"main": main, "below": below})) == set()


def test_rows_of_a_loop() -> None:
    look = node(
        "query",
        "look",
        {"rows": "each", "none": "bye", **SERVICE},
        connection="db",
        sql="SELECT 1",
        result="rows",
        into="all",
    )
    each = node("loop", "each", {"body": "which", "done": "bye"}, items="all", item="one")
    which = node(
        "switch",
        "which",
        {"late": "each", "else": "each"},
        value="one.state",
        cases=[{"exit": "late", "equals": "late"}],
    )
    assert missed(line(look, each, which, BYE, all="rows", one="row")) == set()


def test_answers_of_a_web_service() -> None:
    extract = [{"into": "state", "path": "data.items[0].state"}, {"into": "total", "path": "data.total"}]
    ask = node(
        "http",
        "ask",
        {"ok": "which", "refused": "bye", **SERVICE},
        connection="web",
        path="cases",
        extract=extract,
    )
    assert (
        missed(line(ask, branch("state == 'open' and total > 5"), BYE, state="text", total="number")) == set()
    )


def test_changes_of_data() -> None:
    exits = dict.fromkeys(("done", "unchanged", "duplicate", "failed", "timeout"), "bye")
    plain = node("update", "save", exits, connection="db", sql="DELETE FROM x")
    found = explored(line(plain, BYE))
    assert found.missed == [(("line", "save", "duplicate"), "repeat")]
    keyed = node(
        "update", "save", {**exits, "done": "main"}, connection="db", sql="DELETE FROM x", key="{{ call.id }}"
    )
    assert missed(line(keyed, menu("main", k1="save"), BYE)) == set()


def test_parties_transfers_applications_and_recordings() -> None:
    ended = ("ended", "busy", "no_answer", "rejected", "failed")
    kept = ("saved", "too_short", "hung_up_saved", "failed")
    nodes = [
        node("dial", "agent", dict.fromkeys(ended, "hand"), targets=[{"number": "8001", "via": "user"}]),
        node("transfer", "hand", {"busy": "run", "failed": "run"}, target="9000"),
        node("application", "run", {"ok": "keep", "failed": "keep"}, application="send_display"),
        node("record", "keep", dict.fromkeys(kept, "bye"), box="b", prompt="请留言"),
    ]
    assert missed(line(*nodes, BYE)) == set()


VALIDATORS: dict[str, Mapping[str, object]] = {
    "none": {"min": 3},
    "lengths": {"validator": "lengths", "lengths": "11, 18"},
    "pattern": {"validator": "pattern", "pattern": "1[3-9][0-9]{9}"},
    "date": {"validator": "date", "date": "DDMMYYYY"},
    "telephone": {"validator": "telephone", "telephone": "mobile"},
    "citizen": {"validator": "citizen_id", "cancel_key": "#", "end_key": ""},
    "luhn": {"validator": "luhn", "min": 14, "max": 16, "cancel_key": "*"},
    "no end key": {"end_key": "", "min": 4, "max": 4},
    "expression": {"validator": "expression", "expression": "last.digits == '42'"},
}


@pytest.mark.parametrize("name", VALIDATORS)
def test_numbers_that_are_right_and_wrong(name: str) -> None:
    exits = dict.fromkeys(("valid", "no_input", "invalid"), "bye")
    exits |= {"cancelled": "bye"} if "cancel_key" in VALIDATORS[name] else {}
    ask = node("digits", "ask", exits, prompt="请输入", into="entry", **VALIDATORS[name])
    assert missed(line(ask, BYE, entry="text")) == set()


def test_keys_into_prompts_and_pauses_and_patterns_of_menus() -> None:
    play = node("play", "play", {"done": "pause", "interrupted": "pause"}, prompt="现在播放")
    pause = node("wait", "pause", {"done": "rooms", "key": "rooms"}, seconds=3, keys="5")
    rows = [{"exit": "room", "keys": "2XX"}, {"exit": "desk", "keys": "200 1"}]
    rooms = node(
        "menu",
        "rooms",
        {"room": "sure", "desk": "sure", "no_input": "bye", "no_match": "bye"},
        prompt="房间",
        choices=rows,
    )
    sure = node("confirm", "sure", dict.fromkeys(("yes", "no", "no_input"), "bye"), prompt="对吗")
    assert missed(line(play, pause, rooms, sure, BYE)) == set()


def test_global_keys_and_what_follows_a_hang_up() -> None:
    exits = dict.fromkeys(("done", "unchanged", "failed", "timeout"), "gone")
    save = node("update", "save", exits, connection="db", sql="INSERT INTO x VALUES (1)")
    nodes = (menu("main", k1="bye"), say("help", "main"), save, node("hangup", "gone"), BYE)
    flow = part("main", *nodes, on_hangup="save", keys={"0": "help"})
    assert missed(Release("3", "main", {"main": flow})) == set()


def test_an_error_exit_that_a_row_of_nothing_opens() -> None:
    columns = [{"into": "state", "column": "state"}]
    exits = {"row": "bye", "none": "bye", "error": "bye", **SERVICE}
    look = node("query", "look", exits, connection="db", sql="SELECT 1", columns=columns)
    assert missed(line(look, BYE, state="text")) == set()


def test_facts_of_the_call_and_values_handed_in() -> None:
    who = branch(
        "call.caller == '110'",
        "call.caller is startswith('139')",
        "line.tenant == 'city'",
        "call.headers.x_vip == 'yes'",
    )
    first = node(
        "condition", "first", {"b": "who", "else": "who"}, branches=[{"exit": "b", "when": "kind == 'a'"}]
    )
    called = CompiledNode("who", who.node, who.exits)
    flow = part("main", first, called, BYE, variables={"kind": Variable("kind", "text", input=True)})
    assert missed(Release("4", "main", {"main": flow})) == set()


HOURS = node(
    "hours",
    "hours",
    dict.fromkeys(("open", "closed", "party"), "bye"),
    calendar="office",
    days=[{"exit": "party", "day": "fair"}],
)
CALENDAR = {
    "zone": "Asia/Shanghai",
    "hours": {"thursday": ["10:15-10:25"]},
    "days": [{"date": "2026-09-12", "name": "fair"}],
}


def test_states_of_a_calendar_that_nobody_has() -> None:
    assert missed(line(HOURS, BYE)) == set()


def test_times_of_day_for_calendars_and_comparisons() -> None:
    world = World(calendars=calendars_from({"office": CALENDAR}))
    when = branch("now.hour >= 22", id_="when")
    base = Given(world=world, now=datetime.fromisoformat("2026-01-15T09:00+08:00"))
    hours = CompiledNode("hours", HOURS.node, dict.fromkeys(HOURS.exits, "when"))
    assert missed(line(hours, when, BYE), base) == set()


def test_nodes_that_are_off_have_no_exits_to_take() -> None:
    off = CompiledNode(
        "off", menu("off", k1="bye").node, {"k1": "bye", "no_input": "bye", "no_match": "bye"}, enabled=False
    )
    found = explored(line(off, BYE))
    assert found.missed == [] and found.ways == {}


def test_exits_that_nothing_leads_to_are_named() -> None:
    never = branch("count > 5")
    release = line(CompiledNode("which", never.node, {"b0": "on", "else": "bye"}), menu("on", k1="bye"), BYE,
                   count=Variable("count", "number", value="0"))  # fmt: skip
    whys = dict(explored(release).missed)
    assert whys.pop(("line", "which", "b0")) == "untaken"
    assert set(whys.values()) == {"unreached"} and len(whys) == 3
    wrong = node("set", "wrong", {"next": "bye"}, values=[{"name": "day", "value": "'x'"}])
    assert explored(line(wrong, BYE, day="date")).missed == [(("line", "wrong", "next"), "untaken")]


def test_a_generated_flow_of_200_nodes() -> None:
    release = compile_flow(Source(write(generated(200)), "bench.flow.xml"), EverythingWorld()).release
    assert release is not None
    found = explore(Scene(release, Given()), Bounds(60.0, calls=400))
    assert {target for target, _ in found.missed} == {("bench", "n3", "open"), ("bench", "n4", "done")}


def test_bounds() -> None:
    calls = explore(Scene(desk(), Given()), Bounds(60.0, calls=5))
    assert (calls.calls, calls.ended) == (5, "calls")
    moments = iter(range(100))
    seconds = explore(Scene(desk(), Given()), Bounds(seconds=7.0), now=lambda: float(next(moments)))
    assert (seconds.calls, seconds.ended) == (6, "seconds")


def test_progress_is_told_after_each_call() -> None:
    told: list[Progress] = []
    found = explore(Scene(desk(), Given()), Bounds(60.0, calls=20), watch=told.append)
    assert [each.calls for each in told] == list(range(1, 21))
    assert told[-1].covered == len(found.ways) and told[-1].exits == 27


PRINTED = """
from simulator.explore.cover import covering
from simulator.explore.scene import Scene
from simulator.explore.script import file_text
from simulator.explore.search import Bounds, explore
from simulator.given import Given
from tests.simulator.desk import desk
found = explore(Scene(desk(), Given()), Bounds(60.0, 300), seed=3)
print(found.calls, file_text(covering(found, ())), [fault for fault, _ in found.faults])
"""


def test_the_same_seed_finds_the_same_in_every_process() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PRINTED], cwd=ROOT, check=True, capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1 and len(outputs.pop()) > 2_000


def test_another_seed_goes_other_ways_to_the_same_exits() -> None:
    one, other = explored(desk(), seed=1), explored(desk(), seed=2)
    assert one.ways.keys() == other.ways.keys()
    assert one.ways != other.ways


def test_a_prompt_without_words_is_no_point() -> None:
    tone = node("play", "tone", {"done": "bye", "interrupted": "bye"}, prompt=Prompt())
    assert missed(line(tone, BYE)) == {("line", "tone", "interrupted")}
