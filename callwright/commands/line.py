"""`callwright line`: which flow answers which number."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.bilingual import Group, option
from callwright.output import json_option, log, print_json, print_table
from callwright.settings import load
from callwright.stores import store_of
from callwright.words import words
from engine.store.lines import Line

SUFFIX = ".flow.xml"


@click.group(
    "line",
    cls=Group,
    zh="""
    哪个号码由哪个流程接听。

    callwright line add 12345 hotline-12345
    callwright line add "02X." information --tenant taxes
    callwright line list
    callwright line remove 12345
    """,
)
def command() -> None:
    """Say which flow answers which number.

    \b
    callwright line add 12345 hotline-12345
    callwright line add "02X." information --tenant taxes
    callwright line list
    callwright line remove 12345
    """


@command.command(
    "add",
    zh="""
    号码 NUMBER 由流程 FLOW 接听。号码由数字组成，X 代表一位数字，末尾的点代表其余部分。

    FLOW 是流程的名字，现在或以后发布都可以。

    callwright line add 12345 hotline-12345
    callwright line add "02X." information --tenant taxes
    """,
)
@click.argument("number")
@click.argument("flow")
@option(
    "--context",
    default="",
    metavar="NAME",
    help="The dialplan context; else that of the settings.",
    zh="拨号方案的上下文；默认按设置。",
)
@option("--name", default="", help="What the line is called.", zh="线路的名称。")
@option("--tenant", default="", help="Whose line it is.", zh="线路属于谁。")
@option(
    "--zone",
    default="",
    help="Its time zone, such as Asia/Shanghai; else the project's.",
    zh="时区，如 Asia/Shanghai；默认按项目。",
)
@option(
    "--language",
    "languages",
    multiple=True,
    metavar="LANGUAGE",
    help="A language to try before the flow's own, such as en; several in order.",
    zh="先于流程自身语言尝试的语言，如 en；可按顺序给出多个。",
)
@option(
    "--fallback",
    default="",
    metavar="EXTENSION",
    help="Extension for callers whose flow cannot go on.",
    zh="流程无法继续时转到的分机。",
)
@click.pass_context
def add(
    ctx: click.Context,
    number: str,
    flow: str,
    context: str,
    name: str,
    tenant: str,
    zone: str,
    languages: tuple[str, ...],
    fallback: str,
) -> int:
    """Let FLOW answer NUMBER: digits, X for one digit, a dot at the end for the rest.

    FLOW is the name of a flow, published now or later.

    \b
    callwright line add 12345 hotline-12345
    callwright line add "02X." information --tenant taxes
    """
    settings = load(ctx.find_root().obj["config"])
    flow = Path(flow).name.removesuffix(SUFFIX)
    line = Line(number, flow, context or settings.live.context, name, tenant, zone, fallback, languages)
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


@command.command(
    "list",
    fields="context number flow release name tenant zone languages fallback",
    zh="""
    列出所有线路，以及各自接听的发布版本。

    callwright line list
    callwright line list --json
    """,
)
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> int:
    """Show every line, and the release that answers there.

    \b
    callwright line list
    callwright line list --json
    """
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
                    "languages": list(line.languages),
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


@command.command(
    "remove",
    zh="""
    号码 NUMBER 不再接听；正在进行的通话不受影响。

    callwright line remove 12345
    """,
)
@click.argument("number")
@option(
    "--context",
    default="",
    metavar="NAME",
    help="The dialplan context; else that of the settings.",
    zh="拨号方案的上下文；默认按设置。",
)
@click.pass_context
def remove(ctx: click.Context, number: str, context: str) -> int:
    """Let nothing answer NUMBER any more; calls in progress go on.

    \b
    callwright line remove 12345
    """
    settings = load(ctx.find_root().obj["config"])
    with store_of(settings) as store:
        store.remove_line(context or settings.live.context, number)
    where = f"{context or settings.live.context}/{number}"
    log.print(words(zh=f"{where} 已删除", en=f"{where} is removed"))
    return 0
