"""`callwright line`: which flow answers which number."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.output import json_option, log, print_json, print_table
from callwright.settings import load
from callwright.stores import store_of
from callwright.words import words
from engine.store.lines import Line

SUFFIX = ".flow.xml"


@click.group("line")
def command() -> None:
    """Say which flow answers which number.

    \b
    callwright line add 12345 hotline-12345
    callwright line add "02X." information --tenant taxes
    callwright line list
    """


@command.command("add")
@click.argument("number")
@click.argument("flow")
@click.option("--context", default="", help="The dialplan context; else that of the settings.")
@click.option("--name", default="", help="What the line is called.")
@click.option("--tenant", default="", help="Whose line it is.")
@click.option("--zone", default="", help="Its time zone, such as Asia/Shanghai; else the project's.")
@click.option("--fallback", default="", help="Extension for callers whose flow cannot go on.")
@click.pass_context
def add(
    ctx: click.Context, number: str, flow: str, context: str, name: str, tenant: str, zone: str, fallback: str
) -> int:
    """Let FLOW answer NUMBER: digits, X for one digit, a dot at the end for the rest.

    FLOW is the name of a flow, published now or later.
    """
    settings = load(ctx.find_root().obj["config"])
    flow = Path(flow).name.removesuffix(SUFFIX)
    line = Line(number, flow, context or settings.live.context, name, tenant, zone, fallback)
    with store_of(settings) as store:
        store.add_line(line)
        published = store.live(flow)
    log.print(words(zh=f"{line.context}/{number} -> {flow}", en=f"{line.context}/{number} -> {flow}"))
    if published is None:
        log.print(
            words(
                zh=f"流程 {flow} 尚未发布：callwright publish {flow}",
                en=f"{flow} is not published yet: callwright publish {flow}",
            )
        )
    return 0


@command.command("list")
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """Show every line, and the release that answers there."""
    with store_of(load(ctx.find_root().obj["config"])) as store:
        lines, published = store.lines(), store.published()
    if as_json:
        print_json(
            [
                {
                    "context": line.context,
                    "number": line.pattern,
                    "flow": line.flow,
                    "release": published.get(line.flow, ""),
                    "name": line.name,
                    "tenant": line.tenant,
                    "zone": line.zone,
                    "fallback": line.fallback,
                }
                for line in lines
            ]
        )
        return 0
    columns = words(
        zh="上下文 号码 流程 发布 名称 租户", en="context number flow release name tenant"
    ).split()
    print_table(
        columns,
        [(x.context, x.pattern, x.flow, published.get(x.flow, "-")[:12], x.name, x.tenant) for x in lines],
    )
    return 0


@command.command("remove")
@click.argument("number")
@click.option("--context", default="", help="The dialplan context; else that of the settings.")
@click.pass_context
def remove(ctx: click.Context, number: str, context: str) -> int:
    """Let nothing answer NUMBER any more; calls in progress go on."""
    settings = load(ctx.find_root().obj["config"])
    with store_of(settings) as store:
        store.remove_line(context or settings.live.context, number)
    return 0
