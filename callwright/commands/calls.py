"""`callwright calls`: the latest calls, how they ended, on which release."""

from __future__ import annotations

import click

from callwright.output import json_option, print_json, print_table
from callwright.settings import load
from callwright.stores import store_of
from callwright.words import words


@click.command("calls")
@click.option("--flow", default="", help="Calls of this flow only.")
@click.option("--limit", default=20, show_default=True, help="How many, the latest first.")
@json_option
@click.pass_context
def command(ctx: click.Context, flow: str, limit: int, as_json: bool) -> int:
    """Show the latest calls. `callwright trace CALL` shows one of them step by step.

    \b
    callwright calls --flow hotline-12345 --limit 50
    """
    with store_of(load(ctx.obj["config"])) as store:
        found = store.calls(limit, flow=flow)
    if as_json:
        print_json([{name: getattr(call, name) for name in call.__slots__} for call in found])
        return 0
    columns = words(
        zh="开始(UTC) 通话 主叫 被叫 流程 发布 结果 秒",
        en="began(UTC) call caller called flow release result s",
    )
    print_table(
        columns.split(),
        [
            (
                f"{c.started:%m-%d %H:%M:%S}",
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
