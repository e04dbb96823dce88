"""`callwright history`: what was published when, by whom and why."""

from __future__ import annotations

import click

from callwright.output import json_option, print_json, print_table
from callwright.settings import load
from callwright.stores import store_of
from callwright.words import words


@click.command("history")
@click.argument("flow", default="")
@click.option("--limit", default=20, show_default=True, help="How many, the latest first.")
@json_option
@click.pass_context
def command(ctx: click.Context, flow: str, limit: int, as_json: bool) -> int:
    """Show what was published, the latest first; of FLOW alone if it is named.

    \b
    callwright history hotline-12345
    """
    with store_of(load(ctx.obj["config"])) as store:
        found = store.history(flow, limit)
    if as_json:
        print_json([{name: getattr(p, name) for name in p.__slots__} for p in found])
        return 0
    columns = words(zh="时间(UTC) 流程 发布 此前 谁 原因", en="when(UTC) flow release before who why")
    print_table(
        columns.split(),
        [
            (f"{p.at:%Y-%m-%d %H:%M:%S}", p.flow, p.digest[:12], p.before[:12] or "-", p.who, p.why)
            for p in found
        ],
    )
    return 0
