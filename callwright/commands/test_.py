"""`callwright test`: every call script played on the simulator, and what the calls reached of their flows."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

import click

from callwright.bilingual import Command, option
from callwright.errors import Misuse
from callwright.output import json_option
from callwright.testing.finding import script_files
from callwright.words import words


@click.command(
    "test",
    cls=Command,
    fields="kind file line case flow passed result seconds took differences skipped journal",
    zh="""
    播放通话脚本：NAME.calls.yaml 和 NAME.TOPIC.calls.yaml 拨打旁边的 NAME.flow.xml。

    callwright test                                  当前目录以下的所有脚本
    callwright test flows -k "silence and not English"
    callwright test flows --coverage --fail-under 90
    callwright test flows --html coverage.html --junit calls.xml
    callwright test flows/hotline-12345.flow.xml --watch
    callwright test flows --live --tones inband      在真实的 FreeSWITCH 上
    callwright test --schema > calls.schema.json     供编辑器补全

    每个失败说明应听到什么、听到了什么、在流程的什么地方、怎么走到那里。
    --json 每行一个对象：kind 为 case、problem、unused、coverage 或 summary。
    有失败或覆盖不足时退出状态为 1。
    """,
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@option(
    "-k",
    "expression",
    default="",
    metavar="EXPR",
    help="Only cases whose file or name fits: words, and, or, not, ( ).",
    zh="只播放文件名或用例名相符的：词、and、or、not、( )。",
)
@option("-v", "--verbose", is_flag=True, help="A line for each case.", zh="每个用例一行。")
@option("-x", "--fail-fast", is_flag=True, help="Stop at the first failure.", zh="第一个失败后停止。")
@option(
    "-j",
    "--jobs",
    type=click.IntRange(0, 64),
    default=0,
    metavar="N",
    help="Processes, else as many as pay; live: calls at a time.",
    zh="进程数，默认划算时才用多个；--live 时为同时通话数。",
)
@option("--coverage", is_flag=True, help="Say what was never reached.", zh="列出没有走到的地方。")
@option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Fail if less of nodes, exits and prompts was reached.",
    zh="节点、出口、提示音走到的比例低于此数则失败。",
)
@option(
    "--html",
    "page",
    metavar="FILE",
    help="Write the drawings, coloured by coverage.",
    zh="写出按覆盖着色的流程图。",
)
@option(
    "--junit",
    metavar="FILE",
    help="Write JUnit's XML for build servers.",
    zh="写出 JUnit XML，供构建服务器使用。",
)
@option("--watch", is_flag=True, help="Play again whenever a file is saved.", zh="文件一保存就重新播放。")
@option(
    "--live",
    is_flag=True,
    help="Ring a real FreeSWITCH; compare with the simulation and with what is heard.",
    zh="拨打真实的 FreeSWITCH，与模拟和听到的声音对照。",
)
@option("--switch", default="", metavar="HOST:PORT", help="Its event socket; else live.switch.",
        zh="它的事件套接字；默认 live.switch。")  # fmt: skip
@option(
    "--tones",
    type=click.Choice(["rfc2833", "inband"]),
    default="rfc2833",
    help="How callers press keys live: as events, or as tones in the sound.",
    zh="真实通话怎样按键：事件，或声音里的双音。",
)
@option("--dial", default="", metavar="STRING", help="Another way: sofia/internal/{number}@HOST.",
        zh="另一种呼叫方式，如 sofia/internal/{number}@HOST。")  # fmt: skip
@option("--listen", default="", metavar="HOST:PORT", help="Where the switch reaches us; else 127.0.0.1.",
        zh="交换机连接本机的地址；默认 127.0.0.1。")  # fmt: skip
@option("--parties", default="default", metavar="CONTEXT", help="The context of what --dialplan prints.",
        zh="放有 --dialplan 输出内容的上下文。")  # fmt: skip
@option("--deaf", is_flag=True, help="Do not record and look through what callers hear: more calls at once.",
        zh="不录下并核对来电者听到的声音：可同时拨打更多。")  # fmt: skip
@option("--dialplan", is_flag=True, help="Print what --live needs in the switch's dialplan, and end.",
        zh="输出 --live 在拨号方案中需要的内容。")  # fmt: skip
@option(
    "--schema",
    is_flag=True,
    help="Print the JSON Schema of scripts for editors, and end.",
    zh="输出脚本的 JSON Schema，供编辑器使用。",
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    expression: str,
    verbose: bool,
    fail_fast: bool,
    jobs: int,
    coverage: bool,
    fail_under: float | None,
    page: str | None,
    junit: str | None,
    watch: bool,
    live: bool,
    switch: str,
    tones: Literal["rfc2833", "inband"],
    dial: str,
    listen: str,
    parties: str,
    deaf: bool,
    dialplan: bool,
    schema: bool,
    as_json: bool,
) -> int:
    """Play call scripts: NAME.calls.yaml and NAME.TOPIC.calls.yaml ring NAME.flow.xml beside them.

    \b
    callwright test                                  every script from here down
    callwright test flows -k "silence and not English"
    callwright test flows --coverage --fail-under 90
    callwright test flows --html coverage.html --junit calls.xml
    callwright test flows/hotline-12345.flow.xml --watch
    callwright test flows --live --tones inband      on a real FreeSWITCH
    callwright test --schema > calls.schema.json     for the completion of editors

    A failure says what should have been heard, what was, where in the flow, and the way there. --json prints
    a line an object; kind is case, problem, unused, coverage or summary. Exit status 1 if anything failed or
    too little was covered.
    """
    if schema:
        click.echo((files("simulator") / "calls.schema.json").read_text(encoding="utf-8"), nl=False)
        return 0
    if dialplan:
        from callwright.testing.parties import dialplan_text

        click.echo(dialplan_text(listen), nl=False)
        return 0
    if live and watch:
        raise Misuse(
            words(zh="--live 和 --watch 不能同时用", en="--live and --watch exclude each other"),
            words(zh="去掉一个", en="leave one of them out"),
        )
    scripts = script_files(paths)

    from callwright.testing.livewish import LiveWish
    from callwright.testing.run import Wish, run

    wish = Wish(
        expression=expression,
        verbose=verbose,
        fail_fast=fail_fast,
        jobs=jobs,
        coverage=coverage,
        fail_under=fail_under,
        page=Path(page) if page else None,
        junit=Path(junit) if junit else None,
        as_json=as_json,
        live=LiveWish(switch, dial, listen, parties, tones, jobs, not deaf) if live else None,
    )
    config = ctx.obj["config"]
    if not watch:
        return run(scripts, wish, config)

    from callwright.testing.again import run_again

    return run_again(paths, wish, config)
