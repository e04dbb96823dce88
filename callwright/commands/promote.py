"""`callwright promote`: more callers meet the release on trial, or all do."""

from __future__ import annotations

import click

from callwright.bilingual import Command, option
from callwright.output import json_option, log, print_json
from callwright.publishing.options import as_option, flow_name, why_option
from callwright.settings import load
from callwright.stores import store_to_change, who
from callwright.words import words


@click.command(
    "promote",
    cls=Command,
    fields="flow before release percent callers",
    zh="""
    流程 FLOW 试用中的发布正式上线；写了 --percent 就只把试用扩大到这么多主叫。

    正在进行的通话用原来的版本到结束。

    callwright promote hotline-12345 --percent 50
    callwright promote hotline-12345 -m "试用良好"
    """,
)
@click.argument("flow")
@option(
    "--percent",
    type=click.FloatRange(0, 100, min_open=True),
    default=None,
    metavar="NUMBER",
    help="Only let so many of 100 callers meet it; the trial goes on.",
    zh="只让百分之多少的主叫试用；试用继续。",
)
@why_option
@as_option
@json_option
@click.pass_context
def command(
    ctx: click.Context, flow: str, percent: float | None, why: str, as_user: str, as_json: bool
) -> int:
    """Let all new calls of FLOW take the release on trial; with --percent, only more of them.

    Calls in progress end on the release that they began with.

    \b
    callwright promote hotline-12345 --percent 50
    callwright promote hotline-12345 -m "the trial went well"
    """
    flow = flow_name(flow)
    with store_to_change(load(ctx.obj["config"])) as store:
        standing = store.standing(flow)
        if percent is None:
            canary = store.promote(flow, who=who(as_user), why=why, expected=standing)
        else:
            canary = store.share(flow, percent, who=who(as_user), why=why, expected=standing)
    if as_json:
        callers = "" if percent is None else canary.callers
        print_json(
            {
                "flow": flow,
                "before": standing.live,
                "release": canary.digest,
                "percent": percent or 100.0,
                "callers": callers,
            }
        )
        return 0
    name = f"{flow} {canary.digest[:12]}"
    if percent is None:
        log.print(words(zh=f"{name} 已上线", en=f"{name} is live"), markup=False)
    else:
        text = words(zh="{} 的试用：{:g}% -> {:g}%", en="the trial of {}: {:g} % -> {:g} %")
        log.print(text.format(name, canary.percent, percent), markup=False)
    return 0
