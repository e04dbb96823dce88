"""`callwright explore`: looks for the calls nobody scripted, and prints each that goes wrong as a script."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.output import json_option
from callwright.projects import flow_file, release_of, settings_near


@click.command(
    "explore",
    cls=Command,
    fields="flow seed calls ended exits findings not_reached written cases",
    zh="""
    自动试拨流程 FLOW：按键、按错、不按、挂机，数据库和网络服务有结果、无结果、出错、超时，
    坐席接听、占线、无人应答，不同的时间和主叫——朝还没有走到的出口去找。

    callwright explore hotline-12345
    callwright explore flows/hotline-12345.flow.xml --silence 6 --seconds 60
    callwright explore hotline-12345 --write          把没有脚本的出口写成 NAME.explored.calls.yaml
    callwright explore hotline-12345 --json | jq '.findings[].kind'

    能找出：节点崩溃、无人处理的错误、没完没了的循环、过长的静音、不说再见就挂机，
    以及走不到的出口。每个问题都给出最短的通话脚本，可以直接播放。
    同样的 --seed 结果相同（除非被 --seconds 中止）。有问题时退出状态为 1。
    """,
)
@click.argument("flow")
@option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    metavar="N",
    help="The same seed finds the same; else 1.",
    zh="同样的种子，同样的结果；默认 1。",
)
@option(
    "--seconds",
    type=click.FloatRange(min=0, min_open=True),
    default=30.0,
    metavar="N",
    help="Search for so long at most; else 30.",
    zh="最多找多少秒；默认 30。",
)
@option(
    "--calls",
    type=click.IntRange(1),
    default=20_000,
    metavar="N",
    help="Make so many calls at most; else 20000.",
    zh="最多试拨多少次；默认 20000。",
)
@option(
    "--silence",
    type=click.FloatRange(min=0, min_open=True),
    default=10.0,
    metavar="N",
    help="So many seconds without a sound are a finding; else 10.",
    zh="多少秒没有声音算问题；默认 10。",
)
@option(
    "--write",
    is_flag=True,
    help="Write cases for exits that no script takes to NAME.explored.calls.yaml.",
    zh="为没有脚本的出口写用例：NAME.explored.calls.yaml。",
)
@option("--force", is_flag=True, help="Overwrite that file.", zh="覆盖该文件。")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    flow: str,
    seed: int,
    seconds: float,
    calls: int,
    silence: float,
    write: bool,
    force: bool,
    as_json: bool,
) -> int:
    """Ring FLOW again and again, each time otherwise, towards the exits that no call has taken yet.

    \b
    callwright explore hotline-12345
    callwright explore flows/hotline-12345.flow.xml --silence 6 --seconds 60
    callwright explore hotline-12345 --write          cases for exits without a script
    callwright explore hotline-12345 --json | jq '.findings[].kind'

    Callers press every key that means something and some that mean nothing, stay silent, hang up; databases
    and web services answer, have nothing, fail, take too long; agents answer or not; it is another time of
    day. Found are crashes, errors that nobody handles, loops without an end, long silence, calls that end
    without a goodbye, and exits that are never taken. Each finding is printed as the shortest call script
    that shows it. The same --seed finds the same, unless --seconds ended the search. Findings give the exit
    status 1.
    """
    settings = settings_near(ctx.obj["config"], Path(flow))
    path = flow_file(flow, settings)
    release = release_of(path, settings)

    from callwright.exploring import explore_flow, explored_file, may_write
    from callwright.exploring_report import document, show
    from simulator.explore.search import Bounds

    if write:
        may_write(explored_file(path), force)
    found = explore_flow(path, release, settings, Bounds(seconds, calls, silence), seed, write=write)
    if as_json:
        from callwright.output import print_json

        print_json(document(found, seed))
    else:
        show(found, write=write)
    return 1 if found.findings else 0
