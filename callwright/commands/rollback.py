"""`callwright rollback`: new calls take the release that was live before."""

from __future__ import annotations

import click

from callwright.bilingual import Command, option
from callwright.errors import BadThing
from callwright.output import json_option, log, print_json
from callwright.settings import load
from callwright.stores import store_of, who
from callwright.words import words
from engine.store.store import Store


@click.command(
    "rollback",
    cls=Command,
    fields="flow before release",
    zh="""
    流程 FLOW 的新来电改用上一个发布，或 --to 指定的发布。

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
@option("-m", "--message", default="", help="Why.", zh="为什么。")
@option(
    "--as",
    "as_user",
    default="",
    metavar="NAME",
    help="Who does it; else the system's user.",
    zh="谁操作；默认是系统用户。",
)
@json_option
@click.pass_context
def command(ctx: click.Context, flow: str, digest: str, message: str, as_user: str, as_json: bool) -> int:
    """Let new calls of FLOW take the release that was live before, or one named with --to.

    Calls in progress end on the release that they began with.

    \b
    callwright rollback hotline-12345 -m "wrong opening hours"
    callwright rollback hotline-12345 --to 09679b588a15
    """
    with store_of(load(ctx.obj["config"])) as store:
        target = _target(store, flow, digest)
        before = store.publish_again(
            flow, target, who=who(as_user), why=message or f"rollback to {target[:12]}"
        )
    if as_json:
        print_json({"flow": flow, "before": before, "release": target})
    else:
        text = words(zh="{}：{} -> {}", en="{}: {} -> {}")
        log.print(text.format(flow, before[:12] or "-", target[:12]))
    return 0


def _target(store: Store, flow: str, digest: str) -> str:
    """The release to go back to. Raises BadThing if there is none, or more than one."""
    history = store.history(flow, 1000)
    if not history:
        raise BadThing(
            words(zh=f"流程 {flow} 从未发布", en=f"{flow} was never published"), f"callwright publish {flow}"
        )
    if not digest:
        if not history[0].before:
            raise BadThing(
                words(zh=f"流程 {flow} 没有更早的发布", en=f"{flow} has no earlier release"),
                f"callwright history {flow}",
            )
        return history[0].before
    found = {p.digest for p in history if p.digest.startswith(digest)}
    if len(found) != 1:
        what = words(zh="{} 个发布以 {} 开头", en="{} releases begin with {}").format(len(found), digest)
        raise BadThing(what, f"callwright history {flow}")
    return found.pop()
