"""`callwright rollback`: a trial ends, or new calls take the release that was live before."""

from __future__ import annotations

import click

from callwright.bilingual import Command, option
from callwright.output import json_option, log, print_json
from callwright.publishing.options import as_option, flow_name, why_option
from callwright.publishing.way_back import go_back
from callwright.settings import load
from callwright.stores import store_to_change, who
from callwright.words import words


@click.command(
    "rollback",
    cls=Command,
    fields="flow before release ended",
    zh="""
    结束流程 FLOW 的试用；没有试用时，新来电改用上一个发布，或 --to 指定的发布。

    正在进行的通话用原来的版本到结束。

    callwright rollback hotline-12345 -m "服务时间有误"
    callwright rollback hotline-12345 --to 09679b588a15
    """,
)
@click.argument("flow")
@option(
    "--to",
    "digest",
    default="",
    metavar="RELEASE",
    help="The beginning of a release's name.",
    zh="发布名的开头部分。",
)
@why_option
@as_option
@json_option
@click.pass_context
def command(ctx: click.Context, flow: str, digest: str, why: str, as_user: str, as_json: bool) -> int:
    """End the trial of FLOW; if none runs, let new calls take the release before, or one named with --to.

    Calls in progress end on the release that they began with.

    \b
    callwright rollback hotline-12345 -m "wrong opening hours"
    callwright rollback hotline-12345 --to 09679b588a15
    """
    with store_to_change(load(ctx.obj["config"])) as store:
        gone = go_back(store, flow_name(flow), digest, who=who(as_user), why=why)
    if as_json:
        print_json({"flow": gone.flow, "before": gone.before, "release": gone.release, "ended": gone.ended})
        return 0
    if gone.ended:
        text = words(zh="{}：{} 的试用已结束", en="{}: the trial of {} has ended")
        log.print(text.format(gone.flow, gone.ended[:12]), markup=False)
    if gone.before == gone.release:
        text = words(zh="{}：线上仍是 {}", en="{}: {} is live as before")
        log.print(text.format(gone.flow, gone.release[:12]), markup=False)
    else:
        text = words(zh="{}：{} -> {}", en="{}: {} -> {}")
        log.print(text.format(gone.flow, gone.before[:12] or "-", gone.release[:12]), markup=False)
    return 0
