"""`callwright publish`: a flow, proven and spoken, becomes what its lines take from the next call on."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.errors import Misuse
from callwright.output import json_option, print_json
from callwright.projects import flow_file, settings_near
from callwright.publishing.options import as_option, why_option
from callwright.publishing.perform import Wish, publish
from callwright.publishing.plan import Trial
from callwright.steps import step, tell_steps
from callwright.stores import store_of, store_to_preview, who
from callwright.words import words


@click.command(
    "publish",
    cls=Command,
    fields="flow before release published percent callers lines moved summary changes cases sounds forced",
    zh="""
    检查流程，运行它的通话脚本，生成缺少的语音，说明与线上相比改了什么，
    确认后从下一个来电起生效。

    正在进行的通话用原来的版本到结束。运行中的引擎在一秒内得知。

    callwright publish hotline-12345 --line 12345 -m "新的服务时间"
    callwright publish hotline-12345 --dry-run
    callwright publish hotline-12345 --percent 10 -m "先让一成主叫试用"
    callwright publish hotline-12345 --yes --json
    """,
)
@click.argument("flow")
@option(
    "--line",
    "numbers",
    multiple=True,
    metavar="NUMBER",
    help="A number that FLOW is to answer: a new line, or one that led elsewhere.",
    zh="由 FLOW 接听的号码：新线路，或原来通向别处的线路。",
)
@why_option
@as_option
@option("-y", "--yes", is_flag=True, help="Do not ask.", zh="不询问。")
@option(
    "--force",
    is_flag=True,
    help="Publish although call scripts or sounds failed; the history says so.",
    zh="通话脚本或语音失败也发布，发布记录中会写明。",
)
@option(
    "--percent",
    type=click.FloatRange(0, 100, min_open=True),
    default=None,
    metavar="NUMBER",
    help="Try it out on so many of 100 callers; the others keep what is live.",
    zh="只让百分之多少的主叫试用；其他人仍用线上的。",
)
@option(
    "--callers",
    default="",
    metavar="LIST",
    help="Try it out on the callers of a list.",
    zh="只让名单上的主叫试用。",
)
@option(
    "--expect",
    default="",
    metavar="RELEASE",
    help="Publish only if this release is live, for programs that showed what would change.",
    zh="只有线上是这个发布时才发布，供已显示过改动的程序使用。",
)
@option("--dry-run", "dry", is_flag=True, help="Only say what would change.", zh="只说明会改什么。")
@option(
    "--progress",
    type=click.Choice(["json"]),
    default=None,
    metavar="json",
    help="Tell programs how far it is: lines of JSON on standard error.",
    zh="在标准错误输出中用 JSON 行报告进度，供程序使用。",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    flow: str,
    numbers: tuple[str, ...],
    why: str,
    as_user: str,
    yes: bool,
    force: bool,
    percent: float | None,
    callers: str,
    expect: str,
    dry: bool,
    progress: str | None,
    as_json: bool,
) -> int:
    """Check FLOW, ring its call scripts, make its sounds, say what changes; then the next call takes it.

    Calls in progress end on the release that they began with. Running engines notice within a second.

    \b
    callwright publish hotline-12345 --line 12345 -m "new opening hours"
    callwright publish hotline-12345 --dry-run
    callwright publish hotline-12345 --percent 10 -m "a tenth of the callers first"
    callwright publish hotline-12345 --yes --json
    """
    settings = settings_near(ctx.obj["config"], Path(flow))
    if yes and dry:
        raise Misuse(
            words(zh="--yes 和 --dry-run 不能同时用", en="--yes and --dry-run exclude each other"),
            words(zh="去掉一个", en="leave one of them out"),
        )
    wish = Wish(
        path=flow_file(flow, settings),
        who=who(as_user),
        why=why,
        trial=Trial(percent or 0.0, callers),
        numbers=tuple((settings.live.context, number) for number in numbers),
        expect=expect,
        yes=yes,
        force=force,
        dry=dry,
        quiet=as_json,
    )
    tell_steps(progress is not None)
    with (store_to_preview if dry else store_of)(settings) as store:
        done = publish(store, settings, wish)
    step("done")
    if as_json:
        print_json(done)
    return 0
