"""`callwright status`: who runs what, how many calls are still on an older release, which engines run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from callwright.bilingual import Command
from callwright.moments import heading, shown
from callwright.output import json_option, log, print_json, print_table
from callwright.publishing.telling import whom
from callwright.settings import load
from callwright.stores import store_to_read
from callwright.words import words
from engine.store.engines import DEAD_SECONDS, EngineRow
from engine.store.lines import Line
from engine.store.standing import NOTHING, Standing

LONGEST = timedelta(hours=4)
"""Calls last no longer (engine/limits.py); one without an end that began before has lost its engine."""


@click.command(
    "status",
    cls=Command,
    fields="flows engines",
    zh="""
    列出每个流程的线上发布、试用、线路、正在进行的通话数（其中多少仍在旧发布上），
    以及运行中的引擎。

    callwright status
    callwright status --json
    """,
)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> int:
    """Show what every flow runs: live and on trial, its lines, its calls in progress; and the engines.

    \b
    callwright status
    callwright status --json
    """
    settings = load(ctx.obj["config"])
    with store_to_read(settings) as store:
        lines, standings, engines = store.lines(), store.standings(), store.engines()
        going = store.going(datetime.now(UTC).replace(tzinfo=None) - LONGEST)
    names = sorted(
        {*standings, *(flow for line in lines for flow in line.flows), *(flow for flow, _ in going)}
    )
    flows = [_flow(name, standings.get(name, NOTHING), lines, going) for name in names]
    if as_json:
        print_json({"flows": flows, "engines": [_engine(engine) for engine in engines]})
        return 0
    _show_flows(flows, standings)
    _show_engines(engines, settings.project.zone)
    return 0


def _flow(
    name: str, standing: Standing, lines: Sequence[Line], going: Mapping[tuple[str, str], int]
) -> dict[str, Any]:
    """How one flow stands, for programs."""
    own = {release: calls for (flow, release), calls in going.items() if flow == name}
    canary = standing.canary
    trial = None
    if canary is not None:
        trial = {
            "release": canary.digest,
            "percent": canary.percent,
            "callers": canary.callers,
            "since": canary.at,
            "who": canary.who,
            "calls": own.get(canary.digest, 0),
        }
    current = {standing.live, canary.digest if canary else standing.live}
    older = sum(calls for release, calls in own.items() if release not in current)
    return {
        "flow": name,
        "release": standing.live,
        "trial": trial,
        "lines": [f"{line.context}/{line.pattern}" for line in lines if name in line.flows],
        "calls": own,
        "calls_live": own.get(standing.live, 0),
        "calls_on_older": older,
    }


def _engine(engine: EngineRow) -> dict[str, Any]:
    return {
        "id": engine.id,
        "host": engine.host,
        "pid": engine.pid,
        "started": engine.started,
        "silent": engine.silent,
        "running": engine.silent < DEAD_SECONDS,
    }


def _show_flows(flows: Sequence[Mapping[str, Any]], standings: Mapping[str, Standing]) -> None:
    columns = words(
        zh="流程 发布 线路 通话 试用 试用的通话 旧发布上的通话",
        en="flow release lines calls trial trial-calls older",
    )
    rows = []
    for flow in flows:
        canary = standings.get(flow["flow"], NOTHING).canary
        rows.append(
            (
                flow["flow"],
                flow["release"][:12] or "-",
                ", ".join(flow["lines"]) or "-",
                flow["calls_live"],
                f"{canary.digest[:12]}: {whom(canary)}" if canary else "-",
                flow["trial"]["calls"] if flow["trial"] else "-",
                flow["calls_on_older"],
            )
        )
    print_table(columns.split(), rows)


def _show_engines(engines: Sequence[EngineRow], zone: str) -> None:
    if not engines:
        log.print(words(zh="没有运行中的引擎：callwright serve", en="no engine runs: callwright serve"))
        return
    columns = words(zh="引擎 主机 进程", en="engine host process").split()
    started = heading(words(zh="启动", en="started"), zone, (engine.started for engine in engines))
    print_table(
        [*columns, started, words(zh="状态", en="state")],
        [
            (
                engine.id[:12],
                engine.host,
                engine.pid,
                shown(engine.started, zone, seconds=True),
                words(zh="运行中", en="runs")
                if engine.silent < DEAD_SECONDS
                else words(zh=f"{engine.silent:.0f} 秒没有消息", en=f"silent for {engine.silent:.0f} s"),
            )
            for engine in engines
        ],
    )
