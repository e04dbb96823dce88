"""`callwright history`: what was published when, by whom and why."""

from __future__ import annotations

import click

from callwright.bilingual import Command, option
from callwright.output import json_option, print_json, print_table
from callwright.settings import load
from callwright.stores import store_of
from callwright.words import words


@click.command(
    "history",
    cls=Command,
    fields="at flow digest before who why",
    zh="""
    列出发布记录，最新的在前；写了 FLOW 就只列它的。

    callwright history hotline-12345
    """,
)
@click.argument("flow", default="")
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
