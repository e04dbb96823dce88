"""Simulated calls a second: whole calls of ten nodes, one after the other, on one core."""

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import statistics
import time
from collections.abc import Callable

from bench.common import show, verdict
from flows.release import CompiledFlow, CompiledNode, Release, Variable
from nodes.registry import node_types
from simulator.given import Given
from simulator.mocks import DatabaseAnswer
from simulator.services import World
from simulator.session import simulate

PROMISE = 5_000
"""Ten-node calls a second on one core (docs: what is promised)."""


def _node(type_: str, id_: str, exits: dict[str, str], **parameters: object) -> CompiledNode:
    return CompiledNode(id_, node_types()[type_].model_validate(parameters), exits)


def ten_nodes() -> Release:
    """A call of ten nodes: two menus, a number, a query, values, prompts, a goodbye."""
    choices = [{"exit": "one", "keys": "1"}, {"exit": "two", "keys": "2"}]
    nodes = [
        _node("play", "welcome", {"done": "main"}, prompt="欢迎致电市长热线。", interrupt="none"),
        _node("menu", "main", {"two": "note"}, prompt="人工服务请按1，自动服务请按2。", choices=choices),
        _node("milestone", "note", {"next": "automatic"}, name="automatic"),
        _node("menu", "automatic", {"one": "ask"}, prompt="查询请按1，留言请按2。", choices=choices),
        _node("digits", "ask", {"valid": "look"}, prompt="请输入编号，按井号结束。", into="no"),
        _node(
            "query",
            "look",
            {"row": "count"},
            connection="hotline",
            sql="SELECT state FROM cases WHERE no = :no",
            values=[{"name": "no", "value": "no"}],
            columns=[{"column": "state", "into": "state"}],
        ),
        _node("set", "count", {"next": "is_open"}, values=[{"name": "asked", "value": "asked + 1"}]),
        _node(
            "condition",
            "is_open",
            {"open": "tell", "else": "bye"},
            branches=[{"exit": "open", "when": "state == '办理中'"}],
        ),
        _node("play", "tell", {"done": "bye"}, prompt="您的案件{{ no|digits }}状态是{{ state }}。"),
        _node("hangup", "bye", {}, prompt="感谢您的来电，再见。"),
    ]
    variables = [Variable("no", "text"), Variable("state", "text"), Variable("asked", "number", value="0")]
    flow = CompiledFlow(
        "ten", "Ten", "zh-CN", "welcome", {n.id: n for n in nodes}, {v.name: v for v in variables}
    )
    return Release("0" * 64, "ten", {"ten": flow})


def per_second(call: Callable[[], object], seconds: float) -> float:
    """How often `call` runs in a second of one core, over about `seconds` of it."""
    count, began = 0, time.process_time()
    while (now := time.process_time()) - began < seconds:
        for _ in range(20):
            call()
        count += 20
    return count / (now - began)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="length of each of the five runs")
    parser.add_argument("--profile", action="store_true", help="show where the time goes instead")
    options = parser.parse_args()
    answers = [DatabaseAnswer("hotline", rows=[{"state": "办理中"}])]
    given = Given(world=World(database_answers=answers))
    release = ten_nodes()
    call = simulate(release, "2 1 20260115#", given)
    visited = sum(event.kind == "node_entered" for event in call.events)
    assert (visited, call.result) == (10, "completed"), call.transcript

    def again() -> object:
        return simulate(release, "2 1 20260115#", given)

    if options.profile:
        profile = cProfile.Profile()
        profile.runcall(per_second, again, options.seconds)
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
        return
    per_second(again, 0.5)
    gc.collect()
    rates = [per_second(again, options.seconds) for _ in range(5)]
    median = statistics.median(rates)
    cells = (f"{median:,.0f}", f"{min(rates):,.0f}", f"{max(rates):,.0f}", f"{1e6 / median:,.0f} µs")
    show(
        "Simulated calls of ten nodes, one core",
        ("calls a second, median", "lowest", "highest", "a call", "events a call", "promised"),
        [(*cells, str(len(call.events)), f"{PROMISE:,} {verdict(median >= PROMISE)}")],
    )


if __name__ == "__main__":
    main()
