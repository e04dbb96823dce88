"""`callwright publish`: a flow, proven and spoken, becomes what its lines take from the next call on."""

from __future__ import annotations

from pathlib import Path

import click

from callwright.bilingual import Command, option
from callwright.output import json_option, log, print_json
from callwright.projects import flow_file, release_of, settings_near
from callwright.prompts import build_sounds, phrases_of, refuse, show_report
from callwright.stores import store_of, who
from callwright.words import words
from flows.package import pack


@click.command(
    "publish",
    cls=Command,
    fields="flow before release lines",
    zh="""
    检查流程，生成缺少的语音，从下一个来电起生效。

    正在进行的通话用原来的版本到结束。运行中的引擎在一秒内得知。

    callwright publish flows/hotline-12345.flow.xml -m "新的服务时间"
    """,
)
@click.argument("flow")
@option("-m", "--message", default="", help="Why.", zh="为什么发布。")
@option(
    "--as",
    "as_user",
    default="",
    metavar="NAME",
    help="Who publishes; else the system's user.",
    zh="谁发布；默认是系统用户。",
)
@option(
    "--force",
    is_flag=True,
    help="Publish although some sounds could not be made.",
    zh="有语音无法生成也发布。",
)
@json_option
@click.pass_context
def command(ctx: click.Context, flow: str, message: str, as_user: str, force: bool, as_json: bool) -> int:
    """Check FLOW, make its sounds, and let the next call on its lines take it.

    Calls in progress end on the release that they began with. Running engines notice within a second.

    \b
    callwright publish flows/hotline-12345.flow.xml -m "new opening hours"
    """
    settings = settings_near(ctx.obj["config"], Path(flow))
    release = release_of(flow_file(flow, settings), settings, sounding=True)
    report = build_sounds(phrases_of(release), settings)
    show_report(report)
    if not force:
        refuse(
            report,
            words(zh="有语音无法生成，未发布", en="some sounds could not be made; nothing was published"),
            words(
                zh="安装 callwright[speech]，或放入录音，或用 --force",
                en="pip install 'callwright[speech]', record them, or --force",
            ),
        )
    with store_of(settings) as store:
        before = store.publish(release.main, release.digest, pack(release), who=who(as_user), why=message)
        lines = [f"{x.context}/{x.pattern}" for x in store.lines() if x.flow == release.main]
    if as_json:
        print_json({"flow": release.main, "before": before, "release": release.digest, "lines": lines})
        return 0
    name, numbers = f"{release.main} {release.digest[:12]}", ", ".join(lines)
    if lines:
        log.print(words(zh=f"已发布 {name}，线路 {numbers}", en=f"{name} is live on {numbers}"))
    else:
        log.print(
            words(zh=f"已发布 {name}，还没有线路：", en=f"{name} is live, but no line leads to it yet:")
        )
        log.print(f"    callwright line add 12345 {release.main}", markup=False)
    return 0
