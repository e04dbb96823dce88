"""`callwright calls`: the latest calls, how they ended, on which release."""

from __future__ import annotations

import click

from callwright.bilingual import Command, option
from callwright.moments import heading, shown
from callwright.output import json_option, print_json, print_table
from callwright.settings import load
from callwright.stores import store_to_read
from callwright.words import words


@click.command(
    "calls",
    cls=Command,
    fields="id line flow release caller called started result seconds",
    zh="""
    列出最近的通话；callwright trace CALL 逐步显示其中一个。

    callwright calls --flow hotline-12345 --limit 50
    """,
)
@option("--flow", default="", metavar="FLOW", help="Calls of this flow only.", zh="只要这个流程的通话。")
@option(
    "--limit",
    type=click.IntRange(1),
    default=20,
    metavar="NUMBER",
    show_default=True,
    help="How many, the latest first.",
    zh="多少条，最新的在前。",
)
@json_option
@click.pass_context
def command(ctx: click.Context, flow: str, limit: int, as_json: bool) -> int:
    """Show the latest calls. `callwright trace CALL` shows one of them step by step.

    \b
    callwright calls --flow hotline-12345 --limit 50
    """
    settings = load(ctx.obj["config"])
    with store_to_read(settings) as store:
        found = store.calls(limit, flow=flow)
    if as_json:
        print_json([{name: getattr(call, name) for name in call.__slots__} for call in found])
        return 0
    zone = settings.project.zone
    began = heading(words(zh="开始", en="began"), zone, (c.started for c in found))
    columns = words(zh="通话 主叫 被叫 流程 发布 结果 秒", en="call caller called flow release result s")
    print_table(
        [began, *columns.split()],
        [
            (
                shown(c.started, zone, seconds=True),
                c.id,
                c.caller,
                c.called,
                c.flow,
                c.release[:12],
                c.result or "-",
                "-" if c.seconds is None else f"{c.seconds:.1f}",
            )
            for c in found
        ],
    )
    return 0
