"""`callwright replay`: the calls of the store once more, on a draft, and where they would go another way."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.errors import Misuse
from callwright.output import json_option
from callwright.projects import flow_file, release_of, settings_near
from callwright.since import Since
from callwright.stores import store_to_read
from callwright.words import words


@click.command(
    "replay",
    cls=Command,
    fields="flow draft since until calls same different not_replayed differences reasons asks_otherwise "
    "written",
    zh="""
    把真实的通话在草稿 FLOW 上重放：来电者照当时那样按键、不按、挂机，数据库、网络服务、坐席
    照当时那样应答，看哪些通话会走不同的路。

    callwright replay hotline-12345                       最近七天的通话
    callwright replay --since 2d --line 12345 flows/hotline-12345.flow.xml
    callwright replay hotline-12345 --limit 1000 --json | jq '.differences[]'
    callwright replay hotline-12345 --call 45b4a01d-d111-47c0-8155-bcc61d758a83
    callwright replay hotline-12345 --write flows/hotline-12345.changed.calls.yaml

    走法不同的通话，先在它当时的发布上重放，走出原来的路才算数。敏感内容没有记下，所以到那里为止。
    --write 为每种不同写一个用例：草稿现在的走法。
    有走法不同的通话时，退出状态为 1。
    """,
)
@click.argument("flow")
@option(
    "--since",
    type=Since(),
    default="7d",
    metavar="WHEN",
    show_default=True,
    help="Calls that began since: 2h, 3d, or a time.",
    zh="只要此后开始的通话：2h、3d 或时间。",
)
@option(
    "--until",
    type=Since(),
    default=None,
    metavar="WHEN",
    help="And before this; else until now.",
    zh="只要此前开始的通话；默认到现在。",
)
@option("--line", default="", metavar="NUMBER", help="Calls of this number only.", zh="只要拨打这个号码的。")
@option("--limit", type=click.IntRange(1), metavar="N", help="The latest N at most.", zh="最多最近 N 个。")
@option(
    "-j",
    "--jobs",
    type=click.IntRange(0, 64),
    default=0,
    metavar="N",
    help="Processes, else as many as pay.",
    zh="进程数，默认划算时才用多个。",
)
@option("--call", default="", metavar="ID", help="One call, then and now side by side.",
        zh="只看一次通话，当时与现在并排。")  # fmt: skip
@option(
    "--write",
    metavar="FILE",
    help="Write a call script for each difference, as it goes now.",
    zh="为每种不同写一个通话脚本用例。",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    flow: str,
    since: datetime,
    until: datetime | None,
    line: str,
    limit: int | None,
    jobs: int,
    call: str,
    write: str | None,
    as_json: bool,
) -> int:
    """Repeat real calls on a draft of FLOW: callers press, stay silent and hang up as they did, databases,
    web services and agents answer as they answered. Say which calls would go another way, and where.

    \b
    callwright replay hotline-12345                       the calls of the last seven days
    callwright replay --since 2d --line 12345 flows/hotline-12345.flow.xml
    callwright replay hotline-12345 --limit 1000 --json | jq '.differences[]'
    callwright replay hotline-12345 --call 45b4a01d-d111-47c0-8155-bcc61d758a83
    callwright replay hotline-12345 --write flows/hotline-12345.changed.calls.yaml

    A call that goes another way counts only if it goes as it went on the release that it ran on. Sensitive
    keys and values are not in the journal: a call is followed as far as those. --write writes a case for each
    difference, as the draft goes now. Exit status 1 if any call goes another way.
    """
    if call and (write or limit or line):
        raise Misuse(
            words(zh="--call 只看一次通话", en="--call shows one call"),
            words(zh="去掉 --write、--limit、--line", en="leave --write, --limit and --line out"),
        )
    settings = settings_near(ctx.obj["config"], Path(flow))
    draft = release_of(flow_file(flow, settings), settings)

    from callwright.keeping import need_new
    from callwright.replaying.replaying import Wanted, replay_all, replay_one

    file = need_new(write, "--write")
    with store_to_read(settings) as store:
        if call:
            return replay_one(draft, store, settings, call, as_json=as_json)
        wanted = Wanted(since, until, line, limit, jobs, file, as_json)
        return replay_all(draft, store, settings, wanted)
