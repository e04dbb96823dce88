"""`callwright trace`: one call of the store, step by step, or as a call script."""

from __future__ import annotations

import click

from callwright.bilingual import Command, option
from callwright.errors import Misuse
from callwright.output import json_option, print_json_lines
from callwright.settings import load
from callwright.stores import store_to_read
from callwright.words import words
from simulator.transcript import lines


@click.command(
    "trace",
    cls=Command,
    zh="""
    以通话记录的形式逐步输出通话 CALL，与模拟通话的形式相同。--script 把它写成通话脚本。

    callwright calls
    callwright trace 45b4a01d-d111-47c0-8155-bcc61d758a83
    callwright trace 45b4a01d-d111-47c0-8155-bcc61d758a83 --script -o flows/hotline.seen.calls.yaml

    脚本在这次通话所用的发布上播放；不能通过的，会说明差在哪里。敏感内容已隐去，须自己填写。
    """,
)
@click.argument("call")
@option("--script", is_flag=True, help="Print it as a call script.", zh="输出为通话脚本。")
@option(
    "-o",
    "--output",
    metavar="FILE",
    help="With --script: write a new file instead.",
    zh="与 --script 一起：写成新文件。",
)
@json_option
@click.pass_context
def command(ctx: click.Context, call: str, script: bool, output: str | None, as_json: bool) -> int:
    """Print the journal of CALL as a transcript, the same form as a simulated call has, or as a call script.

    \b
    callwright calls
    callwright trace 45b4a01d-d111-47c0-8155-bcc61d758a83
    callwright trace 45b4a01d-d111-47c0-8155-bcc61d758a83 --script -o flows/hotline.seen.calls.yaml

    The script is played on the release that the call ran on; what would not pass there is said. Sensitive
    values are masked: write them before you play it.
    """
    _need_sense(script, output, as_json)
    settings = load(ctx.obj["config"])
    with store_to_read(settings) as store:
        row = store.call(call)
        events = store.events(call)
        if script:
            from callwright.keeping import need_new
            from callwright.replaying.script import print_script

            return print_script(store, row, events, need_new(output, "-o"), settings)
    if as_json:
        print_json_lines(event.to_json() for event in events)
        return 0
    for line in lines(events):
        click.echo(line)
    return 0


def _need_sense(script: bool, output: str | None, as_json: bool) -> None:
    """Raises Misuse for options that make no sense together."""
    if output is not None and not script:
        raise Misuse(
            words(zh="-o 要与 --script 一起用", en="-o goes with --script"),
            words(zh="加上 --script，或去掉 -o", en="add --script, or leave -o out"),
        )
    if script and as_json:
        raise Misuse(
            words(zh="--script 和 --json 不能同时用", en="--script and --json exclude each other"),
            words(zh="去掉一个", en="leave one of them out"),
        )
